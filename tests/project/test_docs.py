"""The documents keep up with the code: their examples run, their links lead somewhere, their lists are complete."""

import doctest
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
SETTING = re.compile(r"env\.\w+\(\s*\"([A-Z_]+)\"|(?:secret|hosts)\(\"([A-Z_]+)\"")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_of_a_document_leads_to_a_file(document):
    targets = LINK.findall(document.read_text())
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", [path for path in DOCUMENTS if ">>> " in path.read_text()], ids=name)
def test_every_example_of_a_document_runs(document):
    result = doctest.testfile(str(document), module_relative=False, encoding="utf-8")
    assert result.attempted > 0
    assert result.failed == 0


def test_the_rule_of_scoring_has_examples_that_run():
    assert ">>> " in (ROOT / "docs" / "scoring.md").read_text()


def test_every_setting_of_the_environment_is_explained():
    source = "".join(path.read_text() for path in (ROOT / "config").glob("*.py"))
    names = {first or second for first, second in SETTING.findall(source)}
    assert {"SECRET_KEY", "PROXY_COUNT", "KEEP_FINISHED_DAYS"} <= names
    operations = (ROOT / "docs" / "operations.md").read_text()
    assert sorted(setting for setting in names if f"`{setting}`" not in operations) == []


def test_every_decision_is_numbered_once():
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "adr").glob("*.md"))]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_the_readme_shows_the_commands_that_there_are():
    readme = (ROOT / "README.md").read_text()
    usage = subprocess.run(["sh", ROOT / "run", "nothing"], capture_output=True, text=True, check=False)
    assert usage.returncode == 2
    for command in ("./run demo", "./run test"):
        assert command in readme
        assert command in usage.stderr


def test_the_changelog_is_kept():
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text()
