"""Before publishing: what the draft of a framework would change for people who carry their answers over."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessment import slots
from assessment.consequences.contents import number, role_in_words
from assessment.consequences.reading import consequences
from catalog import drafts, editions


@require_safe
def before_publishing(request: HttpRequest, framework_id: int) -> HttpResponse:
    """The consequences of a draft, in a page of the admin, for those who may publish. It takes a slot: seconds of work."""
    if not request.user.has_perm("catalog.publish_edition"):
        raise PermissionDenied
    draft = drafts.find(framework_id)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("What publishing %s would change for people") % draft.live.framework.name,
        "framework_id": framework_id,
        "draft": draft,
    }
    if draft.current:
        before = editions.load(draft.current.digest)
        with slots.slot():
            found = consequences(framework_id, before, draft.live)
        context |= {
            "found": found,
            "stored": number(found.stored),
            "counted": number(found.counted),
            "roles": [role_in_words(role, before, draft.live) for role in found.roles],
        }
    return TemplateResponse(request, "admin/assessment/consequences.html", context)
