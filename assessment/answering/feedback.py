"""Remarks on questions: taken beside the answers of a page, without a trace of whose they are.

What is kept names no attempt, no account and no network. Who sends the same twice is told so by a hash of their browser's
form-safety cookie with the words, which is kept in no other place of ours, and for a day.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from assessment import limits
from assessment.answering.core import feedback
from assessment.answering.core.feedback import Remark
from assessment.answering.page_saving import SaveResult
from assessment.role.core.compiled import CompiledRole
from assessment.words.refusals import Refused
from catalog import feedback as remarks
from catalog.core.feedback import LIMIT

DAY = timedelta(days=1)
OF_A_BROWSER = 30  # remarks in an hour


class Outcome(NamedTuple):
    """What became of the remark that was sent with a page: on which skill, and why it was not kept; nothing of either
    where none was sent."""

    skill: str = ""
    refused: Refused | None = None

    def over(self, result: SaveResult) -> SaveResult:
        """What became of the page's answers, with the status of a remark that was refused."""
        return result._replace(status=self.refused.status) if self.refused and not result.notices else result


def take(request: HttpRequest, compiled: CompiledRole, fields: Mapping[str, str]) -> Outcome:
    """Keep the remark that a page was sent with, by the button of its question."""
    skill = fields.get("feedback", "")
    if skill not in compiled.questionnaire.question:
        return Outcome()
    try:
        _keep(request, compiled.digest, feedback.parse(fields, skill), timezone.now())
    except Refused as refused:
        return Outcome(skill, refused)
    except limits.TooMany:
        return Outcome(skill, Refused(429, "too_often"))
    return Outcome(skill)


@transaction.atomic
def _keep(request: HttpRequest, digest: str, remark: Remark, at: datetime) -> None:
    """Raises limits.TooMany. The same remark of the same browser is kept once a day."""
    browser = request.META.get("CSRF_COOKIE") or limits.network(request)
    what = "\n".join(["remark", digest, *remark])
    try:
        limits.throttle(what=what, who=browser, limit=1, window=DAY, at=at)
    except limits.TooMany:
        return
    limits.throttle(what="remarks", who=browser, limit=OF_A_BROWSER, window=limits.HOUR, at=at)
    limits.count(request, "feedback", at)
    remarks.keep(digest=digest, skill=remark.skill, kind=remark.kind, text=remark.text, on=timezone.localdate(at))


def folds(compiled: CompiledRole, skills: Iterable[str], fields: Mapping[str, str], outcome: Outcome) -> dict[str, str]:
    """The folds of a page that is shown again, as HTML by skill: open with what was typed, or with thanks."""
    found = {}
    for skill in skills:
        said = feedback.typed(fields, skill)
        is_sent = skill == outcome.skill
        if is_sent and outcome.refused is None:
            found[skill] = thanks(compiled, skill)
        elif is_sent or any(said):
            found[skill] = _fold(compiled, skill, typed=said, refused=outcome.refused if is_sent else None)
    return found


def thanks(compiled: CompiledRole, skill: str) -> str:
    """The fold of a question after its remark was taken, as HTML."""
    return _fold(compiled, skill, thanks=True)


def thanked(compiled: CompiledRole, skill: str) -> dict[str, str]:
    """The fold with thanks by skill, for the question that an address names; nothing for what is none."""
    return {skill: thanks(compiled, skill)} if skill in compiled.questionnaire.question else {}


def _fold(compiled: CompiledRole, skill: str, **context: object) -> str:
    found = compiled.questionnaire.question[skill].skill
    return render_to_string("assessment/answering/_feedback.html", {"skill": found, "limit": LIMIT, **context})
