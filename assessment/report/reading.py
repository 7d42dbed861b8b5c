"""From an attempt to its gap report, and the sentences of a report in the language of this request."""

from functools import cache

from django.utils import timezone
from django.utils.translation import get_language

from assessment.models import Assessment
from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.report.renderers.wording import Wording
from assessment.role.core.scoring import Answer
from assessment.role.reading import compiled_for, given_in, words_in
from catalog import editions


def report_of(assessment: Assessment, *, focus: str = "", answers: dict[str, Answer] | None = None) -> GapReport:
    """The gap report of a submitted attempt; `focus` is a level of its role, by default the target, else the aim.
    `answers` are its own, where they are loaded already."""
    return reports.build(
        compiled_for(assessment),
        given_in(assessment)[0] if answers is None else answers,
        target=assessment.target,
        focus=focus,
        person_name=assessment.person_name,
        submitted_on=timezone.localdate(assessment.submitted_at).isoformat() if assessment.submitted_at else "",
        time_zone=timezone.get_default_timezone_name(),
        edition_label=editions.name_of(assessment.edition_id).label,
    )


def wording() -> Wording:
    """The sentences of a report in the language of this request."""
    return _wording(get_language() or "")


@cache
def _wording(language: str) -> Wording:
    words = words_in(language)
    return Wording(words.gettext, words.ngettext, language)
