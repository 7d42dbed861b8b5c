"""The public catalogue: read from the current editions only."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog import editions
from catalog.core import pictures, reading
from catalog.core.pictures import PayRow
from catalog.core.snapshot import SalaryRange
from catalog.models import Edition


@require_safe
def role_detail(request: HttpRequest, role: str) -> HttpResponse:
    """What the job is, its levels, and what each asks; `?sort=` orders the skills by area or by importance."""
    sort = request.GET.get("sort", reading.SORTS[0])
    if sort not in reading.SORTS:
        raise BadRequest("sort: area or importance")
    edition, snapshot = editions.current_with_role(role)
    found = snapshot.role[role]
    notes = reading.notes(snapshot, found)
    context = {
        "edition": edition,
        "snapshot": snapshot,
        "role": found,
        "notes": notes,
        "has_market": bool(notes.get("market") or found.salaries),
        "matrix": reading.matrix(snapshot, found, sort),
        "sorts": [("area", _("By area")), ("importance", _("By importance"))],
    }
    return render(request, "catalog/role_detail.html", context)


@require_safe
def role_market(request: HttpRequest, role: str) -> HttpResponse:
    """What sources say of a role's market and pay, as they say it."""
    edition, snapshot = editions.current_with_role(role)
    found = snapshot.role[role]
    context = {
        "edition": edition,
        "snapshot": snapshot,
        "role": found,
        "notes": reading.notes(snapshot, found).get("market", ()),
        "currencies": [_currency(currency, ranges) for currency, ranges in reading.pay(found)],
    }
    return render(request, "catalog/role_market.html", context)


@require_safe
def skill_detail(request: HttpRequest, skill: str) -> HttpResponse:
    """All about one skill, in the current edition that holds it."""
    edition, snapshot = editions.current_with_skill(skill)
    context = {"edition": edition, "snapshot": snapshot, "page": reading.skill_page(snapshot, skill)}
    return render(request, "catalog/skill_detail.html", context)


@require_safe
def edition_detail(request: HttpRequest, digest: str) -> HttpResponse:
    """What one edition holds, and that it never changes."""
    edition = get_object_or_404(Edition.objects.light().select_related("framework"), digest=digest)
    context = {"edition": edition, "snapshot": editions.load(digest)}
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
