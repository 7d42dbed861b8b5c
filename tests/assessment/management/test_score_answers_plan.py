"""`score_answers --plan`: the plan of the page and of the download, for scripts; and a clear word for what cannot be."""

import json
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from jsonschema import Draft202012Validator

from assessment.plan.renderers.wording import shown
from assessment.report.renderers import json_report
from tests.assessment.management.test_score_answers import entries, person
from tests.assessment.plan.plan_page import cards, get
from tests.assessment.report.makers import MAKERS, handed_in
from tests.assessment.report.plan_files import get_file
from tests.pages import Page, text
from tests.workshop import EVERYTHING, LEVELS

PACED = ["--hours-per-week", "5", "--start", "2027-01-04"]
TOP = {skill: {"step": step} for skill, step in EVERYTHING.items()}
SCHEMA = Draft202012Validator(json_report.schema())


@pytest.fixture
def score(edition, tmp_path, capsys):
    """Run the command on a person or a list of people; gives what it printed to standard output."""

    def score(people, *options):
        file = tmp_path / "answers.json"
        file.write_text(json.dumps(people))
        call_command("score_answers", str(file), *options)
        return capsys.readouterr().out

    return score


def plan_of(printed):
    found = json.loads(printed)
    SCHEMA.validate(found)
    return found["plan"]


@pytest.mark.parametrize("key", ["full", "skips-and-unsure", "nothing-yet", "at-senior"])
def test_plan_to_the_level_in_focus_is_that_of_the_download(score, begin, alice, key):
    attempt = handed_in(begin, alice, MAKERS[key])
    downloaded = alice.get(f"/a/{attempt.public_id}/report.json").json()

    plan = plan_of(score(person(target=MAKERS[key].target, answers=entries(key)), "--plan", downloaded["focus"]))

    for step in plan["steps"]:
        del step["resources"]
    assert plan == downloaded["plan"]


@pytest.mark.parametrize("level", LEVELS)
def test_plan_to_any_level_is_that_of_the_page(score, begin, alice, level):
    attempt = handed_in(begin, alice, MAKERS["nothing-yet"])

    plan = plan_of(score(person(answers=entries("nothing-yet")), "--plan", level, *PACED))

    page = Page(get(alice, attempt, level=level, hours=5, start="2027-01-04").content)
    assert plan["level"] == level
    assert [f"{step['skill']}-{step['to_step']}" for step in plan["steps"]] == list(cards(page))
    low, likely, high = (shown(int(plan["hours"][end])) for end in ("low", "likely", "high"))
    assert f"about {likely} hours in all, likely between {low} and {high}." in text(page)
    assert all(each["title"] in text(page) for step in plan["steps"] for each in step["resources"])


@pytest.mark.parametrize("key", ["full", "skips-and-unsure", "nothing-yet", "at-senior", "everything"])
@pytest.mark.parametrize("level", LEVELS)
def test_paced_plan_is_that_of_the_download_of_the_same_wishes(score, begin, alice, key, level):
    """Equal as a whole: to the last digit and in the same order, but for what is of the attempt alone: the name, the day of
    handing in, the signature."""
    attempt = handed_in(begin, alice, MAKERS[key])
    query = {"level": level, "hours": 5, "start": "2027-01-04"}

    downloaded = get_file(alice, attempt, "json", **query).json()

    printed = score(person(target=level, answers=entries(key)), "--plan", level, *PACED)
    assert json.dumps(json.loads(printed)["plan"]) == json.dumps(downloaded["plan"])
    personal = {"person_name": "", "submitted_on": "", "time_zone": "UTC", "target": "", "signature": ""}
    assert {**json.loads(printed), **personal} == {**downloaded, **personal}
    SCHEMA.validate(downloaded)


def test_without_the_option_there_is_no_plan(score):
    assert "plan" not in json.loads(score(person()))


def test_step_says_what_it_takes_why_and_from_what(score):
    plan = plan_of(score(person(answers={**TOP, "cut": {"step": 2}}), "--plan", "senior"))

    assert plan["hours"] == {"low": 25, "likely": 50, "high": 100}
    assert "hours_per_week" not in plan
    first, second = plan["steps"]
    assert (first["skill"], first["name"], first["to_step"]) == ("cut", "To cut", 3)
    assert (second["to_step"], second["hours"]) == (4, {"low": 15, "likely": 30, "high": 60})
    assert second["reason"] == {"code": "must_have", "skill": None, "step": None}
    for step in plan["steps"]:
        assert sorted(step) == [
            "hours",
            "months",
            "name",
            "practice",
            "reason",
            "resources",
            "skill",
            "study",
            "to_step",
        ]
        assert all(each["from_step"] < step["to_step"] <= each["to_step"] for each in step["resources"])
        assert step["resources"]


def test_pace_gives_days(score):
    plan = plan_of(
        score(
            person(answers={**TOP, "cut": {"step": 2}, "ask": {"step": 3}}),
            *["--plan", "senior", "--hours-per-week", "8", "--start", "2027-01-04"],
        )
    )

    assert plan["hours_per_week"] == {"learning": 8, "practice": 10}
    assert plan["start"] == {"best": "2027-01-04", "likely": "2027-01-04", "worst": "2027-01-04"}
    first, second = plan["steps"]
    # As the page has them.
    assert (first["start"]["likely"], first["end"]) == (
        "2027-01-04",
        {"best": "2027-01-12", "likely": "2027-01-20", "worst": "2027-02-06"},
    )
    assert second["start"]["likely"] == "2027-01-20"
    assert plan["end"] == second["end"]


