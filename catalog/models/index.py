"""The index of what visitors can find now: a row for each role and each skill of a current edition, which says where it is.

So a page that is about one of them reads one edition, and the list of roles reads none. Only `catalog.index` writes here.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.core.privacy import nobodys
from catalog.models.editions import Edition, Publication
from catalog.models.frameworks import Framework


class Published(models.Model):
    """A thing of a current edition, by its framework and its slug; the name as the edition has it."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="+", verbose_name=_("framework"))
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="+", verbose_name=_("publication"))
    slug = models.CharField(_("key"), max_length=64)
    name = models.CharField(_("name"), max_length=120)
    framework_name = models.CharField(_("name of the framework"), max_length=200)
    language = models.CharField(_("language of the texts"), max_length=12)

    privacy = nobodys("framework publication slug name framework_name language")

    class Meta:
        abstract = True
        default_permissions = ()
        # The slug leads: who comes by an old address knows nothing else.
        constraints = [
            models.UniqueConstraint(fields=["slug", "framework"], name="catalog_%(class)s_one_per_framework_and_key")
        ]

    def __str__(self) -> str:
        """What commands and forms call it: `framework/slug`."""
        return f"{self.framework.slug}/{self.slug}"

    @property
    def edition(self) -> Edition:
        return self.publication.edition


class PublishedSkill(Published):
    class Meta(Published.Meta):
        verbose_name = _("published skill")
        verbose_name_plural = _("published skills")


class PublishedRole(Published):
    """A role with what the list of roles tells of it; `quick` are the questions of its quick check at most, `minutes`
    those that all questions take."""

    summary = models.CharField(_("summary in one sentence"), max_length=300)
    levels = models.PositiveSmallIntegerField(_("levels"))
    questions = models.PositiveSmallIntegerField(_("questions"))
    quick = models.PositiveSmallIntegerField(_("questions of the quick check"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    privacy = nobodys("summary levels questions quick minutes")

    class Meta(Published.Meta):
        verbose_name = _("published role")
        verbose_name_plural = _("published roles")
