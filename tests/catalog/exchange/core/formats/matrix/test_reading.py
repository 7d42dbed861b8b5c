"""Spreadsheets that others made, read as they are."""

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import matrix
from tests.catalog.exchange.books import shared
from tests.catalog.exchange.counting import counts

JOTB = "01_jotb_levels_as_columns_merged_areas"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_levels_as_columns_with_areas_merged_or_blank(ending):
    files = {f"{JOTB}.{ending}": shared("messy", f"{JOTB}.{ending}")}
    assert matrix.fits(files)
    imported = matrix.read(files)
    assert counts(imported) == {"areas": 4, "skills": 16, "roles": 1, "levels": 3, "anchors": 48, "requirements": 48}
    found = imported.snapshot
    assert [step.name for step in found.scale] == [
        "Junior Developer (L1)",
        "Mid-Level Developer (L2)",
        "Senior Developer (L3)",
    ]
    assert found.roles[0].name == "Developer"
    assert next(skill.name for skill in found.skills if skill.area == found.areas[0].slug) == "Programming Fundamentals"
    junior = found.roles[0].ladder[0]
    assert {need.step for need in junior.requirements} == {1}
    assert imported.rejected == 0
    assert {message.code for message in imported.messages} == {"matrix-lowest-required"}


def test_the_same_file_by_its_mapping_gives_the_same():
    files = {"skills.xlsx": shared("messy", f"{JOTB}.xlsx")}
    mapping = matrix.propose(files)
    again = matrix.mapping_of(matrix.as_yaml(mapping))
    assert again == mapping
    assert matrix.read(files, again) == matrix.read(files)


def test_what_is_no_spreadsheet_is_refused_with_a_reason():
    for data, code in [
        (b"", "sheets-empty"),
        (b"{}", "sheets-no-table"),
        (b"PK\x03\x04 no", "sheets-unreadable"),
    ]:
        with pytest.raises(FileUnfit) as found:
            matrix.read({"file.csv": data})
        assert found.value.code == code
