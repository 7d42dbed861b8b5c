"""Any bytes give a framework or a sentence, and never another exception."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import known, matrix
from catalog.exchange.core.imported import Files
from tests.catalog.exchange import shapes
from tests.catalog.exchange.books import book

TEXTS = st.one_of(
    st.sampled_from(["", "Skill", "Area", "Level", "Junior", "Senior", "1", "2", "x", "Expert", "1 = Aware", "Role", "E-mail", "a@b.org", "Task"]),
    st.text(max_size=20),
)  # fmt: skip
TABLES = st.lists(st.lists(TEXTS, max_size=6), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["a/b/1", "NC", "1→2"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        ["topics", "levels", "criteria", "path", "title", "roles", "departments", "competencies", "required", "skills", "level_descriptions",
         "core_roles", "skill_levels", "standard", "level", "name", "career_levels", "id", "1", "areas", "competences", "area", "themes", "theme", "summary"]
    ), inner, max_size=6),
    max_leaves=30,
)  # fmt: skip
WORDS = ["topics", "levels", "criteria", "path", "level_descriptions", "core_roles", "areas", "competences"]


def read(files: Files) -> None:
    """Read files as whatever fits; only FileUnfit may come of it."""
    for module in (known, matrix):
        try:
            if module.fits(files):
                module.read(files)
        except FileUnfit as problem:
            assert problem.code  # noqa: PT017 - which one depends on the bytes


@settings(max_examples=60, deadline=None)
@given(TABLES, st.sampled_from(",;\t|"))
def test_any_table_of_text(rows, sign):
    read({"upload.csv": "\n".join(sign.join(row) for row in rows).encode("utf-8", "replace")})


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "Skill", "Junior", "Expert", "x", "1", 2, 2.5, "text of some length that goes on"]),
            max_size=5,
        ),
        max_size=8,
    )
)
def test_any_workbook(rows):
    read({"upload.xlsx": book({"S": rows})})


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_any_json(value):
    text = json.dumps(
        {"value": value, **dict.fromkeys(WORDS)} if not isinstance(value, dict) else dict.fromkeys(WORDS) | value
    )
    read({"upload.json": text.encode()})


@settings(max_examples=40, deadline=None)
@given(JSON)
def test_any_yaml(value):
    text = f"levels: {json.dumps(value)}\nthemes: {json.dumps(value)}\ncompetencies: {json.dumps(value)}\n"
    read({"upload.yml": text.encode()})


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data):
    read({"upload.csv": data})
    read({"upload.xlsx": b"PK\x03\x04" + data})


@pytest.mark.parametrize("seed", range(12))
def test_a_workbook_with_bytes_changed(seed):
    chance = random.Random(seed)
    data = bytearray(shapes.curriculum())
    for _time in range(chance.choice((1, 5, 50))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    read({"upload.xlsx": bytes(data[: chance.choice((len(data), len(data) // 2))])})
