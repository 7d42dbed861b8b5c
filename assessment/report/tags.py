"""What the pages of the catalogue show of reports without knowing them: the template asks, as it asks for an address."""

from datetime import datetime

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessment.fragments import picture
from assessment.report.reading import sample_of, wording
from assessment.report.renderers import pictures

register = template.Library()


@register.simple_tag
def sample_ladder(digest: str, role: str, label: str, published_at: datetime) -> SafeString:
    """The ladder of the sample report of a role of an edition, as a picture. Raises NotOffered for a role that asks nothing."""
    report = sample_of(digest, role, label=label, published_at=published_at)
    title = _("A made-up person at each level")
    return picture(pictures.ladder(report, wording(), key="sample", title=title))
