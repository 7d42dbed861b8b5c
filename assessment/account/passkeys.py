"""Passkeys: what a browser says of one is taken only from our own pages, and refused where it is not well formed."""

import json
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode

LONGEST_NAME, LONGEST_ANSWER, MOST = 60, 20_000, 20
PARTS = ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
ENCODED = re.compile(r"[A-Za-z0-9_-]+")
NOT_TAKEN = _("This passkey was not taken. Try again, or choose another way.")
# What reading bytes from elsewhere raises, in the libraries that read them.
MALFORMED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    InvalidSignature,
    LookupError,
    RecursionError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
    struct.error,
)


@contextmanager
def _well_formed() -> Iterator[None]:
    """Whatever is wrong with an answer, the person reads one sentence: what it was helps an attacker alone."""
    try:
        yield
    except ValidationError as error:
        if error.code != "incorrect_code":
            raise
        raise ValidationError(NOT_TAKEN, code="incorrect_code") from error
    except MALFORMED as error:
        raise ValidationError(NOT_TAKEN, code="incorrect_code") from error


def _read(answer: str) -> dict[str, Any]:
    """What the library reads of an answer, and no more: the rest would be stored with the passkey.

    Each part must be text. Of a number the library would make as many bytes as it says, and take the memory for them.
    """
    said = json.loads(answer)
    response = {part: _encoded(said["response"][part]) for part in PARTS if said["response"].get(part) is not None}
    known = said.get("clientExtensionResults", {}).get("credProps", {}).get("rk") is True
    return {
        "id": _encoded(said["id"]),
        "rawId": _encoded(said["rawId"]),
        "type": "public-key",
        "response": response,
        "clientExtensionResults": {"credProps": {"rk": True}} if known else {},
    }


def _encoded(text: Any) -> str:
    if not isinstance(text, str) or not ENCODED.fullmatch(text):
        raise ValueError("not in base64url")
    return text


def _refuse_elsewhere(credential: dict[str, Any]) -> None:
    """A browser lets a page below our host speak for it, too; we take what was said on our own pages alone."""
    said = json.loads(websafe_decode(credential["response"]["clientDataJSON"]))
    request = context.request
    if said["origin"] != f"{request.scheme}://{request.get_host()}":
        raise get_adapter().validation_error("incorrect_code")


class OnOurPages(forms.Form):
    """Of a form with a `credential`."""

    # Not the library's field: that breaks at brackets too deep and at numbers too long.
    credential = forms.CharField(max_length=LONGEST_ANSWER, widget=forms.HiddenInput)

    @property
    def problems(self) -> list[str]:
        """Why it was refused: its one field is not seen, so that the page says it beside the button."""
        return [str(each) for found in self.errors.values() for each in found]

    def clean_credential(self) -> Any:
        with _well_formed():
            credential = self.cleaned_data["credential"] = _read(self.cleaned_data["credential"])
            _refuse_elsewhere(credential)
            deeper = getattr(super(), "clean_credential", None)
            return deeper() if deeper else credential


class AddPasskeyForm(OnOurPages, webauthn.AddWebAuthnForm):
    """A new one. It logs in by itself, so the device must have asked whose it is."""

    name = forms.CharField(required=False, max_length=LONGEST_NAME)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        if Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN).count() >= MOST:
            raise ValidationError(_("You have many passkeys. Take one away first."), code="too_many")
        with _well_formed():
            return super().clean() or {}


class LogInByPasskeyForm(OnOurPages, webauthn.LoginWebAuthnForm):
    pass


class PasskeyForm(OnOurPages, webauthn.AuthenticateWebAuthnForm):
    pass


class ShowPasskeyAgainForm(OnOurPages, webauthn.ReauthenticateWebAuthnForm):
    pass
