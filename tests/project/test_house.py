"""The house stays as it is meant: every file in a room, no file too long, nothing kept empty."""

import re
import tomllib
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
ROOMS = {
    "words",
    "signing",
    "role",
    "plan",
    "report",
    "history",
    "answering",
    "attempts",
    "sharing",
    "account",
    "preview",
    "privacy",
    "verifying",
    "consequences",
    "site",
}
AT_THE_ROOT = {
    "models",
    "access",
    "locks",
    "ledger",
    "limits",
    "slots",
    "traces",
    "fragments",
    "urls",
    "admin",
    "apps",
    "management",
    "migrations",
    "__init__",
}
MOST_LINES, USUAL_LINES = 350, 100
MOST_IGNORES = 10  # docs/adr/0015-types-in-tests.md


def modules(*folders: str) -> list[Path]:
    """The Python files of some folders; migrations are Django's."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def lines(path: Path) -> int:
    return path.read_text().count("\n")


CODE = {str(path.relative_to(ROOT)): lines(path) for path in modules("assessment", "catalog", "config")}


def order() -> list[str]:
    """The rooms and what lies beside them as the import rules have them, lowest first."""
    layers = next(contract["layers"] for contract in CONTRACTS if "assessment.words" in contract.get("layers", ()))
    return [layer.replace("assessment.", "") for layer in reversed(layers)]


def test_every_file_of_assessment_stands_in_a_room_or_is_named_at_the_root():
    entries = {path.relative_to(ROOT / "assessment").parts[0].removesuffix(".py") for path in modules("assessment")}
    assert entries >= ROOMS
    assert sorted(entries - ROOMS - AT_THE_ROOT) == []


def test_every_room_has_its_place_in_the_import_rules():
    ordered = [name for layer in order() for name in layer.split(" | ")]
    assert set(ordered) >= ROOMS
    inside = next(set(contract["containers"]) for contract in CONTRACTS if "containers" in contract)
    assert {f"assessment.{room}" for room in ROOMS - {"words"}} == inside


def test_the_architecture_has_the_rooms_and_their_order():
    text = (ROOT / "docs" / "architecture.md").read_text()
    assert " < ".join(order()) in text
    assert sorted(room for room in ROOMS if f"| `{room}` |" not in text) == []


@pytest.mark.parametrize("folder", ["templates/assessment", "tests/assessment"])
def test_templates_and_tests_follow_the_rooms(folder):
    beside = {"management", "oracle", "__pycache__"}
    assert {path.name for path in (ROOT / folder).iterdir() if path.is_dir()} - beside <= ROOMS


def test_no_file_is_too_long():
    assert {name: count for name, count in CODE.items() if count > MOST_LINES} == {}


def test_files_are_short_as_a_rule():
    assert median(count for count in CODE.values() if count) <= USUAL_LINES


def test_no_file_is_kept_empty():
    empty = [path for path in modules("assessment", "catalog", "config", "tests") if not lines(path)]
    assert [path for path in empty if path.name != "__init__.py"] == []


def test_no_package_is_kept_empty():
    packages = {path.parent for path in modules("assessment", "catalog", "config")}
    assert [path for path in packages if not any(each.name != "__init__.py" for each in path.rglob("*.py"))] == []


def test_what_mypy_is_told_to_overlook_is_little_and_has_its_reason():
    mark = "type:" + " ignore"
    found = [
        line.partition(mark)[2]
        for path in modules("assessment", "catalog", "config", "tests", ".ci")
        for line in path.read_text().splitlines()
        if mark in line
    ]
    assert [said for said in found if not re.match(r"\[[a-z-]+\] # \w", said)] == []
    assert len(found) <= MOST_IGNORES


def test_no_test_empties_the_tables_of_all_others():
    """Django's own way to test without a transaction does: the workshop would be gone (`without_transaction` keeps it)."""
    flushing = re.compile(r"\btransactional_db\b|\btransaction=True\b|\bTransactionTestCase\b|\blive_server\b")
    files = [file for file in (ROOT / "tests").rglob("*.py") if file != Path(__file__)]
    assert [file.name for file in files if flushing.search(file.read_text())] == []
