"""From an attempt to its gap report, and the sentences of a report in the language of this request."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache, lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from assessment.models import Assessment
from assessment.report.core import elsewhere, sample
from assessment.report.core import report as reports
from assessment.report.core.elsewhere import Elsewhere
from assessment.report.core.report import GapReport
from assessment.report.renderers.wording import Wording
from assessment.role.core.compiled import CompiledRole, kept
from assessment.role.core.rules import main_in
from assessment.role.core.scoring import Answer
from assessment.role.reading import compiled, compiled_for, for_main, given_in, offered, words_in
from assessment.signing import reading as signing
from assessment.signing.core import codes
from catalog import editions


def report_of(
    assessment: Assessment,
    *,
    focus: str = "",
    answers: dict[str, Answer] | None = None,
    main: Mapping[str, str] | None = None,
) -> GapReport:
    """The gap report of a submitted attempt; `focus` is a level of its role, by default the target, else the aim.
    `answers` are its own, where they are loaded already; `main` stands in the place of its main field."""
    role = compiled_for(assessment)
    return reports.build(
        role if main is None else for_main(role, main),
        given_in(assessment)[0] if answers is None else answers,
        target=assessment.target,
        focus=focus,
        person_name=assessment.person_name,
        submitted_on=timezone.localdate(assessment.submitted_at).isoformat() if assessment.submitted_at else "",
        time_zone=timezone.get_default_timezone_name(),
        edition_label=editions.name_of(assessment.edition_id).label,
        code=codes.shown(signing.code_of(assessment)),
        check_at=settings.SITE_ADDRESS + reverse("assessment:verify"),
    )


@kept(1)
def other_roles(role: CompiledRole) -> tuple[CompiledRole, ...]:
    """The other roles of the edition that ask something, by the same version of the rules, in the edition's order."""
    slugs = [other.slug for other in role.snapshot.roles if other.slug != role.role.slug]
    found = [compiled(role.digest, slug, role.rules.version) for slug in slugs]
    return tuple(each for each in found if each.questionnaire.questions)


def elsewhere_of(assessment: Assessment, answers: Mapping[str, Answer], hidden: Collection[str] = ()) -> Elsewhere:
    """The answers of an attempt against all roles of its edition but those that are hidden; its main field counts wherever
    the group is asked."""
    own = compiled_for(assessment)
    others = [
        for_main(role, main_in(role.rules, assessment.named))
        for role in other_roles(own)
        if role.role.slug not in hidden
    ]
    return elsewhere.elsewhere(own, others, answers, assessment.target)


@lru_cache(maxsize=64)
def sample_of(digest: str, role: str, *, label: str, published_at: datetime, focus: str = "") -> GapReport:
    """The report of a made-up person at a role of an edition, kept: the day is that on which the edition came out.
    Raises NotOffered for a role that asks nothing, and KeyError for a `focus` that is no level of it."""
    asked = offered(digest, role)
    return reports.build(
        asked,
        sample.answers_of(asked),
        focus=focus,
        submitted_on=timezone.localdate(published_at).isoformat(),
        time_zone=timezone.get_default_timezone_name(),
        edition_label=label,
        is_sample=True,
    )


def wording() -> Wording:
    """The sentences of a report in the language of this request."""
    return _wording(get_language() or "")


@cache
def _wording(language: str) -> Wording:
    words = words_in(language)
    return Wording(words.gettext, words.ngettext, language)
