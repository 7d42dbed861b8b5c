"""Who changed what in the catalogue, and when, with the values before and after. Only `catalog.audit` writes here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.core.privacy import classified, nobodys, staffs
from catalog.models.base import RowStays, Unchanging, UnchangingQuerySet
from catalog.models.frameworks import Framework


class AuditEntryIsKept(RowStays):
    SAYS = _("The audit log only grows: an entry is neither changed nor deleted.")
    CODE = "kept"


class AuditEntry(Unchanging):
    """One change of one row, or one verb such as publishing.

    `page_kind` and `page_id` are the thing whose page an editor was on: of an anchor, its skill. `values` has, for each
    field that changed, what it was and what it is.
    """

    REFUSAL = AuditEntryIsKept

    # Without a constraint: the log outlives what it tells of.
    framework = models.ForeignKey(
        Framework, models.DO_NOTHING, null=True, db_constraint=False, related_name="+", verbose_name=_("framework")
    )
    at = models.DateTimeField(_("when"))
    by = models.CharField(_("who"), max_length=150, blank=True)
    verb = models.CharField(_("what was done"), max_length=20)
    kind = models.CharField(_("kind"), max_length=40)
    name = models.CharField(_("to what"), max_length=300)
    page_kind = models.CharField(max_length=40, editable=False)
    page_id = models.CharField(max_length=40, editable=False)
    values = models.JSONField(_("values"), default=dict)

    privacy = classified(
        nobodys("framework verb kind name page_kind page_id"),
        # Among the values is whoever reviewed something.
        staffs("at by values"),
    )

    objects = UnchangingQuerySet["AuditEntry"].as_manager()

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        base_manager_name = "objects"
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["page_kind", "page_id"], name="catalog_auditentry_page"),
            models.Index(fields=["framework", "-id"], name="catalog_auditentry_framework"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.name}"
