"""The identity provider that people may log in by, as the environment names it (OpenID Connect)."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.env import kept, switch, text, words
from config.place import is_host, is_loopback

LONGEST_URL, LONGEST_NAME = 200, 60


class IdentityProvider(NamedTuple):
    """`url` is its issuer without a slash at the end, `name` what stands on the button.

    With `only`, nobody signs up by a password. Accounts with an address in `trusted_domains` are opened by what it says
    of addresses. `strong_acr` are values of `acr` that tell of a second factor.
    """

    url: str
    client_id: str
    client_secret: str
    name: str
    only: bool
    trusted_domains: tuple[str, ...]
    strong_acr: tuple[str, ...]


def identity_provider(is_local: bool) -> IdentityProvider | None:
    """The one that OIDC_URL names, with all that it takes; None where there is none. A half of it is refused."""
    url = text("OIDC_URL").rstrip("/")
    client_id, client_secret, name = text("OIDC_CLIENT_ID"), kept("OIDC_CLIENT_SECRET"), text("OIDC_NAME")
    only, acr = switch("OIDC_ONLY"), words("OIDC_STRONG_ACR")
    domains = [_domain(each) for each in words("OIDC_TRUSTED_DOMAINS")]
    if not url:
        _refuse_half(
            OIDC_CLIENT_ID=client_id,
            OIDC_CLIENT_SECRET=client_secret,
            OIDC_NAME=name,
            OIDC_ONLY=only,
            OIDC_TRUSTED_DOMAINS=domains,
            OIDC_STRONG_ACR=acr,
        )
        return None
    host = _host(url, is_local)
    for needed, value in (("OIDC_CLIENT_ID", client_id), ("OIDC_CLIENT_SECRET", client_secret)):
        if not value:
            raise ImproperlyConfigured(f"OIDC_URL is set, but {needed} is not. Set it to what the provider gave you.")
    if len(name) > LONGEST_NAME or not (name or host).isprintable():
        raise ImproperlyConfigured(f"OIDC_NAME cannot be: it stands on a button, in at most {LONGEST_NAME} characters.")
    return IdentityProvider(url, client_id, client_secret, name or host, only, tuple(domains), tuple(acr))


def _refuse_half(**said: object) -> None:
    for name, value in said.items():
        if value:
            raise ImproperlyConfigured(
                f"{name} is set, but OIDC_URL is not. Set it to the address of the identity provider, or take {name} away."
            )


def _host(url: str, is_local: bool) -> str:
    """The host of the issuer; plain HTTP is for a provider on this machine, when trying things out."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        is_whole = bool(is_host(host)) and parts.port != 0 and not (parts.query or parts.fragment or parts.username)
    except ValueError:
        is_whole, host = False, ""
    allowed = ("http", "https") if is_local and is_loopback(host) else ("https",)
    if not is_whole or parts.scheme not in allowed or len(url) > LONGEST_URL or not url.isprintable() or " " in url:
        told = "OIDC_URL" if "@" in url else f"OIDC_URL={url}"  # a password may stand before the @
        raise ImproperlyConfigured(
            f"{told} cannot be: set it to the provider's issuer, like https://login.example/realms/ours."
        )
    return host


def _domain(name: str) -> str:
    if not is_host(name) or name.startswith((".", "[")) or "." not in name:
        raise ImproperlyConfigured(
            f"OIDC_TRUSTED_DOMAINS={name} cannot be: list the parts of addresses after the @, like company.example."
        )
    return name.lower()
