"""All settings, safe as they stand, changed only by the environment (docs/operations.md lists it). What nothing changes of
the accounts is in `config/accounts.py`."""

from typing import Any

from config.accounts import *  # noqa: F403
from config.databases import ANSWER_SECONDS, database
from config.env import ROOT, choice, number, old_secrets, optional_secret, read_local_file, secret, switch, text
from config.identity import identity_provider
from config.mail import contact, mail
from config.place import (
    admin_path,
    debug,
    erasure_ledger,
    hosts,
    local,
    origins,
    proxy_count,
    site_address,
    sub_path,
    time_zone,
    workers,
)
from config.signing import old_signing_keys, signing_key

read_local_file()

BASE_DIR = ROOT
# LOCAL serves plain HTTP to this machine, for trying things out and for development. A server leaves it off.
LOCAL = local()
DEBUG = debug(LOCAL)
HTTPS = not LOCAL

SECRET_KEY = secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = old_secrets("SECRET_KEY_FALLBACKS")
# What signs reports; empty, and a key made of SECRET_KEY does (docs/adr/0025-signed-reports.md).
SIGNING_KEY = signing_key()
SIGNING_OLD_KEYS = old_signing_keys()
ALLOWED_HOSTS = hosts(LOCAL)
SUB_PATH = sub_path()
FORCE_SCRIPT_NAME = SUB_PATH or None
CSRF_TRUSTED_ORIGINS = origins(LOCAL)

INSTALLED_APPS = [
    # Before ours, so that ours can take its admin pages away again: one of them shows secrets.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
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
    "config.metrics.counted",
    "config.middleware.no_body_for_head",
    "config.middleware.claimed_scheme",
    *(["config.middleware.this_machine_alone"] if LOCAL else []),
    "config.middleware.client_address",
    "config.middleware.response_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.watching.watched",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.strict_bytes",
    "config.breaker.spare",
    # Around all that sets cookies: they are a part of the answer that a second press gets again.
    "config.presses.once",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.read_only.writes_wait",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "catalog.audit.writer",
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
                "assessment.report.tags",
                "assessment.account.tags",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": database(LOCAL)}
DATABASE_ANSWERS_WITHIN = ANSWER_SECONDS
# While the site only reads: by a setting, or at once by a file (`manage.py read_only`).
READ_ONLY = switch("READ_ONLY")
READ_ONLY_FILE = text("READ_ONLY_FILE", str(BASE_DIR / "var" / "read-only"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# E-mail
SITE_ADDRESS = site_address(LOCAL)
_mail = mail(LOCAL)
MAIL_WORKS: bool = _mail["MAIL_WORKS"]
DEFAULT_FROM_EMAIL = _mail["MAIL_FROM"]
SERVER_EMAIL = _mail["MAIL_FROM"]
# Long work and e-mails: a worker (`manage.py db_worker`) takes them from the database, or whoever asks for it waits.
TASK_WORKER = switch("TASK_WORKER")
MAIL_SENDS_BY = _mail["EMAIL_BACKEND"]
EMAIL_BACKEND = "config.mail_later.Later" if TASK_WORKER and MAIL_WORKS else MAIL_SENDS_BY
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"]
EMAIL_TIMEOUT = 10
CONTACT = contact()

# Accounts: optional, by e-mail address, with the stock user (docs/adr/0013-accounts.md).
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "assessment:mine"
ACCOUNT_LOGOUT_REDIRECT_URL = "assessment:home"
# Log-in by an identity provider of the company, where one is named; its pages answer 404 otherwise.
OIDC: Any = identity_provider(LOCAL)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# What one network may do in an hour. It may be a school: the defaults leave room for a class of 200 that makes mistakes.
LIMITS_AN_HOUR = {
    "start": number("LIMIT_STARTS", 600, lowest=1, highest=1_000_000),
    "sign_up": number("LIMIT_SIGN_UPS", 600, lowest=1, highest=1_000_000),
    "log_in": number("LIMIT_LOG_INS", 1200, lowest=1, highest=1_000_000),
    "reset": number("LIMIT_NEW_PASSWORDS", 600, lowest=1, highest=1_000_000),
    "feedback": number("LIMIT_REMARKS", 600, lowest=1, highest=1_000_000),
    "verify": number("LIMIT_VERIFICATIONS", 1200, lowest=1, highest=1_000_000),
    # Wrong passwords, links and codes that are none, over all accounts.
    "guess": number("LIMIT_GUESSES", 400, lowest=1, highest=1_000_000),
    "pdf": number("PDFS_AN_HOUR", 60, lowest=1, highest=10_000),  # counted for an attempt, not for a network
}
# How many PDFs are made at once on this machine, by all processes together: fewer than there are workers, so that
# others find one free.
PDFS_AT_ONCE = number("PDFS_AT_ONCE", 1, lowest=1, highest=100)
# Staff who did nothing for so long are logged out.
STAFF_IDLE_MINUTES = number("STAFF_IDLE_MINUTES", 120, lowest=1, highest=1440)
# Before what hurts they show again who they are, unless they did so within this time (assessment/account/sudo.py).
STAFF_SUDO_MINUTES = number("STAFF_SUDO_MINUTES", 15, lowest=1, highest=1440)
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
# Transport and cookies
PROXY_COUNT = proxy_count()
PROXY_SETS_HTTPS_HEADER = switch("PROXY_SETS_HTTPS_HEADER")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_SETS_HTTPS_HEADER else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [
    r"^(?:livez|readyz|healthz|metrics)$"
]  # who watches a server asks it in clear, and by its address
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

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if TASK_WORKER
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}
# What reading a file that an editor brings may take (catalog/exchange/safely.py).
IMPORT_SECONDS = number("IMPORT_SECONDS", 20, lowest=1, highest=600)
IMPORT_MEMORY_MB = number("IMPORT_MEMORY_MB", 512, lowest=128, highest=16_384)

# Limits. The saving view sets a lower one of its own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# Of the editor's form for public vocabularies, whose files are large.
UPLOAD_LIMIT = 33_000_000
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
# And an account in which nobody logs in: a month before, its owner is told by e-mail.
KEEP_IDLE_ACCOUNT_DAYS = number("KEEP_IDLE_ACCOUNT_DAYS", 730, lowest=31, highest=36_500)
# And what visitors say of questions.
KEEP_FEEDBACK_DAYS = number("KEEP_FEEDBACK_DAYS", 365, lowest=1, highest=36_500)
# And a file that an editor brought and did not apply; what undoing an import takes, and long work that is done.
KEEP_IMPORTS_DAYS = number("KEEP_IMPORTS_DAYS", 30, lowest=1, highest=36_500)

# And what says that something was erased: longer than any backup is kept. ERASURE_LEDGER is a file that has it, too.
KEEP_ERASURES_DAYS = number("KEEP_ERASURES_DAYS", 90, lowest=1, highest=36_500)
ERASURE_LEDGER = erasure_ledger()
WORKERS = workers()  # which config/gunicorn.py asks for
METRICS_TOKEN = optional_secret("METRICS_TOKEN")  # without one nobody reads /metrics

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
