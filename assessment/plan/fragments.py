"""The plan page as fragments: its frame, and the lines whose words most people's plans share (docs/adr/0008-fragments.md)."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from assessment.fragments import fragment
from assessment.plan.forms import EARLIEST, PlanForm
from assessment.role import reading
from assessment.role.core.compiled import CompiledRole
from assessment.words.values import DONE, DROPPED, STARTED
from catalog import editions
from catalog.core.snapshot import Resource

DOWNLOADS = ("PDF", "XLSX", "CSV", "JSON")


class Shown(NamedTuple):
    """Which parts of a plan page there are: what is empty, or not for this person, is left out."""

    plan: bool = False
    steps: bool = False
    week: bool = False
    timeline: bool = False
    more: bool = False
    more_open: bool = False
    left: bool = False
    hours: bool = False
    stages: bool = False
    ticks: bool = False
    has_done: bool = False
    wishes_open: bool = False
    long: bool = False
    unshown: bool = False


class Line(NamedTuple):
    """What fixes the line of a step: how far it is by its tick, and how it stands on the page."""

    skill: int
    to_step: int
    state: str
    is_first: bool
    is_open: bool
    is_doubtful: bool
    has_days: bool


class Source(NamedTuple):
    """What fixes what a step is learned from: the edition that help comes from by its digest, resources by their slugs
    (`again` where an earlier step shows them), how the anchor says to practise, and hours of practice."""

    digest: str
    main: str
    main_again: bool
    short: str
    short_again: bool
    practice: str
    task: str
    hours: int
    is_practised: bool


@fragment(
    "assessment/plan/plan.html",
    "heading", "troubles", "pace", "week_heading", "week", "nothing", "instead", "ticks_heading", "ticks", "preview",
    "wishes", "timeline", "quarter", "way_heading", "total", "after", "notes", "ways", "steps", "more_heading",
    "more_start", "more", "left", "stages", "query", "unshown",
)  # fmt: skip
def page(compiled: CompiledRole, shown: Shown) -> dict[str, Any]:
    """The whole page."""
    return {"role": compiled.role, "shown": shown, "downloads": DOWNLOADS}


@fragment("assessment/plan/_week_item.html", "act", "intention", "tick")
def week_item(compiled: CompiledRole, skill: int, to_step: int) -> dict[str, Any]:
    """A skill to begin with this week."""
    return _named(compiled, skill, to_step)


@fragment("assessment/plan/_turn.html", "begin", "after")
def turn(compiled: CompiledRole, skill: int) -> dict[str, Any]:
    """A skill of the next twelve weeks."""
    return {"skill": compiled.rules.skills[skill]}


@fragment("assessment/plan/_act.html")
def act(_compiled: CompiledRole, told: str, digest: str, resource: str) -> dict[str, Any]:
    """The first thing to do: how the catalogue says to begin, and what to open; each may be empty."""
    return {"act": told, "resource": _resource(digest, resource)}


@fragment("assessment/plan/_step.html", "state", "effort", "length", "reason", "days", "lesson", "tick")
def line(compiled: CompiledRole, fixed: Line) -> dict[str, Any]:
    """A step of the plan, in a line that opens."""
    skill = compiled.rules.skills[fixed.skill]
    return {
        **fixed._asdict(),
        **_named(compiled, fixed.skill, fixed.to_step),
        "anchor": skill.anchor_at.get(fixed.to_step),
    }


@fragment("assessment/plan/_lesson.html")
def lesson(_compiled: CompiledRole, source: Source) -> dict[str, Any]:
    """What a step is learned from and how it is practised."""
    offered = ((source.main, source.main_again), (source.short, source.short_again))
    return {
        "offers": [
            {"resource": found, "is_again": again}
            for slug, again in offered
            if (found := _resource(source.digest, slug))
        ],
        "practice": _resource(source.digest, source.practice),
        "practice_hours": source.hours,
        "is_practised": source.is_practised,
        "task": source.task,
    }


@fragment("assessment/plan/_tick.html", "query", "evidence", "trouble")
def tick(compiled: CompiledRole, skill: int, to_step: int, state: str, in_full: bool) -> dict[str, Any]:
    """The form that says how far a step is, with what can follow on `state`: all of it, or this week's two buttons."""
    offered = [
        (STARTED, _("I have started"), state != STARTED),
        (DONE, _("Done"), state == STARTED),
        (DROPPED, _("Not now"), False),
    ]
    if in_full:
        offered = [(value, words, value == DONE) for value, words, _is_main in offered if value != state]
        offered.sort(key=lambda each: not each[2])
    else:
        offered = [each for each in offered if each[2] or each[0] == DROPPED]
    return {**_named(compiled, skill, to_step), "buttons": offered, "in_full": in_full}


@fragment("assessment/plan/_wishes.html", "address", "was", "first", "folded")
def wishes(_compiled: CompiledRole, has_plan: bool, is_open: bool) -> dict[str, Any]:
    """The form of wishes."""
    return {"has_plan": has_plan, "is_open": is_open}


@fragment("assessment/plan/_field.html")
def field(compiled: CompiledRole, library: str, name: str, values: tuple[str, ...]) -> dict[str, Any]:
    """A field of the wishes that holds what can be. `library` is the digest of the edition that help comes from."""
    sent = QueryDict(mutable=True)
    sent.setlist(name, list(values))
    form = PlanForm(
        sent,
        rules=compiled.rules,
        library=editions.load(library),
        level=compiled.role.ladder[0].slug,
        today=EARLIEST,
        address="",
        main={},
    )
    return {"field": form[name]}


@fragment("assessment/plan/_trouble_note.html", "detail")
def trouble(_compiled: CompiledRole, code: str) -> dict[str, Any]:
    """Why a tick was not taken."""
    return {"code": code}


@fragment("assessment/plan/_ticked.html", "day", "evidence", "query")
def ticked(compiled: CompiledRole, skill: int, to_step: int, state: str, has_evidence: bool) -> dict[str, Any]:
    """A tick in the list of all, with the button that takes it back."""
    return {**_named(compiled, skill, to_step), "state": state, "has_evidence": has_evidence}


def _named(compiled: CompiledRole, skill: int, to_step: int) -> dict[str, Any]:
    step = reading.words().step(compiled.snapshot, to_step)
    return {"skill": compiled.rules.skills[skill], "to_step": to_step, "step": step}


def _resource(digest: str, slug: str) -> Resource | None:
    return _resources(digest)[slug] if slug else None


@lru_cache(maxsize=8)
def _resources(digest: str) -> dict[str, Resource]:
    return {resource.slug: resource for resource in editions.load(digest).resources}
