"""The first page of the editor: where to work, and what was done last."""

from collections.abc import Iterable

from django import template

from catalog import audit
from catalog.models import AuditEntry, Framework

register = template.Library()
LAST = 10


@register.filter
def audit_verb(verb: str) -> str:
    return str(audit.VERBS.get(verb, verb))


@register.simple_tag
def last_changes() -> Iterable[AuditEntry]:
    """What was done last, in all frameworks."""
    return AuditEntry.objects.order_by("-pk")[:LAST]


@register.simple_tag
def workbenches() -> Iterable[Framework]:
    """All frameworks, by name."""
    return Framework.objects.order_by("name")
