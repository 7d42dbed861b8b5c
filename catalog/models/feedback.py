"""What visitors say of questions. Nobody's: it holds no attempt, no account, no answer, and a day for a time."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.core import feedback
from catalog.core.privacy import About, Keep, Purpose, Seen, classified, nameless, nobodys
from catalog.models.base import Check
from catalog.models.editions import Edition


class Feedback(models.Model):
    """A remark on a question, as an edition asked it. Its number is random, so that it tells no order within a day."""

    class Kind(models.TextChoices):
        UNCLEAR = "unclear", _("unclear")
        OUTDATED = "outdated", _("outdated")
        MISFIT = "misfit", _("does not fit")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="feedback", verbose_name=_("edition"))
    skill = models.CharField(_("skill"), max_length=64, db_index=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    text = models.CharField(_("text"), max_length=feedback.LIMIT, blank=True)
    day = models.DateField(_("day"), db_index=True)
    is_done = models.BooleanField(_("done"), default=False)

    privacy = classified(
        nobodys("id edition skill is_done"),
        nameless("kind text day", about=About.CONTENT, purpose=Purpose.REMARKS, keep=Keep.REMARK, seen=Seen.EDITORS),
    )

    class Meta:
        verbose_name = _("remark of a visitor")
        verbose_name_plural = _("remarks of visitors")
        default_permissions = ("view", "change", "delete")
        constraints = [
            Check(
                condition=Q(kind__in=feedback.KINDS),
                name="catalog_feedback_kind_is_known",
                says=_("A remark says that a question is unclear, outdated or does not fit."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.skill}: {self.get_kind_display()}"
