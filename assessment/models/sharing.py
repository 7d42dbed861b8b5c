"""What a person shows to others by links of their own making."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.models.attempts import Assessment
from assessment.words.texts import LABEL_LIMIT
from catalog.core.privacy import Keep, Purpose, classified, content, technical

# The wishes for a plan as the query of an address.
QUERY_LIMIT = 4000


class ShareLink(models.Model):
    """A link by which whoever has it reads a report, until it ends. Only the hash of its token is kept."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="shares", verbose_name=_("assessment"))
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    label = models.CharField(_("label"), max_length=LABEL_LIMIT, blank=True, help_text=_("For the owner alone."))
    shows_name = models.BooleanField(_("shows the name"), default=False)
    shows_notes = models.BooleanField(_("shows the evidence"), default=False)
    shows_plan = models.BooleanField(_("shows the plan"), default=False)
    plan_query = models.CharField(
        _("wishes for the plan"),
        max_length=QUERY_LIMIT,
        blank=True,
        help_text=_("As the address of its page has them."),
    )
    views = models.PositiveIntegerField(_("times opened"), default=0)
    viewed_on = models.DateField(_("last opened"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("expires"), db_index=True)

    privacy = classified(
        content("label plan_query", purpose=Purpose.SHARE, keep=Keep.SHARED),
        technical("assessment digest shows_name shows_notes shows_plan", purpose=Purpose.SHARE, keep=Keep.SHARED),
        technical("views viewed_on created_at expires_at", purpose=Purpose.SHARE, keep=Keep.SHARED),
    )

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("digest"), 64), name="assessment_sharelink_digest_has_64_digits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {timezone.localdate(self.created_at):%Y-%m-%d}"
