"""The traps of tests/assessment/test_traps.py, each where it belongs, and each at every other address."""

import random
from collections.abc import Iterator

from tests.assessment.test_traps import MORE, TRAPS, Trap
from tests.faults.fuzz.asked import ACTORS, Asked, paths

LARGE = 100_000  # bytes of a body: what is larger is refused by its size, wherever it goes


def at_home() -> Iterator[Asked]:
    """Each trap as the study has it."""
    for trap in (*TRAPS, *MORE):
        yield _asked(trap, "owner_done" if "{done}" in trap.path else "owner_open", _own(trap.path))


def everywhere(seed: int) -> Iterator[Asked]:
    """Each trap at all addresses: its body is sent there, or its query and its headers come with a look. Chance says who
    does it."""
    chance = random.Random(seed)
    for trap in (*TRAPS, *MORE):
        query = trap.path.partition("?")[2]
        if len(trap.body) > LARGE or (trap.method == "GET" and not (query or trap.headers)):
            continue
        for path in paths():
            where = path + ("&" if "?" in path else "?") + query if query else path
            yield _asked(trap, chance.choice(ACTORS), where)


def _own(path: str) -> str:
    return path.replace("{open}", "{attempt}").replace("{done}", "{attempt}")


def _asked(trap: Trap, actor: str, path: str) -> Asked:
    body = trap.body.encode("utf-8", "surrogatepass") if isinstance(trap.body, str) else trap.body
    content_type = trap.content_type if trap.method == "POST" else ""
    return Asked(actor, trap.method, path, body.decode("latin-1"), content_type, trap.headers)
