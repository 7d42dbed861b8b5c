"""What scripts and machines ask for."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessment.report.renderers import json_report
from catalog import editions, index
from catalog.finished import finished, no_edition
from catalog.index import Digests

# What the sitemap lists: pages of the site, and those of each role.
PAGES = (
    "assessment:home",
    "assessment:how-we-score",
    "assessment:privacy",
    "assessment:accessibility",
    "assessment:about",
    "assessment:verify",
    "catalog:roles",
    "catalog:skills",
)
ROLE_PAGES = ("catalog:role-detail", "catalog:role-about")
MOST_IN_SITEMAP = 50_000


@require_safe
def report_schema(request: HttpRequest, version: int) -> HttpResponse:
    """The JSON Schema of the report's format; it never changes under its address. 404 for one that never was."""
    schema = json_report.published(version)
    if schema is None:
        raise Http404
    response = JsonResponse(schema, json_dumps_params={"indent": 2})
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
@finished(no_edition)
def robots(request: HttpRequest, digests: Digests) -> HttpResponse:
    """What programs that read the site need not ask for, and where the list of its pages is."""
    return render(request, "assessment/site/robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
@finished(editions.current_digests)
def sitemap(request: HttpRequest, digests: Digests) -> HttpResponse:
    """The public pages, of which a sitemap takes 50,000: roles come first, as many skills as there is room for follow."""
    paths = [reverse(name) for name in PAGES]
    for role in index.roles():
        names = [*ROLE_PAGES, *(["assessment:sample"] if role.questions else [])]
        paths += [reverse(name, args=[role.framework.slug, role.slug]) for name in names]
    paths += [reverse("catalog:skill-detail", args=[skill.framework.slug, skill.slug]) for skill in index.skills()]
    context = {"paths": paths[:MOST_IN_SITEMAP]}
    return render(request, "assessment/site/sitemap.xml", context, content_type="application/xml")


@require_safe
def csrf(request: HttpRequest) -> HttpResponse:
    """Gives the browser a fresh CSRF cookie, for a page whose own was lost."""
    get_token(request)
    return HttpResponse(status=204)
