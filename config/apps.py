"""The admin with our own front door."""

from django.contrib.admin.apps import AdminConfig


class EditorConfig(AdminConfig):
    default_site = "assessment.account.adapter.EditorSite"
