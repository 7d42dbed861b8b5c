"""The site as a whole, and the admin with our own front door."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class SiteConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config import checks, connections, reliability  # noqa: F401 - they register themselves, once settings are there


class EditorConfig(AdminConfig):
    default_site = "assessment.account.adapter.EditorSite"
