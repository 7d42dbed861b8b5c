"""What an identity provider says in an ID token of how somebody showed who they are."""

from collections.abc import Collection, Mapping
from typing import Any

# Of RFC 8176: more than one factor, a code of an app, a key in hardware or software, a smart card. What can be had from
# elsewhere (sms, tel), is known (pwd, pin, kba) or only guessed (geo, rba) is none.
SECOND_FACTORS = frozenset({"mfa", "otp", "hwk", "swk", "sc"})
# Values of `acr` that are the same everywhere: OpenID's policies and its profiles against phishing, and REFEDS.
STRONG_ACR = frozenset(
    {
        "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
        "https://refeds.org/profile/mfa",
        "phr",
        "phrh",
    }
)
SKEW = 60  # seconds that two clocks may differ


def shows_second_factor(claims: Mapping[str, Any], strong_acr: Collection[str] = ()) -> bool:
    """Whether the provider says that a second factor was shown; what it leaves out, or says in another form, is none."""
    methods = claims.get("amr")
    listed = {each for each in methods if isinstance(each, str)} if isinstance(methods, list) else set()
    return bool(listed & SECOND_FACTORS) or claims.get("acr") in {*STRONG_ACR, *strong_acr}


def is_since(claims: Mapping[str, Any], began: float) -> bool:
    """Whether somebody logged in at the provider after `began` (seconds since 1970); not, where it does not say when."""
    at = claims.get("auth_time")
    return isinstance(at, int | float) and not isinstance(at, bool) and at >= began - SKEW
