"""Spreadsheets in the shapes that people give them: what is made of each, and what is said of it."""

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import matrix
from catalog.exchange.core.imported import Imported
from tests.catalog.exchange import shapes
from tests.catalog.exchange.books import book
from tests.catalog.exchange.core.formats.matrix.made import L, needs, read
from tests.catalog.exchange.counting import codes, counts


def read_csv(text: str, encoding: str = "utf-8") -> Imported:
    return matrix.read({"upload.csv": text.encode(encoding)})


def test_a_self_assessment_with_its_scale_beside_it():
    imported = matrix.read({"upload.xlsx": shapes.self_assessment()})
    found = counts(imported)
    assert (found["areas"], found["skills"], found["roles"]) == (5, 35, 0)
    scale = imported.snapshot.scale
    assert [(step.value, step.name) for step in scale] == list(enumerate(shapes.STEPS, 1))
    assert [step.meaning for step in scale] == list(shapes.MEANINGS)
    assert codes(imported) == {"matrix-no-levels"}


def test_a_curriculum_on_eight_sheets():
    imported = matrix.read({"upload.xlsx": shapes.curriculum()})
    found = counts(imported)
    assert (found["skills"], found["roles"], found["requirements"]) == (71, 5, 354)
    assert [role.name for role in imported.snapshot.roles] == [
        "Project management", "Energy", "Computing", "Networks", "Buildings",
    ]  # fmt: skip
    assert [step.name for step in imported.snapshot.scale] == ["Notion", "Application", "Mastery", "Expertise"]
    assert imported.snapshot.areas[0].name == "Sub-unit 1.1"


def test_a_tree_without_levels_from_b4():
    imported = matrix.read({"upload.xlsx": shapes.tree()})
    assert [area.name for area in imported.snapshot.areas] == ["技術", "業務"]
    assert [skill.name for skill in imported.snapshot.skills if skill.area == imported.snapshot.areas[0].slug] == [
        "Python", "Java", "SQL", "モデリング",
    ]  # fmt: skip
    assert codes(imported) == {"matrix-no-levels", "matrix-no-scale"}
    assert "Step" not in (imported.tells or {})


@pytest.mark.parametrize(("yes", "no"), [("x", ""), ("○", "×"), ("o", "x")])
def test_marks_without_a_scale_are_said_to_be_so(yes, no):
    imported = matrix.read({"upload.xlsx": shapes.marks(yes, no)})
    assert [skill.name for skill in imported.snapshot.skills] == ["Python", "SQL", "Statistics", "Writing", "Design"]
    assert codes(imported) == {"matrix-no-levels", "matrix-no-scale", "matrix-marks"}
    assert counts(imported)["requirements"] == 0


def test_a_checklist_has_no_levels():
    imported = matrix.read({"upload.xlsx": shapes.checklist()})
    assert counts(imported)["skills"] == 6
    assert {"matrix-no-levels", "matrix-marks"} <= codes(imported)


def test_marks_below_jobs_are_required_at_no_step():
    imported = read(
        S=[
            ["Skill", "Data Analyst", "Data Engineer"],
            ["Python", "x", "x"],
            ["SQL", "", "maybe"],
            ["Talks", "x", "no"],
            *[["T", "x", "x"]] * 3,
        ]
    )
    assert needs(imported)["Data Analyst/Data Analyst"] == {"python": None, "talks": None, "t": None}
    assert {"matrix-marks-required", "matrix-mark-unknown"} <= codes(imported)


def test_two_rows_of_headings():
    rows = [
        ["Data competency framework"], [], ["Area", "Skill", "Data Analyst", "", "Data Engineer", ""],
        ["", "", "Junior", "Senior", "Junior", "Senior"],
        ["Tech", "Python", 1, 2, 2, 3], ["", "SQL", 2, 3, 2, 3], ["Soft", "Talks", 1, 3, "", 2],
    ]  # fmt: skip
    imported = matrix.read({"upload.xlsx": book({"Sheet1": rows}, {"Sheet1": ["C3:D3", "E3:F3", "A5:A6"]})})
    assert imported.snapshot.framework.name == "Data competency framework"
    assert needs(imported) == {
        "Data Analyst/Junior": {"python": 1, "sql": 2, "talks": 1},
        "Data Analyst/Senior": {"python": 2, "sql": 3, "talks": 3},
        "Data Engineer/Junior": {"python": 2, "sql": 2},
        "Data Engineer/Senior": {"python": 3, "sql": 3, "talks": 2},
    }
    assert "matrix-scale-numbers" in codes(imported)


