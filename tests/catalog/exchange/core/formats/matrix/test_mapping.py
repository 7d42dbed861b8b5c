"""Mappings as files: what goes out comes back, and what is wrong is said with its place."""

import json
from typing import Any

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import matrix
from catalog.exchange.core.formats.matrix import Column, Mapping, ScaleStep, Table
from catalog.exchange.core.imported import Imported

WHOLE = Mapping(
    "Öl & more",
    (Table("S", 1, 2, (Column("A", "skill"), Column("B", "level", role="R", name="L", rank=2, track="IC", holds="step")), turned=False, sections=True),),
    (ScaleStep(0, "None"), ScaleStep(1, "Some", "A bit")),
)  # fmt: skip
CSV = {"upload.csv": b"Area,Skill,Junior\nA,Python,first\nB,Python,second\nB,SQL,x\n"}


def test_a_mapping_comes_back_from_yaml_and_json():
    assert matrix.mapping_of(matrix.as_yaml(WHOLE)) == WHOLE
    assert matrix.mapping_of(json.dumps(matrix.plain(WHOLE))) == WHOLE
    assert matrix.mapping_from(matrix.plain(WHOLE)) == WHOLE


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1", "matrix-mapping", "framework"),
        ("framework: 3\ntables: []", "matrix-mapping", "framework"),
        ("framework: x\ntables:\n- {sheet: S, header: -1, first: 1, columns: []}", "matrix-mapping", "tables.0.header"),
        ("framework: x\ntables:\n- {sheet: S, header: 1, first: 1, columns: [{at: A, means: hat}]}", "matrix-mapping", "tables.0.columns.0.means"),
        ("[", "yaml-unreadable", None),
        ("a: &b 1\nc: *b", "yaml-alias", None),
        ("[1", "yaml-unreadable", None),
        ("- x", "matrix-mapping", "-"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(text, code, place):
    with pytest.raises(FileUnfit) as found:
        matrix.mapping_of(text)
    assert found.value.code == code
    if place:
        assert dict(found.value.facts)["place"] == place
        assert dict(found.value.facts)["detail"]


def test_values_that_json_does_not_know_are_refused():
    with pytest.raises(FileUnfit, match="matrix-mapping"):
        matrix.mapping_from({"framework": {1, 2}})


def by(*columns: Column, header: int = 1, scale: tuple[ScaleStep, ...] = WHOLE.scale, **more: Any) -> Imported:
    table: dict[str, Any] = {"sheet": "upload", "header": header, "first": 2, "columns": columns} | more
    return matrix.read(CSV, Mapping("F", (Table(**table),), scale))


def test_columns_are_named_by_letters_or_headings():
    area, skill, level = Column("A", "area"), Column("skill ", "skill"), Column("JUNIOR", "anchor", step=1)
    imported = by(area, skill, level)
    assert [(each.name, each.area) for each in imported.snapshot.skills] == [
        ("Python", "a"),
        ("Python", "b"),
        ("SQL", "b"),
    ]
    without = by(skill, fill=False, area="All")
    assert [each.name for each in without.snapshot.skills] == ["Python", "SQL"]
    assert [each.name for each in without.snapshot.areas] == ["All"]
    assert "Area" in (without.tells or {})
    assert "Area" not in (by(skill).tells or {})


@pytest.mark.parametrize(
    ("columns", "more", "code"),
    [
        ([Column("Z", "skill")], {}, "matrix-column-unknown"),
        ([Column("nothing", "skill")], {}, "matrix-column-unknown"),
        ([Column("A", "area")], {}, "matrix-no-skill-column"),
        ([Column("B", "skill")], {"sheet": "other"}, "matrix-sheet-unknown"),
        ([Column("B", "skill")], {"first": 90}, "matrix-no-skills"),
        ([Column("B", "skill")], {"header": 90, "turned": True}, "matrix-column-unknown"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(columns, more, code):
    with pytest.raises(FileUnfit, match=code):
        by(*columns, **more)


def test_a_step_that_is_not_on_the_scale_is_left_out():
    imported = by(Column("B", "skill"), Column("C", "anchor", step=7), Column("A", "level", rank=5))
    assert {message.code for message in imported.messages} >= {"matrix-step-off"}
    assert not any(skill.anchors for skill in imported.snapshot.skills)
    assert imported.snapshot.roles[0].levels[0].requirements == ()


def test_turned_tables_are_named_by_rows():
    imported = by(Column("2", "skill"), Column("3", "note"), turned=True, first=1, header=0)
    assert [skill.name for skill in imported.snapshot.skills] == ["A", "Python", "first"]
    assert [each.code for each in imported.recognised][-2:] == ["matrix-column-skill", "matrix-column-note"]


def test_a_level_without_sentences_asks_for_nothing():
    rows = b"Skill,L1,L2\nA,-,Does it\nB,n/a,Does b\n"
    levels = (Column("B", "level", role="R", name="1", rank=1), Column("C", "level", role="R", name="2", rank=2))
    scale = (ScaleStep(1, "One"), ScaleStep(2, "Two"))
    table = Table("upload", 1, 2, (Column("A", "skill"), *levels))
    low, high = matrix.read({"upload.csv": rows}, Mapping("F", (table,), scale)).snapshot.roles[0].levels
    assert (len(low.requirements), len(high.requirements)) == (0, 2)
