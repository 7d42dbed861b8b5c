"""The page on accessibility says what tests hold, and leaves none of them out."""

import ast
import subprocess
from pathlib import Path

from assessment.site.accessibility import CHECKS
from tests.e2e.shows import ELSEWHERE, NO_PAGES, SHOWS
from tests.project.test_access_matrix import TABLE

ROOT = Path(__file__).parents[2]
LISTED = [test for check in CHECKS for test in check.tests]
# Where states of pages are made.
WALKED = ("states.py", "progress.py", "second_factor.py", "sharing.py", "verifying.py")
# Who looks with these looks at how well a page can be used.
LOOKS = {"tests.e2e.accessibility", "tests.e2e.fitting"}


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    return {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


def has(test: str) -> bool:
    """Whether a test stands where the list says: a file with tests, or a function in it."""
    file, _, function = test.partition("::")
    path = ROOT / file
    names = {node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}
    return function in names if function else any(name.startswith("test_") for name in names)


def test_every_test_of_the_list_exists():
    assert [test for test in LISTED if not (ROOT / test.partition("::")[0]).exists() or not has(test)] == []


def test_every_check_is_held_by_tests_of_its_own():
    assert all(check.tests for check in CHECKS)
    assert len({check.tests for check in CHECKS}) == len(CHECKS)


def test_no_test_that_looks_at_accessibility_is_left_out():
    files = {test for test in LISTED if "::" not in test}
    kept = subprocess.run(
        ["git", "ls-files", "tests/e2e/test_*.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    looking = {path for path in kept.stdout.split() if imports(ROOT / path) & LOOKS}

    assert len(looking) > 4
    assert sorted(looking - files) == []


def test_every_address_is_looked_at_or_shows_nothing():
    """A new address goes into tests/e2e/shows.py. That the state which it names there is on its page is tested by
    tests/e2e/test_accessible_pages.py."""
    states = "".join((ROOT / "tests" / "e2e" / name).read_text() for name in WALKED)
    public = {name for name in TABLE if not name.startswith("admin")}

    assert [state for state in SHOWS.values() if f'"{state}"' not in states] == []
    assert sorted(public ^ (SHOWS.keys() | NO_PAGES | ELSEWHERE)) == []
