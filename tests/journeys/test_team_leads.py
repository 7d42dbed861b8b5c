"""Three made-up people who lead teams: what the shipped framework on leading a small team tells them."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.slow

SKILLS = (
    "work_direction", "work_sharing", "work_planning", "work_meetings", "people_talks", "people_feedback",
    "people_growth", "team_conflict", "team_load", "team_change", "around_hiring", "around_teams",
)  # fmt: skip
# Who, the steps by skill; the level that is met, the one to aim for, and what to begin with.
PEOPLE = {
    "leads a shift in a ward for half a year and talks with people only when something is wrong": (
        (2, 3, 3, 2, 2, 2, 2, 2, 3, 1, 1, 2),
        (None, "first", {("people_talks", 3), ("people_feedback", 3)}),
    ),
    "has led one team for years, plans well and keeps out of conflict": (
        (4, 4, 5, 4, 4, 3, 4, 2, 3, 3, 3, 4),
        ("first", "lead", {("people_feedback", 4), ("team_load", 4)}),
    ),
    "runs a department through its leads": (
        (5, 5, 5, 5, 5, 5, 5, 4, 5, 5, 4, 5),
        ("senior", None, {("work_direction", 6), ("team_conflict", 5)}),
    ),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_somebody_who_leads_is_told_what_their_author_meant(shipped, tmp_path: Path, who):
    steps, (met, aim, begun_with) = PEOPLE[who]
    answers = {skill: {"step": step} for skill, step in zip(SKILLS, steps, strict=True)}
    file = tmp_path / "person.json"
    file.write_text(json.dumps({"role": "small-team/team-lead", "answers": answers}))
    output = StringIO()

    call_command("score_answers", "--plan", "next", str(file), stdout=output)

    told: dict[str, Any] = json.loads(output.getvalue())
    assert (told["current"]["low"], told["aim"]["low"]) == (met, aim)
    assert {(step["skill"], step["to_step"]) for step in told["plan"]["steps"]} == begun_with
