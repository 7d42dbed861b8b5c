"""Public frameworks with a shape of their own, as their publishers give them."""

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import known
from tests.catalog.exchange.books import shared, shared_folder
from tests.catalog.exchange.counting import codes, counts


def dataskills_folder() -> dict[str, bytes]:
    return {name: data for name, data in shared_folder("dataskills").items() if not name.startswith("web/")}


@pytest.mark.parametrize(("areas", "form"), [(14, "folder"), (7, "site"), (14, "both")])
def test_the_data_skills_matrix(areas, form):
    files = {
        "folder": dataskills_folder,
        "site": lambda: {"upload.json": shared("dataskills", "web", "skills-data.json")},
        "both": lambda: shared_folder("dataskills"),
    }[form]()
    assert known.fits(files)
    imported = known.read(files)
    assert counts(imported) == {
        "areas": areas, "skills": 47, "roles": 6, "levels": 24, "anchors": 329, "requirements": 988,
    }  # fmt: skip
    found = imported.snapshot
    assert len(found.resources) == 186
    assert [step.value for step in found.scale] == list(range(7))
    assert all(step.meaning for step in found.scale)
    assert sum(bool(anchor.next_step) for skill in found.skills for anchor in skill.anchors) == 141
    steps = [need.step for role in found.roles for level in role.levels for need in level.requirements]
    assert steps.count(0) == 3  # 0 is a step, NC is none.
    assert codes(imported) == {"known-indicators-kept", "known-resources-at-all-steps"}
    kept = [each.data["behavioral_indicators"] for each in imported.foreign]
    assert sum(len(texts) for indicators in kept for texts in indicators.values()) == 1091
    assert imported.rejected == 0


def test_unidays():
    files = shared_folder("unidays")
    assert known.fits(files)
    imported = known.read(files)
    assert counts(imported) == {
        "areas": 5, "skills": 25, "roles": 19, "levels": 41, "anchors": 85, "requirements": 346,
    }  # fmt: skip
    needs = [need for role in imported.snapshot.roles for level in role.levels for need in level.requirements]
    assert sum(need.importance == "essential" for need in needs) == 332
    assert sum(need.importance == "helpful" for need in needs) == 14
    assert [step.name for step in imported.snapshot.scale] == [f"Level {value}" for value in range(1, 6)]
    assert "known-own-scales" in codes(imported)


@pytest.mark.parametrize(
    ("name", "skills", "levels", "anchors", "requirements"),
    [("engineering", 9, 8, 54, 72), ("engineering-v1", 4, 4, 16, 16), ("operations", 4, 3, 12, 12)],
)
def test_financial_times(name, skills, levels, anchors, requirements):
    imported = known.read({"upload.yml": shared("ft", f"{name}.yml")})
    found = counts(imported)
    assert (found["skills"], found["levels"], found["anchors"], found["requirements"]) == (
        skills, levels, anchors, requirements,
    )  # fmt: skip


def test_financial_times_twins_stand_on_one_rung():
    role = known.read({"upload.yml": shared("ft", "engineering.yml")}).snapshot.roles[0]
    assert [(level.rank, level.track) for level in role.ladder] == [
        (1, ""), (2, ""), (3, ""), (4, "IC"), (4, "Manager"), (5, "IC"), (5, "Manager"), (6, ""),
    ]  # fmt: skip


def test_two_progressions_at_once_are_refused():
    files = {name: shared("ft", name) for name in ("engineering.yml", "operations.yml")}
    with pytest.raises(FileUnfit, match="known-several"):
        known.read(files)


def test_researchcomp():
    imported = known.read({"upload.json": shared("researchcomp", "researchcomp_extracted.json")})
    found = counts(imported)
    assert (found["areas"], found["skills"], found["anchors"], found["roles"]) == (7, 38, 152, 0)
    assert [step.name for step in imported.snapshot.scale] == ["Foundational", "Intermediate", "Advanced", "Expert"]
    statements = sum(len(anchor.text.split("\n")) for skill in imported.snapshot.skills for anchor in skill.anchors)
    assert statements == 389
    assert "known-no-roles" in codes(imported)


@pytest.mark.parametrize(
    ("name", "areas", "skills"),
    [
        ("abbreviatedStatement.csv", 1, 1),
        ("ccsso_ela_item.csv", 398, 791),
        ("children.csv", 2, 2),
        ("docs_spreadsheet_import_sample.xlsx", 2, 2),
        ("sample_case.csv", 6, 4),
        ("sequenceNumber.csv", 1, 2),
        ("test_items.csv", 1, 99),
        ("tests_spreadsheet_import_sample.xlsx", 2, 2),
    ],
)
def test_spreadsheets_of_opensalt(name, areas, skills):
    files = {f"upload.{name.rpartition('.')[2]}": shared("case", "opensalt", name)}
    assert known.fits(files)
    imported = known.read(files)
    found = counts(imported)
    assert (found["areas"], found["skills"]) == (areas, skills)
    assert {"known-no-roles", "known-no-scale-there"} <= codes(imported)
    assert imported.rejected == 0


def test_a_template_without_items_says_so():
    with pytest.raises(FileUnfit, match="known-opensalt-empty"):
        known.read({"template.xlsx": shared("case", "opensalt", "spreadsheet_import_template.xlsx")})


@pytest.mark.parametrize("data", [b"", b"{}", b"Skill,Junior\nA,b\n", b"PK\x03\x04", b"\xff\xfe\x00"])
def test_what_has_no_known_shape_fits_none(data):
    assert not known.fits({"upload": data})
    with pytest.raises(FileUnfit, match="known-none"):
        known.read({"upload": data})
