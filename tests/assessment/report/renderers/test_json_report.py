"""The JSON report: closed and typed by its published schema, exact, and enough to score the person again."""

import hashlib
import json
import re
from copy import deepcopy
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assessment.answering.core.answers_file import read_people
from assessment.plan.core import planning
from assessment.plan.core.horizon import Stage
from assessment.plan.core.learning import compile_library, lessons
from assessment.plan.core.planning import SHORTEST, LearningPlan, PlanRequest
from assessment.plan.core.schedule import Pace, schedule
from assessment.plan.renderers import json_plan
from assessment.report.renderers import json_report
from assessment.role.core.compiled import with_main
from assessment.words.ranges import Range
from tests import blueprint
from tests.assessment.report.renderers.people import PEOPLE, build, everywhere, report_of

pytestmark = pytest.mark.slow

SCHEMA = Draft202012Validator(json_report.schema())


def document() -> dict[str, Any]:
    """A document in which every list and every optional part holds something."""
    report = build(blueprint.random_answers(3), name="Ann", target="mid")
    learned = lessons(compile_library(report.snapshot), report.compiled.graph, report.plan)
    days = schedule(planning.works(report.plan.steps), Pace(40, 60), date(2026, 11, 23))
    plan_request = PlanRequest(SHORTEST, report.plan.level)
    plan = json_plan.of_learning_plan(
        report.compiled,
        LearningPlan(plan_request, report.plan, days, learned, stages=(Stage(report.plan.level, 2, 50),)),
    )
    read_back: dict[str, Any] = json.loads(json.dumps(json_report.document(report, plan)))
    return read_back


def inside(value: Any, path: str) -> Any:
    """The part of a document at a path such as levels.0.must_haves."""
    for key in path.split(".") if path else []:
        value = value[int(key)] if key.isdigit() else value[key]
    return value


def test_schema_is_a_json_schema_of_2020():
    Draft202012Validator.check_schema(json_report.schema())

    assert json_report.schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_of_the_first_format_is_kept_as_it_went_out():
    kept = json_report.published(1)
    assert kept is not None

    Draft202012Validator.check_schema(kept)
    assert kept["properties"]["format"]["const"] == "skillgap-report/1"
    [file] = json_report.EARLIER.iterdir()
    assert hashlib.sha256(file.read_bytes()).hexdigest() == (
        "14d72760b377a07e60f4d29c2cea3053be3f3f50f918b2b85f64dcca0177ba28"
    )
    assert json_report.published(2) == json_report.schema()
    assert [json_report.published(version) for version in (0, 3)] == [None, None]


def test_documents_of_two_hundred_people_meet_the_schema():
    levels = ["", "entry", "mid", "senior", "lead"]
    for seed in range(200):
        report = build(blueprint.random_answers(seed), target=levels[seed % 5], focus=levels[seed % 4])
        SCHEMA.validate(json.loads(json_report.render(report)))


@pytest.mark.parametrize("key", PEOPLE)
def test_document_of_each_person_meets_the_schema(key):
    SCHEMA.validate(json.loads(json_report.render(report_of(key))))


OBJECTS = [
    "", "edition", "coverage", "current", "next", "closest", "levels.0", "levels.0.readiness",
    "levels.0.verdict", "levels.0.earned", "levels.0.must_haves", "levels.0.must_haves.in_place", "gaps.0",
    "gaps.0.have", "gaps.0.short", "would_settle.0", "aim", "stress", "stress.closest",
    "plan", "plan.hours", "plan.steps.0", "plan.steps.0.hours", "plan.steps.0.reason",
    "plan.steps.0.resources.0", "plan.steps.0.end", "plan.start", "answers.mat_statistics",
]  # fmt: skip
# Only `report.json` has a plan, and `score_answers` when it is asked for one; the rest only where it is asked for.
MAY_BE_LEFT_OUT = {
    ("", "plan"), ("plan", "hours_per_week"), ("plan", "start"), ("plan", "end"), ("plan", "months"), ("plan", "quarter"), ("plan", "stages"), ("plan.steps.0", "resources"),
    ("plan.steps.0", "start"), ("plan.steps.0", "end"),
}  # fmt: skip


