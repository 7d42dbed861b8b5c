"""Public vocabularies as somebody uploaded them: what editors choose from. No page and no score reads them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.core.privacy import classified, nobodys, staffs
from catalog.models.skills import ExternalLink


class Vocabulary(models.Model):
    """One version of a vocabulary."""

    SCHEMES = [(each.value, each.label) for each in (ExternalLink.Scheme.ESCO, ExternalLink.Scheme.ONET)]

    scheme = models.CharField(_("vocabulary"), max_length=8, choices=SCHEMES)
    version = models.CharField(_("version"), max_length=20)
    released = models.DateField(_("released"), null=True, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"))
    uploaded_by = models.CharField(_("uploaded by"), max_length=150, blank=True)

    privacy = classified(nobodys("scheme version released"), staffs("uploaded_at uploaded_by"))

    class Meta:
        verbose_name = _("public vocabulary")
        verbose_name_plural = _("public vocabularies")
        default_permissions = ("add", "view", "delete")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "version"], name="catalog_vocabulary_one_per_scheme_and_version")
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.version}"


class Concept(models.Model):
    """One entry of a version. `words` are those of its labels, folded, to be searched in."""

    vocabulary = models.ForeignKey(
        Vocabulary, models.CASCADE, related_name="concepts", verbose_name=_("vocabulary"), db_index=False
    )
    uri = models.CharField(_("identifier"), max_length=300)
    label = models.CharField(_("label"), max_length=200)
    alternatives = models.TextField(_("alternative labels"), blank=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    definition = models.TextField(_("definition"), blank=True)
    words = models.TextField(_("words"), blank=True)

    privacy = nobodys("vocabulary uri label alternatives kind definition words")

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "uri"], name="catalog_concept_one_per_vocabulary_and_uri")
        ]

    def __str__(self) -> str:
        return self.label
