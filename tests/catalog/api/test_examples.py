"""The lines of docs/api.md that show how to read the catalogue do what they say."""

import hashlib
import re
import shlex
from itertools import pairwise

import pytest

from config.env import ROOT
from tests.catalog.api.asked import ask

LINES = re.findall(r"^curl .*?/(?:api|ims)/.*$", (ROOT / "docs" / "api.md").read_text(), re.MULTILINE)


def test_there_are_lines_of_every_kind():
    assert len(LINES) >= 10
    assert {"-I", "-H", "|"} <= {word for line in LINES for word in shlex.split(line)}


@pytest.mark.slow
def test_each_line_gets_what_it_asks_for(shipped):
    current = ask("/api/v1/frameworks/ai-ml-research/editions/current")
    for line in LINES:
        filled = line.replace("<digest>", current.json()["digest"]).replace(
            "<etag>", current.headers["ETag"].strip('"')
        )
        command, _pipe, then = filled.partition(" | ")
        words = shlex.split(command)
        headers = dict(word.split(": ", 1) for before, word in pairwise(words) if before == "-H")
        [address] = [word.partition("skillgap.example")[2] for word in words if word.startswith("https://")]
        response = ask(address, "HEAD" if "-I" in words else "GET", **headers)
        assert response.status_code == (304 if headers else 200), line
        if then == "sha256sum":
            assert hashlib.sha256(response.content).hexdigest() == current.json()["digest"]
