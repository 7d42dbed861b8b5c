"""What if an answer were another one: the report's levels and the shortest way, as they are and as they would be.

Nothing is stored: the address holds what is supposed, so its owner can keep it.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessment import access, fragments
from assessment.models import Assessment
from assessment.report import reading
from assessment.report.core import what_if as what_ifs
from assessment.report.core.report import GapReport, LevelReport
from assessment.report.core.what_if import LEVEL, Change, Read, Ways
from assessment.report.reading import wording
from assessment.report.renderers import pictures, shortest_way, what_if_wording
from assessment.report.renderers.wording import Wording
from assessment.report.views.reports import FIRST_GAPS
from assessment.role import reading as role_reading
from assessment.role.core.priorities import Gap
from catalog.core.snapshot import Skill


@require_safe
def what_if(request: HttpRequest, public_id: str) -> HttpResponse:
    """A submitted attempt beside itself with some answers changed. 400, with what could be read, for a bad address."""
    assessment = access.find_submitted(request, public_id)
    answers, _dates = role_reading.given_in(assessment)
    read = _read(request, assessment)
    changes = what_ifs.differing(answers, read.changes)
    if read.has_blank and not read.faults:
        # A form sends all of its fields. An address to keep holds what is supposed, and no more.
        return redirect(_address(assessment, changes, read.level))
    now = reading.report_of(assessment, focus=read.level, answers=answers)
    then = reading.report_of(assessment, focus=now.focus.level.slug, answers=what_ifs.suppose(answers, changes))
    context = _context(assessment, read, changes, now, then)
    return render(request, "assessment/report/what_if.html", context, status=400 if read.faults else 200)


def _read(request: HttpRequest, assessment: Assessment) -> Read:
    compiled = role_reading.compiled_for(assessment)
    return what_ifs.read(
        [(name, value) for name, values in request.GET.lists() for value in values],
        compiled.questionnaire.question,
        (compiled.snapshot.lowest, compiled.snapshot.highest),
        compiled.role.level,
    )


def _address(assessment: Assessment, changes: Iterable[Change], level: str) -> str:
    query = what_ifs.query(changes, level)
    return reverse("assessment:what-if", args=[assessment.public_id]) + (f"?{query}" if query else "")


def _context(
    assessment: Assessment, read: Read, changes: tuple[Change, ...], now: GapReport, then: GapReport
) -> dict[str, Any]:
    words, level = wording(), now.focus.level
    ways = Ways(now.plan, then.plan)
    return {
        "assessment": assessment,
        "role": now.role,
        "language": now.compiled.language,
        "faults": what_if_wording.faults(words, now.compiled, read.faults),
        "changes": [_change(assessment, read, changes, change, now, words) for change in changes],
        "places": [words.place(each, each.place) for each in (now, then)],
        "strips": [
            fragments.picture(pictures.strip(now, words, key="strip-now", title=_("Readiness for each level now"))),
            fragments.picture(pictures.strip(then, words, key="strip-then", title=_("Readiness for each level then"))),
        ],
        "legend": words.legend(),
        "levels": [_level(now, then, position, words) for position in range(len(now.levels))],
        "ladder": _ladder(now, then, words),
        "focus": level,
        "focuses": [(each, _address(assessment, changes, each.slug)) for each in now.role.ladder],
        "way_title": shortest_way.title(words, now),
        "leads": [shortest_way.lead(words, each) for each in (now, then)],
        "saved": what_if_wording.saved(words, ways, level.name),
        "spared": [what_if_wording.step(words, now.compiled, step) for step in ways.spared],
        "added": [what_if_wording.step(words, now.compiled, step) for step in ways.added],
        "rough_hours": shortest_way.rough_hours(words),
        "first": [_first(assessment, now, gap, words) for gap in now.gaps[:FIRST_GAPS]],
        "pages": _pages(changes, now, words),
        "level_field": (LEVEL, read.level),
    }


def _change(
    assessment: Assessment, read: Read, changes: Iterable[Change], change: Change, now: GapReport, words: Wording
) -> dict[str, Any]:
    skill = now.compiled.questionnaire.question[change.skill].skill
    others = [other for other in changes if other != change]
    return {
        "skill": skill,
        "said": words.answer(now, now.answers.get(change.skill)),
        "step": words.step(now.snapshot, change.step),
        "anchor": _sentence(now, skill, change.step),
        "without": _address(assessment, others, read.level),
    }


def _sentence(now: GapReport, skill: Skill, step: int) -> str:
    """What somebody at a step can say, as the question has it."""
    return skill.anchor_at[step].text if step in skill.anchor_at else now.snapshot.step[step].meaning


def _level(now: GapReport, then: GapReport, position: int, words: Wording) -> dict[str, Any]:
    before, after = now.levels[position], then.levels[position]
    return {
        "level": before.level,
        "ends": [
            {
                "readiness": words.percent_range(each.readiness),
                "code": report.shown_verdict(each),
                "verdict": words.verdict_of(report, each),
                "must_haves": words.must_haves(each),
            }
            for report, each in ((now, before), (then, after))
        ],
        "is_changed": _told(now, before) != _told(then, after),
    }


def _told(report: GapReport, level: LevelReport) -> tuple[Any, ...]:
    return level.readiness, level.verdict, level.in_place, report.shown_verdict(level)


def _ladder(now: GapReport, then: GapReport, words: Wording) -> list[dict[str, Any]]:
    """The current level, the one to aim for and the closest, before and after."""
    both, none = (now, then), _("none yet")
    rows = [
        (_("Current level"), [what_if_wording.current(words, each, none) for each in both]),
        (
            _("Level to aim for"),
            [what_if_wording.ends(words, each, each.place.aim, _("none left")) for each in both],
        ),
        (_("Close to"), [what_if_wording.ends(words, each, each.place.closest, none) for each in both]),
    ]
    return [{"name": name, "ends": ends, "is_changed": ends[0] != ends[1]} for name, ends in rows]


def _first(assessment: Assessment, now: GapReport, gap: Gap, words: Wording) -> dict[str, str]:
    """One of the first gaps, to be tried."""
    skill, step = now.skill(gap.skill), what_ifs.worth_a_look(gap.have, gap.need.step)
    return {
        "name": skill.name,
        "step": words.step(now.snapshot, step),
        "address": _address(assessment, [Change(skill.slug, step)], now.focus.level.slug),
    }


def _pages(changes: Iterable[Change], now: GapReport, words: Wording) -> list[dict[str, Any]]:
    """The form: every skill of every area with what was said, and what is supposed."""
    supposed = {change.skill: change.step for change in changes}
    steps = [(step.value, words.step(now.snapshot, step.value)) for step in now.snapshot.steps]
    return [
        {
            "area": page.area,
            "is_open": any(question.skill.slug in supposed for question in page.questions),
            "fields": [
                {
                    "skill": question.skill,
                    "said": words.answer(now, now.answers.get(question.skill.slug)),
                    "steps": [(value, name, supposed.get(question.skill.slug) == value) for value, name in steps],
                }
                for question in page.questions
            ],
        }
        for page in now.compiled.questionnaire.pages
    ]
