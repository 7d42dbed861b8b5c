"""The pages around the assessment: home, how we score, privacy."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessment import access
from assessment.answering.core import quick_check
from assessment.attempts import actions
from assessment.report.reading import wording
from assessment.report.renderers import json_report
from assessment.role import reading
from assessment.role.core.scoring import POINT_COVERAGE, RULES_VERSION
from assessment.site.core import worked_example
from assessment.words.ranges import percent
from catalog import editions


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The roles there are, and the attempts that this browser can go on with."""
    found = editions.current()
    snapshots = [editions.load(edition.digest) for edition in found]
    attempts = [
        {"assessment": assessment, "role": compiled.role, "language": compiled.language}
        for assessment in reading.with_answered(access.of_this_browser(request))
        for compiled in [reading.compiled_for(assessment)]
    ]
    compiled = [
        reading.compiled(edition.digest, role.slug)
        for edition, snapshot in zip(found, snapshots, strict=True)
        for role in snapshot.roles
    ]
    roles = [
        {
            "role": each.role,
            "language": each.language,
            "questions": len(each.questionnaire.questions),
            "minutes": wording().minutes(quick_check.minutes(len(each.questionnaire.questions))),
            "quick": quick_check.of(each).most,
        }
        for each in compiled
    ]
    return render(request, "assessment/site/home.html", {"roles": roles, "attempts": attempts})


@require_safe
def how_we_score(request: HttpRequest) -> HttpResponse:
    """The scoring rule with its numbers, from the same constants that score, and a worked example."""
    policies = [editions.load(edition.digest) for edition in editions.current()]
    example = worked_example.build(policies[0].policy if policies else None)
    context = {
        "snapshots": policies,
        "rules_version": RULES_VERSION,
        "schema_version": json_report.VERSION,
        "point_coverage": percent(POINT_COVERAGE),
        "example": example,
        "example_readiness": percent(example.report.focus.readiness.low),
        "example_verdict": reading.words().verdict(example.report.focus.verdict.low),
    }
    return render(request, "assessment/site/how_we_score.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored, why, and how long."""
    return render(
        request,
        "assessment/site/privacy.html",
        {
            "unfinished_days": settings.KEEP_UNFINISHED_DAYS,
            "finished_days": settings.KEEP_FINISHED_DAYS,
            "unconfirmed_days": settings.KEEP_UNCONFIRMED_DAYS,
            "resume_days": actions.RESUME_DAYS,
            "cookie_days": access.COOKIE_DAYS,
        },
    )
