"""What columns are taken for."""

from tests.catalog.exchange.core.formats.matrix.made import L, needs, read
from tests.catalog.exchange.counting import codes


def means(imported) -> list[str]:
    return [each.code.removeprefix("matrix-column-") for each in imported.recognised if "column" in each.code]


def test_a_tree_without_headings_ends_where_names_become_fewer():
    rows: list[list[object]] = [
        ["Core", "Python", "us", "Writes it"], ["Core", "SQL", "us", "Asks"], ["Soft", "Talk", "us", "Talks"],
    ]  # fmt: skip
    imported = read(S=rows)
    assert means(imported)[:2] == ["area", "skill"]
    assert [skill.name for skill in imported.snapshot.skills] == ["Python", "SQL", "Talk"]


def test_addresses_beside_skills_are_people_without_a_heading_too():
    imported = read(S=[["Python", "a@example.org", 1], ["SQL", "b@example.org", 2], ["Talk", "c@example.org", 2]])
    assert means(imported) == ["skill", "people", "level"]
    assert "matrix-people-columns" in codes(imported)
    assert "@" not in repr(imported)


def test_a_blank_column_headed_skill_gives_way_to_the_one_that_holds_names():
    rows: list[list[object]] = [["Area", "Skill", "Topic", "Junior", "Senior"]]
    rows += [["T", "", "Python", f"{L}1", f"{L}2"], ["T", "", "SQL", f"{L}3", f"{L}4"]]
    assert [skill.name for skill in read(S=rows).snapshot.skills] == ["Python", "SQL"]


def test_skill_over_numbers_is_a_part_of_another_name():
    rows: list[list[object]] = [["Topic", "Skill: Junior", "Skill points"], ["Python", 1, 7], ["SQL", 2, 8]]
    imported = read(S=rows)
    assert [skill.name for skill in imported.snapshot.skills] == ["Python", "SQL"]
    assert next(iter(needs(imported).values())) == {"python": 1, "sql": 2}


def test_sentences_right_of_the_skill_are_no_names():
    rows: list[list[object]] = [["Skill", "Seen from outside", "Junior", "Senior"]]
    rows += [["Python", "one thing", f"{L}1", f"{L}2"], ["SQL", "other thing", f"{L}3", f"{L}4"]]
    imported = read(S=rows)
    assert [skill.name for skill in imported.snapshot.skills] == ["Python", "SQL"]
    assert "area" not in means(imported)