@pytest.mark.no_cover  # what runs is the validator
@pytest.mark.parametrize("path", OBJECTS, ids=lambda path: path or "document")
def test_schema_refuses_an_extra_key(path):
    changed = document()
    SCHEMA.validate(changed)
    inside(changed, path)["score"] = 1

    [error] = SCHEMA.iter_errors(changed)
    assert error.message == "Additional properties are not allowed ('score' was unexpected)"


@pytest.mark.no_cover  # what runs is the validator
@pytest.mark.parametrize("path", OBJECTS, ids=lambda path: path or "document")
def test_schema_asks_for_every_key(path):
    whole = document()
    for key in inside(whole, path):
        changed = deepcopy(whole)
        del inside(changed, path)[key]
        # The keys of `answers` are skills, and any of them may be skipped; its entries are asked for in full.
        missing = [] if (path, key) in MAY_BE_LEFT_OUT else [f"{key!r} is a required property"]
        assert [error.message for error in SCHEMA.iter_errors(changed)] == missing


@pytest.mark.no_cover  # what runs is the validator
@pytest.mark.parametrize(
    ("path", "key", "wrong"),
    [
        ("", "format", "skillgap-report/1"),
        ("", "rules_version", "1"),
        ("", "role", None),
        ("", "target", 2),
        ("", "submitted_on", 20261123),
        ("", "levels", {}),
        ("", "gaps", None),
        ("", "no_spare_step", "mat_statistics"),
        ("", "answers", []),
        ("edition", "policy_version", 1.5),
        ("edition", "digest", 7),
        ("coverage", "answered", "44"),
        ("coverage", "share", 0.5),
        ("current", "low", 0),
        ("levels.0", "point", 0.5),
        ("levels.0", "coverage", 1),
        ("levels.0", "total", "122"),
        ("levels.0.readiness", "low", 0.5),
        ("", "possible", "entry"),
        ("", "open_below", {}),
        ("", "hold", 0.5),
        ("levels.0.verdict", "low", "failed"),
        ("levels.0.verdict", "high", None),
        ("levels.0.earned", "low", "50"),
        ("levels.0.must_haves", "all", None),
        ("levels.0.must_haves.in_place", "low", 2.5),
        ("gaps.0", "importance", "vital"),
        ("gaps.0", "gain", 0.1),
        ("gaps.0", "any_one_of", "aim_nlp"),
        ("gaps.0.short", "high", "2"),
        ("would_settle.0", "effect", 0.2),
        ("plan", "level", None),
        ("plan", "steps", {}),
        ("plan", "is_proven", "yes"),
        ("plan", "readiness", 0.9),
        ("plan.hours", "high", "17"),
        ("plan.hours", "likely", 17.5),
        ("plan.steps.0", "to_step", "3"),
        ("plan.steps.0", "resources", None),
        ("plan.steps.0", "start", "2026-11-23"),
        ("plan.steps.0.reason", "code", "vital"),
        ("plan.steps.0.reason", "step", "3"),
        ("answers.mat_statistics", "step", "3"),
        ("answers.mat_statistics", "step", None),
        ("answers.mat_statistics", "unsure", 1),
        ("answers.mat_statistics", "evidence", None),
    ],
)
def test_schema_refuses_a_wrong_type(path, key, wrong):
    changed = document()
    SCHEMA.validate(changed)
    assert inside(changed, path)[key] != wrong
    inside(changed, path)[key] = wrong

    places = {".".join(map(str, error.absolute_path)) for error in SCHEMA.iter_errors(changed)}
    assert places == {f"{path}.{key}".lstrip(".")}


