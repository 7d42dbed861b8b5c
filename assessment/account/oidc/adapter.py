"""Whose account it is when somebody comes back from the identity provider, and what of them is kept."""

import hmac
import logging
import secrets
import time
from typing import Any

from allauth.account.internal import flows as account_flows
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from requests import RequestException, Session

from assessment import limits
from assessment.account import actions, addresses
from assessment.account.oidc import claims
from assessment.account.oidc.session import METHOD

# What is gone to the provider for, beside the library's own words `login` and `connect`: to show again who one is.
AGAIN = "again"

logger = logging.getLogger(__name__)


class ProviderAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """The one of the settings; never one of a table that staff could write."""
        oidc = settings.OIDC
        if (
            oidc is None
            or provider not in {None, "openid_connect", oidc.url}
            or client_id not in {None, oidc.client_id}
        ):
            return []
        app = SocialApp(provider="openid_connect", provider_id=oidc.url, name=oidc.name)
        app.client_id, app.secret = oidc.client_id, oidc.client_secret
        app.settings = {"server_url": oidc.url, "scope": ["openid", "email"], "oauth_pkce_enabled": True}
        return [app]

    def generate_state_param(self, state: dict[str, Any]) -> str:
        """256 random bits; the library's own have 95."""
        return secrets.token_urlsafe(32)

    def get_requests_session(self) -> Session:
        """Goes nowhere but where the settings and the provider say: a redirect could leave HTTPS."""
        session: Session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Before anybody is let in: that the token is an answer to what was asked, in this browser."""
        sociallogin.token = None  # it would be kept in the session while somebody is asked for more
        nonce = sociallogin.claims.get("nonce")
        if not isinstance(nonce, str) or not hmac.compare_digest(nonce, sociallogin.state.get("nonce", "")):
            raise ImmediateHttpResponse(refused(request, "other"))
        if sociallogin.state.get("process") == AGAIN:
            raise ImmediateHttpResponse(_again(request, sociallogin))
        if sociallogin.state.get("process") != "connect" and not sociallogin.is_existing:
            raise_for_a_stranger(request, sociallogin)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Any, str] | None:
        """The account of an address that is confirmed at the provider and here, where the settings trust it with that.
        Never of staff: they log in and connect, so that nobody becomes an editor by what is written elsewhere."""
        found: tuple[Any, str] | None = super().authenticate_by_email(sociallogin)
        if found is None or found[0].is_staff or found[0].is_superuser:
            return None
        return found if EmailAddress.objects.filter(user=found[0], email=found[1], verified=True).exists() else None

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        return settings.OIDC is not None and email.rpartition("@")[2] in settings.OIDC.trusted_domains

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return bool(settings.MAIL_WORKS or _is_confirmed(sociallogin))

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Any:
        """One account for an address, however often and in how many ways it is asked for at once."""
        address = sociallogin.user.email
        with transaction.atomic():
            limits.hold(what="sign-up", who=address, at=timezone.now())
            if addresses.is_taken(address):
                raise ImmediateHttpResponse(refused(request, "taken"))
            return super().save_user(request, sociallogin, form)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("provider_connection")

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """A page of ours. The log says what kind of trouble it was, never what the provider sent."""
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(refused(request, "stopped"))
        if exception is not None:
            logger.error("The identity provider could not be used: %s", type(exception).__name__)
        raise ImmediateHttpResponse(refused(request, "away" if isinstance(exception, RequestException) else "other"))


def raise_for_a_stranger(request: HttpRequest, login: SocialLogin) -> None:
    """Refuse who could get no account: without an address, or with one that somebody else has.

    Who confirmed the address at the provider may learn that it has an account. All others get the page that says to look
    into the mailbox, from the library, whether it has one or not. One that was asked for and that nobody ever confirmed
    or opened gives way.
    """
    if not login.email_addresses:
        raise ImmediateHttpResponse(refused(request, "addressless"))
    if _is_confirmed(login):
        address = login.email_addresses[0].email
        for squatter in actions.unconfirmed(before=timezone.now()).filter(email=address):
            actions.delete_account(user_id=squatter.pk)
        if addresses.is_taken(address):
            raise ImmediateHttpResponse(refused(request, "taken"))


def _is_confirmed(login: SocialLogin) -> bool:
    return bool(login.email_addresses) and bool(login.email_addresses[0].verified)


def _again(request: HttpRequest, login: SocialLogin) -> HttpResponse:
    """Back from showing again who one is: the same person, and not by a log-in at the provider from before."""
    if login.user is None or login.user.pk is None or login.user.pk != request.user.pk:
        return refused(request, "somebody else")
    if not claims.is_since(login.claims, login.state.get("began", time.time())):
        return refused(request, "too old")
    note(request, login.user, login, reauthenticated=True)
    onward = login.state.get("next") or reverse("assessment:mine")
    request.GET = QueryDict(urlencode({"next": onward}))  # where the library looks for it
    return account_flows.reauthentication.resume_request(request) or redirect(onward)


def note(request: HttpRequest, user: User, login: SocialLogin, **more: Any) -> None:
    """Keep in the session that somebody was shown to us by the provider, when, and whether with a second factor."""
    factor = claims.shows_second_factor(login.claims, settings.OIDC.strong_acr)
    record_authentication(request, user, METHOD, uid=login.account.uid, factor=factor, **more)


def refused(request: HttpRequest, why: str) -> HttpResponse:
    """The page that says why nobody was let in, and what to do."""
    status = {"stopped": 200, "away": 503}.get(why, 403)
    context = {"why": why, "provider": settings.OIDC, "contact": settings.CONTACT}
    response = render(request, "account/provider/refused.html", context, status=status)
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response
