"""One value has one text, another value another; what readers could disagree on is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.signing.core.canonical import Unreadable, parse, written
from tests.assessment.signing.core.values import objects, rewritten, same, values


def code(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        parse(content)
    return refused.value.code


def test_the_text_of_a_value_by_hand():
    content = '\ufeff {"b": [1, 1.0, 1e2, true, null, -0, 0.10],\r\n "a": "\\u00e9\\/\\u001f\\ud83d\\ude00", "B": {}}'
    assert written(parse(content.encode())).decode() == ('{"B":{},"a":"é/\\u001f😀","b":[1,1.0,100.0,true,null,0,0.1]}')


@given(objects)
def test_what_is_written_reads_as_the_same_and_is_written_alike(value):
    assert same(parse(written(value)), value)
    assert written(parse(written(value))) == written(value)


@given(objects, st.randoms(use_true_random=False))
def test_spaces_order_of_names_and_escapes_change_nothing(value, random):
    assert written(parse(rewritten(value, random).encode())) == written(value)


@given(values, values)
def test_two_values_have_one_text_only_when_they_are_the_same(one, other):
    assert (written(one) == written(other)) == same(one, other)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"a": 1, "a": 1}', "duplicate_key"),
        (b'{"a": 1, "\\u0061": 1}', "duplicate_key"),
        (b'{"x": {"a": 1, "a": 2}}', "duplicate_key"),
        (b'{"a": NaN}', "not_json"),
        (b'{"a": -Infinity}', "not_json"),
        (b'{"a": 1e999}', "not_json"),
        (b'{"a": ' + b"9" * 4001 + b"}", "not_json"),
        (b'{"a": "\\ud800"}', "not_json"),
        (b'{"a": 01}', "not_json"),
        (b"{'a': 1}", "not_json"),
        (b'{"a": 1,}', "not_json"),
        (b'{"a": 1} {}', "not_json"),
        (b'{"a": "\n"}', "not_json"),
        (b"", "not_json"),
        (b'{"a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "not_json"),
        (b"[" * 200_000, "not_json"),
        (b"[1]", "not_object"),
        (b'"text"', "not_object"),
        (b"\xff\xfe{\x00}\x00", "not_text"),
        (b'{"a": "\xed\xa0\x80"}', "not_text"),
    ],
    ids=range(20),
)
def test_what_readers_could_disagree_on_is_refused(content, expected):
    assert code(content) == expected


def test_a_whole_number_of_any_size_is_kept_to_the_digit():
    large = 10**3999 + 1
    assert parse(b'{"a": %d}' % large) == {"a": large}
    assert written({"a": large}) != written({"a": large + 1})
    assert json.loads(written({"a": 2**53 + 1}))["a"] == 2**53 + 1
