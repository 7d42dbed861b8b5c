"""The report page: one face of a `GapReport`."""

from collections.abc import Mapping
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from assessment import access, fragments
from assessment.models import Assessment
from assessment.report import fragments as report_fragments
from assessment.report import next_steps, reading
from assessment.report.core.directions import lowest_high
from assessment.report.core.report import GapReport, LevelReport, strengths, terms
from assessment.report.fragments import Shown
from assessment.report.reading import wording
from assessment.report.renderers import pictures, shortest_way
from assessment.report.renderers.wording import Wording
from assessment.role import reading as role_reading
from assessment.words.ranges import Interval

FIRST_GAPS = 3


@require_safe
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """The gap report; `?level=` counts the gaps against another level."""
    assessment = access.find_submitted(request, public_id)
    answers, dates = role_reading.given_in(assessment)
    found = reading.report_of(assessment, focus=focus(request, assessment), answers=answers)
    has_history = access.may_have_more(request, assessment)
    return HttpResponse(_page(request, assessment, found, dates, has_history=has_history))


def focus(request: HttpRequest, assessment: Assessment) -> str:
    """The level that `?level=` names, empty for none; Http404 for one that the role does not have."""
    level = request.GET.get("level", "")
    if level and level not in role_reading.compiled_for(assessment).role.level:
        raise Http404
    return level


def _page(
    request: HttpRequest,
    assessment: Assessment,
    found: GapReport,
    dates: Mapping[str, datetime],
    *,
    has_history: bool,
) -> str:
    """The page in the order of method.md 6. `dates` are those of answers that were carried over."""
    words = wording()
    said_on = {skill: date_format(date, "j F Y") for skill, date in dates.items()}
    today = role_reading.today_for(assessment)
    way = shortest_way.section(words, found)
    directions = next_steps.directions_of(found, today, words)
    must_haves, beyond = found.open_must_haves, strengths(found)
    return report_fragments.page(
        found.compiled,
        found.focus.level.slug,
        Shown(
            person_name=bool(found.person_name),
            must_haves=bool(must_haves),
            next_steps=bool(found.gaps),
            way=bool(way.rows),
            strengths=bool(beyond),
            ways=next_steps.has_ways(found, today),
            directions=bool(directions),
            history=has_history,
            imported=assessment.imported_at is not None,
        ),
        csrf_token=get_token(request),
        public_id=assessment.public_id,
        submitted_on=found.submitted_on,
        person_name=found.person_name,
        place=words.place(found, found.place),
        coverage=words.coverage(found),
        must_haves_in_place=words.must_haves(found.focus),
        strip=fragments.picture(pictures.strip(found, words)),
        levels=fragments.joined(level_row(found, level, words) for level in found.levels),
        sums=fragments.joined(_sum(found, position, level, words) for position, level in enumerate(found.levels)),
        must_haves=report_fragments.items(words.gap(found, gap) for gap in must_haves),
        next_steps=fragments.joined(next_steps.next_step(found, gap, today, words) for gap in found.gaps[:FIRST_GAPS]),
        way_title=way.title,
        way_lead=way.lead,
        way_rows=report_fragments.way_row.each(found.compiled, ((row,) for row in way.rows)),
        way_notes=way.notes,
        areas=fragments.joined(_area(found, group, words) for group in pictures.groups(found)),
        strengths=report_fragments.items(words.strength(found, term) for term in beyond),
        directions=directions,
        strength_from=words.step(found.snapshot, lowest_high(found)),
        sure=report_fragments.items(words.how_sure(found)),
        answers=fragments.joined(
            report_fragments.answer_row(found.compiled, slug, found.answers.get(slug), said_on.get(slug, ""))
            for slug in found.compiled.questionnaire.question
        ),
        edition_label=found.edition_label,
    )


def level_row(found: GapReport, level: LevelReport, words: Wording) -> str:
    """One line of the table of levels, as HTML."""
    return report_fragments.level_row(
        found.compiled,
        level.level.slug,
        readiness=words.percent_range(level.running),
        verdict_code=level.verdict.low,
        verdict=words.verdict_range(level.verdict),
        must_haves=words.must_haves(level),
    )


def _sum(found: GapReport, position: int, level: LevelReport, words: Wording) -> str:
    rows = ((position, term.need.unit, term.have) for term in terms(found, level))
    sentences = (words.arithmetic(found, level), words.point(level), words.running_note(level))
    return report_fragments.level_sum(
        found.compiled,
        level.level.slug,
        arithmetic=" ".join(filter(None, sentences)),
        rows=report_fragments.arithmetic_row.each(found.compiled, rows),
        sum=f"{words.span(Interval(*level.earned))} / {level.rule.total}",
    )


def _area(found: GapReport, group: pictures.Group, words: Wording) -> str:
    focus = found.compiled.rules.level_index[found.focus.level.slug]
    rows = ((focus, term.need.unit, term.have) for term in group.terms)
    plot = fragments.picture(pictures.area(found, group, words))
    lines = report_fragments.requirement_row.each(found.compiled, rows)
    return report_fragments.area(found.compiled, group.area.slug, plot=plot, rows=lines)