@pytest.mark.parametrize("key", PEOPLE)
def test_fractions_are_exact_and_in_lowest_terms(key):
    report = report_of(key)

    found = json_report.document(report)

    told = {
        entry["slug"]: [exact(entry["readiness"]), entry["point"], exact(entry["coverage"])]
        for entry in found["levels"]
    }
    assert told == {
        level.level.slug: [
            level.readiness,
            None if level.point is None else str(level.point),
            level.coverage,
        ]
        for level in report.levels
    }
    assert exact(found["coverage"]["share"]) == report.coverage.share
    assert [exact(gap["gain"]) for gap in found["gaps"]] == [gap.gain for gap in report.gaps]
    assert [exact(doubt["effect"]) for doubt in found["would_settle"]] == [doubt.effect for doubt in report.doubts]


def exact(text):
    """A fraction, or a range of two, as JSON writes it; fails on floats and on fractions that could be shortened."""
    if isinstance(text, dict):
        return Range(exact(text["low"]), exact(text["high"]))
    assert re.fullmatch(r"0|[1-9]\d*(/[1-9]\d*)?", text)
    assert str(Fraction(text)) == text
    return Fraction(text)


@pytest.mark.parametrize("key", PEOPLE)
def test_answers_score_the_same_when_they_come_back(key):
    report = report_of(key)
    found = json.loads(json_report.render(report))
    file = {"role": found["role"], "target": found["target"], "main": found["main"], "answers": found["answers"]}

    [person], is_list = read_people(json.dumps(file))

    assert not is_list
    assert person.answers == report.answers
    compiled = with_main(blueprint.compiled(), person.main)
    again = build(person.answers, name=report.person_name, target=person.target, compiled=compiled)
    assert json.loads(json_report.render(again)) == found


def test_document_says_whose_report_it_is_and_what_it_was_scored_by():
    found = json_report.document(build({}, name="Zoë", target="mid"))

    assert {key: found[key] for key in list(found)[:9]} == {
        "format": "skillgap-report/2",
        "rules_version": 2,
        "edition": {
            "digest": blueprint.compiled().digest,
            "label": "First",
            "framework": "f",
            "policy_version": 1,
        },
        "role": "ai-ml-research-specialist",
        "role_name": "AI/ML Research Specialist",
        "target": "mid",
        "main": {},
        "person_name": "Zoë",
        "submitted_on": "2026-11-23",
    }


def test_what_was_left_empty_is_null():
    found = json_report.document(replace(build({}), submitted_on=""))

    assert found["target"] is None
    assert found["submitted_on"] is None
    assert found["person_name"] == ""
    assert found["answers"] == {}
    assert [level["point"] for level in found["levels"]] == [None] * 4
    assert found["current"] == {"low": None, "high": "lead"}
    assert found["next"] == {"low": "entry", "high": None}


def test_gap_of_a_group_names_the_skills_that_would_do():
    found = json_report.document(build({"aim_vision": blueprint.Answer(2)}, target="mid"))

    groups = {gap["skill"]: gap["any_one_of"] for gap in found["gaps"] if gap["any_one_of"]}
    assert groups == {"aim_vision": ["aim_nlp", "aim_vision", "aim_agents_knowledge", "aim_other_field"]}
    assert len(found["gaps"]) == 42


def test_document_shares_nothing_that_could_change_the_report():
    report = build(blueprint.random_answers(3))
    before = json_report.render(report)

    empty(json_report.document(report))

    assert json_report.render(report) == before


def empty(value):
    """Empty every dictionary and list of a document."""
    if isinstance(value, dict | list):
        for part in list(value.values()) if isinstance(value, dict) else list(value):
            empty(part)
        value.clear()


def test_file_is_readable_text_of_any_script():
    text = 'Ωμέγα 王小明 🚀 עברית \\ " \n </script>'

    content = json_report.render(everywhere(text))

    assert content.startswith(b'{\n  "format": "skillgap-report/2",\n')
    assert content.endswith(b"\n}\n")
    assert "Ωμέγα 王小明 🚀 עברית".encode() in content
    found = json.loads(content)
    assert found["person_name"] == text
    assert {answer["evidence"] for answer in found["answers"].values()} == {text}
