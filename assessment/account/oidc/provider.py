"""The identity provider as the accounts library speaks with it, and what we ask beyond that: a nonce, and that what it
says holds together."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from allauth.socialaccount import app_settings
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from assessment.account import addresses

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


@contextmanager
def _well_formed() -> Iterator[None]:
    """What the provider sends is from elsewhere: where it has another form than the standard's, it told us nothing."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise OAuth2Error(f"The provider's answer is not well formed: {type(error).__name__}") from error


class Exchange(OpenIDConnectOAuth2Adapter):
    """The way to the provider and back."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider publishes of itself; refused when it names another issuer, or leaves HTTPS."""
        if not hasattr(self, "_checked"):
            with _well_formed():
                found: dict[str, Any] = super().openid_config
                _check(found, self.provider_id)
            self._checked = found
        return self._checked

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return str(build_absolute_uri(request, reverse("provider_callback"), self.redirect_uri_protocol))

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        with _well_formed():
            found: dict[str, Any] = super().get_access_token_data(*args, **kwargs)
            return found

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        with _well_formed():
            return super().parse_token(data)

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        with _well_formed():
            return super().complete_login(request, app, token, **kwargs)


def _check(found: dict[str, Any], issuer: str) -> None:
    if found["issuer"].rstrip("/") != issuer:
        raise OAuth2Error("The provider calls itself by another issuer than OIDC_URL.")
    scheme = urlsplit(issuer).scheme
    if any(urlsplit(found[name]).scheme not in {"https", scheme} for name in ENDPOINTS):
        raise OAuth2Error("The provider names an address without HTTPS.")


class Provider(OpenIDConnectProvider):
    oauth2_adapter_class = Exchange

    def redirect(self, request: HttpRequest, process: str, next_url: Any = None, **kwargs: Any) -> HttpResponse:
        """The way to it, with a word of ours that its token has to say again: a token from elsewhere does not know it."""
        nonce = secrets.token_urlsafe(32)
        params = {**kwargs.pop("auth_params", {}), "nonce": nonce}
        answer: HttpResponse = super().redirect(request, process, next_url, auth_params=params, nonce=nonce, **kwargs)
        return answer

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> SocialLogin:
        """Who it is, by a token and by what is said beside it, which have to be of the same person."""
        claims = response.get("id_token") or {}
        subject = claims.get("sub")
        if not isinstance(subject, str) or not 0 < len(subject) <= app_settings.UID_MAX_LENGTH:
            raise OAuth2Error("The provider does not say who it is.")
        if response.get("userinfo", claims).get("sub") != subject:
            raise OAuth2Error("The provider speaks of two people.")
        login = super().sociallogin_from_response(request, response)
        login.claims = claims
        return login

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing of what it says of a person is kept."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """The address alone: no name, no picture."""
        return {"email": _address(super().extract_common_fields(data))}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        found: list[EmailAddress] = super().extract_email_addresses(data)
        for each in found:
            each.email = _address({"email": each.email})
        return found


def _address(fields: dict[str, Any]) -> str:
    found = fields.get("email")
    return addresses.normal(found) if isinstance(found, str) else ""
