"""Tests of the suite, run by themselves for a drill with larger numbers."""

import os
import re
import subprocess
import sys

from tests import servers


def run(*tests: str, **numbers: object) -> tuple[str, list[str]]:
    """What was printed, and what went wrong, in words; `numbers` are what the tests read of their surroundings."""
    options = ["-q", "-s", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly", "--hypothesis-show-statistics"]
    told = {name: str(value) for name, value in numbers.items()}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *tests],
        cwd=servers.ROOT, env={**os.environ, **told}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout, [done.stdout[-2000:] + done.stderr[-500:]] if done.returncode else []


def examples(printed: str) -> int:
    """How many examples of Hypothesis held."""
    return sum(map(int, re.findall(r"(\d+) passing", printed)))
