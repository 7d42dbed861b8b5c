"""Where else do I stand? The answers of an attempt against all roles of its edition."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessment import access, fragments
from assessment.report import reading
from assessment.report.core.elsewhere import open_questions
from assessment.report.core.report import GapReport
from assessment.report.reading import wording
from assessment.report.renderers import pictures
from assessment.report.renderers.wording import Wording
from assessment.report.views.reports import level_row
from assessment.role import reading as role_reading


@require_safe
def elsewhere(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every role of the edition as ranges, the nearest first, with how much of it is open."""
    assessment = access.find_submitted(request, public_id)
    answers, _said = role_reading.given_in(assessment)
    compiled = role_reading.compiled_for(assessment)
    offered, hidden = role_reading.roles_on_offer(compiled.snapshot.framework.slug)
    found = reading.elsewhere_of(assessment, answers, hidden)
    words = wording()
    context = {
        "assessment": assessment,
        "role": compiled.role,
        "framework": compiled.snapshot.framework,
        "language": compiled.language,
        "found": found,
        "roles": [_role(report, words, offered) for report in found.reports],
        "marks_legend": words.marks_legend(),
        "caveat": words.caveat(),
    }
    return render(request, "assessment/report/elsewhere.html", context)


def _role(report: GapReport, words: Wording, offered: set[str]) -> dict[str, Any]:
    slug = report.role.slug
    title = words.gettext("%s: where you stand at each level") % report.role.name
    return {
        "role": report.role,
        "place": words.place(report, report.place),
        "questions": report.coverage.questions,
        "open": open_questions(report),
        "ladder": fragments.picture(pictures.ladder(report, words, key=f"ladder-{slug}", title=title)),
        "levels": fragments.joined(level_row(report, level, words) for level in report.levels),
        "is_offered": slug in offered,
    }
