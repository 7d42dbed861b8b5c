"""The gate turns red for what fails: no check of it stands where the shell does not look at its outcome."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = re.compile(r"\./run |\.venv/bin/")
# What takes the outcome of a command away: a pipe (sh knows no pipefail), and what is done instead.
HIDDEN = re.compile(r"\|(?!\|)|\|\||(?<!&)&(?![&>1])|;")


def commands(path: Path) -> list[str]:
    """The commands of a shell script, a long one in one line, without comments and what stands in quotes."""
    lines = path.read_text().replace("\\\n", " ").splitlines()
    return [re.sub(r"'[^']*'|\"[^\"]*\"", "…", line) for line in lines if not line.lstrip().startswith("#")]


def test_no_check_of_the_gate_hides_its_outcome():
    checks = [command for command in commands(ROOT / ".ci" / "run") if CHECK.search(command)]
    assert len(checks) > 8
    assert [command for command in checks if HIDDEN.search(command)] == []


@pytest.mark.parametrize("bad", ["./run test | tail -3", "./run test || true", "./run test &", "./run test; true"])
def test_what_would_hide_it_is_seen(bad):
    assert HIDDEN.search(bad)
