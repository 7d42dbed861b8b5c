"""Tabs side by side in the order that chance gives them: the suite's own machine, with more histories."""

import re
from collections.abc import Iterator

from tests.faults import suite
from tests.faults.figures import Figures

MACHINE = "tests/assessment/answering/test_saving_tabs.py"
OF_EACH = 15 * 3  # steps of a history, or a few more, on three kinds of page


def side_by_side(steps: int) -> Iterator[Figures]:
    """At least about so many steps; a value that was lost in silence ends it."""
    printed, wrong = suite.run(MACHINE, TABS_HISTORIES=1 + steps // OF_EACH)
    taken = sum(map(int, re.findall(r"steps: (\d+)", printed)))
    yield Figures(
        "two tabs and more, replays, answers lost, by chance",
        cycles=taken,
        acks=taken,
        lost=len(wrong),
        refused=[*wrong],
    )
