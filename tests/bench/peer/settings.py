"""The project around django-survey-and-report, the closest package there is: no more than it asks for."""

from tests.bench.floor.settings import ALLOWED_HOSTS, DATABASES, DEFAULT_AUTO_FIELD, MIDDLEWARE, USE_TZ
from tests.bench.floor.settings import INSTALLED_APPS as LEAST

__all__ = ["ALLOWED_HOSTS", "DATABASES", "DEFAULT_AUTO_FIELD", "MIDDLEWARE", "USE_TZ"]

SECRET_KEY = "peer-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"
ROOT_URLCONF = "tests.bench.peer.urls"
INSTALLED_APPS = [*LEAST, "django.contrib.staticfiles", "survey"]
STATIC_URL = "/static/"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
# It asks for these by name, and says them only when it is tried alone.
CHOICES_SEPARATOR = ","
USER_DID_NOT_ANSWER = "Left blank"
DEFAULT_SURVEY_PUBLISHING_DURATION = 7
EXCEL_COMPATIBLE_CSV = False
