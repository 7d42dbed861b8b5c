"""Each drill in small: `.venv/bin/python -m tests.faults` runs them in full and says their figures.

DRILLS=smoke asks for more of each, as the gate does; without, they only show that they work.
"""

import os
from collections import Counter

import pytest

from tests.faults.figures import Figures, LeftOut
from tests.faults.people import Person, Stored
from tests.faults.stock import Stock
from tests.faults.table import DRILLS, QUICK, SMOKE

SIZE = {"quick": QUICK, "smoke": SMOKE}[os.environ.get("DRILLS", "quick")]


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    folder = tmp_path_factory.getbasetemp()
    return Stock(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder)


@pytest.mark.parametrize("name", DRILLS)
def test_nothing_acknowledged_is_lost(name: str, stock: Stock):
    try:
        for figures in DRILLS[name](stock, SIZE):
            print(figures)
            assert figures.holds, str(figures)
    except LeftOut as reason:
        pytest.skip(str(reason))


PERSON = {"id": "a", "secret": "s", "skills": ["cut"]}


def of(rev: int, text: str, step: int | None = None) -> dict[tuple[str, str], Stored]:
    return {("a", "cut"): Stored(rev, 1 + sum(text.encode()) % 6 if step is None else step, text)}


@pytest.fixture
def person() -> Person:
    """Who was told of a second answer, and sent a third."""
    person = Person(PERSON, 0)
    person.rev["cut"], person.acked["cut"], person.unknown["cut"] = 2, "second", "third"
    return person


@pytest.mark.parametrize("rows", [of(2, "second"), of(3, "third")], ids=["not there", "there"])
def test_what_is_unknown_may_be_there_or_not(person: Person, rows: dict[tuple[str, str], Stored]):
    assert person.judge(rows) == (0, 0, 0)


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ({}, (1, 0, 0)),
        (of(1, "first"), (1, 0, 0)),
        (of(2, "other"), (0, 1, 0)),
        (of(2, "second", step=0), (0, 1, 0)),
        (of(3, "third", step=0), (0, 1, 0)),
        (of(3, "other"), (0, 1, 0)),
        (of(4, "third"), (0, 0, 1)),
    ],
    ids=["nothing there", "an older one", "another", "half of it", "half of the unknown", "another yet", "twice"],
)
def test_what_must_not_be_is_seen(person: Person, rows: dict[tuple[str, str], Stored], verdict: tuple[int, int, int]):
    assert person.judge(rows) == verdict


def test_a_control_that_loses_nothing_shows_nothing():
    assert not Figures("control", is_control=True, cycles=20, acks=500).holds
    assert Figures("control", is_control=True, cycles=1, acks=20, lost=1).holds


@pytest.mark.parametrize(
    "bad", [{"acks": 0}, {"lost": 1}, {"corrupt": 1}, {"twice": 1}, {"refused": [(409, b"")]}], ids=str
)
def test_figures_that_must_not_be(bad):
    assert not Figures("drill", **{"acks": 5, **bad}).holds


def test_an_answer_that_is_neither_taken_nor_try_again_must_not_be():
    assert Figures("drill", acks=5, statuses=Counter({200: 5, 503: 2, 0: 1})).holds
    assert not Figures("drill", acks=5, statuses=Counter({200: 5, 500: 1})).holds
    assert not Figures("drill", acks=5, statuses=Counter({200: 5, 0: 1}), must_answer=True).holds
    assert not Figures("drill", acks=5, statuses=Counter({200: 5, 503: 1}), must_work=True).holds
