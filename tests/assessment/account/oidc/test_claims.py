"""What counts as a second factor at a provider, and as a log-in of just now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.account.oidc.claims import SECOND_FACTORS, is_since, shows_second_factor

pytestmark = pytest.mark.slow

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(sorted(SECOND_FACTORS)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": ["pwd", "otp"]}, True),
        ({"amr": ["hwk"]}, True),
        ({"amr": ["sc", "pin"]}, True),
        ({"acr": "https://refeds.org/profile/mfa"}, True),
        ({"acr": "phr"}, True),
        ({"acr": "gold"}, True),
        ({}, False),
        ({"amr": []}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", "sms"]}, False),
        ({"amr": ["pwd", "pin", "kba", "geo", "rba", "tel"]}, False),
        ({"amr": "mfa"}, False),
        ({"amr": {"mfa": True}}, False),
        ({"acr": "1"}, False),
        ({"acr": "silver", "amr": ["MFA"]}, False),
    ],
)
def test_a_second_factor_is_what_the_standard_calls_one(claims, expected):
    assert shows_second_factor(claims, ("gold",)) is expected


@given(ANYTHING, st.none() | st.text(max_size=5))
def test_what_has_another_form_is_none_and_breaks_nothing(amr, acr):
    is_one = isinstance(amr, list) and any(isinstance(each, str) and each in SECOND_FACTORS for each in amr)
    assert shows_second_factor({"amr": amr, "acr": acr}) is (is_one or acr in {"phr", "phrh"})


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"auth_time": 1000}, True),
        ({"auth_time": 941.5}, True),
        ({"auth_time": 939}, False),
        ({"auth_time": "1000"}, False),
        ({"auth_time": True}, False),
        ({}, False),
    ],
)
def test_when_it_was_has_to_be_said(claims, expected):
    assert is_since(claims, 1000) is expected
