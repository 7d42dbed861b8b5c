"""The drafts that were replaced as a whole, so that they can come back. Only `catalog.restore` writes here."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.core.privacy import classified, nobodys, staffs
from catalog.models.frameworks import Framework


class KeptDraft(models.Model):
    """The live catalogue of a framework as it was just before something took its place."""

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="kept_drafts", verbose_name=_("framework"), editable=False
    )
    payload = models.TextField(_("payload"), editable=False)
    # What a snapshot does not tell of its rows: by table and key.
    aside = models.JSONField(_("what no edition holds"), default=dict, editable=False)
    at = models.DateTimeField(_("replaced"), editable=False)
    by = models.CharField(_("replaced by"), max_length=150, blank=True, editable=False)
    reason = models.CharField(_("what took its place"), max_length=200, blank=True, editable=False)

    privacy = classified(nobodys("framework reason"), staffs("payload aside at by"))

    class Meta:
        verbose_name = _("kept draft")
        verbose_name_plural = _("kept drafts")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"
