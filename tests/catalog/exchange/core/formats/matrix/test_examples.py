"""The examples of mapping files in docs/exchange.md are read as they stand there."""

import re
from pathlib import Path

import pytest

from catalog.exchange.core.formats import matrix
from tests.catalog.exchange.counting import counts

DOCUMENT = Path(__file__).parents[6] / "docs" / "exchange.md"
EXAMPLES = re.findall(r"```csv\n(.*?)```\n\n```yaml\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
EXPECTED = [
    {"areas": 1, "skills": 2, "roles": 1, "levels": 2, "anchors": 4, "requirements": 4},
    {"areas": 1, "skills": 2, "roles": 2, "levels": 2, "anchors": 0, "requirements": 4},
    {"areas": 1, "skills": 2, "roles": 1, "levels": 2, "anchors": 3, "requirements": 3},
]


@pytest.mark.parametrize(("example", "expected"), list(zip(EXAMPLES, EXPECTED, strict=True)))
def test_each_example_is_read_as_it_stands(example, expected):
    table, text = example
    mapping = matrix.mapping_of(text)
    imported = matrix.read({"upload.csv": table.encode()}, mapping)
    assert counts(imported) == expected
    assert (imported.rejected, imported.snapshot.framework.name) == (0, mapping.framework)
    assert {message.code for message in imported.messages} <= {"matrix-lowest-required", "matrix-levels-in-order"}
