"""A progression of the Financial Times in small."""

import json
from typing import Any

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import known
from catalog.exchange.core.imported import Imported

WHOLE: dict[str, Any] = {
    "name": "Engineering",
    "summary": "How we grow",
    "levels": [
        {"id": "e", "name": "Engineer"},
        {"id": "s", "name": "Senior Engineer (IC)"},
        {"id": "m", "name": "Senior Engineer (Manager)"},
        {"summary": "Nameless"},
    ],
    "themes": [{"id": "talk", "name": "Communication"}, {"summary": "Nameless"}],
    "competencies": [
        {"id": "1", "level": "e", "theme": "talk", "summary": "Listens", "examples": ["In meetings", ""]},
        {"id": "2", "level": "s", "theme": "talk", "summary": "Explains", "supportingUrls": ["https://example.org"]},
        {"id": "3", "level": "m", "theme": "talk", "summary": "Leads"},
    ],
}  # fmt: skip


def files(name: str = "upload.yml", **changed: Any) -> dict[str, bytes]:
    return {name: "\n".join(f"{key}: {json.dumps(value)}" for key, value in (WHOLE | changed).items()).encode()}


def read(**changed: Any) -> Imported:
    return known.read(files(**changed))


def test_a_theme_is_a_skill_and_each_rung_a_step():
    imported = read()
    [skill], [role] = imported.snapshot.skills, imported.snapshot.roles
    assert (skill.name, role.name, role.summary) == ("Communication", "Engineering", "How we grow")
    assert [(level.name, level.rank, level.track) for level in role.ladder] == [
        ("Engineer", 1, ""), ("Senior Engineer (IC)", 2, "IC"), ("Senior Engineer (Manager)", 2, "Manager"),
    ]  # fmt: skip
    assert [step.name for step in imported.snapshot.scale] == ["Engineer", "Senior Engineer"]
    assert [each.text for each in skill.anchors] == [
        "Listens\n- In meetings",
        "Senior Engineer (IC): Explains\nSenior Engineer (Manager): Leads",
    ]
    assert [level.requirements[0].step for level in role.ladder] == [1, 2, 2]
    assert [each.data["supportingUrls"] for each in imported.foreign if each.thing is None] == [
        [], ["https://example.org"], [],
    ]  # fmt: skip
    assert imported.rejected == 0


@pytest.mark.parametrize(
    ("competency", "text"),
    [
        ({"level": "x", "theme": "talk", "summary": "Does"}, "x"),
        ({"level": "e", "theme": "y", "summary": "Does"}, "y"),
        ({"level": "e", "theme": "talk"}, "talk"),
    ],
)
def test_a_competency_that_leads_nowhere_is_left_out_and_said(competency, text):
    imported = read(competencies=[competency])
    assert imported.rejected == 1
    assert imported.messages[0].code == "known-requirement-unknown"
    assert imported.messages[0].place == "upload.yml:competencies[0]"
    assert dict(imported.messages[0].facts) == {"text": text}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"levels": []}, "known-no-skills"),
        ({"themes": [{}]}, "known-no-skills"),
        ({"levels": [{"id": f"l{number}"} for number in range(10)]}, "known-too-many"),
        ({"competencies": [0] * 10_001}, "known-too-many"),
    ],
)
def test_a_progression_without_a_part_or_with_too_much_is_refused(changed, code):
    with pytest.raises(FileUnfit, match=code):
        read(**changed)


def test_two_at_once_are_refused():
    with pytest.raises(FileUnfit, match="known-several"):
        known.read(files("a.yml") | files("b.yml"))
