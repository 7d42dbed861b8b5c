"""Eight made-up people (`people/`): what they are told is what their author meant.

Each has a text in their own words and the answers that follow from it and from the anchors, as `score_answers` takes
them. `intents.yaml` stands apart, so that somebody can be given a report and a plan alone and say what they read there.
"""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

PEOPLE = Path(__file__).parent / "people"
INTENTS: dict[str, dict[str, Any]] = yaml.safe_load((PEOPLE.parent / "intents.yaml").read_text())


@pytest.fixture
def told(shipped, request) -> dict[str, Any]:
    """The JSON report of a person, with the plan to the level to aim for."""
    output = StringIO()
    call_command("score_answers", "--plan", "next", str(PEOPLE / f"{request.param}.json"), stdout=output)
    report: dict[str, Any] = json.loads(output.getvalue())
    return report


def test_everybody_has_a_text_answers_and_an_intent():
    assert sorted(path.stem for path in PEOPLE.glob("*.txt")) == sorted(INTENTS)
    assert sorted(path.stem for path in PEOPLE.glob("*.json")) == sorted(INTENTS)
    lengths = {path.stem: len(path.read_text().split()) for path in PEOPLE.glob("*.txt")}
    assert {name: length for name, length in lengths.items() if not 120 <= length <= 200} == {}
    answered = {path.stem: len(json.loads(path.read_text())["answers"]) for path in PEOPLE.glob("*.json")}
    assert set(answered.values()) == {45}


@pytest.mark.slow
@pytest.mark.parametrize(("told", "name"), [(name, name) for name in INTENTS], indirect=["told"])
def test_a_person_is_told_what_the_author_meant(told, name):
    intent = INTENTS[name]

    assert {told["current"]["low"], told["current"]["high"]} == {intent["level"]}
    assert {told["aim"]["low"], told["aim"]["high"]} == {intent["aim"]}
    main_gaps = told["open_below"] or [gap["skill"] for gap in told["gaps"][:2]]
    assert sorted(main_gaps) == sorted(intent["gaps"])
    assert told["plan"]["steps"][0]["skill"] in intent["first"]


@pytest.mark.slow
@pytest.mark.parametrize("told", list(INTENTS), indirect=True)
def test_a_plan_leads_no_publication_before_a_question_and_begins_with_no_licence(told):
    steps = [(step["skill"], step["to_step"]) for step in told["plan"]["steps"]]

    assert steps[0][0] != "rsp_legal"
    if ("res_publication", 3) in steps and ("res_question", 2) in steps:
        assert steps.index(("res_question", 2)) < steps.index(("res_publication", 3))


@pytest.mark.slow
@pytest.mark.parametrize("told", ["marco"], indirect=True)
def test_somebody_who_has_neither_gets_both(told):
    steps = {(step["skill"], step["to_step"]) for step in told["plan"]["steps"]}

    assert {("res_publication", 3), ("res_question", 2)} <= steps
