"""The JSON of one save: only what the edition and the scale allow, and every trap by name."""

import json
import unicodedata
from typing import Any

import pytest

from assessment.answering.core.saving import REV_LIMIT, MainSave, Save, parse_json
from assessment.words.refusals import Refused
from assessment.words.texts import EVIDENCE_LIMIT
from tests.assessment.mini import GROUPS, QUESTIONS, SCALE

PLAIN = {"skill": "a", "step": 3, "rev": 0}
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"


def read(body: bytes | str | dict[str, Any], scale: tuple[int, int] = SCALE) -> Save | MainSave:
    if isinstance(body, dict):
        body = json.dumps(body)
    return parse_json(body.encode() if isinstance(body, str) else body, QUESTIONS, scale, GROUPS)


def with_raw(name: str, value: str) -> str:
    """The plain save with one value as raw JSON text."""
    rest = {key: json.dumps(item) for key, item in PLAIN.items()} | {name: value}
    return "{" + ",".join(f'"{key}":{item}' for key, item in rest.items()) + "}"


def assert_refused(body: bytes | str | dict[str, Any], status: int, code: str, scale: tuple[int, int] = SCALE) -> None:
    with pytest.raises(Refused) as caught:
        read(body, scale)

    assert (caught.value.status, str(caught.value)) == (status, code)


def test_smallest_save_is_sure_and_says_nothing_of_evidence():
    assert read(PLAIN) == Save("a", 3, False, None, 0)


def test_fullest_save_keeps_everything():
    body = PLAIN | {"skill": "b", "unsure": True, "evidence": "A paper\n\tTwo", "rev": 7}

    assert read(body) == Save("b", 3, True, "A paper\n\tTwo", 7)


def test_save_without_a_step_clears_the_answer():
    assert read(PLAIN | {"step": None}) == Save("a", None, False, None, 0)


@pytest.mark.parametrize("last_used", ['"longer"', '"never"', "null", "[]"])
def test_what_older_pages_say_of_the_last_use_is_passed_over(last_used):
    assert read(with_raw("last_used", last_used)) == read(PLAIN)


@pytest.mark.parametrize("step", range(5))
def test_save_of_every_step_on_the_scale(step):
    assert read(PLAIN | {"step": step}).step == step


@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"not json", b"{", b'{"skill": "a"', b"{} {}", b"null", b"true", b"3", b"[]", b'"text"', b"[{}]"],
    ids=lambda body: body.decode() or "empty",
)
def test_body_that_is_no_json_object_is_refused(body):
    assert_refused(body, 400, "bad_json")


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b'{"a":' * 100_000, with_raw("evidence", "[" * 100_000)],
    ids=["lists", "objects", "inside"],
)
def test_deep_nesting_is_refused(body):
    assert_refused(body, 400, "bad_json")


@pytest.mark.parametrize(
    ("digits", "code"),
    [("9" * 4001, (400, "bad_json")), ("9" * 4000, (422, "bad_value:step")), ("-" + "9" * 4000, (400, "bad_json"))],
)
def test_number_of_thousands_of_digits_is_refused(digits, code):
    assert_refused(with_raw("step", digits), *code)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"skill":"\xff"}', 400, "bad_json"),
        (json.dumps(PLAIN).encode("latin-1").replace(b'"a"', b'"\xe9"'), 400, "bad_json"),
        (json.dumps(PLAIN).encode("utf-16"), 415, "not_utf8"),
        (b"\xfe\xff" + json.dumps(PLAIN).encode("utf-16-be"), 415, "not_utf8"),
        (json.dumps(PLAIN).encode("utf-16-le"), 400, "bad_json"),
        (json.dumps(PLAIN).encode("utf-32"), 415, "not_utf8"),
        (b'{"skill":"\xed\xa0\x80"}', 400, "bad_json"),
    ],
    ids=["broken", "latin-1", "UTF-16", "UTF-16 big-endian", "UTF-16 unmarked", "UTF-32", "encoded surrogate"],
)
def test_body_in_another_encoding_is_refused(body, status, code):
    assert_refused(body, status, code)


def test_body_may_begin_with_a_byte_order_mark():
    assert read(b"\xef\xbb\xbf" + json.dumps(PLAIN).encode()) == Save("a", 3, False, None, 0)


@pytest.mark.parametrize("name", ["step", "rev", "evidence", "unsure", "skill"])
@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_not_a_number_is_refused_anywhere(name, value):
    assert_refused(with_raw(name, value), 422, "not_a_number")


@pytest.mark.parametrize(
    "value",
    ["true", "false", "3.7", "3.0", "1e400", "1e0", '"3"', '"٣"', '"3,5"', "[3]", "{}"],
)
def test_step_of_another_type_is_refused(value):
    assert_refused(with_raw("step", value), 422, "bad_type:step")


@pytest.mark.parametrize("value", [-5, -1, 5, 99, 10**30, 2**31, 2**63])
def test_step_off_the_scale_is_refused(value):
    assert_refused(PLAIN | {"step": value}, 422, "bad_value:step")


@pytest.mark.parametrize(("step", "scale"), [(0, (1, 4)), (5, (1, 4)), (7, (0, 6))])
def test_step_off_the_scale_of_the_framework_is_refused(step, scale):
    assert_refused(PLAIN | {"step": step}, 422, "bad_value:step", scale)


