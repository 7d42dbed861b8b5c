"""A person's own attempts over time, and two of them side by side. Only handed-in attempts show answers here."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from assessment import access
from assessment.history import reading
from assessment.history.core import compare as comparing
from assessment.history.core.compare import Comparison, LevelChange, Side, SkillChange
from assessment.history.core.pictures import Mark, Track, readiness_over_time
from assessment.history.forms import CompareForm
from assessment.history.renderers.wording import ProgressWording
from assessment.models import Assessment
from assessment.report.reading import wording
from assessment.report.renderers.wording import Wording
from assessment.role import reading as role_reading
from assessment.role.core.compiled import CompiledRole
from assessment.words.ranges import Range
from catalog import editions


class Past(NamedTuple):
    """An attempt that was handed in: its number, from the oldest, when, and what it came to."""

    number: int
    assessment: Assessment
    side: Side
    at: datetime


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """All attempts of this browser or account by role. `?first=&second=` goes on to the two side by side."""
    by_role: dict[tuple[int, str], list[Assessment]] = {}
    for assessment in role_reading.with_answered(access.mine(request)):
        by_role.setdefault(role_reading.place_of(assessment), []).append(assessment)
    done = [assessment for attempts in by_role.values() for assessment in attempts if assessment.is_submitted]
    sides = dict(zip((assessment.pk for assessment in done), reading.sides_of(done) if done else (), strict=True))
    groups = [_group(request, attempts, sides) for attempts in by_role.values()]
    forms = [group["form"] for group in groups if group["form"] and group["form"].is_bound]
    for form in forms:
        if form.is_valid():
            return redirect("assessment:compare", form.cleaned_data["first"], form.cleaned_data["second"])
    context = {"groups": groups, "has_frameworks": len({framework for framework, _role in by_role}) > 1}
    return render(request, "assessment/history/history.html", context, status=422 if forms else 200)


def _group(request: HttpRequest, attempts: Sequence[Assessment], sides: dict[int, Side]) -> dict[str, Any]:
    compiled = role_reading.compiled_for(attempts[0])
    past = _past(attempts, sides)
    words = wording()
    levels = past[-1].side.compiled.role.ladder if past else ()
    ready = [comparing.readiness(each.side) for each in past]
    return {
        "place": compiled.place,
        "framework": compiled.snapshot.framework,
        "role": compiled.role,
        "language": compiled.language,
        "open": [assessment for assessment in attempts if not assessment.is_submitted],
        "levels": levels,
        "picture": _picture(compiled, past, ready, words) if past else "",
        "past": [
            {
                "number": each.number,
                "assessment": each.assessment,
                "day": _day(each.at),
                "edition": editions.name_of(each.assessment.edition_id),
                "ready": [
                    (
                        level,
                        _percent(by_level[level.slug], words) if level.slug in by_level else gettext("not there yet"),
                    )
                    for level in levels
                ],
            }
            for each, by_level in zip(past, ready, strict=True)
        ],
        "form": _form(request, compiled.place, past) if len(past) > 1 else None,
    }


def _past(attempts: Sequence[Assessment], sides: dict[int, Side]) -> list[Past]:
    done = [(each.submitted_at, each.pk, each) for each in attempts if each.submitted_at]
    ordered = sorted(done, key=lambda each: each[:2])
    return [
        Past(number, assessment, sides[assessment.pk], at) for number, (at, _pk, assessment) in enumerate(ordered, 1)
    ]


def _form(request: HttpRequest, place: str, past: Sequence[Past]) -> CompareForm:
    choices = [(each.assessment.public_id, f"{each.number}. {_day(each.at)}") for each in past]
    asked = request.GET if request.GET.get("role") == place else None
    ends = {"role": place, "first": choices[-2][0], "second": choices[-1][0]}
    return CompareForm(asked, attempts=choices, initial=ends, auto_id=f"{place}-%s")


def _picture(compiled: CompiledRole, past: Sequence[Past], ready: Sequence[dict[str, Any]], words: Wording) -> str:
    needs = Fraction(compiled.snapshot.policy.met_percent, 100)
    tracks = [
        Track(
            level.name, needs, [Mark(*by_level[level.slug]) if level.slug in by_level else None for by_level in ready]
        )
        for level in past[-1].side.compiled.role.ladder
    ]
    told = [
        f"{each.number}, {_day(each.at)}: "
        + ", ".join(
            f"{level.name} {words.percent_range(by_level[level.slug])}" for level in each.side.compiled.role.ladder
        )
        for each, by_level in zip(past, ready, strict=True)
    ]
    return readiness_over_time(
        tracks,
        [date_format(timezone.localtime(each.at), "SHORT_DATE_FORMAT") for each in past],
        key=f"over-time-{compiled.place}",
        title=gettext("Your readiness for each level over your attempts"),
        description=". ".join(told) + ".",
    )


@require_safe
def compare(request: HttpRequest, public_id: str, other_id: str) -> HttpResponse:
    """Two attempts at one role, the earlier first, whatever their order in the address."""
    # Old answers are not shown while new ones are given.
    pair = [access.find_submitted(request, each) for each in (public_id, other_id)]
    if len({role_reading.place_of(each) for each in pair}) > 1:
        raise Http404
    old, new = sorted(pair, key=lambda each: (each.submitted_at, each.pk))
    place = role_reading.place_of(old)
    of_role = [each for each in access.mine(request) if role_reading.place_of(each) == place]
    done = reading.done_steps(of_role, after=old.handed_in_at, until=new.handed_in_at)
    then, now = reading.sides_of([old, new])
    comparison = comparing.compare(then, now, done)
    return render(request, "assessment/history/compare.html", _context(old, new, (then, now), comparison))


def _context(old: Assessment, new: Assessment, sides: tuple[Side, Side], comparison: Comparison) -> dict[str, Any]:
    words, told = wording(), ProgressWording(gettext, ngettext)
    rows = [_skill_row(change, sides, words, told) for change in comparison.skills]
    return {
        "old": old,
        "new": new,
        "then": _day(old.submitted_at),
        "now": _day(new.submitted_at),
        "role": sides[1].compiled.role,
        "language": sides[1].compiled.language,
        "comparison": comparison,
        "summary": told.summary(comparison),
        "levels": [_level_row(change, words, told) for change in comparison.levels],
        "changed": [row for row in rows if row["change"].code != "same" or row["change"].has_new_evidence],
        "unchanged": [row for row in rows if row["change"].code == "same" and not row["change"].has_new_evidence],
        "areas": [
            {
                "change": change,
                "old": told.mean(change.old),
                "new": told.mean(change.new),
                "moved": told.area(change),
            }
            for change in comparison.areas
        ],
        "editions": [editions.name_of(each.edition_id) for each in (old, new)],
        "wobble": int(comparing.WOBBLE * 100),
    }


def _level_row(change: LevelChange, words: Wording, told: ProgressWording) -> dict[str, Any]:
    return {
        "level": change.level,
        "old": _percent(change.old, words) if change.old else gettext("not there yet"),
        "new": _percent(change.new, words),
        "yours": told.part(change.yours),
        "moved": told.moved(change.yours.moved),
        "main": told.part(change.main),
        "catalogue": told.part(change.catalogue) if change.catalogue else gettext("new level"),
        "fresh": told.part(change.fresh),
    }


def _skill_row(change: SkillChange, sides: tuple[Side, Side], words: Wording, told: ProgressWording) -> dict[str, Any]:
    spans = zip(sides, (change.old, change.new), (change.old_span, change.new_span), strict=True)
    old, new = (
        words.steps(side.compiled.snapshot, span) if answer else gettext("not answered") for side, answer, span in spans
    )
    return {"change": change, "old": old, "new": new, "what": told.skill(change)}


def _percent(share: Range[Fraction], words: Wording) -> str:
    # In the narrow columns of a phone a figure keeps its sign.
    return words.percent_range(share).replace(" ", "\xa0")


def _day(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "DATE_FORMAT") if at else ""
