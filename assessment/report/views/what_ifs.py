"""What if an answer were another one: the report's levels and the shortest way, as they are and as they would be.

Nothing is stored: the address holds what is supposed, so its owner can keep it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

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
from assessment.report.core.what_if import LEVEL, MAIN, NONE, Change, Read, Ways
from assessment.report.reading import wording
from assessment.report.renderers import pictures, shortest_way, what_if_wording
from assessment.report.renderers.wording import Wording
from assessment.role import reading as role_reading
from assessment.role.core.priorities import Gap


class Supposed(NamedTuple):
    """What is not as it was said: answers, and the main field by group, "" for none."""

    changes: tuple[Change, ...]
    main: Mapping[str, str]


@require_safe
def what_if(request: HttpRequest, public_id: str) -> HttpResponse:
    """A submitted attempt beside itself with some answers changed. 400, with what could be read, for a bad address."""
    assessment = access.find_submitted(request, public_id)
    answers, _dates = role_reading.given_in(assessment)
    read = _read(request, assessment)
    changes = what_ifs.differing(answers, read.changes)
    main = what_ifs.differing_main(assessment.named, read.main)
    if read.has_blank and not read.faults:
        # A form sends all of its fields. An address to keep holds what is supposed, and no more.
        return redirect(_address(assessment, changes, read.level, main))
    now = reading.report_of(assessment, focus=read.level, answers=answers)
    then = reading.report_of(
        assessment,
        focus=now.focus.level.slug,
        answers=what_ifs.suppose(answers, changes),
        main={group: member for group, member in {**assessment.named, **main}.items() if member},
    )
    context = _context(assessment, read, Supposed(changes, main), now, then)
    return render(request, "assessment/report/what_if.html", context, status=400 if read.faults else 200)


def _read(request: HttpRequest, assessment: Assessment) -> Read:
    compiled = role_reading.compiled_for(assessment)
    return what_ifs.read(
        [(name, value) for name, values in request.GET.lists() for value in values],
        compiled.questionnaire.question,
        (compiled.snapshot.lowest, compiled.snapshot.highest),
        compiled.role.level,
        compiled.rules.groups,
    )


def _address(assessment: Assessment, changes: Iterable[Change], level: str, main: Mapping[str, str]) -> str:
    query = what_ifs.query(changes, level, main)
    return reverse("assessment:what-if", args=[assessment.public_id]) + (f"?{query}" if query else "")


def _context(assessment: Assessment, read: Read, supposed: Supposed, now: GapReport, then: GapReport) -> dict[str, Any]:
    changes, main = supposed
    words, level = wording(), now.focus.level
    ways = Ways(now.plan, then.plan)
    return {
        "assessment": assessment,
        "role": now.role,
        "language": now.compiled.language,
        "faults": what_if_wording.faults(words, now.compiled, read.faults),
        "is_supposed": bool(changes or main),
        "changes": [_change(assessment, read, supposed, change, now, words) for change in changes],
        "main_changes": [
            {
                "name": _main_name(now, member),
                "said": _main_name(now, now.main.get(group, "")),
                "without": _address(
                    assessment, changes, read.level, {each: main[each] for each in main if each != group}
                ),
            }
            for group, member in main.items()
        ],
        "main_fields": [_main_field(now, group, main) for group in now.compiled.rules.groups],
        "places": [words.place(each, each.place) for each in (now, then)],
        "ladders": [
            fragments.picture(
                pictures.ladder(now, words, key="ladder-now", title=_("Where you stand at each level now"))
            ),
            fragments.picture(pictures.ladder(then, words, key="ladder-then", title=_("Where you would stand then"))),
        ],
        "legend": words.marks_legend(),
        "levels": [_level(now, then, position, words) for position in range(len(now.levels))],
        "place_rows": _ladder(now, then, words),
        "focus": level,
        "focuses": [(each, _address(assessment, changes, each.slug, main)) for each in now.role.ladder],
        "way_title": shortest_way.title(words, now),
        "leads": [shortest_way.lead(words, each) for each in (now, then)],
        "saved": what_if_wording.saved(words, ways, level.name),
        "spared": [what_if_wording.step(words, now.compiled, step) for step in ways.spared],
        "added": [what_if_wording.step(words, now.compiled, step) for step in ways.added],
        "rough_hours": shortest_way.rough_hours(words),
        "first": [_first(assessment, now, gap, words) for gap in now.first_gaps],
        "pages": _pages(changes, now, words),
        "level_field": (LEVEL, read.level),
    }


def _main_name(now: GapReport, member: str) -> str:
    return now.snapshot.skill[member].name if member else _("none named")


def _main_field(now: GapReport, group: str, main: Mapping[str, str]) -> dict[str, Any]:
    """The choice of another main field in the form."""
    members = [(skill.slug, skill.name) for skill in now.compiled.rules.groups[group]]
    supposed = (main[group] or NONE) if group in main else ""
    return {
        "key": f"{MAIN}{group}",
        "said": _main_name(now, now.main.get(group, "")),
        "options": [(value, name, value == supposed) for value, name in [*members, (NONE, _("none named"))]],
    }


def _change(
    assessment: Assessment, read: Read, supposed: Supposed, change: Change, now: GapReport, words: Wording
) -> dict[str, Any]:
    skill = now.compiled.questionnaire.question[change.skill].skill
    others = [other for other in supposed.changes if other != change]
    return {
        "skill": skill,
        "said": words.answer(now, now.answers.get(change.skill)),
        "step": words.step(now.snapshot, change.step),
        "anchor": now.snapshot.sentence(skill, change.step),
        "without": _address(assessment, others, read.level, supposed.main),
    }


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
        "address": _address(assessment, [Change(skill.slug, step)], now.focus.level.slug, {}),
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
