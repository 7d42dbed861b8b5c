"""One request of a list that is sent to one site after another, as a value and as a line of a file."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.project.test_access_matrix import rules

ACTORS = ("anonymous", "bob", "owner_open", "owner_done", "erin", "rose")


class Asked(NamedTuple):
    """`path` may name things of a site in braces, as the table of who may what does; `{attempt}` is the actor's own.

    With `edits`, the page is only read for its forms, once: one of them is sent with some of its fields changed, each given
    by its place. Bodies are bytes, told here as Latin-1.
    """

    actor: str
    method: str
    path: str
    body: str = ""
    content_type: str = ""
    headers: dict[str, str] = {}
    form: int = 0
    edits: list[tuple[int, str]] | None = None


@cache
def paths() -> tuple[str, ...]:
    """The addresses of the site, each with the braces of the table."""
    found = {path: None for rule in rules().values() for path in [rule["path"], *rule.get("also", [])]}
    return tuple(found)


def write(file: Path, asked: Iterable[Asked]) -> None:
    with file.open("w") as lines:
        lines.writelines(json.dumps(each) + "\n" for each in asked)


def read(file: Path) -> Iterator[Asked]:
    with file.open() as lines:
        for line in lines:
            value: list[Any] = json.loads(line)
            yield Asked(*value)
