"""Answers as a file: one person or many, read strictly."""

import json

import pytest

from assessment.answering.core.answers_file import FileInvalid, Person, read_people
from assessment.role.core.scoring import Answer

ALICE = {"role": "role", "target": "mid", "answers": {"a": {"step": 2}}}


def test_read_one_person():
    text = json.dumps(
        ALICE
        | {
            "answers": {
                "a": {"step": 2},
                "b": {"step": 0, "unsure": True, "evidence": "A paper"},
            }
        }
    )

    assert read_people(text) == (
        [Person("role", "mid", {"a": Answer(2), "b": Answer(0, True, "A paper")}, {})],
        False,
    )


def test_read_many_people():
    people, is_list = read_people(json.dumps([ALICE, {"role": "other", "answers": {}}]))

    assert people == [Person("role", "mid", {"a": Answer(2)}, {}), Person("other", "", {}, {})]
    assert is_list


@pytest.mark.parametrize(("text", "people"), [("[]", []), (" \n [ ] ", [])], ids=["empty", "spaced"])
def test_read_an_empty_list(text, people):
    assert read_people(text) == (people, True)


@pytest.mark.parametrize("target", [None, ""], ids=["null", "empty"])
def test_read_a_person_without_a_target(target):
    [person], _is_list = read_people(json.dumps(ALICE | {"target": target}))

    assert person.target == ""


def test_read_evidence_up_to_the_limit():
    [person], _is_list = read_people(json.dumps(ALICE | {"answers": {"a": {"step": 1, "evidence": "é" * 1000}}}))

    assert person.answers["a"].evidence == "é" * 1000


def answer(**parts) -> str:
    return json.dumps(ALICE | {"answers": {"a": {"step": 2} | parts}})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (answer(step="2"), "Not a file of answers: answers.a.step: Input should be a valid integer."),
        (answer(step=2.0), "Not a file of answers: answers.a.step: Input should be a valid integer."),
        (answer(step=True), "Not a file of answers: answers.a.step: Input should be a valid integer."),
        (answer(step=None), "Not a file of answers: answers.a.step: Input should be a valid integer."),
        (answer(step=float("nan")), "Not a file of answers: answers.a.step: Input should be a valid integer."),
        (answer(unsure=1), "Not a file of answers: answers.a.unsure: Input should be a valid boolean."),
        (answer(evidence=None), "Not a file of answers: answers.a.evidence: Input should be a valid string."),
        (
            answer(evidence="x" * 1001),
            "Not a file of answers: answers.a.evidence: String should have at most 1000 characters.",
        ),
        (answer(last_used="longer"), "Not a file of answers: answers.a.last_used: Extra inputs are not permitted."),
        (answer(rev=1), "Not a file of answers: answers.a.rev: Extra inputs are not permitted."),
        (json.dumps(ALICE | {"name": "A"}), "Not a file of answers: name: Extra inputs are not permitted."),
        (json.dumps(ALICE | {"role": 1}), "Not a file of answers: role: Input should be a valid string."),
        (json.dumps(ALICE | {"answers": []}), "Not a file of answers: answers: Input should be an object."),
        (json.dumps([ALICE, "Bob"]), "Not a file of answers: 1: Input should be an object."),
        ('"text"', "Not a file of answers: the text: Input should be an object."),
        ("null", "Not a file of answers: the text: Input should be an object."),
        (
            '{"role": "role", "answers": {"a": {"step": 1}, "a": {"step": 2}}}',
            "Not a file of answers: a key stands twice in one object.",
        ),
        (json.dumps({"role": "role"}), "Person 1: both `role` and `answers` are needed."),
        (json.dumps([ALICE, {"answers": {}}]), "Person 2: both `role` and `answers` are needed."),
        (
            json.dumps([ALICE, ALICE | {"answers": {"b": {"unsure": True}}}]),
            "Person 2: b has no `step`. Leave out a skill that was skipped.",
        ),
    ],
    ids=[
        "digits",
        "float",
        "bool",
        "null step",
        "NaN",
        "unsure 1",
        "null evidence",
        "long evidence",
        "last used",
        "unknown in an answer",
        "unknown in a person",
        "role",
        "answers",
        "person",
        "string",
        "null",
        "doubled",
        "no answers",
        "no role",
        "no step",
    ],
)
def test_read_says_what_is_wrong(text, message):
    with pytest.raises(FileInvalid) as caught:
        read_people(text)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text", ["", "{", "[", "role: x", '{"role": }', "[" * 5000], ids=lambda text: text[:10] or "empty"
)
def test_read_refuses_what_is_no_json(text):
    with pytest.raises(FileInvalid, match=r"^Not a file of answers: the text: Invalid JSON: "):
        read_people(text)


def test_a_mark_at_the_start_is_passed_over_wherever_the_text_comes_from():
    assert read_people("\ufeff" + json.dumps(ALICE)) == read_people(json.dumps(ALICE))
    assert read_people("\ufeff" + json.dumps([ALICE]))[1] is True


def test_evidence_that_is_no_text_is_refused_with_its_place():
    answers = {"a": {"step": 1, "evidence": "a\0b"}}
    with pytest.raises(
        FileInvalid, match=r"^Person 1: the evidence of a cannot be taken \(bad_characters:evidence\)\.$"
    ):
        read_people(json.dumps(ALICE | {"answers": answers}))


def test_read_a_main_field():
    [person], _is_list = read_people(json.dumps(ALICE | {"main": {"g": "a"}}))

    assert person.main == {"g": "a"}


@pytest.mark.parametrize("main", ["a", ["a"], {"g": None}, {"g": 1}, None])
def test_a_main_field_that_is_no_member_by_group(main):
    with pytest.raises(FileInvalid, match="main"):
        read_people(json.dumps(ALICE | {"main": main}))
