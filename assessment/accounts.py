"""How accounts work here: what we change of the accounts library, and the editor's front door."""

import secrets
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from assessment import access


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only where an address can be confirmed."""
        return settings.MAIL_WORKS

    def populate_username(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """A name that says nothing: nobody sees it, and it must not repeat a part of the address."""
        user.username = f"person-{secrets.token_hex(8)}"

    def get_client_ip(self, request: HttpRequest) -> str:
        """Limits count a network, so that no address of a single machine is kept."""
        return access.address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count for an account and a network, so that nobody can lock a person out from elsewhere."""
        return f"{access.address(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"

    def get_login_stages(self) -> list[str]:
        confirm = f"{EmailVerificationStage.__module__}.{EmailVerificationStage.__name__}"
        ours = f"{ConfirmedUnlessStaff.__module__}.{ConfirmedUnlessStaff.__name__}"
        return [ours if stage == confirm else stage for stage in super().get_login_stages()]


class ConfirmedUnlessStaff(EmailVerificationStage):
    """An operator who makes somebody staff vouches for them; a second factor guards what they can do."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        # No user: somebody signs up with an address that has an account, and must not learn so.
        if self.login.user and self.login.user.is_staff:
            return None, True
        return super().handle()


class EditorSite(AdminSite):
    """The admin, entered by the same log-in as everything else, on a server with a second factor only.

    A log-in of its own would open an account by the password alone, with which the second factor could be taken away.
    """

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and has_second_factor(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        onward = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
            onward = reverse("admin:index", current_app=self.name)
        if not request.user.is_authenticated:
            return _to("account_login", onward)
        if not super().has_permission(request):
            raise PermissionDenied
        if has_second_factor(request):
            return redirect(onward)
        return _to("mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_activate_totp", onward)


def _to(name: str, onward: str) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode({'next': onward})}")


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor that the account still has; on this machine none is asked for."""
    if not settings.STAFF_NEED_SECOND_FACTOR:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records) and is_mfa_enabled(request.user)
