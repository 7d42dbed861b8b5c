"""What was published, and when. Only `catalog.editions` writes here."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models.base import Check
from catalog.models.frameworks import Framework


class EditionIsImmutable(ValidationError):
    """An edition was about to be changed or deleted."""

    def __init__(self) -> None:
        super().__init__(_("An edition never changes: publish a new one."), code="immutable")


class EditionQuerySet(models.QuerySet["Edition"]):
    def update(self, **kwargs: Any) -> int:
        raise EditionIsImmutable

    def delete(self) -> tuple[int, dict[str, int]]:
        raise EditionIsImmutable

    def bulk_create(self, objs: Iterable["Edition"], *args: Any, **kwargs: Any) -> list["Edition"]:
        if kwargs.get("update_conflicts"):
            raise EditionIsImmutable
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[models.Model], fields: Iterable[str], batch_size: int | None = None) -> int:
        raise EditionIsImmutable

    def light(self) -> Self:
        """The editions without their payloads."""
        return self.defer("payload")


class Edition(models.Model):
    """A published snapshot, named by its digest. Only `editions.publish` makes one."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="editions", verbose_name=_("framework"))
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    payload = models.TextField(_("payload"), editable=False)
    label = models.CharField(_("label"), max_length=80)
    notes = models.TextField(_("what changed"), blank=True)
    published_at = models.DateTimeField(_("published"))
    published_by = models.CharField(_("published by"), max_length=150, blank=True)

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EditionIsImmutable
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise EditionIsImmutable


class Publication(models.Model):
    """An edition became the current one of its framework. The newest publication decides what visitors see."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="publications", verbose_name=_("edition"))
    at = models.DateTimeField(_("at"))
    by = models.CharField(_("by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.edition} {timezone.localdate(self.at):%Y-%m-%d}"
