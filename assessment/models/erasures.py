"""What was erased, so that a backup which is put back cannot bring it back; and who was told that an account will go."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.core.privacy import About, Keep, Purpose, classified, identifies, nameless, technical


class Erasure(models.Model):
    """An attempt or an account that somebody had erased. Its digest is keyed, and tells nothing but that it is the same."""

    class Kind(models.TextChoices):
        ATTEMPT = "attempt", _("an attempt")
        ACCOUNT = "account", _("an account")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    at = models.DateTimeField(_("at"), db_index=True)

    privacy = nameless("kind digest at", about=About.TECHNICAL, purpose=Purpose.ERASE, keep=Keep.LEDGER)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["attempt", "account"]), name="assessment_erasure_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:12]}"


class IdleNotice(models.Model):
    """That the owner of an account in which nobody logs in was told, by e-mail, that it will be deleted."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("owner"))
    sent_at = models.DateTimeField(_("sent"))

    privacy = classified(
        identifies("owner", purpose=Purpose.ACCOUNT, keep=Keep.ACCOUNT),
        technical("sent_at", purpose=Purpose.ACCOUNT, keep=Keep.ACCOUNT),
    )

    class Meta:
        verbose_name = _("notice to an idle account")
        verbose_name_plural = _("notices to idle accounts")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.owner_id} {self.sent_at:%Y-%m-%d}"
