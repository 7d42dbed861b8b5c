"""The pages around the assessment: home, how we score, privacy, accessibility, about."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from assessment import access
from assessment.privacy import reading as privacy_reading
from assessment.report.renderers import json_report
from assessment.role import reading as role_reading
from assessment.role.core.rules import RULES_VERSION
from assessment.role.core.scoring import POINT_COVERAGE
from assessment.site import reading
from assessment.site.accessibility import CHECKS, UNKNOWN
from assessment.site.core import worked_example
from assessment.words.ranges import percent
from catalog import editions, index
from catalog.finished import finished, no_edition
from catalog.index import Digests


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What one gets, the roles there are, and the attempts that this browser can go on with."""
    attempts = role_reading.listed(access.of_this_browser(request))
    if attempts:
        return render(request, "assessment/site/home.html", reading.home(attempts, list(index.roles())))
    response = _first_home(request)
    # For this browser alone, which may begin an attempt at any time.
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Cookie"])
    return response


@finished(editions.current_digests)
def _first_home(request: HttpRequest, digests: Digests) -> HttpResponse:
    """As it is for whoever has no attempt."""
    return render(request, "assessment/site/home.html", reading.home((), list(index.roles())))


@require_safe
@finished(editions.current_digests)
def how_we_score(request: HttpRequest, digests: Digests) -> HttpResponse:
    """The scoring rule with its numbers, from the same constants that score, and a worked example."""
    policies = [editions.load(digest) for digest in digests]
    example = worked_example.build(policies[0].policy if policies else None)
    context = {
        "snapshots": policies,
        "rules_version": RULES_VERSION,
        "schema_version": json_report.VERSION,
        "point_coverage": percent(POINT_COVERAGE),
        "example": example,
        "example_readiness": percent(example.report.focus.readiness.low),
        "example_verdict": role_reading.words().verdict(example.report.focus.verdict.low),
    }
    return render(request, "assessment/site/how_we_score.html", context)


@require_safe
@finished(no_edition)
def privacy(request: HttpRequest, digests: Digests) -> HttpResponse:
    """What is stored, why, and how long: made from what the models say of their fields."""
    words, tables, periods = privacy_reading.wording(), privacy_reading.tables(), privacy_reading.periods()
    context = {
        "rows": words.short(tables, periods),
        "tables": words.told(tables, periods),
        "periods": periods,
        "cookie_days": access.COOKIE_DAYS,
    }
    return render(request, "assessment/site/privacy.html", context)


@require_safe
@finished(no_edition)
def accessibility(request: HttpRequest, digests: Digests) -> HttpResponse:
    """What is tested of how well everybody can use the site, what is not known, and whom to tell."""
    return render(request, "assessment/site/accessibility.html", {"checks": CHECKS, "unknown": UNKNOWN, **_contact()})


@require_safe
@finished(no_edition)
def about(request: HttpRequest, digests: Digests) -> HttpResponse:
    """What Skillgap is, for whom, what it is not, and where it comes from."""
    return render(request, "assessment/site/about.html", _contact())


def _contact() -> dict[str, str]:
    """Whom visitors may write to, and the link for it; empty where nobody is named."""
    contact = settings.CONTACT
    return {
        "contact": contact,
        "contact_link": contact if contact.startswith("https://") else f"mailto:{contact}",
    }
