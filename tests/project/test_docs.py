"""The documents keep up with the code: their examples run, their links lead somewhere, their lists are complete."""

import ast
import doctest
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.environment import SETTING

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)#?([^)\s]*)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# A path of the repository in code font; what follows a colon is something that the file defines.
PATH = re.compile(
    r"`((?:assessment|catalog|config|docs|fixtures|requirements|static|templates|tests|\.ci)/[^`\s:]*)[`:]"
)
NAMED = re.compile(r"(?<![\w./:-])[\w./-]*\w\.md\b")
SECTION = re.compile(r"\bmethod(?:\.md)? (\d(?:\.\d)?)")
STOP = re.compile(r"^\d+\. `([^`:]+):?(\w*)`", re.MULTILINE)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def texts() -> Iterator[Path]:
    """All that people read and write here. What lists the files of others is left out."""
    for folder in ("assessment", "catalog", "config", "tests", "templates"):
        for kind in ("py", "html", "txt", "typ", "yaml"):
            yield from (ROOT / folder).rglob(f"*.{kind}")
    yield from (ROOT / "static").rglob("*.js")
    yield from (ROOT / "static" / "css").glob("[!b]*.css")
    yield from (ROOT / "pyproject.toml", ROOT / "run", ROOT / ".ci" / "run", ROOT / ".pre-commit-config.yaml")
    yield from (path for path in DOCUMENTS if path.name != "resources-checked.md")


def defines(path: Path, what: str) -> bool:
    """Whether a file defines a function or class. A template is all that it says."""
    source = path.read_text()
    if path.suffix == ".js":
        return re.search(rf"\b(?:function|class) {what}\b", source) is not None
    if path.suffix == ".py":
        kinds = (ast.FunctionDef, ast.ClassDef)
        return any(isinstance(node, kinds) and node.name == what for node in ast.walk(ast.parse(source)))
    return not what


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_of_a_document_leads_to_a_file_and_a_heading_of_it(document):
    wrong = []
    for target, heading in LINK.findall(document.read_text()):
        path = document.parent / target if target else document
        if not path.exists() or (heading and heading not in headings(path)):
            wrong.append(f"{target}#{heading}")
    assert wrong == []


def headings(document: Path) -> set[str]:
    """The headings of a document as addresses name them."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(document.read_text()))
    return {heading.replace(" ", "-") for heading in plain}


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


def test_every_document_that_a_text_names_is_here():
    missing = [
        f"{name(path)}: {named}"
        for path in texts()
        for named in NAMED.findall(path.read_text())
        if not any((folder / named).is_file() for folder in (ROOT, ROOT / "docs", path.parent))
    ]
    assert missing == []


def test_every_path_in_code_font_is_here():
    found = [(path, written) for path in texts() for written in PATH.findall(path.read_text())]
    assert len(found) > 60
    assert [f"{name(path)}: {written}" for path, written in found if not any(ROOT.glob(written))] == []


def test_every_section_of_the_method_that_a_text_cites_is_there():
    sections = set(re.findall(r"^#+ (\d(?:\.\d)?)\.? ", (ROOT / "docs" / "method.md").read_text(), re.MULTILINE))
    cited = {(name(path), section) for path in texts() for section in SECTION.findall(path.read_text())}
    assert {"3.4", "4.2", "5.1"} <= {section for _path, section in cited}
    assert sorted((path, section) for path, section in cited if section not in sections) == []


def test_a_stranger_can_go_the_tours():
    text = (ROOT / "docs" / "architecture.md").read_text()
    tours = [
        STOP.findall(tour) for tour in text.partition("## A stranger's tour")[2].partition("\n## ")[0].split("**One ")
    ]
    assert [len(tour) for tour in tours] == [0, 12, 12]
    stops = [stop for tour in tours for stop in tour]
    assert [stop for stop in stops if not (ROOT / stop[0]).is_file() or not defines(ROOT / stop[0], stop[1])] == []


def test_the_commands_are_explained():
    usage = subprocess.run(["sh", ROOT / "run", "nothing"], capture_output=True, text=True, check=False).stderr
    commands = re.findall(r"\./run (\w+)", usage)
    assert {"demo", "test"} <= set(commands)
    develop = (ROOT / "docs" / "develop.md").read_text()
    assert [command for command in commands if f"`./run {command}`" not in develop] == []


def test_the_changelog_is_kept():
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text()
