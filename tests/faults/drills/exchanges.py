"""Files that come in and go out, in large numbers: what the suite's own tests try small, and bombs as on a server."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests import environment, servers
from tests.faults import suite
from tests.faults.figures import Counts
from tests.faults.stock import empty_cluster

SECONDS, MEGABYTES = 2.0, 256
REFUSED = "refused"
FORMATS = "tests/catalog/exchange/core/formats"
NO_FORMULA = "test_no_cell_of_any_framework_is_a_formula"
REPORTS = "tests/assessment/report/renderers"
EXPORTED = [
    f"{FORMATS}/test_bundle.py::{NO_FORMULA}",
    f"{FORMATS}/test_workbook.py::{NO_FORMULA}",
    f"{REPORTS}/test_csv_report.py::test_no_cell_can_run_and_what_was_typed_stands_there",
    f"{REPORTS}/test_xlsx_report.py::test_any_text_comes_back_but_for_what_xml_cannot_hold",
]
RUNS = [
    f"{FORMATS}/test_bundle.py::test_exactly_what_could_be_a_formula_is_guarded",
    f"{FORMATS}/test_workbook.py::test_a_formula_would_be_seen",
]
THERE_AND_BACK = [
    f"{FORMATS}/test_ours.py::test_a_framework_of_any_texts_comes_back",
    f"{FORMATS}/case/test_writing.py::test_any_framework_comes_back",
]
KINDS = 4  # of files that we write


def bombs() -> Iterator[Counts]:
    """Each is refused, soon and in little memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "bombs"
        _bombs(folder)
        told = [json.loads(line) for line in _bombs(folder).splitlines()]
    slowest, which = max((seconds, bomb) for bomb, _state, seconds, _megabytes in told)
    wrong = [f"{bomb}: {state}" for bomb, state, *_rest in told if state != REFUSED]
    wrong += [f"{bomb}: {size:.0f} MB" for bomb, _state, _seconds, size in told if size >= MEGABYTES][:1]
    largest = max(megabytes for *_rest, megabytes in told)
    more: dict[str, object] = {"largest process": f"{largest:.0f} MB (goal < {MEGABYTES} MB)", "the slowest": which}
    yield Counts("bombs refused", len(told), 1, "bombs", wrong, slowest=slowest, goal_seconds=SECONDS, more=more)


def formulas(count: int) -> Iterator[Counts]:
    """Random frameworks and reports as CSV and XLSX, so many in all, and not a cell that a spreadsheet would run."""
    printed, wrong = suite.run(*EXPORTED, *RUNS, EXPORTS=-(-count // len(EXPORTED)))
    yield Counts("formulas in exports", suite.examples(printed), count, "exports", wrong)


def round_trips(count: int) -> Iterator[Counts]:
    """So many random frameworks, out and in again, in each of the formats that we write."""
    printed, wrong = suite.run(*THERE_AND_BACK, FRAMEWORKS=count)
    yield Counts("import(export(x)) = x", suite.examples(printed), KINDS * count, "frameworks, by format", wrong)


def killed(count: int) -> Iterator[Counts]:
    """So many imports killed, on each database."""
    with empty_cluster() as cluster:
        printed, wrong = suite.run("tests/faults/test_kill_import.py", KILL_CYCLES=count, KILL_POSTGRES=cluster.url)
    passed = 0 if wrong else 2 * count * ("2 passed" in printed)
    yield Counts("imports killed, none applied in half", passed, 2 * count, "kills on SQLite and PostgreSQL", wrong)


def _bombs(folder: Path) -> str:
    """What came of the bombs in a folder, which the first call makes."""
    surroundings = environment.clean(DATABASE_URL="sqlite://:memory:") | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-W", "ignore", "-m", "tests.faults.bombs", os.fspath(folder)]
    done = subprocess.run(command, cwd=servers.ROOT, env=surroundings, capture_output=True, text=True, check=True)
    return done.stdout
