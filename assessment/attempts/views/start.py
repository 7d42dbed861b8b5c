"""Beginning an attempt: choose what to look at, try one question, go on where you were."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment import access, limits
from assessment.access import SeeOther
from assessment.answering.core import quick_check
from assessment.attempts import actions
from assessment.attempts.bringing import Brought, brought
from assessment.attempts.forms import StartForm, WarmUpForm
from assessment.attempts.fragments import start_context, start_page
from assessment.models import Assessment
from assessment.role import reading
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.rules import main_in
from assessment.role.core.same_questions import same_questions
from catalog import editions

# Proxies refuse the headers of an answer, too, beyond 4 kB.
DROPPED_AT_ONCE = 12


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, framework: str, role: str) -> HttpResponse:
    """Ask for the level to look at, then begin on the current edition of the role: all questions or the quick check."""
    compiled = reading.offered(editions.digest_with_role(framework, role), role)
    mine = access.mine(request)
    offer = brought(mine, compiled)
    left = len(compiled.questionnaire.questions) - len(offer.answers) if offer else None
    form = StartForm(request.POST if request.method == "POST" else None, role=compiled.role, left=left)
    if request.method == "POST" and form.is_valid():
        return _begun(request, compiled, form, offer if form.cleaned_data.get("bring") else None)
    before = _old_answers(mine, compiled)
    if not (before or offer or form.is_bound):
        return HttpResponse(start_page(compiled, csrf_token=get_token(request)))
    context = {**start_context(compiled, form), **(_offered(compiled, offer) if offer else before)}
    return render(request, "assessment/attempts/start.html", context, status=422 if form.is_bound else 200)


def _begun(request: HttpRequest, compiled: CompiledRole, form: StartForm, offer: Brought | None) -> HttpResponse:
    """Begin, with the answers that somebody brings along: who brings any goes on to the first open question."""
    now = timezone.now()
    limits.count(request, "start", now)
    is_quick = "quick" in request.POST and bool(quick_check.of(compiled).order)
    assessment, secret = actions.start(
        edition_id=editions.id_of(compiled.digest),
        role=compiled.role.slug,
        target=form.cleaned_data["target"],
        owner_id=access.user_id(request),
        at=now,
        carry=offer.answers if offer else None,
        carried_from=offer.origins[0].attempt if offer else None,
        main=offer.main if offer else None,
        kind=Assessment.Kind.QUICK if is_quick else Assessment.Kind.FULL,
    )
    name = "assessment:go-on" if offer else "assessment:warm-up"
    return opened(request, reverse(name, args=[assessment.public_id]), assessment, secret)


def _offered(compiled: CompiledRole, offer: Brought) -> dict[str, Any]:
    """What the page says of answers that may come along; `elsewhere` is the newest report that tells of this role."""
    there = [
        each.attempt
        for each in offer.origins
        if each.attempt.is_submitted and not each.is_linked and compiled.role.slug in each.compiled.snapshot.role
    ]
    return {
        "offer": offer,
        "brought": len(offer.answers),
        "all": len(compiled.questionnaire.questions),
        "elsewhere": there[0] if there else None,
    }


def _old_answers(mine: Iterable[Assessment], compiled: CompiledRole) -> dict[str, Any]:
    """The newest report of somebody on another edition of the role, with how many of its answers would come along."""
    for before in mine:
        if not before.is_submitted:
            continue
        asked = reading.compiled_for(before)
        if asked.place == compiled.place and asked.digest != compiled.digest:
            given, _said_on = reading.given_in(before)
            carried = same_questions(asked, compiled).intersection(given)
            return {"before": before, "given": len(given), "carried": len(carried)} if len(carried) < len(given) else {}
    return {}


def opened(request: HttpRequest, address: str, assessment: Assessment, secret: str) -> HttpResponse:
    """Go on to an attempt that this browser shall be able to open; without a secret it can already."""
    response = SeeOther(address)
    if secret:
        _make_room(request, response)
        access.give_cookie(response, assessment, secret)
    return response


def _make_room(request: HttpRequest, response: HttpResponse) -> None:
    """Where a browser has as many cookies as it may, let one open what the older ones do. No page is ever lost."""
    held = access.digests(request)
    if len(held) < access.MOST_COOKIES:
        return
    secret, needless = actions.make_room(digests=list(held.values()), at=timezone.now())
    if secret:
        access.give_bunch(response, secret)
    for name in [name for name, digest in held.items() if digest in needless][:DROPPED_AT_ONCE]:
        access.take_cookie(response, name)


@require_safe
def go_on(request: HttpRequest, public_id: str) -> HttpResponse:
    """Back to where this attempt was left: the first page with an open question, the check, or the report."""
    assessment = access.find(request, public_id)
    if assessment.is_submitted:
        return redirect("assessment:report", public_id)
    if assessment.kind == Assessment.Kind.QUICK:
        return redirect("assessment:quick", public_id)
    answers = list(assessment.answers.all())
    answered = {answer.skill for answer in answers if answer.step is not None}
    # Whoever is asked again knows how to choose.
    if not answered and assessment.kind != Assessment.Kind.RECHECK:
        return redirect("assessment:warm-up", public_id)
    for page in reading.asked_by(assessment, answers).questionnaire.pages:
        slugs = [question.skill.slug for question in page.questions]
        first = next((slug for slug in slugs if slug not in answered), "")
        if first:
            address = reverse("assessment:questions", args=[public_id, page.area.slug])
            return redirect(address if first == slugs[0] else f"{address}#q-{first}")
    return redirect("assessment:check", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def warm_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """One question about somebody else, with the answer and why. Stores nothing. No people, no page."""
    assessment = access.find(request, public_id)
    compiled = reading.compiled_for(assessment)
    if not compiled.snapshot.practice:
        return SeeOther(_first_page(assessment))
    form = WarmUpForm(request.POST if request.method == "POST" else None, snapshot=compiled.snapshot)
    outcome = []
    if request.method == "POST" and form.is_valid():
        outcome = [
            (person, int(form.cleaned_data[f"person-{person.position}"]), compiled.snapshot.step[person.step])
            for person in compiled.snapshot.practice
        ]
    context = {
        "form": form,
        "outcome": outcome,
        "steps": compiled.snapshot.steps,
        "snapshot": compiled.snapshot,
        "onward": _first_page(assessment),
    }
    return render(
        request, "assessment/attempts/warm_up.html", context, status=422 if form.is_bound and form.errors else 200
    )


def _first_page(assessment: Assessment) -> str:
    if assessment.kind == Assessment.Kind.QUICK:
        return reverse("assessment:quick", args=[assessment.public_id])
    first = reading.asked_by(assessment).questionnaire.pages[0].area
    return reverse("assessment:questions", args=[assessment.public_id, first.slug])


@require_POST
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new attempt on the current edition, pre-filled with the answers to questions that are still the same."""
    before = access.find_submitted(request, public_id)
    today = reading.offered_again(before)
    now = timezone.now()
    limits.count(request, "start", now)
    unchanged = same_questions(reading.compiled_for(before), today)
    prefill = request.POST.get("prefill")
    carry = actions.carried(before.answers.all(), unchanged) if prefill else {}
    assessment, secret = actions.start(
        edition_id=editions.id_of(today.digest),
        role=before.role,
        target=before.target if before.target in today.role.level else "",
        owner_id=access.user_id(request),
        at=now,
        carry=carry,
        main=main_in(today.rules, before.named) if carry else {},
        carried_from=before if carry else None,
    )
    name = "assessment:back-it-up" if prefill == "back-it-up" else "assessment:go-on"
    return opened(request, reverse(name, args=[assessment.public_id]), assessment, secret)
