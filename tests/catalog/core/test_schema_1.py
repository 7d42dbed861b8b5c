"""An edition that was stored under schema 1 of a snapshot keeps its name and is read as it was meant."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalog.core import canonical
from catalog.core import snapshot as s
from tests.catalog.core import mini

# As a release with schema 1 stored it, and the name that it gave it.
STORED = (Path(__file__).parent / "schema_1.json").read_text().rstrip("\n")
DIGEST = "d05b6323e1b77867f59bb3dce84efd76594bf6573a1e76109afcbfac2953dc88"


def test_a_stored_text_keeps_its_name_and_its_form():
    assert canonical.name(STORED) == DIGEST
    assert canonical.is_canonical(STORED)
    assert not canonical.is_canonical(STORED + " ")


def test_a_stored_text_is_read_as_the_same_catalogue_under_this_schema():
    """Policy, skills, roles and requirements to the last word, so it scores as it did."""
    assert canonical.parse(STORED) == canonical.parse(canonical.payload(mini.rich()))


def stored(change: Callable[[Any], object]) -> str:
    value = json.loads(STORED)
    change(value)
    return json.dumps(value)


def spans(*found: tuple[str, int, int]) -> str:
    """The stored text on a scale from 0 to 4, with these spans of its resource."""
    rows = [{"skill": skill, "from_step": start, "to_step": goal} for skill, start, goal in found]
    scale = [{"value": value, "name": "", "meaning": "", "hours": 8} for value in (4, 2, 0, 1, 3)]
    return stored(lambda value: (value.update(scale=scale), value["resources"][0].update(steps=rows)))


def test_a_span_becomes_a_row_for_each_step_that_covers_nothing():
    text = spans(("write", 1, 4), ("write", 0, 2), ("plan", 3, 10**12))
    served = [s.ResourceStep("plan", 4), *(s.ResourceStep("write", step) for step in (1, 2, 3, 4))]
    assert canonical.parse(text).resources[0].steps == tuple(served)
    assert served[0] == replace(served[0], covers_hours=0, start_here=False)


def test_an_old_text_knows_no_months():
    value = canonical.parse(STORED)
    assert {step.months for step in value.scale} == {0}
    assert {area.counts_in for area in value.areas} == {"hours"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda value: value.pop("resources"), "scale or resources: not as schema 1 has them"),
        (lambda value: value.update(scale=3), "scale or resources: not as schema 1 has them"),
        (lambda value: value["resources"][0]["steps"][0].pop("from_step"), "scale or resources: not as"),
        (lambda value: value["resources"][0]["steps"][0].update(to_step="4"), "scale or resources: not as"),
        (lambda value: value["resources"][0].pop("title"), r"resources\.0\.title: Field required"),
        (lambda value: value.pop("policy"), "policy: Field required"),
    ],
    ids=["no resources", "no scale", "no start", "words for a step", "no title", "no policy"],
)
def test_a_broken_old_text_is_refused(change, message):
    with pytest.raises(canonical.SnapshotInvalid, match=f"^{message}"):
        canonical.parse(stored(change))