def test_steps_on_one_sheet_and_roles_on_another():
    imported = read(
        Skills=[
            ["Skill", "Definition", "1 - Aware", "2 - Working", "3 - Expert"],
            ["Python", "The language", f"{L}a", f"{L}b", f"{L}c"],
            ["SQL", "Queries", f"{L}d", f"{L}e", ""],
            ["Plain", "No anchors", "", "", ""],
        ],
        Roles=[
            ["Skill", "Data Analyst", "Data Engineer"],
            ["Python", "working", "EXPERT "],
            ["SQL", "Aware\xa0", "3"],
            ["Cobol", "1", ""],
        ],
    )
    assert counts(imported) == {"areas": 1, "skills": 3, "roles": 2, "levels": 2, "anchors": 5, "requirements": 4}
    assert needs(imported)["Data Engineer/Data Engineer"] == {"python": 3, "sql": 3}
    rejected = [message for message in imported.messages if message.severity == "error"]
    assert [(message.code, message.place) for message in rejected] == [("matrix-skill-unknown", "Roles!A4")]
    assert imported.rejected == 1


def test_levels_on_one_sheet_and_statements_on_another():
    imported = read(
        **{
            "Read me": [["This workbook holds our framework. Please read the notes on each sheet before you use it."]],
            "Levels": [
                ["Level", "Description"],
                ["Basic ", "Knows it"],
                ["Intermediate", "Does it"],
                ["Advanced", "Helps"],
            ],
            "Statements": [
                ["Code", "Skill", "Level", "Statement"],
                [1.1, "Data", "Basic", "Reads a table"],
                ["", "", "Basic", "Reads a chart"],
                ["", "", "Intermediate ", "Makes a chart"],
                ["1.10", "Tests", "advanced", "Leads the testing"],
            ],
        }
    )
    assert [(step.name, step.meaning) for step in imported.snapshot.scale] == [
        ("Basic", "Knows it"), ("Intermediate", "Does it"), ("Advanced", "Helps"),
    ]  # fmt: skip
    data, tests = imported.snapshot.skills
    assert (data.code, tests.code) == ("1.1", "1.10")
    assert data.anchor_at[1].text == "Reads a table\nReads a chart"
    assert codes(imported) == {"matrix-sheet-left", "matrix-sheet-scale", "matrix-no-levels"}


def test_requirements_as_rows_in_windows_letters():
    imported = read_csv(
        "Role;Level;Skill;Required level;Importance\nAnalyst;Junior;Größen;1;core\nAnalyst;Senior;Größen;3;core\n"
        "Analyst;Junior;SQL;2;optional\nAnalyst;Junior;SQL;3;optional\nAnalyst;Senior;SQL;high;rather\n",
        "cp1252",
    )
    assert needs(imported) == {"Analyst/Junior": {"groen": 1, "sql": 2}, "Analyst/Senior": {"groen": 3}} or needs(
        imported
    ) == {"Analyst/Junior": {"gro-en": 1, "sql": 2}, "Analyst/Senior": {"gro-en": 3}}
    assert {
        "gathering-need-twice",
        "matrix-step-unknown",
        "matrix-importance-unknown",
        "matrix-levels-in-order",
    } <= codes(imported)


def test_one_sheet_for_each_area():
    imported = read(
        Technical=[["Skill", "", "Junior", "Middle", "", "Senior"], ["Python", "", f"{L}1", f"{L}2", "", f"{L}3"], [], ["SQL", "", f"{L}4", f"{L}5", "", f"{L}6"]],
        Social=[["Skill", "", "Junior ", "middle", "", "Senior"], ["Talk", "", f"{L}7", f"{L}8", "", f"{L}9"], ["Write", "", f"{L}10", f"{L}11", "", f"{L}12"]],
    )  # fmt: skip
    assert [area.name for area in imported.snapshot.areas] == ["Technical", "Social"]
    assert counts(imported) == {"areas": 2, "skills": 4, "roles": 1, "levels": 3, "anchors": 12, "requirements": 12}
    assert [step.name for step in imported.snapshot.scale] == ["Junior", "Middle", "Senior"]


