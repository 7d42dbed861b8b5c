"""Topics and roles of UNiDAYS in small."""

import json
from typing import Any

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import known
from catalog.exchange.core.imported import Imported

AREA: dict[str, Any] = {
    "path": "craft",
    "title": "Craft",
    "topics": [
        {
            "path": "code",
            "title": "Code",
            "levels": [
                {"path": "one", "title": "Level 1", "criteria": ["Reads", "Asks"]},
                {"path": "two", "title": "Builder", "criteria": ["Writes"]},
            ],
        },
        {"path": "review", "levels": [{"path": "two", "summary": "Reviews"}]},
    ],
}
ROLE: dict[str, Any] = {
    "path": "dev",
    "title": "Developer",
    "levels": [
        {"title": "Junior", "competencies": {"required": ["craft/code/one"]}},
        {"competencies": {"required": ["craft/code/two"], "optional": ["craft/review/two"]}},
    ],
}


def read(area: dict[str, Any] = AREA, *roles: dict[str, Any]) -> Imported:
    teams = {"departments": [{"roles": [*roles]}]}
    files = {"craft.json": json.dumps(area).encode(), "teams.json": json.dumps(teams).encode()}
    assert known.fits(files)
    return known.read(files)


def test_topics_are_skills_and_roles_of_inner_departments_require_them():
    imported = read(AREA, ROLE)
    code, review = imported.snapshot.skills
    assert [(each.step, each.text) for each in code.anchors] == [(1, "Reads\nAsks"), (2, "Builder\nWrites")]
    # A topic with one level stands where the longest ladder of its area has that name.
    assert (review.name, [(each.step, each.text) for each in review.anchors]) == ("review", [(2, "Reviews")])
    junior, second = imported.snapshot.roles[0].ladder
    assert (junior.name, second.name) == ("Junior", "2")
    assert [(need.skill, need.step, need.importance) for need in second.requirements] == [
        ("code", 2, "essential"), ("review", 2, "helpful"),
    ]  # fmt: skip
    assert [step.name for step in imported.snapshot.scale] == ["Level 1", "Level 2"]
    assert [message.code for message in imported.messages] == ["known-own-scales"]


def test_a_level_without_words_is_a_step_that_can_be_required():
    topics = [{"title": "Code", "path": "code", "levels": [{"path": "one", "criteria": []}]}]
    role = {"title": "Dev", "levels": [{"competencies": {"required": ["craft/code/one"]}}]}
    imported = read(AREA | {"topics": topics}, role)
    assert imported.snapshot.skills[0].anchors == ()
    assert imported.snapshot.roles[0].levels[0].requirements[0].step == 1
    assert imported.messages == ()


def test_what_has_no_name_or_leads_nowhere_is_left_out_and_said():
    lost = {"title": "Lost", "levels": [{"title": "Only", "competencies": {"required": ["craft/none/one"]}}]}
    imported = read(AREA | {"topics": [{}, *AREA["topics"]]}, {"levels": [{}]}, {"title": "No levels"}, lost)
    assert [(each.code, each.place) for each in imported.messages if each.severity == "error"] == [
        ("known-no-name", "craft.json:topics[0]"),
        ("known-no-name", "teams.json"),
        ("known-no-name", "teams.json"),
        ("known-requirement-unknown", "teams.json:Only"),
    ]
    assert imported.rejected == 4


def test_topics_without_roles_say_so():
    assert "known-no-roles" in {message.code for message in read().messages}


@pytest.mark.parametrize("topics", [[], [{"levels": [{"criteria": ["x"]}]}]])
def test_an_area_without_a_topic_is_refused(topics):
    area = {"path": "x", "topics": topics, "about": {"levels": [], "criteria": []}}
    with pytest.raises(FileUnfit, match="known-no-skills"):
        read(area)
