"""The public catalogue: read from the current editions only."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog import editions, index
from catalog.core import ladder, pictures, reading, timing
from catalog.core.pictures import PayRow
from catalog.core.snapshot import Role, SalaryRange, Snapshot
from catalog.finished import finished
from catalog.index import Digests
from catalog.models import Edition, EditionNote, Withdrawal

# The old addresses below that of a role.
OLD_PARTS = {"market": "catalog:role-about", "start": "assessment:start"}


@require_safe
@finished(index.digests_of_role, "sort")
def role_detail(request: HttpRequest, digests: Digests, framework: str, role: str) -> HttpResponse:
    """What the role is, its levels, and what each asks; `?sort=` orders the skills by area or by importance.

    What is no role of a framework may be a part of a role's old address, `/roles/ROLE/market/`.
    """
    sort = request.GET.get("sort", reading.SORTS[0])
    if sort not in reading.SORTS:
        raise BadRequest("sort: area or importance")
    if not digests and role in OLD_PARTS:
        return _moved(request, index.roles().filter(slug=framework), OLD_PARTS[role])
    edition, snapshot = editions.found(digests)
    context = {"edition": edition, **role_context(snapshot, snapshot.role[role], sort)}
    return render(request, "catalog/role_detail.html", context)


def role_context(snapshot: Snapshot, told: Role, sort: str) -> dict[str, Any]:
    """What the page of a role shows of a snapshot, be it that of an edition or of a draft."""
    matrix = reading.matrix(snapshot, told, sort)
    return {
        "snapshot": snapshot,
        "role": told,
        "notes": reading.notes(snapshot, told),
        "rungs": ladder.rungs(snapshot, told),
        "has_about": reading.has_about(told),
        "has_reviews": any(level.reviews for level in told.levels),
        "minutes": timing.minutes(snapshot, [row.skill for group in matrix.groups for row in group.rows]),
        "matrix": matrix,
        "sorts": [("area", _("By area")), ("importance", _("By importance"))],
    }


@require_safe
@finished(index.digests_of_role)
def role_about(request: HttpRequest, digests: Digests, framework: str, role: str) -> HttpResponse:
    """What sources say of the work, the way into it, its market and its pay, as they say it."""
    edition, snapshot = editions.found(digests)
    told = snapshot.role[role]
    context = {
        "edition": edition,
        "snapshot": snapshot,
        "role": told,
        "notes": reading.notes(snapshot, told),
        "has_about": reading.has_about(told),
        "has_reviews": any(level.reviews for level in told.levels),
        "has_credentials": any(level.credentials for level in told.levels),
        "currencies": [_currency(currency, ranges) for currency, ranges in reading.pay(told)],
    }
    return render(request, "catalog/role_about.html", context)


@require_safe
def old_market(request: HttpRequest, framework: str, role: str) -> HttpResponse:
    """Where market and pay stood before they were a part of “About this role”."""
    editions.digest_with_role(framework, role)
    return redirect("catalog:role-about", framework, role, permanent=True)


@require_safe
@finished(index.digests_of_skill)
def skill_detail(request: HttpRequest, digests: Digests, framework: str, skill: str) -> HttpResponse:
    """All about one skill, in the current edition of its framework."""
    edition, snapshot = editions.found(digests)
    context = {"edition": edition, "snapshot": snapshot, "page": reading.skill_page(snapshot, skill)}
    return render(request, "catalog/skill_detail.html", context)


@require_safe
def old_role(request: HttpRequest, role: str) -> HttpResponse:
    """The address of a role without its framework: leads on where one framework has such a role, asks where several do."""
    return _moved(request, index.roles().filter(slug=role), "catalog:role-detail")


@require_safe
def old_skill(request: HttpRequest, skill: str) -> HttpResponse:
    """The address of a skill without its framework, as `old_role`."""
    return _moved(request, index.skills().filter(slug=skill), "catalog:skill-detail")


def _moved(request: HttpRequest, found: QuerySet[Any], page: str) -> HttpResponse:
    """On to the page of that name of the one thing that was found, or a choice of several; Http404 for none."""
    query = f"?{request.META['QUERY_STRING']}" if request.META["QUERY_STRING"] else ""
    rows = [(row, reverse(page, args=[row.framework.slug, row.slug]) + query) for row in found]
    if not rows:
        raise Http404
    if len(rows) == 1:
        return redirect(rows[0][1], permanent=True)
    return render(request, "catalog/which.html", {"rows": rows})


@require_safe
def edition_detail(request: HttpRequest, digest: str) -> HttpResponse:
    """What one edition holds, and that it never changes."""
    found = (
        Edition.objects.light()
        .select_related("framework")
        .annotate(
            # Few editions have one of these: whether there is any is asked with the edition.
            is_withdrawn=Exists(Withdrawal.objects.filter(edition=OuterRef("pk"), lifted_at=None)),
            has_notes=Exists(EditionNote.objects.filter(edition=OuterRef("pk"))),
        )
    )
    edition: Any = get_object_or_404(found, digest=digest)
    context = {
        "edition": edition,
        "snapshot": editions.load(digest),
        "withdrawal": edition.withdrawals.filter(lifted_at=None).first() if edition.is_withdrawn else None,
        "later": edition.later.order_by("pk") if edition.has_notes else (),
    }
    return render(request, "catalog/edition_detail.html", context)


@require_safe
def edition_payload(request: HttpRequest, digest: str) -> HttpResponse:
    """The edition itself: the bytes whose SHA-256 is its name."""
    edition = get_object_or_404(Edition, digest=digest)
    response = HttpResponse(edition.payload.encode(), content_type="application/json")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["ETag"] = f'"{digest}"'
    return response


def _currency(currency: str, ranges: Sequence[SalaryRange]) -> dict[str, Any]:
    """The statements in one currency, as a table and as a picture."""
    rows = [
        PayRow(", ".join(filter(None, (pay.title, pay.employer))), _pay_words(pay), pay.low, pay.median, pay.high)
        for pay in ranges
    ]
    picture = pictures.pay_ranges(
        rows,
        number=_number,
        key=f"pay-{currency}",
        title=_("Pay a year in %(currency)s, as sources state it") % {"currency": currency},
        description=" ".join(f"{row.name}: {row.note}." for row in rows),
    )
    return {"code": currency, "ranges": ranges, "picture": picture}


def _pay_words(pay: SalaryRange) -> str:
    """The figures of a statement in words."""
    if pay.low is not None and pay.high is not None:
        return f"{_number(pay.low)}–{_number(pay.high)}"
    if pay.low is not None:
        return _("from %s") % _number(pay.low)
    if pay.high is not None:
        return _("up to %s") % _number(pay.high)
    return _("about %s") % _number(pay.median) if pay.median is not None else ""


def _number(figure: int) -> str:
    return str(number_format(figure, force_grouping=True))
