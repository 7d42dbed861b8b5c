"""Whose account an address is."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User

from assessment.account import addresses


def account_of(address: str) -> User | None:
    """The account with an address, confirmed or not; a confirmed one first. None where there is none."""
    spelled = addresses.normal(address)
    held = EmailAddress.objects.filter(email=spelled).order_by("-verified", "pk").select_related("user").first()
    return held.user if held else User.objects.filter(email=spelled).order_by("pk").first()
