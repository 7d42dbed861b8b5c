"""A main field on its way in, as JSON and by a form: a member of a group that is asked, or none."""

import json
from typing import Any

import pytest

from assessment.answering.core.saving import REV_LIMIT, MainSave, main_key, parse_json, parse_main_form
from assessment.words.refusals import Refused
from tests.assessment.mini import GROUPS, QUESTIONS, SCALE


def read(**body: Any) -> object:
    return parse_json(json.dumps(body).encode(), QUESTIONS, SCALE, GROUPS)


@pytest.mark.parametrize(("member", "taken"), [("ink", "ink"), ("lead", "lead"), (None, ""), ("", "")])
def test_a_member_or_nobody(member, taken):
    assert read(group="g", member=member, rev=2) == MainSave("g", taken, 2)


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"group": "h"}, 422, "unknown_group"),
        ({"group": 1}, 422, "bad_type:group"),
        ({"member": "a"}, 422, "bad_value:member"),
        ({"member": 1}, 422, "bad_type:member"),
        ({"rev": -1}, 422, "bad_value:rev"),
        ({"rev": REV_LIMIT + 1}, 422, "bad_value:rev"),
        ({"rev": True}, 422, "bad_type:rev"),
        ({"step": 1}, 400, "unknown_field:step"),
    ],
)
def test_what_cannot_be_is_refused(change, status, code):
    with pytest.raises(Refused) as caught:
        read(**{"group": "g", "member": "ink", "rev": 0, **change})
    assert (caught.value.status, str(caught.value)) == (status, code)


@pytest.mark.parametrize("missing", ["member", "rev"])
def test_nothing_may_be_left_out(missing):
    body = {"group": "g", "member": "ink", "rev": 0}
    del body[missing]
    with pytest.raises(Refused, match=f"^missing_field:{missing}$"):
        read(**body)


def fields(**more: str) -> dict[str, str]:
    return {f"{main_key('g')}-{name}": value for name, value in more.items()}


def test_a_form_names_a_member_nobody_or_says_nothing():
    assert parse_main_form(fields(member="ink", rev="3"), "g", GROUPS) == MainSave("g", "ink", 3)
    assert parse_main_form(fields(member=""), "g", GROUPS) == MainSave("g", "", 0)
    assert parse_main_form(fields(rev="3"), "g", GROUPS) is None


@pytest.mark.parametrize(
    ("more", "code"),
    [({"member": "a"}, "bad_value:member"), ({"member": "ink", "rev": "x"}, "bad_value:rev")],
)
def test_a_form_that_was_tampered_with_is_refused(more, code):
    with pytest.raises(Refused, match=f"^{code}$"):
        parse_main_form(fields(**more), "g", GROUPS)
