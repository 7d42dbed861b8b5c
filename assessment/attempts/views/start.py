"""Beginning an attempt: choose what to look at, try one question, go on where you were."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment import access, limits
from assessment.access import SeeOther
from assessment.answering.core import quick_check
from assessment.attempts import actions
from assessment.attempts.forms import StartForm, WarmUpForm
from assessment.models import Assessment
from assessment.report.reading import wording
from assessment.role import reading
from assessment.role.core.same_questions import unchanged_questions
from catalog import editions

# Proxies refuse the headers of an answer, too, beyond 4 kB.
DROPPED_AT_ONCE = 12


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, role: str) -> HttpResponse:
    """Ask for the level to look at, then begin on the current edition of the role: all questions or the quick check."""
    edition, snapshot = editions.current_with_role(role)
    compiled = reading.offered(edition.digest, role)
    check = quick_check.of(compiled)
    form = StartForm(
        request.POST if request.method == "POST" else None, role=snapshot.role[role], has_quick_check=bool(check.order)
    )
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        limits.count(request, "start", now)
        assessment, secret = actions.start(
            edition_id=edition.pk,
            role=role,
            target=form.cleaned_data["target"],
            owner_id=access.user_id(request),
            at=now,
            kind=Assessment.Kind.QUICK if "quick" in request.POST and check.order else Assessment.Kind.FULL,
        )
        return opened(request, reverse("assessment:warm-up", args=[assessment.public_id]), assessment, secret)
    context = {
        "form": form,
        "role": snapshot.role[role],
        "language": compiled.language,
        "questions": compiled,
        "check": check,
        "minutes": wording().minutes(quick_check.minutes(len(compiled.questionnaire.questions))),
        "quick_minutes": wording().minutes(quick_check.minutes(check.usual)),
    }
    return render(request, "assessment/attempts/start.html", context, status=422 if form.is_bound else 200)


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
        if any(question.skill.slug not in answered for question in page.questions):
            return redirect("assessment:questions", public_id, page.area.slug)
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
    unchanged = set(today.questionnaire.question) & unchanged_questions(
        reading.compiled_for(before).snapshot, today.snapshot
    )
    carry = actions.carried(before.answers.all(), unchanged) if "prefill" in request.POST else {}
    assessment, secret = actions.start(
        edition_id=editions.id_of(today.digest),
        role=before.role,
        target=before.target if before.target in today.role.level else "",
        owner_id=access.user_id(request),
        at=now,
        carry=carry,
        carried_from=before if carry else None,
    )
    return opened(request, reverse("assessment:go-on", args=[assessment.public_id]), assessment, secret)
