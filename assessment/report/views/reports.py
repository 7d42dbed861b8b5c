"""The report page: one face of a `GapReport`."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from assessment import access, fragments
from assessment.models import Assessment
from assessment.report import fragments as report_fragments
from assessment.report import next_steps, reading
from assessment.report.core.below import asked_below, open_below
from assessment.report.core.directions import lowest_high
from assessment.report.core.gap_groups import gap_groups
from assessment.report.core.report import GapReport, LevelReport, strengths, terms
from assessment.report.fragments import Shown
from assessment.report.reading import wording
from assessment.report.renderers import pictures, shortest_way
from assessment.report.renderers.wording import Wording
from assessment.role import reading as role_reading
from assessment.role.core import printing
from assessment.role.core.priorities import Gap
from assessment.role.reading import Today
from assessment.words.ranges import Interval
from assessment.words.values import MET

FIRST_STRENGTHS = 3


class Around(NamedTuple):
    """What a report page has beside the report: the current edition, the token for its forms, the days of answers that
    were carried over by skill, and whether the role can be assessed again. A sample has the first alone; a page that is
    shared has `about`, which is said first to its reader, and may have a `plan`."""

    today: Today | None
    token: str = ""
    public_id: str = ""
    said_on: Mapping[str, str] = {}
    is_offered: bool = False
    has_history: bool = False
    is_imported: bool = False
    is_signed: bool = False
    about: str = ""
    plan: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it is the page of who answered, who can go on from there."""
        return bool(self.public_id)


@require_safe
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """The gap report; `?level=` counts the gaps against another level."""
    assessment = access.find_submitted(request, public_id)
    answers, carried = role_reading.given_in(assessment)
    gap_report = reading.report_of(assessment, focus=focus(request, assessment), answers=answers)
    today = role_reading.today_for(assessment)
    around = Around(
        today,
        token=get_token(request),
        public_id=assessment.public_id,
        said_on={skill: role_reading.said_on(assessment, said) for skill, said in carried.items()},
        is_offered=role_reading.is_offered(assessment, today),
        has_history=access.may_have_more(request, assessment),
        is_imported=assessment.imported_at is not None,
        is_signed=assessment.answered_here,
    )
    return HttpResponse(page(gap_report, around))


def focus(request: HttpRequest, assessment: Assessment) -> str:
    """The level that `?level=` names, empty for none; Http404 for one that the role does not have."""
    level = request.GET.get("level", "")
    if level and level not in role_reading.compiled_for(assessment).role.level:
        raise Http404
    return level


