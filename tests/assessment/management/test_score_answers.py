"""`score_answers`: the JSON report for answers from a file or standard input, and a clear word for what does not fit."""

import io
import json
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from catalog.models import Framework, Publication, Role
from tests.assessment.report.makers import MAKERS, handed_in
from tests.workshop import PLACE, ROLE

ANSWERS = {"cut": {"step": 3}}


@pytest.fixture
def score(edition, monkeypatch):
    """Run the command on a text at standard input, or with arguments; gives what it printed."""

    def score(text="", *arguments):
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        printed = io.StringIO()
        call_command("score_answers", *arguments, stdout=printed)
        return printed.getvalue()

    return score


def person(**changes: object) -> dict[str, object]:
    return {"role": ROLE, "answers": ANSWERS, **changes}


def entries(key: str) -> dict[str, dict[str, object]]:
    """The answers of one of the makers as the file has them, every field written out."""
    return {slug: answer._asdict() for slug, answer in MAKERS[key].answers.items()}


@pytest.mark.parametrize("key", MAKERS)
def test_object_gives_the_json_of_an_attempt_with_the_same_answers(score, begin, alice, key):
    attempt = handed_in(begin, alice, MAKERS[key]._replace(name="Ann Example"))

    main = {"joint": MAKERS[key].main} if MAKERS[key].main else {}

    printed = score(json.dumps(person(target=MAKERS[key].target, main=main, answers=entries(key))))

    downloaded = alice.get(f"/a/{attempt.public_id}/report.json").json()
    assert (downloaded.pop("person_name"), downloaded.pop("submitted_on")) == ("Ann Example", "2026-11-23")
    assert downloaded.pop("time_zone") == "UTC"
    assert downloaded.pop("signature")["algorithm"] == "Ed25519"
    found = json.loads(printed)
    assert downloaded.pop("plan")["level"] == found["focus"]
    assert "plan" not in found
    assert (found.pop("person_name"), found.pop("submitted_on")) == ("", None)
    assert found == downloaded


def test_object_is_printed_for_people_to_read(score):
    printed = score(json.dumps(person(answers={"cut": {"step": 3, "evidence": "Ωμέγα 王小明"}})))

    assert printed.startswith('{\n  "format": "skillgap-report/2",\n')
    assert printed.endswith("\n}\n")
    assert '"evidence": "Ωμέγα 王小明"' in printed


def test_list_gives_a_line_of_json_for_each_person(score):
    people = [person(answers=entries(key), target=MAKERS[key].target) for key in ("full", "nothing-yet", "one-said")]

    lines = score(json.dumps(people)).splitlines()

    assert [json.loads(line) for line in lines] == [json.loads(score(json.dumps(each))) for each in people]
    assert [line[:48] for line in lines] == ['{"format":"skillgap-report/2","rules_version":2,'] * 3


def test_empty_list_gives_nothing(score):
    assert score("[]") == ""


def test_file_gives_the_same_as_standard_input(score, tmp_path):
    text = json.dumps(person(answers=entries("tricky-evidence")), ensure_ascii=False)
    file = tmp_path / "answers.json"
    file.write_text(text, encoding="utf-8")

    assert score("", str(file)) == score(text) == score(text, "-")


@pytest.mark.parametrize(
    ("given", "target", "focus"),
    [({}, None, "junior"), ({"target": None}, None, "junior"), ({"target": ""}, None, "junior"), ({"target": "lead"}, "lead", "lead")],
    ids=["no target", "null", "empty", "lead"],
)  # fmt: skip
def test_gaps_are_counted_against_the_target_else_against_the_next_level(score, given, target, focus):
    found = json.loads(score(json.dumps(person(**given))))

    assert (found["target"], found["focus"]) == (target, focus)


def test_what_may_be_left_out_is_left_empty(score):
    found = json.loads(score(json.dumps(person())))

    assert found["answers"] == {"cut": {"step": 3, "unsure": False, "evidence": ""}}
    assert found["coverage"] == {**found["coverage"], "answered": 1, "unsure": 0}


def test_person_without_answers_is_scored_as_open(score):
    found = json.loads(score(json.dumps(person(answers={}))))

    assert found["current"] == {"low": None, "high": "lead"}
    assert found["coverage"]["share"] == "0"


def test_main_field_counts_alone(score):
    answers = {"glue": {"step": 5}, "weld": {"step": 2}}
    plain, glue, weld = (
        json.loads(score(json.dumps(person(answers=answers, **named))))
        for named in ({}, {"main": {"joint": "glue"}}, {"main": {"joint": "weld"}})
    )

    assert [found["main"] for found in (plain, glue, weld)] == [{}, {"joint": "glue"}, {"joint": "weld"}]
    assert plain["levels"] == glue["levels"] != weld["levels"]


@pytest.mark.parametrize(
    ("main", "message"),
    [
        ({"music": "weld"}, "music is no group of skills of which any one counts in this role"),
        ({"joint": "cut"}, "cut is no member of the group joint"),
    ],
)
def test_main_field_that_cannot_be_ends_with_a_message(score, main, message):
    with pytest.raises(CommandError, match=f"^Person 2: {message}$"):
        score(json.dumps([person(), person(main=main)]))


