from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate, pre_save
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        post_migrate.connect(make_cache_table, sender=self)
        from allauth.account.models import EmailAddress
        from django.contrib.auth.models import User

        from assessment.account.addresses import keep_normal
        from assessment.answering.reading import size
        from catalog import index

        for model in (User, EmailAddress):
            pre_save.connect(keep_normal, sender=model)
        index.sized_by(size)


def make_cache_table(using: str, **kwargs: Any) -> None:
    """The table of the shared cache, so that `migrate` leaves nothing to remember. Keeps one that is there."""
    call_command("createcachetable", database=using, verbosity=0)
