"""Reading a JSON report back: strictly, and giving back what was written."""

import json
from datetime import date

import pytest
from hypothesis import given, settings

from assessment.attempts.core.report_file import FileInvalid, day_of, fit, read, write
from assessment.report.core import report as reports
from assessment.report.renderers import json_report
from assessment.role.core.scoring import Answer
from tests.assessment import frameworks
from tests.assessment.frameworks import Case
from tests.assessment.mini import E, I, compiled
from tests.catalog.core import mini

ROLE = compiled("ab", [mini.level("one", 1, {"a": (2, E), "b": (1, I)})])
ANSWERS = {"a": Answer(2, evidence="A talk\nof mine", last_used="this_year"), "b": Answer(1, unsure=True)}
FULL = json_report.document(
    reports.build(ROLE, ANSWERS, target="one", person_name="Zoë", submitted_on="2026-03-03", edition_label="First")
)


def changed(**fields) -> bytes:
    return json.dumps({**FULL, **fields}).encode()


def without(name: str) -> bytes:
    return json.dumps({key: value for key, value in FULL.items() if key != name}).encode()


def with_answer(**fields) -> bytes:
    return changed(answers={"a": {**FULL["answers"]["a"], **fields}})


def test_a_report_gives_back_what_makes_an_attempt():
    found = read(json.dumps(FULL).encode())

    assert (found["role"], found["target"], found["person_name"], found["submitted_on"]) == (
        "role",
        "one",
        "Zoë",
        "2026-03-03",
    )
    assert found["edition"] == {"digest": ROLE.digest, "label": "First", "framework": "framework"}
    assert fit(found, ROLE) == (ANSWERS, ())
    assert read(write(found).encode()) == found


@settings(max_examples=40, deadline=None)
@given(frameworks.any_cases().filter(lambda case: case.answers))
def test_every_report_comes_back_with_the_same_numbers(case: Case):
    found = read(json_report.render(case.report_of(case.answers)))
    taken = fit(found, case.compiled)
    assert taken.left == ()
    assert json_report.document(case.report_of(dict(taken.taken))) == json_report.document(case.report)


def test_what_is_derived_may_be_anything_and_more_may_stand_there():
    assert read(changed(levels="other", gaps=None, more={"of": ["it"]}))["role"] == "role"


def test_a_byte_order_mark_is_no_trouble_and_a_target_may_be_left_out():
    assert "target" not in read(b"\xef\xbb\xbf" + without("target"))


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"\xff\xfe\x00", "not_text", ""),
        (b"", "not_json", ""),
        (b"{", "not_json", ""),
        (json.dumps(FULL).encode()[:-9], "not_json", ""),
        (b"[]", "not_report", ""),
        (b"{}", "not_report", "format"),
        (changed(format="skillgap-report/2"), "not_report", "format"),
        (changed(role=""), "bad_field", "role"),
        (changed(role="r" * 65), "bad_field", "role"),
        (changed(person_name="n" * 121), "bad_field", "person_name"),
        (changed(person_name="a\u0000b"), "bad_field", "person_name"),
        (changed(person_name=None), "bad_field", "person_name"),
        (changed(edition={**FULL["edition"], "digest": "D" * 64}), "bad_field", "edition.digest"),
        (changed(answers={}), "bad_field", "answers"),
        (changed(answers=[]), "bad_field", "answers"),
        (without("answers"), "bad_field", "answers"),
        (with_answer(step="2"), "bad_field", "answers.a.step"),
        (with_answer(step=True), "bad_field", "answers.a.step"),
        (with_answer(step=-1), "bad_field", "answers.a.step"),
        (with_answer(step=2.5), "bad_field", "answers.a.step"),
        (with_answer(unsure=1), "bad_field", "answers.a.unsure"),
        (with_answer(evidence="e" * 1001), "bad_field", "answers.a.evidence"),
        (with_answer(last_used="never"), "bad_field", "answers.a.last_used"),
    ],
)
def test_what_is_no_report_is_refused_with_the_place(content, code, place):
    with pytest.raises(FileInvalid) as refused:
        read(content)
    assert (refused.value.code, refused.value.place) == (code, place)


@pytest.mark.parametrize(
    "doubled",
    [b'{"role": "other", ' + changed()[1:], changed().replace(b'"answers": {', b'"answers": {"a": ANSWER, ', 1)],
    ids=["role", "answer"],
)
def test_what_stands_twice_is_refused_since_only_one_could_count(doubled):
    answer = json.dumps(FULL["answers"]["a"] | {"step": 0}).encode()
    with pytest.raises(FileInvalid, match=r"^duplicate_key$"):
        read(doubled.replace(b"ANSWER", answer))


def test_a_text_that_cannot_be_stored_is_refused():
    with pytest.raises(FileInvalid, match=r"^bad_field:answers\.a\.evidence$"):
        fit(read(with_answer(evidence="a\u0000b")), ROLE)


def test_what_an_edition_cannot_take_is_named():
    found = read(
        changed(answers={**FULL["answers"], "z": FULL["answers"]["a"], "b": {**FULL["answers"]["b"], "step": 9}})
    )
    assert fit(found, ROLE) == ({"a": ANSWERS["a"]}, (("b", "bad_value"), ("z", "unknown_skill")))


def test_a_code_without_a_place_stands_alone():
    assert str(FileInvalid("not_json")) == "not_json"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-03", date(2026, 3, 3)),
        ("2026-11-23", date(2026, 11, 23)),
        ("2026-11-24", None),
        ("1999-01-01", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_only_a_day_that_can_be_right_is_taken(written, day):
    assert day_of(read(changed(submitted_on=written)), date(2026, 11, 23)) == day