def test_one_sheet_for_each_role():
    rows = [["Skill", "Junior", "Senior"], ["Python", 1, 2], ["SQL", 2, 3]]
    imported = read(Analysts=rows, Builders=rows)
    assert set(needs(imported)) == {"Analysts/Junior", "Analysts/Senior", "Builders/Junior", "Builders/Senior"}


def test_twins_share_a_rung_and_keep_both_texts():
    rows = [["Theme", "IC1", "IC2", "M2"], ["Work", f"{L}1", f"{L}2", f"{L}3"], ["Lead", f"{L}4", f"{L}5", f"{L}6"]]
    imported = read(S=rows)
    assert [(level.name, level.rank, level.track) for level in imported.snapshot.roles[0].ladder] == [
        ("IC1", 1, "IC"), ("IC2", 2, "IC"), ("M2", 2, "M"),
    ]  # fmt: skip
    assert imported.snapshot.skill["work"].anchor_at[2].text == f"IC2: {L}2\nM2: {L}3"
    assert "gathering-anchor-twice" not in codes(imported)


def test_levels_as_rows_and_themes_as_columns():
    rows = [["Level", "Communication", "Delivery", "Craft"]]
    rows += [
        [name, *(f"{L}{name} {at}" for at in range(3))] for name in ("Junior Engineer", "Engineer", "Senior Engineer")
    ]
    imported = read(Ladder=rows)
    assert counts(imported) == {"areas": 1, "skills": 3, "roles": 1, "levels": 3, "anchors": 9, "requirements": 9}
    assert imported.snapshot.roles[0].name == "Engineer"
    assert [skill.name for skill in imported.snapshot.skills] == ["Communication", "Delivery", "Craft"]


def test_a_legend_in_one_cell_below_and_steps_from_0():
    imported = read_csv(
        "Kompetenz\tEntwickler\tTester\nTesten\t0\t4\nBauen\t3\t2\nReden\t2\t-\n\nLegende: 0 = keine, 1 = Grundlagen, 2 = gut, 3 = sehr gut, 4 = Experte\n",
        "utf-16",
    )
    assert [step.name for step in imported.snapshot.scale] == ["keine", "Grundlagen", "gut", "sehr gut", "Experte"]
    assert needs(imported)["Tester/Tester"] == {"testen": 4, "bauen": 2}
    assert counts(imported)["skills"] == 3


@pytest.mark.parametrize("merged", [[], ["A2:C2", "A5:C5"]])
def test_rows_with_nothing_but_a_name_are_areas(merged):
    rows = [["Skill", "Junior", "Senior"], ["Technical skills"], ["Python", f"{L}1", f"{L}2"], ["SQL", f"{L}3", f"{L}4"], ["Soft skills"], ["Talk", f"{L}5", f"{L}6"]]  # fmt: skip
    imported = matrix.read({"upload.xlsx": book({"S": rows}, {"S": merged})})
    assert [area.name for area in imported.snapshot.areas] == ["Technical skills", "Soft skills"]
    assert counts(imported)["skills"] == 3


@pytest.mark.parametrize("steps", [(0, 1, 2), (1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6)])
def test_scales_of_three_to_seven_steps(steps):
    rows = [["Area", "Skill", *steps], *[["T", name, *(f"{L}{name}{step}" for step in steps)] for name in ("A", "B")]]
    imported = read(S=rows)
    assert [step.value for step in imported.snapshot.scale] == list(steps)
    assert all(set(skill.anchor_at) == set(steps) for skill in imported.snapshot.skills)


