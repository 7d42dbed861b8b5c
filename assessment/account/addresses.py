"""E-mail addresses: one spelling for each, so that a person finds their account whatever their keyboard sends."""

import unicodedata
from typing import Any

import idna
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _


def normal(address: str) -> str:
    """The spelling that we keep and look for: composed (NFC), small letters, the domain as the network spells it (IDNA).

    What is no address comes back as it is, for others to refuse.
    """
    local, at, domain = unicodedata.normalize("NFC", address.strip()).rpartition("@")
    if not domain.isascii():
        try:
            domain = idna.encode(domain, uts46=True).decode()
        except idna.IDNAError:
            return address
    return f"{local}{at}{domain}".lower()


def for_log_in(address: str, *, besides: int | None = None) -> str:
    """The address in its normal spelling; raises ValidationError when nobody could log in by it, or somebody else does.

    `besides` is the user that it is for, if there is one already.
    """
    found = normal(address)
    if not found:
        raise ValidationError(_("Give an email address: staff log in by it."), code="required")
    validate_email(found)
    if is_taken(found, besides=besides):
        raise ValidationError(_("Somebody else logs in by this address. Give another one."), code="unique")
    return found


def is_taken(address: str, *, besides: int | None = None) -> bool:
    """Whether another account has the address, confirmed or not."""
    users, addresses = User.objects.filter(email=address), EmailAddress.objects.filter(email=address)
    if besides is not None:
        users, addresses = users.exclude(pk=besides), addresses.exclude(user=besides)
    return users.exists() or addresses.exists()


def keep_normal(instance: User | EmailAddress, **kwargs: Any) -> None:
    """Before a row is stored, whoever stores it: a log-in looks for the normal spelling only."""
    instance.email = normal(instance.email or "")
