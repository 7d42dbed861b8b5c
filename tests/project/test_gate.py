"""The gate turns red for what fails: no check of it stands where the shell does not look at its outcome."""

import re
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from assessment.report.renderers import typeset
from assessment.words import glyphs
from catalog.exchange.core.formats.tables import layout
from tests import cost
from tests.conftest import asks_database, further_cases, passes_where_others_pass
from tests.one_database import COUNTS, JOURNEY, NOT_ONLY_PAGES, PAGES, is_of_pages

ROOT = Path(__file__).parents[2]
CHECK = re.compile(r"\./run |\.venv/bin/")
# What takes the outcome of a command away: a pipe (sh knows no pipefail), and what is done instead.
HIDDEN = re.compile(r"\|(?!\|)|\|\||(?<!&)&(?![&>1])|;")


def commands(path: Path) -> list[str]:
    """The commands of a shell script, a long one in one line, without comments and what stands in quotes."""
    lines = path.read_text().replace("\\\n", " ").splitlines()
    return [re.sub(r"'[^']*'|\"[^\"]*\"", "…", line) for line in lines if not line.lstrip().startswith("#")]


def outcomes(path: Path) -> list[str]:
    """The commands of a script; one that runs beside the others without its `&`, where the script waits for it by name."""
    told: list[str] = []
    beside = None
    for command in commands(path):
        if command == "wait $!" and beside is not None:
            told[beside] = told[beside].removesuffix(" &")
        elif command.endswith(" &"):
            beside = len(told)
        told.append(command)
    return told


def test_no_check_of_the_gate_hides_its_outcome():
    checks = [command for command in outcomes(ROOT / ".ci" / "run") if CHECK.search(command)]
    assert len(checks) >= 8
    assert [command for command in checks if HIDDEN.search(command)] == []


@pytest.mark.parametrize(("waited", "code"), [("wait $!", 3), ("wait", 0)])
def test_one_beside_the_others_that_fails_is_enough_where_it_is_waited_for(tmp_path, waited, code):
    script = tmp_path / "run"
    script.write_text(f"set -eu\ntrap 'wait; echo end' EXIT\nsh -c 'exit 3' &\ntrue\n{waited}\ntrue\n")
    done = subprocess.run(["sh", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (code, "end\n")
    assert bool(HIDDEN.search(outcomes(script)[2])) == (code == 0)


def test_of_two_side_by_side_one_that_fails_is_enough():
    assert subprocess.run(["xargs", "-P", "2", "-L", "1", "env"], input="false\ntrue\n", text=True).returncode == 123


def test_the_gate_leaves_no_ring_of_tests_out():
    runs = [command for command in commands(ROOT / ".ci" / "run") if "hypothesis-profile" in command]
    assert len(runs) == 2  # one on each database
    assert all("./run all " in run and " -m " not in run for run in runs)


def test_on_the_database_two_cases_of_a_test_are_the_first_ones(request, db):
    assert further_cases([request.node] * 3) == [request.node]


def test_of_pure_tests_every_case_is_a_first_one(request):
    assert further_cases([request.node] * 3) == []


@pytest.mark.parametrize("bad", ["./run test | tail -3", "./run test || true", "./run test &", "./run test; true"])
def test_what_would_hide_it_is_seen(bad):
    assert HIDDEN.search(bad)


def test_the_run_on_postgresql_keeps_what_asks_for_a_database(request, db):
    assert asks_database(request.node)


@pytest.mark.django_db
def test_the_run_on_postgresql_keeps_what_is_marked(request):
    assert asks_database(request.node)


def test_the_run_on_postgresql_leaves_out_what_asks_for_none(request):
    assert not asks_database(request.node)


def test_the_run_on_postgresql_leaves_out_pages_and_keeps_what_is_stored():
    page, stored = PAGES[0], NOT_ONLY_PAGES[1]
    assert is_of_pages(f"{page}::test_any")
    assert not is_of_pages(f"{stored}[case]")
    assert not is_of_pages("tests/catalog/test_models.py::test_any")


def test_the_run_on_postgresql_counts_queries_of_one_row():
    assert is_of_pages(f"{COUNTS}::test_any[plan/-4-50]")
    assert is_of_pages(f"{COUNTS}::test_any[50]")
    assert not is_of_pages(f"{COUNTS}::test_any[plan/-4-1]")


def test_the_run_on_postgresql_keeps_one_journey_in_the_browser():
    journey, other = (
        Mock(nodeid=JOURNEY.replace("script", script), fixturenames=()) for script in ("script", "no-script")
    )
    journey.get_closest_marker.return_value = other.get_closest_marker.return_value = None
    assert (asks_database(journey), asks_database(other)) == (True, False)


@pytest.mark.parametrize("named", [COUNTS, JOURNEY, *PAGES, *NOT_ONLY_PAGES])
def test_what_runs_on_one_database_is_there(named):
    path, _colons, name = named.partition("::")
    found = list(ROOT.glob(f"{path.removesuffix('/')}*"))
    assert found
    assert not name or f"def {name.partition('[')[0]}(" in found[0].read_text()


@pytest.mark.parametrize("case", range(4))
def test_coverage_watches_the_first_case_on_the_database(request, db, case, cov):
    assert (request.node.get_closest_marker("no_cover") is None) == (case < 1)
    assert (sys.gettrace() is not None) == (cov is not None and case < 1)


@pytest.mark.parametrize("case", range(4))
def test_coverage_watches_all_cases_that_ask_for_none(request, case):
    assert request.node.get_closest_marker("no_cover") is None


@pytest.mark.slow
def test_coverage_watches_no_slow_test_on_the_database(request, db):
    assert passes_where_others_pass(request.node)


@pytest.mark.slow
@pytest.mark.watched
def test_coverage_watches_one_that_says_so(request, db):
    assert not passes_where_others_pass(request.node)


@pytest.mark.slow
def test_coverage_watches_slow_tests_of_one_example(request):
    assert not passes_where_others_pass(request.node)


@pytest.mark.thorough
def test_coverage_watches_no_thorough_test(request):
    assert passes_where_others_pass(request.node)


@pytest.mark.parametrize(
    "made",
    [typeset._fonts, glyphs._first, glyphs._fonts, layout.tables],
    ids=["fonts of a PDF", "first font", "fonts", "tables"],
)
def test_what_a_process_makes_once_is_made_under_the_eyes_of_coverage(made):
    """Who asks for it first may be a test that is not watched; then the line would count as never reached."""
    assert type(made.__wrapped__()) is type(made())


def test_a_process_that_a_test_started_costs_what_it_used():
    before = cost.spent()
    work = "import time\nwhile time.process_time() < 0.2: pass"
    subprocess.run([sys.executable, "-c", work], check=True)
    assert cost.spent() - before >= 0.2