def test_a_skill_in_two_areas_is_one_unless_its_texts_differ():
    rows = [["Area", "Skill", "Junior", "Senior"], ["A", "Python", f"{L}1", f"{L}2"], ["A", "SQL", f"{L}3", f"{L}4"],
            ["B", "Python", f"{L}1", f"{L}2"], ["B", "SQL", f"{L}5", f"{L}6"], ["B", "Talk", f"{L}7", f"{L}8"],
            ["B", "Talk", f"{L}7", f"{L}9"], ["B", "Other", "", ""], ["B", "SQL", f"{L}5", f"{L}6"]]  # fmt: skip
    imported = read(S=rows)
    skills = imported.snapshot.skill
    assert (skills["python"].area, skills["python"].also_in) == ("a", ("b",))
    assert (skills["sql"].area, skills["sql-2"].area) == ("a", "b")
    assert skills["talk"].anchor_at[2].text == f"{L}8"
    assert {"matrix-skill-also", "matrix-skill-again", "gathering-anchor-twice"} <= codes(imported)


def test_codes_tell_skills_of_one_name_apart():
    imported = read(
        S=[
            ["Area", "Code", "Skill", "Junior", "Senior"],
            ["A", "1.1", "Talk", f"{L}1", f"{L}2"],
            ["B", "1.10", "Talk", f"{L}1", f"{L}2"],
        ]
    )
    assert [(skill.code, skill.also_in) for skill in imported.snapshot.skills] == [("1.1", ()), ("1.10", ())]


def test_hidden_sheets_are_listed_and_left_out():
    files = {
        "upload.xlsx": book(
            {"S": [["Skill", "Junior", "Senior"], ["Py", f"{L}1", f"{L}2"]], "old": [["Skill", "Junior"], ["x", "y"]]},
            hidden=["old"],
        )
    }
    imported = matrix.read(files)
    assert [(message.code, message.place) for message in imported.messages if message.place] == [
        ("matrix-sheet-hidden", "old")
    ]


def test_a_required_column_is_what_the_role_asks_for():
    rows = [["Skill", "Current", "Required level", "Notes"], ["Python", 1, 3, "soon"], ["SQL", 2, 2, ""]]
    assert needs(read(Analyst=rows)) == {"Analyst/Required level": {"python": 3, "sql": 2}}


def test_names_of_steps_in_cells_are_the_scale():
    rows = [
        ["Skill", "Data Analyst", "Data Engineer"],
        ["A", "Expert", "Working"],
        ["B", "awareness", "working"],
        ["C", "Working", ""],
    ]
    imported = read(S=rows)
    assert [step.name for step in imported.snapshot.scale] == ["awareness", "Working", "Expert"]
    assert needs(imported)["Data Analyst/Data Analyst"] == {"a": 3, "b": 1, "c": 2}


def test_a_blank_name_goes_on_with_the_skill_above():
    rows = [
        ["Area", "Skill", "Junior", "Senior"],
        ["A", "Python", f"{L}1", f"{L}2"],
        ["", "", f"{L}3", f"{L}2"],
        ["", "SQL", f"{L}5", f"{L}6"],
    ]
    imported = read(S=rows)
    assert imported.snapshot.skill["python"].anchor_at[1].text == f"{L}1\n{L}3"
    assert imported.snapshot.skill["python"].anchor_at[2].text == f"{L}2"


@pytest.mark.parametrize("in_area", [2, 4])
@pytest.mark.parametrize("title", [[], [["Our matrix"]]])
@pytest.mark.parametrize("sentence", ["I work as a {}", "I work as a {} Developer (L1)", "Does it as {} would"])
def test_sentences_that_name_a_level_are_no_headings(sentence, title, in_area):
    levels = ("Junior", "Mid", "Senior")
    rows = [*title, ["Area", "Skill", *levels]]
    for number in range(8):
        area = "" if number % in_area else f"Area {number}"
        rows.append([area, f"Ability {number}", *(sentence.format(level) for level in levels)])
    imported = read(S=rows)
    assert (len(imported.snapshot.areas), len(imported.snapshot.skills)) == (8 // in_area, 8)
    assert [level.name for level in imported.snapshot.roles[0].ladder] == [*levels]


@pytest.mark.parametrize(
    "rows", [[["Hello"]], [["a", "b"]], [["Level", "Description"], ["Basic", "x"], ["Good", "y"]], [[1, 2], [3, 4]]]
)
def test_what_has_no_skills_is_refused(rows):
    with pytest.raises(FileUnfit, match="matrix-no-skills"):
        read(S=rows)
