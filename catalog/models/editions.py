"""What was published, and when. Only `catalog.editions` writes here."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.core.privacy import Seen, classified, nobodys, staffs
from catalog.models.base import Check, RowStays, Unchanging, UnchangingQuerySet
from catalog.models.frameworks import Framework


class EditionIsImmutable(RowStays):
    SAYS = _("An edition never changes: publish a new one.")
    CODE = "immutable"


class EditionQuerySet(UnchangingQuerySet["Edition"]):
    def light(self) -> Self:
        """The editions without their payloads."""
        return self.defer("payload")


class Edition(Unchanging):
    """A published snapshot, named by its digest. Only `editions.publish` makes one."""

    REFUSAL = EditionIsImmutable

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="editions", verbose_name=_("framework"))
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    payload = models.TextField(_("payload"), editable=False)
    label = models.CharField(_("label"), max_length=80)
    notes = models.TextField(_("what changed"), blank=True)
    published_at = models.DateTimeField(_("published"))
    published_by = models.CharField(_("published by"), max_length=150, blank=True)

    privacy = classified(
        nobodys("framework digest label notes"),
        # An edition holds by whom its skills and levels were reviewed.
        staffs("payload", seen=Seen.ALL),
        staffs("published_at published_by"),
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        base_manager_name = "objects"
        default_permissions = ("view", "publish")
        constraints = [
            Check(
                condition=Exact(Length("digest"), 64),
                name="catalog_edition_digest_has_64_digits",
                says=_("A digest has 64 digits."),
            )
        ]

    def __str__(self) -> str:
        return self.label


class EditionNote(models.Model):
    """What was said of an edition after it was published: another label, more words. The newest label counts."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="later", verbose_name=_("edition"))
    label = models.CharField(_("label"), max_length=80, blank=True)
    text = models.TextField(_("note for visitors"), blank=True)
    at = models.DateTimeField(_("at"))
    by = models.CharField(_("by"), max_length=150, blank=True)

    privacy = classified(nobodys("edition label text"), staffs("at by"))

    class Meta:
        verbose_name = _("note on an edition")
        verbose_name_plural = _("notes on editions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.label or self.text


class Withdrawal(models.Model):
    """An edition is not for new use, from `at` until it is lifted: nobody begins on it. What began on it goes on."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="withdrawals", verbose_name=_("edition"))
    reason = models.CharField(_("reason, for visitors"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.CharField(_("by"), max_length=150, blank=True)
    lifted_at = models.DateTimeField(_("lifted at"), null=True)
    lifted_by = models.CharField(_("lifted by"), max_length=150, blank=True)

    privacy = classified(nobodys("edition reason"), staffs("at by lifted_at lifted_by"))

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=Q(lifted_at=None), name="catalog_withdrawal_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition} {timezone.localdate(self.at):%Y-%m-%d}"


class Publication(models.Model):
    """An edition became the current one of its framework. The newest publication decides what visitors see."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="publications", verbose_name=_("edition"))
    at = models.DateTimeField(_("at"))
    by = models.CharField(_("by"), max_length=150, blank=True)

    privacy = classified(nobodys("edition"), staffs("at by"))

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.edition} {timezone.localdate(self.at):%Y-%m-%d}"
