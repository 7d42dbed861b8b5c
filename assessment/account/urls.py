"""The addresses of accounts: the library's own for passwords and second factors, and ours."""

from django.urls import include, path, re_path

from assessment.account import passkey_pages
from assessment.account.confirming import Confirm
from assessment.account.oidc import views as provider

urlpatterns = [
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", Confirm.as_view(), name="account_confirm_email"),
    path("provider/", provider.connection, name="provider_connection"),
    path("provider/login/", provider.log_in, name="provider_log_in"),
    path("provider/callback/", provider.come_back, name="provider_callback"),
    path("provider/again/", provider.again, name="provider_again"),
    path("provider/connect/", provider.connect, name="provider_connect"),
    path("provider/disconnect/", provider.disconnect, name="provider_disconnect"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.base.urls")),
    path("2fa/totp/", include("allauth.mfa.totp.urls")),
    path("2fa/recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
    path("2fa/webauthn/add/", passkey_pages.Add.as_view(), name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", passkey_pages.LogIn.as_view(), name="mfa_login_webauthn"),
    path("2fa/webauthn/reauthenticate/", passkey_pages.ShowAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", passkey_pages.Remove.as_view(), name="mfa_remove_webauthn"),
]
