"""How e-mail leaves."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import URLValidator, validate_email

from config.env import env, text

SMTP = ("smtp", "smtps", "smtp+tls", "smtp+ssl")
ELSEWHERE = ("consolemail", "filemail", "memorymail", "dummymail")


def mail(is_local: bool) -> dict[str, Any]:
    """How e-mail leaves, from EMAIL_URL, and the address that it comes from, MAIL_FROM; MAIL_WORKS tells whether it does.

    On this machine e-mails are printed where the server runs. A server without EMAIL_URL sends none.
    """
    address = text("EMAIL_URL", "consolemail://" if is_local else "")
    sender = text("MAIL_FROM", "skillgap@localhost" if is_local else "")
    if address and not sender:
        raise ImproperlyConfigured(
            "EMAIL_URL is set, but MAIL_FROM is not. Set it to the address that e-mails come from."
        )
    if sender and not is_local:
        _refuse_no_address(sender)
    return {**_parsed(address, is_local), "MAIL_FROM": sender or "webmaster@localhost", "MAIL_WORKS": bool(address)}


def contact() -> str:
    """CONTACT, whom visitors may write to: an e-mail address, or an https:// address with a form; empty where nobody."""
    value = text("CONTACT")
    try:
        (URLValidator(["https"]) if ":" in value else validate_email)(value or "nobody@skillgap.example")
    except ValidationError as error:
        raise ImproperlyConfigured(
            f"CONTACT={value} cannot be: set it to an e-mail address or to one that begins with https://."
        ) from error
    return value


def _refuse_no_address(sender: str) -> None:
    """MAIL_FROM is an address, or a name with an address in angle brackets."""
    try:
        validate_email(sender.rpartition("<")[2].removesuffix(">") if sender.endswith(">") else sender)
    except ValidationError as error:
        raise ImproperlyConfigured(f"MAIL_FROM={sender} is no e-mail address.") from error


def _parsed(address: str, is_local: bool) -> dict[str, Any]:
    # What other schemes print, or keep in a file, holds the links that open accounts; a server sends it or has none.
    allowed = (*SMTP, *ELSEWHERE) if is_local else SMTP
    scheme = address.partition(":")[0]
    if address and scheme not in allowed:
        raise ImproperlyConfigured(f"EMAIL_URL={scheme}:… cannot be: it begins with one of {', '.join(SMTP)} and ://.")
    try:
        config: dict[str, Any] = env.email_url_config(address or "dummymail://")
    except ValueError as error:
        raise ImproperlyConfigured("EMAIL_URL cannot be read: write smtp+tls://user:password@host:587.") from error
    if scheme in SMTP and not config["EMAIL_HOST"]:
        raise ImproperlyConfigured("EMAIL_URL names no host: write smtp+tls://user:password@host:587.")
    return config
