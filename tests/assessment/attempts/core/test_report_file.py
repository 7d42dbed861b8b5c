"""Reading a JSON report back: strictly, and giving back what was written."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from assessment.attempts.core.report_file import FileInvalid, day_of, fit, read, write
from assessment.report.core import report as reports
from assessment.report.renderers import json_report
from assessment.role.core.scoring import Answer
from tests.assessment import frameworks
from tests.assessment.frameworks import Case
from tests.assessment.mini import E, I, compiled
from tests.catalog.core import mini

ROLE = compiled("ab", [mini.level("one", 1, {"a": (2, E), "b": (1, I)})])
ANSWERS = {"a": Answer(2, evidence="A talk\nof mine"), "b": Answer(1, unsure=True)}
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
    assert fit(found, ROLE) == (ANSWERS, {}, ())
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
        (changed(role=""), "bad_field", "role"),
        (changed(role="r" * 65), "bad_field", "role"),
        (changed(person_name="n" * 121), "bad_field", "person_name"),
        (changed(person_name="a\u0000b"), "bad_field", "person_name"),
        (changed(person_name=None), "bad_field", "person_name"),
        (changed(edition={**FULL["edition"], "digest": "D" * 64}), "bad_field", "edition.digest"),
        (changed(answers={}), "bad_field", "answers"),
        (changed(answers=[]), "bad_field", "answers"),
        (without("answers"), "bad_field", "answers"),
        (changed(sample=True), "sample", ""),
        (changed(format="skillgap-report/3"), "newer", ""),
        (changed(format="skillgap-report/10", answers=[], edition={}), "newer", ""),
        (changed(format="skillgap-report/0"), "not_report", "format"),
        (changed(format="skillgap-report/1.1"), "not_report", "format"),
        (with_answer(step="2"), "bad_field", "answers.a.step"),
        (with_answer(step=True), "bad_field", "answers.a.step"),
        (with_answer(step=-1), "bad_field", "answers.a.step"),
        (with_answer(step=2.5), "bad_field", "answers.a.step"),
        (with_answer(unsure=1), "bad_field", "answers.a.unsure"),
        (with_answer(evidence="e" * 1001), "bad_field", "answers.a.evidence"),
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
    assert fit(found, ROLE) == ({"a": ANSWERS["a"]}, {}, (("b", "bad_value"), ("z", "unknown_skill")))


def test_of_a_main_field_an_edition_takes_what_it_has():
    skills = [mini.skill("a", group="g"), mini.skill("b", 1, group="g")]
    role = compiled(skills, [mini.level("one", 1, {"a": (2, E), "b": (1, I)})])
    for main, taken, left in (
        ({"g": "b"}, {"g": "b"}, ()),
        ({"g": "c", "h": "a"}, {}, (("c", "unknown_main"), ("a", "unknown_main"))),
    ):
        found = fit(read(changed(main=main)), role)
        assert (found.main, found.left) == (taken, left)


def test_a_file_from_before_main_fields_names_none():
    old = {**FULL, "format": "skillgap-report/1"}
    del old["main"]
    assert fit(read(json.dumps(old).encode()), ROLE).main == {}


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


# What is written into the place of a value: taken by the reader exactly where the published schema allows it.
ODD: list[Any] = [2.0, 2, 0, -0.0, 99, 100, -1, 2.5, 1e300, True, None, "2", "", "x", "x" * 40, "x" * 65, "x" * 121, "x" * 201,
       "x" * 1001, "0" * 64, [], {}, "this_year"]  # fmt: skip
PLACES = [
    ("role",), ("target",), ("main",), ("person_name",), ("submitted_on",), ("edition", "digest"), ("edition", "label"),
    ("edition", "framework"), ("answers", "a", "step"), ("answers", "a", "unsure"), ("answers", "a", "evidence"),
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=".".join)
def test_reader_and_schema_agree_on_every_value(place):
    is_valid = Draft202012Validator(json_report.schema()).is_valid
    assert is_valid(FULL)
    differing = []
    for odd in ODD:
        document = json.loads(json.dumps(FULL))
        part = document
        for key in place[:-1]:
            part = part[key]
        part[place[-1]] = odd
        try:
            read(json.dumps(document).encode())
            is_read = True
        except FileInvalid:
            is_read = False
        if is_read is not is_valid(document):
            differing.append((odd, is_read))
    assert differing == []


def test_a_whole_number_is_whole_however_it_is_written():
    for written in (b"2.0", b"2e0", b"2"):
        found = read(with_answer(step=777).replace(b"777", written))
        assert (found["answers"]["a"]["step"], type(found["answers"]["a"]["step"])) == (2, int)
