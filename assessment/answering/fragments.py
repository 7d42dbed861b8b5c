"""The pages of questions as fragments: a page's frame, and each question by the step that was chosen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString

from assessment.fragments import fragment, hole
from assessment.models import Answer
from assessment.role.core.compiled import CompiledRole
from assessment.words.texts import EVIDENCE_LIMIT


def question(
    compiled: CompiledRole,
    area: str,
    position: int,
    answer: Answer,
    notice: str,
    suggested: tuple[int, date] | None = None,
) -> SafeString:
    """One question of a page with its answer. `notice` is HTML of a template of ours, or empty; `suggested` is the
    step that was ticked in an earlier plan, and when: it is marked, and never chosen."""
    marked, day = suggested or (None, None)
    return _asked(compiled, area, position, answer, notice, marked, date_format(day, "DATE_FORMAT") if day else "")


def lone_question(compiled: CompiledRole, skill: str, answer: Answer, notice: str) -> SafeString:
    """A question that has its page to itself: "Skip for now" is a button there that goes on."""
    area = compiled.questionnaire.area_of[skill]
    position = [asked.skill.slug for asked in compiled.questionnaire.page[area].questions].index(skill)
    return _asked(compiled, area, position, answer, notice, None, "", is_alone=True)


def questions_page(
    compiled: CompiledRole, area: str, *, public_id: str, csrf_token: str, answered: Mapping[str, int], **holes: str
) -> SafeString:
    """The whole page of an area around its questions. `answered` counts by area; `holes` are pieces of HTML."""
    counts = {f"answered-{slug}": count for slug, count in answered.items()}
    return _frame(compiled, area, public_id=public_id, csrf_token=csrf_token, **counts, **holes)


def _asked(
    compiled: CompiledRole,
    area: str,
    position: int,
    answer: Answer,
    notice: str,
    marked: int | None,
    ticked_on: str,
    *,
    is_alone: bool = False,
) -> SafeString:
    has_words = bool(answer.evidence or answer.last_used)
    fixed = area, position, answer.step, answer.unsure, answer.last_used, has_words, marked, is_alone
    return _question(compiled, *fixed, rev=answer.rev, evidence=answer.evidence, notice=notice, ticked_on=ticked_on)


@fragment("assessment/answering/questions.html", "newer", "trouble", "questions")
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
        "is_first": place == 0,
        "is_last": place == len(pages) - 1,
    }


@fragment("assessment/answering/_question.html", "rev", "evidence", "notice", "ticked_on")
def _question(
    compiled: CompiledRole,
    area: str,
    position: int,
    step: int | None,
    unsure: bool,
    last_used: str,
    has_words: bool,
    marked: int | None,
    is_alone: bool,
) -> dict[str, Any]:
    questions = compiled.questionnaire.page[area].questions
    asked = questions[position]
    anchors, snapshot, asks_from = asked.skill.anchor_at, compiled.snapshot, asked.asks_evidence_from
    return {
        "question": asked,
        "skill": asked.skill,
        "number": position + 1,
        "after": questions[position + 1].skill.slug if position + 1 < len(questions) else "",
        "options": [
            (
                each.value,
                each.name,
                anchors[each.value].text if each.value in anchors else each.meaning,
                snapshot.tone(each.value),
                asks_from is not None and each.value >= asks_from,
            )
            for each in snapshot.steps
        ],
        "step": step,
        "unsure": unsure,
        "last_used": last_used,
        "times": Answer.LastUsed.choices,
        "evidence_limit": EVIDENCE_LIMIT,
        # What was written under an earlier edition stays in sight until the person deletes it.
        "has_evidence_field": asked.asks_evidence_from is not None or has_words,
        "marked": marked,
        "is_alone": is_alone,
    }