def page(gap_report: GapReport, around: Around) -> str:
    """The page in the order of method.md 6."""
    words, today = wording(), around.today
    way = shortest_way.section(words, gap_report)
    directions = next_steps.directions_of(gap_report, today, words)
    groups, beyond, asked = gap_groups(gap_report), strengths(gap_report), asked_below(gap_report)
    rows = {name: _gap_rows(gap_report, gaps, around) for name, gaps in groups._asdict().items()}
    areas = pictures.groups(gap_report)
    unshown = printing.unshown(gap_report.compiled, gap_report.person_name, gap_report.answers)
    return report_fragments.page(
        gap_report.compiled,
        gap_report.focus.level.slug,
        Shown(
            person_name=bool(gap_report.person_name),
            firmness=gap_report.firmness is not None,
            met=gap_report.focus.verdict.low == MET,
            must_haves=bool(gap_report.open_must_haves),
            undecided=bool(gap_report.undecided) and around.is_offered,
            gaps_far=bool(groups.far),
            gaps_near=bool(groups.near),
            gaps_open=bool(groups.skipped),
            gaps_else=bool(groups.others),
            open_below=bool(gap_report.open_below),
            asked_below=bool(asked),
            next_steps=bool(gap_report.gaps),
            way=bool(way.rows),
            strengths=bool(beyond),
            more_strengths=len(beyond) > FIRST_STRENGTHS,
            ways=next_steps.has_ways(gap_report, today),
            directions=bool(directions),
            history=around.has_history,
            imported=around.is_imported,
            signed=around.is_signed,
            unshown=bool(unshown),
            areas=bool(gap_report.focus.rule.needs),
            again=around.is_offered,
            elsewhere=bool(around.public_id and reading.other_roles(gap_report.compiled)),
            sample=gap_report.is_sample,
            own=around.is_own,
            about=bool(around.about),
            plan=bool(around.plan),
        ),
        csrf_token=around.token,
        public_id=around.public_id,
        submitted_on=words.submitted_day(gap_report),
        person_name=gap_report.person_name,
        place=words.place(gap_report, gap_report.place),
        coverage=words.coverage(gap_report),
        must_haves_in_place=words.must_haves(gap_report.focus),
        ladder=fragments.picture(pictures.ladder(gap_report, words)),
        levels=fragments.joined(level_row(gap_report, level, words) for level in gap_report.levels),
        sums=fragments.joined(
            _sum(gap_report, position, level, words) for position, level in enumerate(gap_report.levels)
        ),
        undecided=words.answer_now(gap_report),
        gaps_far=rows["far"],
        gaps_near=rows["near"],
        gaps_open=rows["skipped"],
        gaps_else=rows["others"],
        also=words.also_counts(len(groups.others)),
        firmness=words.firmness(gap_report),
        below_note=words.below_note(gap_report),
        open_below=report_fragments.items(words.below(gap_report, each) for each in open_below(gap_report)),
        current=words.level_name(gap_report, gap_report.place.current.low),
        asked_below=report_fragments.items(words.below(gap_report, each) for each in asked),
        next_steps=fragments.joined(
            next_steps.next_step(gap_report, gap, today, words) for gap in gap_report.first_gaps
        ),
        way_title=way.title,
        way_lead=way.lead,
        way_rows=report_fragments.way_row.each(gap_report.compiled, ((row,) for row in way.rows)),
        way_notes=way.notes,
        plots=fragments.joined(fragments.picture(pictures.area(gap_report, group, words)) for group in areas),
        areas=fragments.joined(_area(gap_report, group) for group in areas),
        strengths=report_fragments.items(words.strength(gap_report, term) for term in beyond[:FIRST_STRENGTHS]),
        more=words.more_strengths(len(beyond) - FIRST_STRENGTHS),
        more_strengths=report_fragments.items(words.strength(gap_report, term) for term in beyond[FIRST_STRENGTHS:]),
        directions=directions,
        strength_from=words.step(gap_report.snapshot, lowest_high(gap_report)),
        sure=report_fragments.items(words.how_sure(gap_report)),
        answered=words.coverage(gap_report),
        answers=report_fragments.answer_rows(gap_report.compiled, gap_report.answers, around.said_on),
        edition_label=gap_report.edition_label,
        unshown=unshown,
        sample_note=words.sample_note(gap_report),
        about=around.about,
        plan=around.plan,
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


def _gap_rows(gap_report: GapReport, gaps: Sequence[Gap], around: Around) -> SafeString:
    today = around.today
    focus = gap_report.compiled.rules.level_index[gap_report.focus.level.slug]
    return report_fragments.gap_row.each(
        gap_report.compiled,
        (
            (
                focus,
                gap.unit,
                gap.skill,
                gap.have,
                gap_report.is_skipped(gap),
                today is not None and today.shows(gap_report.skill(gap.skill).slug),
                around.is_own,
            )
            for gap in gaps
        ),
    )


def _area(gap_report: GapReport, group: pictures.Group) -> str:
    focus = gap_report.compiled.rules.level_index[gap_report.focus.level.slug]
    rows = [(focus, term.need.unit, term.have) for term in group.terms]
    lines = report_fragments.requirement_row.each(gap_report.compiled, rows)
    return report_fragments.area(gap_report.compiled, group.area.slug, rows=lines)
