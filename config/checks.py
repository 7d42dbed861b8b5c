"""What `manage.py check` asks of the settings of a server. What can be told from one setting alone is refused at start."""

from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Warned

from config.env import local_file
from config.place import is_loopback

RELIABILITY = "reliability"


@register(Tags.security, RELIABILITY)
def proxies(app_configs: Any, **more: Any) -> list[CheckMessage]:
    """Proxies that are told of by halves: limits would count all the world as one, or HTTPS would never be reached."""
    if settings.PROXY_SETS_HTTPS_HEADER and not settings.PROXY_COUNT:
        return [
            Error(
                "PROXY_SETS_HTTPS_HEADER is on, so a proxy stands in front, but PROXY_COUNT is 0: "
                "limits would count all visitors as one.",
                hint="Set PROXY_COUNT to the number of your own proxies in front, and let each of them add to "
                "X-Forwarded-For (nginx: $proxy_add_x_forwarded_for).",
                id="skillgap.E001",
            )
        ]
    if settings.PROXY_COUNT and not settings.PROXY_SETS_HTTPS_HEADER and settings.HTTPS:
        return [
            Error(
                "PROXY_COUNT says that a proxy stands in front, but PROXY_SETS_HTTPS_HEADER is off: "
                "every page would lead to itself without end.",
                hint="Let the proxy set X-Forwarded-Proto and set PROXY_SETS_HTTPS_HEADER=1.",
                id="skillgap.E002",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def plain_mail(app_configs: Any, **more: Any) -> list[CheckMessage]:
    """Links that open accounts must not cross a network in clear."""
    is_plain = not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL)
    if settings.MAIL_SENDS_BY.endswith("smtp.EmailBackend") and is_plain and not is_loopback(settings.EMAIL_HOST):
        hint = "Use smtp+tls:// or smtp+ssl:// in EMAIL_URL."
        return [Warned("E-mails leave this machine unencrypted.", hint=hint, id="skillgap.W003")]
    return []


@register(Tags.security, deploy=True)
def unproved_database(app_configs: Any, **more: Any) -> list[CheckMessage]:
    if settings.DATABASES["default"].get("OPTIONS", {}).get("sslmode") == "require":
        hint = "Use sslmode=verify-full with the certificate of your authority in sslrootcert."
        said = "The connection to PostgreSQL is encrypted, but nobody asks who answers."
        return [Warned(said, hint=hint, id="skillgap.W004")]
    return []


@register(Tags.security, deploy=True)
def open_files(app_configs: Any, **more: Any) -> list[CheckMessage]:
    """Files with secrets and answers, as far as they are there, are for the site's own user."""
    return [
        Error(f"{path} can be read by everybody on this machine.", hint=f"chmod 600 {path}", id="skillgap.E005")
        for path in _private_files()
        if path.is_file() and S_IMODE(path.stat().st_mode) & 0o007
    ]


def _private_files() -> Iterator[Path]:
    yield local_file()
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield Path(settings.DATABASES["default"]["NAME"])
