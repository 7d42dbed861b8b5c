"""All settings, in one file: safe as they stand, changed only by the environment (docs/operations.md lists it)."""

from config.databases import ANSWER_SECONDS, database
from config.env import ROOT, choice, number, old_secrets, read_local_file, secret, switch
from config.mail import mail
from config.place import admin_path, debug, hosts, local, origins, proxy_count, site_address, sub_path, time_zone

read_local_file()

BASE_DIR = ROOT
# LOCAL serves plain HTTP to this machine, for trying things out and for development. A server leaves it off.
LOCAL = local()
DEBUG = debug(LOCAL)
HTTPS = not LOCAL

SECRET_KEY = secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = old_secrets("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = hosts(LOCAL)
SUB_PATH = sub_path()
FORCE_SCRIPT_NAME = SUB_PATH or None
CSRF_TRUSTED_ORIGINS = origins(LOCAL)

INSTALLED_APPS = [
    # Before ours, so that ours can take its admin pages away again: one of them shows secrets.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "assessment",
    "catalog",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "config.apps.SiteConfig",
    "config.apps.EditorConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.middleware.request_id",
    "config.middleware.no_body_for_head",
    "config.middleware.claimed_scheme",
    *(["config.middleware.this_machine_alone"] if LOCAL else []),
    "config.middleware.client_address",
    "config.middleware.response_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.health",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.strict_bytes",
    # Around all that sets cookies: they are a part of the answer that a second press gets again.
    "config.presses.once",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.field_limit",
    "assessment.account.idle.staff_may_not_idle",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.RefusedForms",
    "assessment.account.counting.Counted",
    "assessment.site.middleware.Passed",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ADMIN_PATH = admin_path()

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "catalog.templatetags.words",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": database(LOCAL)}
DATABASE_ANSWERS_WITHIN = ANSWER_SECONDS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# E-mail
SITE_ADDRESS = site_address(LOCAL)
_mail = mail(LOCAL)
MAIL_WORKS: bool = _mail["MAIL_WORKS"]
DEFAULT_FROM_EMAIL = _mail["MAIL_FROM"]
SERVER_EMAIL = _mail["MAIL_FROM"]
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"]
EMAIL_TIMEOUT = 10

# Accounts: optional, by e-mail address, with the stock user (docs/adr/0013-accounts.md).
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "assessment:mine"
ACCOUNT_LOGOUT_REDIRECT_URL = "assessment:home"
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
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# What one network may do in an hour. It may be a school: the defaults leave room for a class of 200 that makes mistakes.
LIMITS_AN_HOUR = {
    "start": number("LIMIT_STARTS", 600, lowest=1, highest=1_000_000),
    "sign_up": number("LIMIT_SIGN_UPS", 600, lowest=1, highest=1_000_000),
    "log_in": number("LIMIT_LOG_INS", 1200, lowest=1, highest=1_000_000),
    "reset": number("LIMIT_NEW_PASSWORDS", 600, lowest=1, highest=1_000_000),
    # Wrong passwords and links that are none, over all accounts.
    "guess": number("LIMIT_GUESSES", 400, lowest=1, highest=1_000_000),
    "pdf": number("PDFS_AN_HOUR", 60, lowest=1, highest=10_000),  # counted for an attempt, not for a network
}
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
# How many PDFs are made at once on this machine, by all processes together: fewer than there are workers, so that
# others find one free.
PDFS_AT_ONCE = number("PDFS_AT_ONCE", 1, lowest=1, highest=100)
MFA_ADAPTER = "assessment.account.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "assessment.account.forms.AuthenticateForm",
    "reauthenticate": "assessment.account.forms.MfaReauthenticateForm",
    "activate_totp": "assessment.account.forms.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Skillgap"
MFA_TOTP_TOLERANCE = 1  # a code may be 30 seconds early or late
# Nobody but staff made by an operator gets in with an address that is not confirmed, and they need a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Staff who did nothing for so long are logged out.
STAFF_IDLE_MINUTES = number("STAFF_IDLE_MINUTES", 120, lowest=1, highest=1440)
STAFF_NEED_SECOND_FACTOR = not (DEBUG or LOCAL)
# The counters above and the used one-time codes: in the database, so that all processes share them. No page needs it.
CACHES = {
    "default": {
        "BACKEND": "config.cache.SharedCache",
        "LOCATION": "shared_cache",
        "VERSION": 2,  # 1 was without the time at which a value was written
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # The latest PDFs of this process, for who asks twice; they leave no trace on the disk.
    "pdfs": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 8},
    },
}
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

# Transport and cookies
PROXY_COUNT = proxy_count()
PROXY_SETS_HTTPS_HEADER = switch("PROXY_SETS_HTTPS_HEADER")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_SETS_HTTPS_HEADER else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # who watches a server asks it in clear, and by its address
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# What is bound to the host must stand for all of it; on a part of it a cookie is kept from what else is there.
COOKIE_PATH = f"{SUB_PATH}/"
COOKIE_PREFIX = "" if LOCAL else "__Secure-" if SUB_PATH else "__Host-"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_PATH = COOKIE_PATH
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_PATH = COOKIE_PATH
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # Bootstrap's CSS carries its small marks as data: images
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# Limits. The saving view sets a lower one of its own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# Editors save grids and delete in bulk, so Django's one number for everybody is off: field_limit has one for visitors.
DATA_UPLOAD_MAX_NUMBER_FIELDS = None
MOST_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# Languages and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_TZ = True
TIME_ZONE = time_zone()  # every day that the site names begins and ends there

# Static files
STATIC_URL = f"{SUB_PATH}/static/"  # in full: a relative one is read before a server knows the sub-path
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "config.bundle.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticFiles"},
}
WHITENOISE_MAX_AGE = 3600

# How long an attempt is kept, in days: unfinished without an account, finished without an account.
KEEP_UNFINISHED_DAYS = number("KEEP_UNFINISHED_DAYS", 30, lowest=1, highest=36_500)
KEEP_FINISHED_DAYS = number("KEEP_FINISHED_DAYS", 365, lowest=1, highest=36_500)
# And an account whose address nobody ever confirmed.
KEEP_UNCONFIRMED_DAYS = number("KEEP_UNCONFIRMED_DAYS", 7, lowest=1, highest=36_500)

# Logs: one JSON object a line, with a request id; never a body, a query string, an answer or a token.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {
        "handlers": ["console"],
        "level": choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")),
    },
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
