"""A signed report is good as long as it parses to the same values, and nothing else is."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.signing.core import signatures
from assessment.signing.core.canonical import Unreadable
from assessment.signing.core.keys import SigningKey
from assessment.signing.core.signatures import check, signature
from tests.assessment.signing.core.values import changes, objects, rewritten, same

# The seed of the first vector of RFC 8032, 7.1.
KEY = SigningKey(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
OTHER = SigningKey(b"\x07" * 32)
KEYS = {KEY.public.name: KEY.public}
REPORT: dict[str, Any] = {
    "format": "skillgap-report/2",
    "role": "maker",
    "person_name": "Zoë",
    "target": None,
    "hold": {"gate": 0.5, "hold": 1.0, "readiness": 0.125},
    "possible": [None, "junior", "senior"],
    "hours": {"low": 2, "likely": 4.5, "high": 9},
    "levels": [{"slug": "junior", "earned": {"low": 1, "high": 2}}, {"slug": "senior", "is_met": False}],
    "answers": {"cut": {"step": 1, "unsure": True, "evidence": 'A "box"\n'}, "ask": {"step": 0, "unsure": False}},
}


def signed(document: dict[str, Any], key: SigningKey = KEY) -> dict[str, Any]:
    return {**document, "signature": dict(signature(json.dumps(document).encode(), key))}


def state(document: Any) -> str:
    return check(json.dumps(document).encode(), KEYS).state


def test_the_signature_of_a_report_with_a_fixed_key():
    """So that files that are out there stay good: whoever changes what is signed sees it here."""
    assert KEY.public.raw.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert KEY.public.name == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"  # RFC 8037, A.3
    assert signature(b'{"format": "skillgap-report/2", "b": [1, 1.0, true], "a": "\\u00e9"}', KEY) == {
        "algorithm": "Ed25519",
        "key": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
        "value": "4e46fccc46ed9909ce32e73f9ec77a90a44b141caea13296c2370ad82e638bdbeabbde0a0a4a6783a99d407605a8e26a4446343d345f3d197487591fb7761700",
    }


def test_every_change_of_a_parsed_value_is_refused():
    whole = signed(REPORT)
    assert state(whole) == "good"
    changed = list(changes(whole))
    assert len(changed) > 300
    assert [each for each in changed if state(each) == "good"] == []


@given(objects, st.data())
def test_every_change_of_any_report_is_refused(document, data):
    whole = signed({**document, "format": "skillgap-report/2"})
    assert state(whole) == "good"
    changed = data.draw(st.sampled_from(list(changes(whole))))
    assert not same(changed, whole)
    assert state(changed) != "good"


@given(objects, st.randoms(use_true_random=False))
def test_the_same_values_in_another_spelling_are_good(document, random):
    whole = signed({**document, "format": "skillgap-report/2"})
    found = check(rewritten(whole, random).encode(), KEYS)
    assert found.state == "good"
    assert same(found.document, whole)


def test_a_name_that_stands_twice_is_refused_whichever_value_counts():
    text = json.dumps(signed(REPORT))
    for twice in ('{"role": "maker", ', '{"role": "chief", ', '{"signature": {}, '):
        assert check((twice + text[1:]).encode(), KEYS) == ("changed", {})


def test_each_letter_of_a_signature_counts():
    whole = signed(REPORT)
    value = whole["signature"]["value"]
    for place, letter in enumerate(value):
        other = "0" if letter != "0" else "1"
        changed = deepcopy(whole)
        changed["signature"]["value"] = value[:place] + other + value[place + 1 :]
        assert state(changed) == "changed"
    for spelt in (value.upper(), value + "00", value[:-2], f" {value}", value + "\n", int(value, 16), None, [value]):
        changed["signature"]["value"] = spelt
        assert state(changed) == "changed"


def test_a_signature_with_the_order_of_the_group_added_is_refused():
    """Of each signature there is a second one that careless checks let pass (RFC 8032, 5.1.7)."""
    whole = signed(REPORT)
    value = bytes.fromhex(whole["signature"]["value"])
    order = 2**252 + 27742317777372353535851937790883648493
    second = int.from_bytes(value[32:], "little") + order
    whole["signature"]["value"] = (value[:32] + second.to_bytes(32, "little")).hex()
    assert state(whole) == "changed"


@pytest.mark.parametrize(
    "entry",
    [None, "text", [], {}, {"algorithm": "none"}, {"algorithm": "Ed25519"}, {"algorithm": "Ed25519", "key": 1}],
    ids=str,
)
def test_what_is_no_signature_is_no_good(entry):
    assert state({**REPORT, "signature": entry}) == "changed"


def test_a_signature_of_another_key_is_told_as_such():
    assert state(signed(REPORT, OTHER)) == "other_key"
    renamed = signed(REPORT, OTHER)
    renamed["signature"]["key"] = KEY.public.name
    assert state(renamed) == "changed"
    both = KEYS | {OTHER.public.name: OTHER.public}
    assert check(json.dumps(signed(REPORT, OTHER)).encode(), both).state == "good"


def test_what_was_never_signed_or_is_no_report():
    assert check(json.dumps(REPORT).encode(), KEYS) == ("unsigned", REPORT)
    for other in ({}, {"format": 2}, {"format": "skillgap-answers/2"}, {**signed(REPORT), "format": "x"}, [REPORT]):
        assert state(other) == "not_report"
    assert check(b"%PDF-1.7\xe2", KEYS).state == "not_report"
    assert check(json.dumps(signed(REPORT)).encode()[:-9], KEYS).state == "not_report"


def test_what_is_no_report_is_not_signed():
    with pytest.raises(Unreadable):
        signature(b"[1]", KEY)
    assert signatures.GOOD == "good"
