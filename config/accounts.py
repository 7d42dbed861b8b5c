"""How the accounts library works here: settings that nothing in the environment changes (docs/adr/0013-accounts.md)."""

ACCOUNT_ADAPTER = "assessment.account.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "assessment.account.forms.LoginForm",
    "signup": "assessment.account.forms.SignupForm",
    "add_email": "assessment.account.forms.AddEmailForm",
    "change_password": "assessment.account.forms.ChangePasswordForm",
    "set_password": "assessment.account.forms.SetPasswordForm",
    "reset_password": "assessment.account.forms.ResetPasswordForm",
    "reset_password_from_key": "assessment.account.forms.ResetPasswordKeyForm",
    "reauthenticate": "assessment.account.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]  # no code by e-mail: whoever reads the mail is not yet the owner
SOCIALACCOUNT_ADAPTER = "assessment.account.oidc.adapter.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"provider_class": "assessment.account.oidc.provider.Provider"}}
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
# Counted by the accounts library for an account (user), or for an address (key): a wrong password with its network.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "5/15m/key",
    "signup": "",
    "reset_password": "5/h/key",
    "reset_password_from_key": "",
    "confirm_email": "1/3m/key",
    "reauthenticate": "20/h/user",
    "change_password": "20/h/user",
}
MFA_ADAPTER = "assessment.account.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "assessment.account.forms.AuthenticateForm",
    "reauthenticate": "assessment.account.forms.MfaReauthenticateForm",
    "activate_totp": "assessment.account.forms.ActivateTOTPForm",
    "add_webauthn": "assessment.account.passkeys.AddPasskeyForm",
    "authenticate_webauthn": "assessment.account.passkeys.PasskeyForm",
    "login_webauthn": "assessment.account.passkeys.LogInByPasskeyForm",
    "reauthenticate_webauthn": "assessment.account.passkeys.ShowPasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": ""}  # counted with all other log-ins (assessment/account/counting.py)
MFA_TOTP_ISSUER = "Skillgap"
MFA_TOTP_TOLERANCE = 1  # a code may be 30 seconds early or late
# Nobody but staff made by an operator gets in with an address that is not confirmed, and they need a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
PASSWORD_HASHERS = [
    "assessment.account.passwords.Argon2",
    "assessment.account.passwords.PBKDF2",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "assessment.account.passwords.NotTooLong"},
    {"NAME": "assessment.account.passwords.NotMonotonous"},
    {"NAME": "assessment.account.passwords.NotCommon"},
]
