"""The role brief: everything that it says is cited somewhere, and none of its sentences is copied.

The brief itself is not ours to copy, so this holds only its line numbers by section, headings left out, and the
hashes of its runs of eight words (`brief_runs.txt`).
"""

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.catalog.files import FILES, called, entries

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "brief-coverage.md"
RUNS = frozenset((Path(__file__).parent / "brief_runs.txt").read_text().split())
RUN = 8
CONTENT = {
    "Overview": "2 4-9 11-16 18 20-21",
    "Core Responsibilities": "23 25-27 29-30 32-34 36-38 40-42 44-46 48-50 52-53",
    "Requirements": "55 57-59 62-63 65 67-69 71 73-76 78-82 84-85 87-89",
    "Career Development": "91 93-94 96 98 100 102-111 113-116 118-121",
    "Market Demand": "123 125 127-128 130-138 140-142 144-149 151-152",
    "Salary Ranges": "154 156-158 160-168 170-174 176-179",
    "Industry Trends": "181 183-184 186-187 189-191 193-195 197-198 200-201 203 205 207",
    "Essential Soft Skills": "209 211-212 214-215 217-218 220-221 223-225 227-228 230-231 233-234 236-238",
    "Best Practices": "240 242-246 248-250 252-254 256-259 261-263 265-266 268-270",
    "Common Challenges": "272 274-276 278-280 282-284 286-287 289-290 292-293 295-296 298-300 302-303",
}
# What cites, and what a row of it is called.
CITING = {
    "skills": "skill", "roles": "role", "role_levels": "level", "role_notes": "note", "salary_ranges": "salary range",
}  # fmt: skip

Citations = dict[tuple[str, int], list[str]]


def content_lines() -> list[tuple[str, int]]:
    found = []
    for section, numbers in CONTENT.items():
        for part in numbers.split():
            first, _dash, last = part.partition("-")
            found += [(section, line) for line in range(int(first), int(last or first) + 1)]
    return found


def rows(name: str) -> list[dict[str, Any]]:
    return [entry["fields"] for entry in entries(name)]


def citations() -> Citations:
    found: Citations = defaultdict(list)
    for name, kind in CITING.items():
        for row in rows(name):
            for citation in row["citations"].split("\n"):
                if citation.strip():
                    section, _colon, line = citation.strip().rpartition(":")
                    of_role = f"{row['role'][1]}/" if "role" in row else ""
                    found[section, int(line)].append(f"{kind} `{of_role}{row['slug']}`")
    return found


def uncited(found: Citations) -> list[tuple[str, int]]:
    return [line for line in content_lines() if line not in found]


def table(found: Citations) -> str:
    lines = [
        "# Where the role brief went",
        "",
        "Made by `tests/catalog/test_brief.py` from the citations in `fixtures/catalog`: each content line of the brief",
        "with what cites it. After a change of citations, `WRITE_DOCS=1 ./run all tests/catalog/test_brief.py` writes it",
        "anew. Headings are left out.",
    ]
    for section in CONTENT:
        lines += ["", f"## {section}", "", "| Line | Cited by |", "|---|---|"]
        lines += [
            f"| {line} | {', '.join(found.get((section, line), ['**nothing**']))} |"
            for name, line in content_lines()
            if name == section
        ]
    return "\n".join(lines) + "\n"


def test_the_brief_has_as_many_content_lines_as_we_counted():
    assert len(content_lines()) == len(set(content_lines())) == 220


def test_every_content_line_is_cited():
    assert uncited(citations()) == []


def test_a_line_that_is_dropped_is_missed():
    found = citations()
    once = next(line for line, citing in found.items() if len(citing) == 1 and line in content_lines())
    del found[once]
    assert uncited(found) == [once]


def test_no_citation_names_a_line_that_is_not_in_its_section():
    # A heading may be cited for all that stands under it.
    bounds = {section: min(line for name, line in content_lines() if name == section) for section in CONTENT}
    starts = sorted(bounds.values())
    wrong = [
        (section, line)
        for section, line in citations()
        if section not in bounds
        or not bounds[section] - 1 <= line <= next((start - 2 for start in starts if start > bounds[section]), 303)
    ]
    assert wrong == []


def test_the_table_is_up_to_date():
    made = table(citations())
    if os.environ.get("WRITE_DOCS"):
        TABLE.write_text(made)
    assert TABLE.read_text() == made


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "'"))


def digest(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()[:10]


def copied(text: str, runs: frozenset[str] = RUNS) -> list[str]:
    """The runs of eight words of a text that the brief has too."""
    found = words(text)
    every = (" ".join(found[place : place + RUN]) for place in range(len(found) - RUN + 1))
    return [run for run in every if digest(run) in runs]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def test_there_is_a_hash_for_each_run_of_the_brief():
    assert len(RUNS) == 2621


def test_a_copy_is_found_whatever_its_marks_and_capitals():
    runs = frozenset({digest("this is a sentence that somebody else wrote")})
    assert copied("So: “This is a sentence, that *somebody else* wrote”!", runs) == [
        "this is a sentence that somebody else wrote"
    ]
    assert copied("This is a sentence that nobody else wrote.", runs) == []


@pytest.mark.parametrize("path", FILES, ids=called)
def test_no_run_of_eight_words_of_the_brief_stands_in_the_fixtures(path):
    found = entries(path.stem, path.parent.name)
    assert [run for text in strings(found) for run in copied(text)] == []


@pytest.mark.parametrize(
    "path", sorted(path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*.html")), ids=str
)
def test_no_run_of_eight_words_of_the_brief_stands_in_the_templates(path):
    assert copied(re.sub(r"<[^>]*>|{[%{].*?[%}]}", " ", (ROOT / path).read_text())) == []


OURS = re.compile(r"\b(the|role) brief\b", re.IGNORECASE)


@pytest.mark.parametrize("path", FILES, ids=called)
def test_no_visitor_is_told_of_a_brief_that_nobody_else_has(path):
    found = entries(path.stem, path.parent.name)
    assert [text for text in strings(found) if OURS.search(text)] == []
