"""The draft of a framework, as visitors would see it and as trial people would be scored by it.

For staff who may see the catalogue's rows, behind the editor's own door. Nothing is stored, and nothing kept.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessment.answering.fragments import main_field, question, questions_page
from assessment.answering.page_saving import NOTHING
from assessment.attempts.fragments import start_page
from assessment.fragments import joined
from assessment.preview import reading
from assessment.preview.forms import TrialForm
from assessment.preview.pages import NO_ATTEMPT, as_preview
from assessment.report.views.reports import Around, page
from assessment.role.core.compiled import CompiledRole
from catalog import drafts, views
from catalog.core import reading as catalog_reading
from catalog.drafts import Draft

RIGHTS = ("catalog.view_framework", "catalog.view_role", "catalog.view_skill")
# Addresses have an end: a role with more questions is not answered in one.
MOST_ANSWERED = 150

logger = logging.getLogger(__name__)


class AsksNothing(Exception):
    """A role of a draft has no level or no requirement yet, so there is nothing to show of it."""


def of_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a draft, given as its number: for those who may see its rows, and in no cache.

    A draft may be anything. What fails for one that has errors is the draft's own fault, and said so.
    """

    @require_safe
    @wraps(view)
    def looked_at(request: HttpRequest, pk: int, **named: str) -> HttpResponse:
        if not request.user.has_perms(RIGHTS):
            raise PermissionDenied
        draft = drafts.find(pk)
        try:
            response = view(request, draft, pk, **named)
        except Http404:
            raise
        except Exception as error:
            if not (draft.is_unfit or isinstance(error, AsksNothing)):
                raise
            logger.info("a draft with errors cannot be shown", exc_info=True)
            context = {
                **_frame(request, draft, pk, _("Not ready to be shown")),
                "asks_nothing": isinstance(error, AsksNothing),
            }
            response = render(request, "admin/preview/unready.html", context)
        response.headers["X-Robots-Tag"] = "noindex"  # and the editor's own door keeps it out of caches
        return response

    viewed: Callable[..., HttpResponse] = admin.site.admin_view(looked_at)
    return viewed


@of_draft
def overview(request: HttpRequest, draft: Draft, pk: int) -> HttpResponse:
    """All that can be looked at of a draft."""
    live = draft.live
    skills = [(area, [skill for skill in live.skills if skill.area == area.slug]) for area in live.areas]
    context = {**_frame(request, draft, pk, _("Preview of %s") % live.framework.name), "areas": skills}
    return render(request, "admin/preview/overview.html", context)


@of_draft
def role(request: HttpRequest, draft: Draft, pk: int, role: str) -> HttpResponse:
    """The page of a role."""
    _in_draft(draft, role)
    sort = request.GET.get("sort", "")
    sort = sort if sort in catalog_reading.SORTS else catalog_reading.SORTS[0]
    context = views.role_context(draft.live, draft.live.role[role], sort)
    return _page(draft, pk, render(request, "catalog/role_detail.html", context).content.decode())


@of_draft
def skill(request: HttpRequest, draft: Draft, pk: int, skill: str) -> HttpResponse:
    """The page of a skill."""
    if skill not in draft.live.skill:
        raise Http404
    context = {"snapshot": draft.live, "page": catalog_reading.skill_page(draft.live, skill)}
    return _page(draft, pk, render(request, "catalog/skill_detail.html", context).content.decode())


@of_draft
def start(request: HttpRequest, draft: Draft, pk: int, role: str) -> HttpResponse:
    """The page on which an attempt begins."""
    return _page(draft, pk, start_page(_asked(draft, role), csrf_token=""))


@of_draft
def sample(request: HttpRequest, draft: Draft, pk: int, role: str) -> HttpResponse:
    """The report of the made-up person."""
    return _page(draft, pk, page(reading.sample_of(_asked(draft, role)), Around(None)))


@of_draft
def questions(request: HttpRequest, draft: Draft, pk: int, role: str, area: str) -> HttpResponse:
    """A page of questions as it is asked, with nothing answered."""
    compiled = _asked(draft, role)
    if area not in compiled.questionnaire.page:
        raise Http404
    pieces: list[str] = []
    for position, asked in enumerate(compiled.questionnaire.page[area].questions):
        if group := compiled.asks_main_before.get(asked.skill.slug):
            pieces.append(main_field(compiled, group, None, ""))
        pieces.append(question(compiled, area, position, NOTHING, ""))
    html = questions_page(
        compiled,
        area,
        public_id=NO_ATTEMPT,
        csrf_token="",
        answered={each.area.slug: 0 for each in compiled.questionnaire.pages},
        onward="",
        questions=joined(pieces),
        newer="",
        trouble="",
    )
    return _page(draft, pk, html)


@of_draft
def people(request: HttpRequest, draft: Draft, pk: int, role: str) -> HttpResponse:
    """Typical people beside each other: where they stand now, and where by the draft."""
    compiled, before = _asked(draft, role), reading.now(draft, role)
    context = {
        **_frame(request, draft, pk, _("Trial people at %s") % compiled.role.name),
        "role": compiled.role,
        "before": before,
        "people": reading.people(before, compiled),
    }
    return render(request, "admin/preview/people.html", context)


@of_draft
def answer(request: HttpRequest, draft: Draft, pk: int, role: str) -> HttpResponse:
    """Answer the draft oneself, in an address that is scored and not stored."""
    compiled, before = _asked(draft, role), reading.now(draft, role)
    is_too_long = len(compiled.questionnaire.questions) > MOST_ANSWERED
    form = TrialForm(request.GET if request.GET else None, compiled=compiled)
    rows = reading.scored(form.answers, before, compiled) if form.is_bound and form.is_valid() else []
    context = {
        **_frame(request, draft, pk, _("Answer the draft of %s yourself") % compiled.role.name),
        "role": compiled.role,
        "before": before,
        "form": form,
        "areas": [
            (each.area, [form[asked.skill.slug] for asked in each.questions]) for each in compiled.questionnaire.pages
        ],
        "is_too_long": is_too_long,
        "rows": rows,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "admin/preview/answer.html", context, status=status)


def _in_draft(draft: Draft, role: str) -> None:
    if role not in draft.live.role:
        raise Http404


def _asked(draft: Draft, role: str) -> CompiledRole:
    """A role that asks something; raises AsksNothing."""
    _in_draft(draft, role)
    if not any(level.requirements for level in draft.live.role[role].levels):
        raise AsksNothing
    compiled = reading.compiled(draft.live, role)
    if not compiled.questionnaire.questions:
        raise AsksNothing
    return compiled


def _frame(request: HttpRequest, draft: Draft, pk: int, title: str) -> dict[str, Any]:
    return {**admin.site.each_context(request), "title": title, "draft": draft, "number": pk}


def _page(draft: Draft, pk: int, html: str) -> HttpResponse:
    return HttpResponse(as_preview(html, pk, draft.live.framework.slug))
