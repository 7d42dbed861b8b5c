"""The forms of the accounts, in our words. What they check is the library's."""

from typing import Any

from allauth.account import forms as account
from allauth.account.fields import EmailField
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment import limits
from assessment.account import addresses

ADDRESS, CODE = _("Email address"), _("Code")
NEW_PASSWORD = _("12 characters or more, nothing that others use. Four words in a row are good and easy to keep.")


class AddressField(EmailField):
    """An address in its normal spelling, whichever was typed."""

    def to_python(self, value: Any) -> str:
        return addresses.normal(super().to_python(value))


class OurWords:
    """Labels and hints of ours; no placeholder, which would only say the label again and then vanish.

    Addresses are read in their normal spelling.
    """

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, EmailField):
                self.fields[name] = field = AddressField(required=field.required)
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)

    @property
    def mail_works(self) -> bool:
        """Whether this site can send e-mail; without, nobody can sign up or get a new password."""
        return settings.MAIL_WORKS

    @property
    def provider(self) -> Any:
        """The identity provider that people may log in by, if there is one."""
        return settings.OIDC


class LoginForm(OurWords, account.LoginForm):
    labels = {"login": ADDRESS, "password": _("Password"), "remember": _("Stay logged in for two weeks on this device")}
    hints = {"password": ""}


class SignupForm(OurWords, account.SignupForm):
    labels = {"email": ADDRESS, "password1": _("Password")}
    hints = {
        "password1": NEW_PASSWORD,
        "email": _("We send you a link to confirm it. After that only what you ask for."),
    }

    def try_save(self, request: HttpRequest) -> Any:
        """As the library does, but one account for an address however often it is sent at once, and as much work for
        an address that has an account: the time must not tell. No lock is held while hashing or sending."""
        address = self.cleaned_data["email"]
        self.hashed = make_password(self.cleaned_data["password1"])
        with transaction.atomic():
            limits.hold(what="sign-up", who=address, at=timezone.now())
            self.account_already_exists = addresses.is_taken(address)
            if not self.account_already_exists:
                return super().try_save(request)
        return super().try_save(request)


class AddEmailForm(OurWords, account.AddEmailForm):
    labels = {"email": _("New email address")}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    labels = {"oldpassword": _("Your password now"), "password1": _("New password"), "password2": _("And again")}
    hints = {"password1": NEW_PASSWORD}


class SetPasswordForm(OurWords, account.SetPasswordForm):
    labels = {"password1": _("New password"), "password2": _("And again")}
    hints = {"password1": NEW_PASSWORD}


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    labels = {"email": ADDRESS}


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("And again")}
    hints = {"password1": NEW_PASSWORD}


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    labels = {"password": _("Your password")}


class AuthenticateForm(OurWords, mfa.AuthenticateForm):
    labels = {"code": CODE}
    hints = {"code": _("The six digits that your app shows now, or one of your recovery codes.")}

    @property
    def has_passkey(self) -> bool:
        return bool(is_mfa_enabled(self.user, [Authenticator.Type.WEBAUTHN]))


class MfaReauthenticateForm(OurWords, mfa.ReauthenticateForm):
    labels, hints = AuthenticateForm.labels, AuthenticateForm.hints


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    labels = {"code": CODE}
    hints = {"code": _("The six digits that your app shows now.")}


class DeleteAccountForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, delete my account and all assessments in it, for good."),
        error_messages={"required": _("Tick the box if you want to delete it. Nothing was deleted.")},
    )


class ReminderForm(forms.Form):
    """When to be told to look again."""

    MONTHS = (("3", _("in 3 months")), ("6", _("in 6 months")))
    months = forms.TypedChoiceField(choices=MONTHS, coerce=int)