NOT_ANSWERS = "Not a file of answers: "


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"{NOT_ANSWERS}the text: Invalid JSON: EOF while parsing a value at line 1 column 0."),
        ("cut,3", f"{NOT_ANSWERS}the text: Invalid JSON: expected value at line 1 column 1."),
        ('{"role": ', f"{NOT_ANSWERS}the text: Invalid JSON: EOF while parsing a value at line 1 column 9."),
        ("3", f"{NOT_ANSWERS}the text: Input should be an object."),
        ("null", f"{NOT_ANSWERS}the text: Input should be an object."),
        ("[3]", f"{NOT_ANSWERS}0: Input should be an object."),
    ],
    ids=["nothing", "csv", "cut off", "number", "null", "list of numbers"],
)
def test_text_that_is_no_person_is_refused(score, text, message):
    with pytest.raises(CommandError) as caught:
        score(text)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({}, "Person 1: both `role` and `answers` are needed."),
        ({"role": ROLE}, "Person 1: both `role` and `answers` are needed."),
        ({"answers": ANSWERS}, "Person 1: both `role` and `answers` are needed."),
        (person(role=None), f"{NOT_ANSWERS}role: Input should be a valid string."),
        (person(role="astronaut"), f"Person 1: there is no role 'astronaut'. Published roles: {PLACE}"),
        (person(target="boss"), "Person 1: the role has no level 'boss'. Its levels: junior, senior, lead"),
        (person(name="Ann"), f"{NOT_ANSWERS}name: Extra inputs are not permitted."),
        (person(answers=[]), f"{NOT_ANSWERS}answers: Input should be an object."),
        (person(answers={"juggling": {"step": 3}}), "Person 1: juggling is not asked in this role"),
        (
            person(answers={"cut": {}}),
            "Person 1: cut has no `step`. Leave out a skill that was skipped.",
        ),
        (
            person(answers={"cut": {"unsure": True}}),
            "Person 1: cut has no `step`. Leave out a skill that was skipped.",
        ),
        (person(answers={"cut": 3}), f"{NOT_ANSWERS}answers.cut: Input should be an object."),
    ],
    ids=[
        "nothing", "no answers", "no role", "null role", "unknown role", "unknown target", "unknown key", "answers a list",
        "unknown skill", "no step", "doubt without a step", "step alone",
    ],
)  # fmt: skip
def test_person_that_cannot_be_scored_is_refused(score, wrong, message):
    with pytest.raises(CommandError) as caught:
        score(json.dumps(wrong))

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"step": 7}, "Person 1: cut: step 7 is not on the scale 1–6"),
        ({"step": 0}, "Person 1: cut: step 0 is not on the scale 1–6"),
        ({"step": "3"}, f"{NOT_ANSWERS}answers.cut.step: Input should be a valid integer."),
        ({"step": 3.0}, f"{NOT_ANSWERS}answers.cut.step: Input should be a valid integer."),
        ({"step": True}, f"{NOT_ANSWERS}answers.cut.step: Input should be a valid integer."),
        ({"step": None}, f"{NOT_ANSWERS}answers.cut.step: Input should be a valid integer."),
        ({"step": 3, "unsure": 1}, f"{NOT_ANSWERS}answers.cut.unsure: Input should be a valid boolean."),
        ({"step": 3, "unsure": "yes"}, f"{NOT_ANSWERS}answers.cut.unsure: Input should be a valid boolean."),
        ({"step": 3, "sure": True}, f"{NOT_ANSWERS}answers.cut.sure: Extra inputs are not permitted."),
        ({"step": 3, "last_used": "longer"}, f"{NOT_ANSWERS}answers.cut.last_used: Extra inputs are not permitted."),
        (
            {"step": 3, "evidence": "x" * 1001},
            f"{NOT_ANSWERS}answers.cut.evidence: String should have at most 1000 characters.",
        ),
    ],
    ids=[
        "above the scale", "below the scale", "text", "fraction", "true", "null", "unsure a number", "unsure a word",
        "unknown key", "last used", "evidence too long",
    ],
)  # fmt: skip
def test_answer_that_cannot_be_is_refused(score, entry, message):
    with pytest.raises(CommandError) as caught:
        score(json.dumps(person(answers={"cut": entry})))

    assert str(caught.value) == message


def test_error_in_a_list_names_the_person(score):
    people = [person(), person(answers={"juggling": {"step": 3}})]

    with pytest.raises(CommandError) as caught:
        score(json.dumps(people))

    assert str(caught.value) == "Person 2: juggling is not asked in this role"


def test_role_that_was_never_published_is_unknown(score):
    Role.objects.create(framework=Framework.objects.get(), slug="data-engineer", name="Data engineer")

    with pytest.raises(CommandError) as caught:
        score(json.dumps(person(role="data-engineer")))

    assert str(caught.value) == f"Person 1: there is no role 'data-engineer'. Published roles: {PLACE}"


def test_without_any_edition_it_says_what_to_do(score):
    Publication.objects.all().delete()

    with pytest.raises(CommandError) as caught:
        score(json.dumps(person()))

    assert str(caught.value) == (
        f"Person 1: there is no role '{ROLE}'. Published roles: none; run publish_edition first"
    )


def test_file_that_is_not_there_is_named(score, tmp_path):
    with pytest.raises(CommandError) as caught:
        score("", str(tmp_path / "missing.json"))

    assert str(caught.value) == f"[Errno 2] No such file or directory: '{tmp_path / 'missing.json'}'"


def test_file_that_is_not_text_is_refused(score, tmp_path):
    file = tmp_path / "answers.json"
    file.write_bytes(b'{"role": "\xff"}')

    with pytest.raises(CommandError) as caught:
        score("", str(file))

    assert str(caught.value) == "'utf-8' codec can't decode byte 0xff in position 10: invalid start byte"
