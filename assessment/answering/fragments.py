"""The pages of questions as fragments: a page's frame, and each question by the step that was chosen."""

from collections.abc import Mapping
from datetime import date
from math import ceil
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from assessment.answering.core.saving import MainSave, main_key
from assessment.fragments import fragment, hole
from assessment.models import Answer
from assessment.role.core.compiled import CompiledRole
from catalog.core.feedback import LIMIT


def question(
    compiled: CompiledRole,
    area: str,
    position: int,
    answer: Answer,
    notice: str,
    suggested: tuple[int, date] | None = None,
    feedback: str = "",
    *,
    said_on: str = "",
    is_folded: bool = False,
) -> SafeString:
    """One question of a page with its answer. `notice` is HTML of a template of ours, or empty; `suggested` is the
    step that was ticked in an earlier plan, and when: it is marked, and never chosen. `feedback` is the fold for a remark
    as HTML, by default shut and empty. `said_on` is when and where an answer was said that was carried over; folded, it
    takes one line until somebody opens it."""
    marked, day = suggested or (None, None)
    holes = {
        "rev": answer.rev,
        "notice": notice,
        "ticked_on": date_format(day, "DATE_FORMAT") if day else "",
        "said_on": said_on,
        "feedback": feedback or _feedback(compiled, area, position),
    }
    fixed = area, position, answer.step, answer.unsure, marked
    if is_folded:
        return _folded(compiled, *fixed, **holes)
    return _question(compiled, *fixed, False, bool(said_on), **holes)


def lone_question(compiled: CompiledRole, skill: str, answer: Answer, notice: str, feedback: str = "") -> SafeString:
    """A question that has its page to itself: "Skip for now" is a button there that goes on."""
    area = compiled.questionnaire.area_of[skill]
    position = [asked.skill.slug for asked in compiled.questionnaire.page[area].questions].index(skill)
    fixed = area, position, answer.step, answer.unsure, None, True, False
    fold = feedback or _feedback(compiled, area, position)
    return _question(compiled, *fixed, rev=answer.rev, notice=notice, ticked_on="", said_on="", feedback=fold)


def main_field(
    compiled: CompiledRole, group: str, said: MainSave | None, notice: str, *, is_alone: bool = False
) -> SafeString:
    """The question for the main field of a group, with what was said; None for nothing yet. Where it has its page to
    itself, as before a quick check, no other member is asked."""
    member, rev = (said.member, said.rev) if said else (None, 0)
    return _main_field(compiled, group, member, is_alone, rev=rev, notice=notice)


@fragment("assessment/answering/_main_field.html", "rev", "notice")
def _main_field(compiled: CompiledRole, group: str, member: str | None, is_alone: bool) -> dict[str, Any]:
    members = compiled.rules.groups[group]
    return {"key": main_key(group), "members": members, "member": member, "is_alone": is_alone}


def questions_page(
    compiled: CompiledRole,
    area: str,
    *,
    public_id: str,
    csrf_token: str,
    answered: Mapping[str, int],
    onward: str,
    **holes: str,
) -> SafeString:
    """The whole page of an area around its questions. `answered` counts by area, `onward` is the address after it, empty
    for none; `holes` are pieces of HTML."""
    counts = {f"answered-{slug}": count for slug, count in answered.items()}
    given, asked = sum(answered.values()), len(compiled.questionnaire.questions)
    left = _left(ceil(compiled.minutes * (asked - given) / asked))
    filled = {"public_id": public_id, "csrf_token": csrf_token, "onward": onward}
    return _frame(compiled, area, answered=given, left=left, **filled, **counts, **holes)


def _left(minutes: int) -> str:
    """How long the open questions take, by the share of them."""
    if not minutes:
        return gettext("nothing left open")
    return ngettext("about %d minute left", "about %d minutes left", minutes) % minutes


@fragment("assessment/answering/questions.html", "newer", "trouble", "questions", "answered", "left", "onward")
def _frame(compiled: CompiledRole, area: str) -> dict[str, Any]:
    pages = compiled.questionnaire.pages
    current = compiled.questionnaire.page[area]
    place = pages.index(current)
    return {
        "role": compiled.role,
        "page": current,
        "progress": [
            {
                "area": page.area,
                "answered": hole(f"answered-{page.area.slug}"),
                "all": len(page.questions),
                "is_current": page is current,
            }
            for page in pages
        ],
        "place": place + 1,
        "count": len(pages),
        "all_questions": len(compiled.questionnaire.questions),
        "is_first": place == 0,
        "before": pages[place - 1] if place else None,
        "steps": compiled.snapshot.steps,
    }


@fragment("assessment/answering/_feedback.html")
def _feedback(compiled: CompiledRole, area: str, position: int) -> dict[str, Any]:
    return {"skill": compiled.questionnaire.page[area].questions[position].skill, "limit": LIMIT}


@fragment("assessment/answering/_question.html", "rev", "notice", "ticked_on", "said_on", "feedback")
def _question(
    compiled: CompiledRole,
    area: str,
    position: int,
    step: int | None,
    unsure: bool,
    marked: int | None,
    is_alone: bool,
    is_carried: bool,
) -> dict[str, Any]:
    shown = _shown(compiled, area, position, step, unsure, marked)
    return {**shown, "is_alone": is_alone, "is_carried": is_carried}


def _shown(
    compiled: CompiledRole, area: str, position: int, step: int | None, unsure: bool, marked: int | None
) -> dict[str, Any]:
    """What a question shows, however it stands on the page."""
    questions = compiled.questionnaire.page[area].questions
    asked = questions[position]
    snapshot = compiled.snapshot
    return {
        "question": asked,
        "skill": asked.skill,
        "number": position + 1,
        "after": questions[position + 1].skill.slug if position + 1 < len(questions) else "",
        "options": [
            (
                each.value,
                each.name,
                snapshot.sentence(asked.skill, each.value),
                snapshot.tone(each.value),
            )
            for each in snapshot.steps
        ],
        "step": step,
        "unsure": unsure,
        "marked": marked,
    }


@fragment("assessment/answering/_question_folded.html", "rev", "notice", "ticked_on", "said_on", "feedback")
def _folded(
    compiled: CompiledRole, area: str, position: int, step: int, unsure: bool, marked: int | None
) -> dict[str, Any]:
    shown = _shown(compiled, area, position, step, unsure, marked)
    return {**shown, "given": compiled.snapshot.step[step]}
