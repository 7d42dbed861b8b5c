"""Writes a list of requests, the same ones for the same number: `python -m tests.faults.fuzz.making FILE COUNT`.

At least COUNT of them: all traps everywhere, and the others of the API's document and by chance.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import django

django.setup()

from hypothesis.strategies import SearchStrategy  # noqa: E402

from tests.faults.fuzz import api, asked, chance, corpus  # noqa: E402
from tests.faults.fuzz.asked import Asked  # noqa: E402
from tests.faults.fuzz.drawn import drawn  # noqa: E402

SEED = 20261201
EXAMPLES = 2000  # of one run of Hypothesis, which slows down with their number


def requests(count: int) -> Iterator[Asked]:
    found = [*corpus.at_home(), *corpus.everywhere(SEED)]
    found += api.requests(max(0, count - len(found)) // 3, SEED)
    left = max(0, count - len(found))
    yield from found
    yield from by_chance(chance.addresses(), left // 2)
    yield from by_chance(chance.forms(), left - left // 2)


def by_chance(of: SearchStrategy[Asked], count: int) -> Iterator[Asked]:
    made, turn = 0, 0
    while made < count:
        found = drawn(of, min(EXAMPLES, count - made), SEED + turn)
        yield from found
        made, turn = made + len(found), turn + 1


if __name__ == "__main__":
    asked.write(Path(sys.argv[1]), requests(int(sys.argv[2])))
