"""Scales told beside a table."""

from tests.catalog.exchange.core.formats.matrix.made import L, read
from tests.catalog.exchange.counting import codes


def test_a_sentence_in_a_legend_is_what_a_step_means_and_not_its_name():
    long = "Knows what the thing is for and can tell others where they find out more"
    rows: list[list[object]] = [["Skill", "Data Analyst", "Data Engineer"], ["Python", 1, 2], ["SQL", 3, 1], []]
    rows += [[f"1 = {long}"], ["2 = Works"], ["3 = Teaches"]]
    assert [(step.name, step.meaning) for step in read(S=rows).snapshot.scale] == [
        ("1", long), ("Works", "Works"), ("Teaches", "Teaches"),
    ]  # fmt: skip


def test_a_legend_names_the_steps_that_headings_only_number():
    rows: list[list[object]] = [["Skill", 1, 2, 3], ["Python", f"{L}1", f"{L}2", f"{L}3"], ["SQL", f"{L}4", f"{L}5", f"{L}6"], []]  # fmt: skip
    rows += [["1 = Aware"], ["2 = Able"], ["3 = Expert"]]
    assert [(step.value, step.name) for step in read(S=rows).snapshot.scale] == [
        (1, "Aware"),
        (2, "Able"),
        (3, "Expert"),
    ]


def test_a_sheet_of_steps_tells_what_those_of_the_headings_mean():
    imported = read(
        Skills=[["Skill", "1 - Aware", "2 - Able"], ["Python", f"{L}1", f"{L}2"], ["SQL", f"{L}3", f"{L}4"]],
        Scale=[["1", "Aware", "Knows of it"], ["2", "Able", "Does it"], ["3", "Expert", "Teaches"]],
    )
    assert [step.meaning for step in imported.snapshot.scale] == ["Knows of it", "Does it"]
    assert "matrix-sheet-scale" in codes(imported)


def test_the_number_of_a_step_may_stand_behind_its_name():
    rows: list[list[object]] = [["Skill", "Aware (1)", "Expert (3)"], ["Python", f"{L}1", f"{L}2"], ["SQL", f"{L}3", f"{L}4"]]  # fmt: skip
    assert [(step.value, step.name) for step in read(S=rows).snapshot.scale] == [(1, "Aware"), (2, "2"), (3, "Expert")]
