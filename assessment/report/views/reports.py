"""The report page: one face of a `GapReport`."""

from collections.abc import Mapping
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from assessment import access, fragments
from assessment.models import Assessment
from assessment.report import fragments as report_fragments
from assessment.report import next_steps, reading
from assessment.report.core.directions import lowest_high
from assessment.report.core.report import GapReport, LevelReport, asked_below, open_below, strengths, terms
from assessment.report.fragments import Shown
from assessment.report.reading import wording
from assessment.report.renderers import pictures, shortest_way
from assessment.report.renderers.wording import Wording
from assessment.role import reading as role_reading
from assessment.role.core import printing
from assessment.words.ranges import Interval

FIRST_GAPS = 3


@require_safe
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """The gap report; `?level=` counts the gaps against another level."""
    assessment = access.find_submitted(request, public_id)
    answers, dates = role_reading.given_in(assessment)
    gap_report = reading.report_of(assessment, focus=focus(request, assessment), answers=answers)
    has_history = access.may_have_more(request, assessment)
    return HttpResponse(_page(request, assessment, gap_report, dates, has_history=has_history))


def focus(request: HttpRequest, assessment: Assessment) -> str:
    """The level that `?level=` names, empty for none; Http404 for one that the role does not have."""
    level = request.GET.get("level", "")
    if level and level not in role_reading.compiled_for(assessment).role.level:
        raise Http404
    return level


def _page(
    request: HttpRequest,
    assessment: Assessment,
    gap_report: GapReport,
    dates: Mapping[str, datetime],
    *,
    has_history: bool,
) -> str:
    """The page in the order of method.md 6. `dates` are those of answers that were carried over."""
    words = wording()
    said_on = {skill: date_format(timezone.localtime(date), "DATE_FORMAT") for skill, date in dates.items()}
    today = role_reading.today_for(assessment)
    way = shortest_way.section(words, gap_report)
    directions = next_steps.directions_of(gap_report, today, words)
    must_haves, beyond, asked = gap_report.open_must_haves, strengths(gap_report), asked_below(gap_report)
    unshown = printing.unshown(gap_report.compiled, gap_report.person_name, gap_report.answers)
    return report_fragments.page(
        gap_report.compiled,
        gap_report.focus.level.slug,
        Shown(
            person_name=bool(gap_report.person_name),
            firmness=gap_report.firmness is not None,
            must_haves=bool(must_haves),
            open_below=bool(gap_report.open_below),
            asked_below=bool(asked),
            next_steps=bool(gap_report.gaps),
            way=bool(way.rows),
            strengths=bool(beyond),
            ways=next_steps.has_ways(gap_report, today),
            directions=bool(directions),
            history=has_history,
            imported=assessment.imported_at is not None,
            unshown=bool(unshown),
            areas=bool(gap_report.focus.rule.needs),
            again=role_reading.is_offered(assessment, today),
        ),
        csrf_token=get_token(request),
        public_id=assessment.public_id,
        submitted_on=gap_report.submitted_on,
        person_name=gap_report.person_name,
        place=words.place(gap_report, gap_report.place),
        coverage=words.coverage(gap_report),
        must_haves_in_place=words.must_haves(gap_report.focus),
        strip=fragments.picture(pictures.strip(gap_report, words)),
        levels=fragments.joined(level_row(gap_report, level, words) for level in gap_report.levels),
        sums=fragments.joined(
            _sum(gap_report, position, level, words) for position, level in enumerate(gap_report.levels)
        ),
        must_haves=report_fragments.items(words.gap(gap_report, gap) for gap in must_haves),
        firmness=words.firmness(gap_report),
        below_note=words.below_note(gap_report),
        open_below=report_fragments.items(words.below(gap_report, each) for each in open_below(gap_report)),
        current=words.level_name(gap_report, gap_report.place.current.low),
        asked_below=report_fragments.items(words.below(gap_report, each) for each in asked),
        next_steps=fragments.joined(
            next_steps.next_step(gap_report, gap, today, words) for gap in gap_report.gaps[:FIRST_GAPS]
        ),
        way_title=way.title,
        way_lead=way.lead,
        way_rows=report_fragments.way_row.each(gap_report.compiled, ((row,) for row in way.rows)),
        way_notes=way.notes,
        areas=fragments.joined(_area(gap_report, group, words) for group in pictures.groups(gap_report)),
        strengths=report_fragments.items(words.strength(gap_report, term) for term in beyond),
        directions=directions,
        strength_from=words.step(gap_report.snapshot, lowest_high(gap_report)),
        sure=report_fragments.items(words.how_sure(gap_report)),
        answers=report_fragments.answer_rows(gap_report.compiled, gap_report.answers, said_on),
        edition_label=gap_report.edition_label,
        unshown=unshown,
    )


def level_row(gap_report: GapReport, level: LevelReport, words: Wording) -> str:
    """One line of the table of levels, as HTML."""
    return report_fragments.level_row(
        gap_report.compiled,
        level.level.slug,
        readiness=words.percent_range(level.readiness),
        verdict_code=gap_report.shown_verdict(level),
        verdict=words.verdict_of(gap_report, level),
        must_haves=words.must_haves(level),
    )


def _sum(gap_report: GapReport, position: int, level: LevelReport, words: Wording) -> str:
    rows = [(position, term.need.unit, term.have) for term in terms(gap_report, level)]
    sentences = (words.arithmetic(gap_report, level), words.point(level))
    return report_fragments.level_sum(
        gap_report.compiled,
        level.level.slug,
        arithmetic=" ".join(filter(None, sentences)),
        rows=report_fragments.arithmetic_row.each(gap_report.compiled, rows),
        sum=f"{words.span(Interval(*level.earned))} / {level.rule.total}",
    )


def _area(gap_report: GapReport, group: pictures.Group, words: Wording) -> str:
    focus = gap_report.compiled.rules.level_index[gap_report.focus.level.slug]
    rows = [(focus, term.need.unit, term.have) for term in group.terms]
    plot = fragments.picture(pictures.area(gap_report, group, words))
    lines = report_fragments.requirement_row.each(gap_report.compiled, rows)
    return report_fragments.area(gap_report.compiled, group.area.slug, plot=plot, rows=lines)
