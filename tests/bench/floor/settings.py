"""The floor page's project: what the least real Django page needs, and nothing more."""

import os

SECRET_KEY = "floor-page-only-0123456789-abcdefghijklmnopqrstuvwxyz"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.bench.floor.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "loaders": [
                (
                    "django.template.loaders.locmem.Loader",
                    {
                        "base.html": "<!DOCTYPE html><html lang=en><head><title>{% block title %}{% endblock %}</title>"
                        "</head><body><p>{{ user.username }}</p>{% block main %}{% endblock %}</body></html>",
                        "floor.html": "{% extends 'base.html' %}{% block title %}Floor{% endblock %}{% block main %}"
                        "<ul>{% for group in groups %}<li>{{ group.name }}</li>{% endfor %}</ul>"
                        "<form method=post>{% csrf_token %}<button>Go</button></form>{% endblock %}",
                    },
                )
            ],
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["FLOOR_DATABASE"]}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
