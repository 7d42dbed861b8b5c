"""Where tables begin, and what stands over them."""

import pytest

from catalog.core.files import FileUnfit
from tests.catalog.exchange.core.formats.matrix.made import needs, read

VALUES: list[list[object]] = [["T", "Python", 1, 2], ["T", "SQL", 2, 3]]


def test_levels_may_stand_in_a_row_below_the_other_headings():
    rows: list[list[object]] = [
        ["Area", "Skill", "Code", "Definition", "Evidence", "Data Analyst", "", "Data Engineer", ""],
        ["", "", "", "", "", "Junior", "Senior", "Junior", "Senior"],
        ["T", "Python", "1.1", "A language", "A script", 1, 2, 2, 3],
        ["T", "SQL", "1.2", "Another language", "A query", 1, 2, 2, 3],
    ]
    imported = read(S=rows)
    assert needs(imported)["Data Engineer/Senior"] == {"python": 3, "sql": 3}
    assert [skill.code for skill in imported.snapshot.skills] == ["1.1", "1.2"]


def test_a_row_of_numbers_below_the_headings_is_none_of_them():
    rows: list[list[object]] = [["Skill", "Data Analyst", "Data Engineer"], ["", 1, 2], ["Python", 1, 3], ["SQL", 2, 3]]
    assert [skill.name for skill in read(S=rows).snapshot.skills] == ["Python", "SQL"]


def test_a_skill_called_as_a_level_is_no_heading():
    rows: list[list[object]] = [["Skill", "Junior", "Senior"], ["Leading", "Expert", "Expert"]]
    rows += [["Python", "Basic", "Expert"], ["SQL", "Basic", "Expert"]]
    assert [skill.name for skill in read(S=rows).snapshot.skills] == ["Leading", "Python", "SQL"]


@pytest.mark.parametrize(("above", "role"), [(["", "", "Data Analyst"], "Data Analyst"), (["", "Our skills"], "S")])
def test_one_text_over_the_headings_is_a_role_over_levels_and_else_a_title(above, role):
    imported = read(S=[above, ["Area", "Skill", "Junior", "Senior"], *VALUES])
    assert [each.name for each in imported.snapshot.roles] == [role]


def test_prose_below_the_headings_is_no_skill():
    with pytest.raises(FileUnfit, match="matrix-no-skills"):
        read(S=[["Skill", "Junior", "Senior"], ["Please fill in what you can do. " * 5]])


def test_a_heading_over_a_blank_column_says_nothing_of_people():
    imported = read(S=[["Skill", "Name", "Junior", "Senior"], ["Python", "", 1, 2], ["SQL", "", 2, 3]])
    assert [skill.name for skill in imported.snapshot.skills] == ["Python", "SQL"]


def test_a_column_of_addresses_under_any_heading_makes_rows_people():
    rows: list[list[object]] = [["Contact", "Python", "SQL"], ["a@example.org", 1, 2], ["b@example.org", 2, 2]]
    with pytest.raises(FileUnfit, match="matrix-people"):
        read(S=rows)
