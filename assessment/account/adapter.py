"""How accounts work here: what we change of the accounts library, and the editor's front door."""

import logging
import secrets
from contextlib import suppress
from functools import update_wrapper
from smtplib import SMTPException
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from allauth.core import context, ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment import limits
from assessment.account import actions, sudo
from assessment.account.oidc import adapter as provider
from assessment.account.oidc import session
from catalog.editing.guarded import Guarded
from catalog.editing.within import Found

logger = logging.getLogger(__name__)


# In our words, how somebody can show again who they are.
WAYS = {
    "reauthenticate": gettext_lazy("Use your password"),
    "mfa_reauthenticate": gettext_lazy("Use a code of your app, or a recovery code"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """By a password: only where an address can be confirmed, and not where all come from the provider."""
        if settings.OIDC and settings.OIDC.only:
            page = render(request, "account/signup_closed.html", {"provider": settings.OIDC})
            raise ImmediateHttpResponse(page)
        return settings.MAIL_WORKS

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """A name that says nothing: nobody sees it, and it must not repeat a part of the address."""
        user.username = f"person-{secrets.token_hex(8)}"

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """What a sign-up gives us and no more; the form has hashed the password already."""
        user.email, user.password = form.cleaned_data["email"], form.hashed
        self.populate_username(request, user)
        if commit:
            user.save()
        return user

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Two may confirm the same address at once: the second is told that it could not be."""
        try:
            with transaction.atomic():
                return bool(super().confirm_email(request, email_address))
        except IntegrityError:
            template = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, template, {"email": email_address.email})
            return False

    def is_safe_url(self, url: str | None) -> bool:
        """What is no address leads nowhere; the library would break at some that are none."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Limits count a network, so that no address of a single machine is kept."""
        return limits.network(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count for an account and a network, so that nobody can lock a person out from elsewhere."""
        return f"{limits.network(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuses whom it would not tell whether the password is right: too many wrong ones for an account, or, over all
        accounts, from a network."""
        limits.refuse_beyond(request, "guess", timezone.now())
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        limits.count(request, "guess", timezone.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it, or answer the request with a page that says it could not be sent, without a limit on trying again."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            logger.error("An e-mail could not be sent: %s", type(error).__name__)
            ratelimit.clear(self.request, action="confirm_email", key=email.lower())
            raise ImmediateHttpResponse(_mail_failed()) from error

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        try:
            super().send_confirmation_mail(request, emailconfirmation, signup)
        except ImmediateHttpResponse:
            if signup:
                # As if it had never been asked for; else the next try would find the address taken.
                actions.delete_account(user_id=emailconfirmation.email_address.user_id)
            raise

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell of what is done already; that the e-mail could not be sent undoes nothing, so nobody is told it failed."""
        with suppress(ImmediateHttpResponse):
            super().send_notification_mail(*args, **kwargs)

    def get_login_stages(self) -> list[str]:
        ours = {_path(EmailVerificationStage): ConfirmedUnlessStaff, _path(AuthenticateStage): FactorUnlessAtProvider}
        return [_path(ours[stage]) if stage in ours else stage for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The provider is the last: whoever has a password here, or a second factor, shows that."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        for way in found:
            way["description"] = WAYS.get(way["id"], way["description"])
        if user.is_authenticated and session.connected(user).exists():
            words = _("Log in again at %(name)s") % {"name": settings.OIDC.name}
            found.append({"id": "provider", "description": words, "url": reverse("provider_again")})
        return found

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of somebody who has just shown at the provider who they are."""
        request = context.request
        if isinstance(request.user, User) and session.was_shown_lately(request, request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


def _path(stage: type) -> str:
    return f"{stage.__module__}.{stage.__name__}"


def _mail_failed() -> HttpResponse:
    response = HttpResponse(render_to_string("errors/mail.html"), status=503)
    response.headers["Retry-After"] = "300"
    return response


class ConfirmedUnlessStaff(EmailVerificationStage):
    """An operator who makes somebody staff vouches for them; a second factor guards what they can do."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        # No user: somebody signs up with an address that has an account, and must not learn so.
        if isinstance(self.login.user, User) and self.login.user.is_staff:
            return None, True
        answer: tuple[HttpResponse | None, bool] = super().handle()
        return answer


class FactorUnlessAtProvider(AuthenticateStage):
    """Whoever logs in by the identity provider, and showed a second factor there, need not give ours."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        login = (self.login.signal_kwargs or {}).get("sociallogin")
        # One that waited in the session, while something else was asked for, has lost what the provider said of it.
        if hasattr(login, "claims"):
            provider.note(self.request, self.login.user, login)
            if session.has_factor(self.request, self.login.user):
                return None, True
        answer: tuple[HttpResponse | None, bool] = super().handle()
        return answer


class EditorSite(AdminSite):
    """The admin, entered by the same log-in as everything else, on a server with a second factor only.

    A log-in of its own would open an account by the password alone, with which the second factor could be taken away.
    """

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Whatever is registered, by us or by a library, lets no editor overwrite another unseen."""
        kind = admin_class or ModelAdmin
        guarded = type(kind.__name__, (Guarded, kind), {"__module__": kind.__module__})
        super().register(model_or_iterable, guarded, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and has_second_factor(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As everywhere in the editor; and before what hurts, staff show again who they are."""

        def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            return sudo.ask(request) if sudo.must_ask(request) else view(request, *args, **kwargs)

        return super().admin_view(update_wrapper(asking, view), cacheable)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, Found.as_view(admin_site=self)(request))

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
        return _to(_way_to_show_it(request.user), onward)


def _way_to_show_it(user: Any) -> str:
    """The page that asks for a second factor; for who has none, the one that sets one up."""
    if is_mfa_enabled(user, [Authenticator.Type.TOTP]):
        return "mfa_reauthenticate"
    return "mfa_reauthenticate_webauthn" if is_mfa_enabled(user) else "mfa_activate_totp"


def _to(name: str, onward: str) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode({'next': onward})}")


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor that the account still has, here or at the identity provider; on
    this machine none is asked for."""
    if not settings.STAFF_NEED_SECOND_FACTOR:
        return True
    user = request.user
    if not isinstance(user, User):
        return False
    records = get_authentication_records(request, user)
    if any(record.get("method") == "mfa" for record in records) and is_mfa_enabled(user):
        return True
    return session.has_factor(request, user)
