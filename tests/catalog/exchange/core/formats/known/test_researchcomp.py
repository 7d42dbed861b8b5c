"""ResearchComp in small."""

import json
from typing import Any

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import known
from catalog.exchange.core.imported import Imported


def read(*competences: dict[str, Any], area: str = "Thinking") -> Imported:
    value = {"areas": [{"area": area, "competences": [*competences]}], "about": {"levels": 4}}
    files = {"upload.json": json.dumps(value).encode()}
    assert known.fits(files)
    return known.read(files)


WHOLE = {"name": "Judge", "description": "To judge", "levels": {"Basic": ["Asks", "Doubts"], "Good": ["Weighs"]}}


def test_statements_of_a_level_are_lines_of_one_text():
    imported = read(WHOLE, {"name": "Plan", "levels": {"good": ["Plans"], "Basic": []}})
    judge, plan = imported.snapshot.skills
    assert (judge.definition, [each.text for each in judge.anchors]) == ("To judge", ["Asks\nDoubts", "Weighs"])
    assert [(each.step, each.text) for each in plan.anchors] == [(2, "Plans")]
    assert [step.name for step in imported.snapshot.scale] == ["Basic", "Good"]
    assert {message.code for message in imported.messages} == {"known-no-roles"}


def test_a_competence_without_a_name_is_left_out_and_said():
    imported = read({"levels": {"Basic": ["Asks"]}}, WHOLE)
    assert (imported.rejected, imported.messages[0].code) == (1, "known-no-name")
    assert imported.messages[0].place == "upload.json:areas[0].competences[0]"


@pytest.mark.parametrize(
    ("competence", "code"),
    [
        ({}, "known-no-skills"),
        ({"name": "Judge", "levels": {"Only": ["one"]}}, "known-no-skills"),
        ({"name": "Judge", "levels": {f"Level {number}": [] for number in range(10)}}, "known-too-many"),
    ],
)
def test_too_few_or_too_many_levels_are_refused(competence, code):
    with pytest.raises(FileUnfit, match=code):
        read(competence)
