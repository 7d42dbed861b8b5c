"""YAML of strangers."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.core.files import FileUnfit
from catalog.exchange.core import safe_yaml
from catalog.exchange.core.safe_yaml import values_of


def test_plain_values_are_read_and_days_stay_texts():
    assert values_of(b"a: [1, 2.5, NC, null, 2026-11-30]\n'1': {b: true}") == {
        "a": [1, 2.5, "NC", None, "2026-11-30"],
        "1": {"b": True},
    }
    assert values_of("") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x [1]\nb: *x", "yaml-alias"),
        ("[" * 40 + "]" * 40, "yaml-too-much"),
        ("!!python/object/apply:os.system [ls]", "yaml-unreadable"),
        ("a: b: c", "yaml-unreadable"),
        ("? [a]\n: 1", "yaml-unreadable"),
        ("a: 1\n---\nb: 2", "yaml-unreadable"),
        (f"a: {'9' * 5000}", "yaml-unreadable"),
    ],
)
def test_what_could_do_harm_is_refused(text, code):
    with pytest.raises(FileUnfit) as found:
        values_of(text)
    assert found.value.code == code


def test_very_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(safe_yaml, "MOST_NODES", 10)
    with pytest.raises(FileUnfit, match="yaml-too-much"):
        values_of("[1,2,3,4,5,6,7,8,9]")


@given(st.binary(max_size=60))
def test_any_bytes_give_a_value_or_a_sentence(data):
    with suppress(FileUnfit):
        values_of(data)