@pytest.mark.parametrize(("step", "scale"), [(1, (1, 4)), (6, (0, 6)), (5, (0, 6))])
def test_step_on_the_scale_of_the_framework_is_taken(step, scale):
    assert read(PLAIN | {"step": step}, scale).step == step


@pytest.mark.parametrize("value", ["3", "null", "true", "[]", '["a"]', "{}", "1e400"])
def test_skill_of_another_type_is_refused(value):
    assert_refused(with_raw("skill", value), 422, "bad_type:skill")


@pytest.mark.parametrize("skill", ["", "ghost", "A", " a", "a\0", "\ud800", "а", "a" * 300], ids=ascii)
def test_skill_that_is_not_asked_is_refused(skill):
    assert_refused(PLAIN | {"skill": skill}, 422, "unknown_skill")


@pytest.mark.parametrize("value", ["null", "0", "1", '"true"', '"on"', "[]"])
def test_unsure_of_another_type_is_refused(value):
    assert_refused(with_raw("unsure", value), 422, "bad_type:unsure")


def test_unsure_without_a_step_is_refused():
    assert_refused(PLAIN | {"step": None, "unsure": True}, 422, "unsure_without_step")


@pytest.mark.parametrize("value", ["null", "3", "true", '["x"]', "{}"])
def test_evidence_of_another_type_is_refused(value):
    assert_refused(with_raw("evidence", value), 422, "bad_type:evidence")


@pytest.mark.parametrize("value", ["null", "true", "1.0", '"1"', "[]"])
def test_rev_of_another_type_is_refused(value):
    assert_refused(with_raw("rev", value), 422, "bad_type:rev")


@pytest.mark.parametrize("value", [-1, 2**31, 2**63, 10**30])
def test_rev_that_no_counter_reaches_is_refused(value):
    assert_refused(PLAIN | {"rev": value}, 422, "bad_value:rev")


def test_rev_of_the_last_count_is_taken():
    assert REV_LIMIT == 2_147_483_647
    assert read(PLAIN | {"rev": 2_147_483_647}).rev == 2_147_483_647


@pytest.mark.parametrize(
    "text",
    ["a\0b", "\ud800", "\udfff x"],
    ids=["NUL", "high surrogate", "low surrogate"],
)
def test_evidence_that_a_database_would_refuse_is_refused(text):
    assert_refused(PLAIN | {"evidence": text}, 422, "bad_characters:evidence")


@pytest.mark.parametrize(
    "text",
    [FAMILY, "مرحبا עולם", "line\nline\ttab", "\U0010ffff", "<b>&amp;'\"</b>", "=1+1"],
    ids=["emoji family", "right to left", "lines", "last plane", "mark-up", "formula"],
)
def test_evidence_keeps_every_character(text):
    assert read(PLAIN | {"evidence": text}).evidence == text
    assert read(json.dumps(PLAIN | {"evidence": text}, ensure_ascii=False)).evidence == text


def test_evidence_is_composed():
    assert read(PLAIN | {"evidence": "Cafe\u0301"}).evidence == "Caf\u00e9"


def test_evidence_of_a_surrogate_pair_is_one_character():
    assert read(with_raw("evidence", '"\\ud83d\\ude00"')).evidence == "😀"


@pytest.mark.parametrize(("length", "over"), [(1001, 1), (10_000, 9000)])
def test_evidence_over_the_limit_is_refused_with_what_is_too_much(length, over):
    assert EVIDENCE_LIMIT == 1000
    assert_refused(PLAIN | {"evidence": "x" * length}, 422, f"evidence_too_long:{over}")


def test_evidence_is_measured_in_composed_characters():
    decomposed = "e\u0301" * 1000

    assert read(PLAIN | {"evidence": decomposed}).evidence == unicodedata.normalize("NFC", decomposed)
    assert_refused(PLAIN | {"evidence": decomposed + "!"}, 422, "evidence_too_long:1")


@pytest.mark.parametrize(
    "body",
    ['{"skill":"a","step":1,"step":2,"rev":0}', '{"skill":"a","step":{"x":1,"x":1},"rev":0}'],
    ids=["outside", "inside"],
)
def test_duplicate_key_is_refused(body):
    assert_refused(body, 400, "duplicate_key")


def test_first_of_several_unknown_fields_is_named():
    assert_refused(PLAIN | {"z": 1, "extra": 1, "y": 1}, 400, "unknown_field:extra")


@pytest.mark.parametrize(
    ("name", "code"),
    [("extra", "unknown_field:extra"), ("", "unknown_field:"), ("x" * 300, "unknown_field:" + "x" * 40)],
    ids=["extra", "empty", "long"],
)
def test_unknown_field_is_refused_by_name(name, code):
    assert_refused(PLAIN | {name: 1}, 400, code)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({}, "rev"),
        ({"skill": "a", "step": 1}, "rev"),
        ({"step": 1, "rev": 0}, "skill"),
        ({"skill": "a", "rev": 0}, "step"),
    ],
    ids=["all", "rev", "skill", "step"],
)
def test_missing_field_is_refused_by_name(body, name):
    assert_refused(body, 422, f"missing_field:{name}")
