"""A tick as a form sends it: strict, and nothing changed silently."""

import pytest

from assessment.plan.core.ticks import TickInput, parse_form
from assessment.words.refusals import Refused
from assessment.words.texts import EVIDENCE_LIMIT
from tests.assessment.mini import QUESTIONS, SCALE

FULL = {"skill": "a", "to_step": "2", "state": "done", "evidence": "A talk"}


def read(scale: tuple[int, int] = SCALE, **fields: str) -> TickInput:
    return parse_form(FULL | fields, QUESTIONS, scale)


@pytest.mark.parametrize("state", ["started", "done", "dropped"])
def test_each_state_is_read_with_its_evidence(state):
    assert read(state=state) == TickInput("a", 2, state, "A talk")


def test_an_empty_state_takes_the_tick_back_with_its_evidence():
    assert read(state="") == TickInput("a", 2, "", "")


def test_evidence_is_optional_and_normalised():
    assert parse_form({"skill": "a", "to_step": "4", "state": "done"}, QUESTIONS, SCALE) == TickInput(
        "a", 4, "done", ""
    )
    assert read(evidence="e\u0301\r\nx").evidence == "\u00e9\nx"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"skill": "z"}, "unknown_skill"),
        ({"skill": ""}, "unknown_skill"),
        ({"to_step": ""}, "bad_value:to_step"),
        ({"to_step": "0"}, "bad_value:to_step"),
        ({"to_step": "5"}, "bad_value:to_step"),
        ({"to_step": "-1"}, "bad_value:to_step"),
        ({"to_step": "²"}, "bad_value:to_step"),
        ({"to_step": "٣"}, "bad_value:to_step"),
        ({"to_step": "02"}, "bad_value:to_step"),
        ({"state": "finished"}, "bad_value:state"),
        ({"evidence": "x" * (EVIDENCE_LIMIT + 2)}, "evidence_too_long:2"),
        ({"evidence": "a\x00b"}, "bad_characters:evidence"),
    ],
)
def test_what_cannot_be_is_refused_with_its_name(fields, code):
    with pytest.raises(Refused) as caught:
        read(**fields)

    assert (caught.value.status, str(caught.value)) == (422, code)


def test_the_state_has_to_be_sent():
    with pytest.raises(Refused, match="bad_value:state"):
        parse_form({"skill": "a", "to_step": "2"}, QUESTIONS, SCALE)


def test_the_lowest_step_of_a_scale_is_nothing_to_take():
    assert read(scale=(1, 4)).to_step == 2
    with pytest.raises(Refused):
        read(scale=(2, 4))
