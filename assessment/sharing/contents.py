"""What the two pages show: the owner's list of links; to a reader besides the report what is said first, and the plan."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessment.models import Assessment, ShareLink
from assessment.plan import views as plans
from assessment.plan.reading import PlanInputs
from assessment.plan.renderers.wording import words_of
from assessment.report.core.report import GapReport
from assessment.report.reading import wording
from assessment.report.renderers import shortest_way
from assessment.words.values import DONE, DROPPED, STARTED

ORDER = {DONE: 0, STARTED: 1, DROPPED: 2}


class Ticked(NamedTuple):
    """What the owner ticked of one step: the skill, the step, how far it is, since when; evidence only where it is shown."""

    skill: str
    step: str
    state: str
    day: str
    evidence: str


class Listed(NamedTuple):
    """A link in its owner's list: what it is called there, what it shows, and whether it works."""

    link: ShareLink
    name: str
    shows: str
    is_live: bool


def listed(assessment: Assessment, at: datetime) -> list[Listed]:
    """The links of an attempt, newest first: one query."""
    return [
        Listed(link, link.label or _called(link), _shows(link), link.expires_at > at)
        for link in assessment.shares.order_by("-created_at", "-pk")
    ]


def _called(link: ShareLink) -> str:
    return _("A link of %s") % date_format(timezone.localtime(link.created_at), "DATETIME_FORMAT")


def _shows(link: ShareLink) -> str:
    parts = (
        (True, _("the report")),
        (link.shows_name, _("your name")),
        (link.shows_notes, _("your evidence")),
        (link.shows_plan, _("your plan")),
    )
    return ", ".join(name for is_shown, name in parts if is_shown)


def wishes(assessment: Assessment, sent: QueryDict) -> str:
    """The wishes of a query for a plan, in full and with its first day, so that the plan stays as it is; those that
    every plan begins with, where the query's cannot be."""
    asked = plans.asked_of(assessment, sent)
    if not asked.form.is_valid():
        asked = plans.asked_of(assessment, QueryDict())
    return asked.form.query()


def about(link: ShareLink, gap_report: GapReport) -> SafeString:
    """What the page is, and what it is not."""
    context = {
        "name": gap_report.person_name,
        "role": gap_report.role.name,
        "language": gap_report.snapshot.framework.language,
        "submitted_on": wording().submitted_day(gap_report),
        "expires_at": link.expires_at,
        "shows": link,
    }
    return render_to_string("assessment/sharing/_about.html", context)


def plan(link: ShareLink, gap_report: GapReport, asked: plans.Asked) -> SafeString:
    """The plan as a reader may see it: to look at, with nothing to press."""
    context: dict[str, object] = {"language": gap_report.snapshot.framework.language}
    # What there is to learn from is of today, so a wish for a kind of it may be one that cannot be any more.
    if asked.form.is_valid():
        learning_plan = plans.planned(asked)
        context |= {
            "section": shortest_way.section(wording(), gap_report, learning_plan),
            "has_days": learning_plan.has_days,
            "ticks": _ticks(
                asked.inputs, words_of(wording(), gap_report.compiled, learning_plan).state, link.shows_notes
            ),
        }
    return render_to_string("assessment/sharing/_plan.html", context)


def _ticks(inputs: PlanInputs, state: Callable[[str], str], has_notes: bool) -> list[Ticked]:
    """All ticks of what the role asks, done first."""
    compiled, words = inputs.compiled, wording()
    rules, snapshot = compiled.rules, compiled.snapshot
    rows = [row for row in inputs.ticks.values() if row.skill in rules.index and row.to_step in snapshot.step]
    rows.sort(key=lambda row: (ORDER[row.state], row.ticked_at, row.skill, row.to_step))
    return [
        Ticked(
            rules.skills[rules.index[row.skill]].name,
            words.step(snapshot, row.to_step),
            state(row.state),
            date_format(timezone.localdate(row.ticked_at), "DATE_FORMAT"),
            row.evidence if has_notes else "",
        )
        for row in rows
    ]
