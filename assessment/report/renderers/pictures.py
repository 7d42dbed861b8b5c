"""The report's pictures: its numbers and words handed to the charts, for the page and the PDF alike."""

from fractions import Fraction
from typing import NamedTuple

from assessment.report.core import charts
from assessment.report.core.charts import DotRow, LadderRow, dot_plot
from assessment.report.core.ladder import must_haves
from assessment.report.core.report import GapReport, Term, terms
from assessment.report.renderers.wording import Wording
from catalog.core.snapshot import Area


class Group(NamedTuple):
    """The requirements of the level in focus that lie in one area, the widest gaps first."""

    area: Area
    terms: list[Term]


def groups(report: GapReport) -> list[Group]:
    """The requirements of the level in focus by area, in the order of the plan within each."""
    order = {gap.unit: position for position, gap in enumerate(report.gaps)}
    by_area: dict[str, list[Term]] = {}
    for term in terms(report, report.focus):
        by_area.setdefault(term.members[0].area, []).append(term)
    for found in by_area.values():
        found.sort(key=lambda term: order.get(term.need.unit, len(order)))
    return [Group(area, by_area[area.slug]) for area in report.snapshot.ordered_areas if area.slug in by_area]


def ladder(report: GapReport, wording: Wording, *, key: str = "ladder", title: str = "") -> str:
    """The ladder; `key` tells it from another one on the same page."""
    _ = wording.gettext
    met = Fraction(report.snapshot.policy.met_percent, 100)
    rows = [
        LadderRow(
            level.level.name,
            wording.verdict_of(report, level),
            tuple(each.mark for each in must_haves(report, level)),
            level.readiness.low,
            level.readiness.high,
            met,
        )
        for level in report.levels
    ]
    return charts.ladder(
        rows,
        key=key,
        title=title or _("Where you stand at each level"),
        description=wording.ladder_description(report),
    )


def area(report: GapReport, group: Group, wording: Wording) -> str:
    """The dot-and-target plot of one area."""
    _ = wording.gettext
    rows = [
        DotRow(wording.short_members(term.members), term.have.low, term.have.high, term.need.step)
        for term in group.terms
    ]
    return dot_plot(
        rows,
        name=group.area.name,
        steps=tuple(step.value for step in report.snapshot.steps),
        key=f"plot-{group.area.slug}",
        title=_("%(area)s: you and what %(level)s needs") % {"area": group.area.name, "level": report.focus.level.name},
        description=" ".join(wording.term(report, term, report.focus) for term in group.terms),
    )
