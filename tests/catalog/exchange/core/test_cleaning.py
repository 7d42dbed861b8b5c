"""What is no text is gone, and nothing else."""

import json

from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.core.cleaning import cleaned

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=())), inner),
    max_leaves=8,
)


@given(VALUES)
def test_whatever_comes_can_be_written_down(value):
    found = cleaned(value)
    text = json.dumps(found, ensure_ascii=False)
    text.encode()
    assert "\\u0000" not in text
    assert cleaned(found) == found


def test_text_stays_and_sets_become_lists():
    assert cleaned({"a\x00": ("α\t\n\r", "🙂", {"x"}, 1)}) == {"a": ["α\t\n\r", "🙂", ["x"], 1]}
