"""The data skills matrix in small: what is taken of a whole one, and what is said of one with faults."""

import json
from typing import Any

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import known
from catalog.exchange.core.imported import Imported

ABOUT: dict[str, Any] = {
    "roles": [{"id": "da", "name": "Analyst"}],
    "levels": [{"name": "Junior"}, {"id": "senior"}],
    "skill_levels": {"standard": [{"level": 0, "name": "None"}, {"level": 1, "name": "Some"}], "bonus": [{"level": 2}]},
}
SQL: dict[str, Any] = {
    "id": "sql",
    "name": "SQL",
    "category_name": "Craft",
    "core_roles": ["da"],
    "level_descriptions": {"0": "Does not", "1": "Asks", "2": "Answers"},
    "improvement_tips": {"0→1": "Read", "1 -> 2": "Write"},
    "levels": {"da": [1, 2]},
    "behavioral_indicators": {"1": ["Joins"]},
    "resources": [{"title": "A book", "url": "https://example.org/b", "type": "book"}],
}


def read(*skills: dict[str, Any], **about: Any) -> Imported:
    files = {"upload.json": json.dumps({**ABOUT, "skills": [*skills], **about}).encode()}
    return known.read(files)


def said(*skills: dict[str, Any], **about: Any) -> list[tuple[str, str, Any]]:
    found = read(*skills, **about).messages
    return [(message.severity, message.code, dict(message.facts).get("text")) for message in found if message.place]


def test_a_whole_skill_comes_with_its_texts_tips_needs_and_resources():
    imported = read(SQL)
    [skill], [role] = imported.snapshot.skills, imported.snapshot.roles
    assert (skill.name, skill.area) == ("SQL", "craft")
    assert [(each.step, each.text, each.next_step) for each in skill.anchors] == [
        (0, "Does not", "Read"), (1, "Asks", "Write"), (2, "Answers", ""),
    ]  # fmt: skip
    assert [(level.name, level.requirements[0].step) for level in role.ladder] == [("Junior", 1), ("senior", 2)]
    assert [step.step for step in imported.snapshot.resources[0].steps] == [1, 2]
    assert {message.code for message in imported.messages} == {"known-indicators-kept", "known-resources-at-all-steps"}


def test_sources_in_a_folder_are_read_with_the_area_of_their_file():
    about = b"roles: [{id: da}]\ncareer_levels: [{id: one}]\nskill_levels: {standard: [{level: 1}, {level: 2}]}\n"
    skills = b"category: {name: Craft}\nskills:\n- {id: sql, level_descriptions: {1: Asks}, levels: {da: [nc]}}\n"
    files = {"about.yaml": about, "craft.yaml": skills, "again/craft.yml": skills, "README.md": b"# About"}
    assert known.fits(files)
    imported = known.read(files)
    assert [area.name for area in imported.snapshot.areas] == ["Craft"]
    assert [skill.name for skill in imported.snapshot.skills] == ["sql"]
    assert (imported.messages, imported.rejected) == ((), 0)


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"roles": []}, "known-no-roles-file"),
        ({"skill_levels": {"standard": [{"level": 1}, {"level": "high"}]}}, "known-no-scale"),
        ({"skills": [{"level_descriptions": {"1": "Nameless"}, "core_roles": []}]}, "known-no-skills"),
    ],
)
def test_a_file_that_lacks_a_part_is_refused(about, code):
    with pytest.raises(FileUnfit, match=code):
        read(SQL, **about)


def test_an_entry_without_a_name_or_without_texts_is_left_out():
    nameless = {"level_descriptions": {"1": "Asks"}}
    assert said(SQL, nameless) == [("error", "known-no-name", None)]
    assert len(read(SQL, {"id": "empty", "name": "Empty"}).snapshot.skills) == 1


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"improvement_tips": {"0→2": "Jump"}}, [("warning", "known-tip-left", "0→2")]),
        ({"improvement_tips": {"7→8": "Far"}}, [("warning", "known-tip-left", "7")]),
        ({"level_descriptions": {"9": "Far", "x": "Odd", "1": ""}, "improvement_tips": {}},
         [("warning", "known-step-unknown", "9"), ("warning", "known-step-unknown", "x")]),
        ({"levels": {"nobody": [1]}}, [("error", "known-role-unknown", "nobody")]),
        ({"levels": {"da": [1, 1, 1]}}, [("error", "known-role-unknown", "da")]),
        ({"levels": {"da": ["NC", "lots"]}}, [("warning", "known-step-unknown", "lots")]),
        ({"resources": [{"title": "No address"}]}, [("warning", "known-resource-left", "No address")]),
        ({"resources": [{"url": "https://example.org"}]}, [("warning", "known-resource-left", "https://example.org")]),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_left_out_and_said(changed, expected):
    assert said({**SQL, **changed}) == expected