def test_a_later_level_has_stages_and_no_days(score):
    plan = plan_of(score(person(answers={}), "--plan", "lead", *PACED))

    assert plan["months"] is None
    assert "end" not in plan
    assert not any("start" in step for step in plan["steps"])
    assert [stage["level"] for stage in plan["stages"]] == ["junior", "senior", "lead"]
    assert len(plan["quarter"]) == 3


@pytest.mark.parametrize(
    ("answers", "target", "level"),
    [({}, None, "junior"), (entries("at-senior"), None, "lead"), (TOP, None, "lead"), ({}, "senior", "senior")],
    ids=["nothing said", "at the bar of senior", "at the top", "with a target"],
)
def test_next_is_the_target_or_the_level_to_aim_for_by_what_is_surely_there(score, answers, target, level):
    plan = plan_of(score(person(answers=answers, target=target), "--plan", "next", *PACED))

    assert plan["level"] == level


def test_whoever_needs_nothing_has_a_plan_without_steps(score):
    plan = plan_of(score(person(answers=TOP), "--plan", "next", *PACED))

    assert (plan["steps"], plan["hours"], plan["is_proven"]) == ([], {"low": 0, "likely": 0, "high": 0}, True)
    assert (plan["months"], plan["quarter"]) == (None, [])
    assert "end" not in plan


def test_list_has_a_plan_in_each_line(score):
    people = [person(answers=entries(key)) for key in ("full", "nothing-yet", "everything")]

    lines = score(people, "--plan", "next", *PACED).splitlines()

    assert [json.loads(line) for line in lines] == [
        json.loads(score(each, "--plan", "next", *PACED)) for each in people
    ]
    assert all("plan" in json.loads(line) for line in lines)


def test_practice_has_its_own_pace(score):
    def end(*options):
        return plan_of(
            score(person(answers={**TOP, "cut": {"step": 2}, "ask": {"step": 3}}), "--plan", "senior", *PACED, *options)
        )["end"]

    assert end() == end("--practice-hours-per-week", "10") != end("--practice-hours-per-week", "0")


HOURS = "Type a whole number from 1 to 60."
TOGETHER = "--hours-per-week and --start go together: the days of a plan follow from both."


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--plan", "boss"], "Person 1: the role has no level 'boss'. Its levels: junior, senior, lead"),
        (["--plan", ""], "Person 1: the role has no level ''. Its levels: junior, senior, lead"),
        (["--plan", "Next"], "Person 1: the role has no level 'Next'. Its levels: junior, senior, lead"),
        (["--plan", "next", "--start", "2027-01-04"], TOGETHER),
        (["--plan", "next", "--hours-per-week", "5"], TOGETHER),
        (
            ["--plan", "next", "--practice-hours-per-week", "5"],
            "--practice-hours-per-week goes with --hours-per-week and --start.",
        ),
        (
            ["--plan", "next", *PACED, "--practice-hours-per-week", "61"],
            "--practice-hours-per-week '61' cannot be. Type a whole number from 0 to 60.",
        ),
        (PACED, "--hours-per-week and --start lay out a plan: say which one with --plan."),
        *(
            (["--plan", "next", f"--hours-per-week={hours}", "--start", "2027-01-04"], f"{found} cannot be. {HOURS}")
            for hours, found in [
                (hours, f"--hours-per-week {hours!r}")
                for hours in ["0", "-1", "61", "169", "1e3", "2.5", "five", "", "nan", "inf", "9" * 5000]
            ]
        ),
        *(
            (["--plan", "next", "--hours-per-week", "5", "--start", day], f"--start {day!r} cannot be. {sentence}")
            for day, sentence in [
                ("soon", "Type a day as year-month-day, such as 2027-01-31."),
                ("", "Type a day as year-month-day, such as 2027-01-31."),
                ("2027-02-30", "Type a day as year-month-day, such as 2027-01-31."),
                ("20270104", "Type a day as year-month-day, such as 2027-01-31."),
                ("1999-12-31", "Type a day from 2000-01-01 to 2099-12-31."),
                ("9999-12-31", "Type a day from 2000-01-01 to 2099-12-31."),
            ]
        ),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_printed(score, capsys, options, message):
    with pytest.raises(CommandError) as caught:
        score(person(), *options)

    assert str(caught.value) == message
    assert capsys.readouterr().out == ""


def test_nobody_of_a_list_is_printed_when_one_does_not_fit(score, capsys):
    with pytest.raises(CommandError, match="Person 2: juggling is not asked in this role"):
        score([person(), person(answers={"juggling": {"step": 3}})], "--plan", "next")

    assert capsys.readouterr().out == ""


@pytest.mark.slow
def test_on_the_command_line_the_sentence_goes_to_standard_error_with_a_code_that_is_not_zero():
    run = subprocess.run(
        [sys.executable, "manage.py", "score_answers", "--plan", "next", "--start", "2027-01-04"],
        input="{}", capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (run.returncode, run.stdout) == (1, "")
    assert TOGETHER in run.stderr
