"""A newer edition while somebody is at it: what differs, and carrying the answers over. The old attempt stays."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from assessment import access, limits
from assessment.attempts import actions
from assessment.attempts.views.start import opened
from assessment.report.reading import wording
from assessment.report.renderers.wording import Wording
from assessment.role import reading
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.newer import Differs
from assessment.role.core.rules import main_in
from assessment.role.core.same_questions import same_questions
from catalog import editions
from catalog.core.diff import Change
from catalog.core.snapshot import Requirement


@require_http_methods(["GET", "HEAD", "POST"])
def newer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what the newer edition changes; POST begins an attempt on it with the answers that still hold."""
    assessment = access.find(request, public_id)
    today = None if assessment.is_submitted else reading.newer_for(assessment)
    if today is None:
        return redirect("assessment:go-on", public_id)
    before, after = reading.compiled_for(assessment), reading.compiled(today.digest, assessment.role)
    if request.method != "POST":
        context = _context(before, after, reading.differs(after, before.digest), wording())
        given, _said_on = reading.given_in(assessment)
        context |= {"given": len(given), "carried": len(same_questions(before, after).intersection(given))}
        return render(request, "assessment/attempts/newer.html", {"assessment": assessment, **context})
    at = timezone.now()
    limits.count(request, "start", at)
    fresh, secret = actions.carry_over(
        assessment=assessment,
        edition_id=editions.id_of(after.digest),
        target=assessment.target if assessment.target in after.role.level else "",
        main=main_in(after.rules, assessment.named),
        owner_id=access.user_id(request),
        alike=same_questions(before, after),
        at=at,
    )
    return opened(request, reverse("assessment:go-on", args=[fresh.public_id]), fresh, secret)


def _context(before: CompiledRole, after: CompiledRole, changes: Differs, words: Wording) -> dict[str, Any]:
    return {
        "role": after.role,
        "language": after.language,
        "changes": changes,
        "digest": after.digest,
        "reworded": [
            {
                "skill": each.skill,
                "changes": [{"what": _what(change), "change": change} for change in each.changes],
            }
            for each in changes.reworded
        ],
        "requirements": [
            {
                "change": change,
                "before": _asked(before, change.before, words),
                "after": _asked(after, change.after, words),
            }
            for change in changes.requirements
        ],
        "same": ngettext("%d question stays as it is.", "%d questions stay as they are.", changes.same) % changes.same,
    }


def _what(change: Change) -> str:
    """What of a question a change is about."""
    part = change.place[-1]
    if part.kind == "anchor":
        return gettext("The sentence of step %s") % part.key[0]
    return {"name": gettext("The name"), "definition": gettext("What is meant")}[change.field]


def _asked(compiled: CompiledRole, requirement: Requirement | None, words: Wording) -> str:
    if requirement is None:
        return gettext("not asked")
    if requirement.step is None:
        return words.importance(requirement.importance)
    return f"{words.step(compiled.snapshot, requirement.step)}, {words.importance(requirement.importance)}"
