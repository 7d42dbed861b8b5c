"""What home shows: the ladder of a sample, and how far somebody's last attempt is."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from assessment.models import Assessment
from assessment.report.reading import report_of, wording
from assessment.report.tags import sample_ladder
from assessment.role.reading import place_of
from catalog.index import PublishedRole


class Sample(NamedTuple):
    """The role that a sample report is of, and its ladder as a picture."""

    role: PublishedRole
    ladder: SafeString


class Standing(NamedTuple):
    """Where a report says that somebody stands, and what to press to answer what it leaves open; empty for nothing.
    `level` is the one that it is counted against."""

    place: str
    level: str
    answer_now: str


def sample_among(roles: Sequence[PublishedRole]) -> Sample | None:
    """The sample of the first role that asks something. One query in a process that has not read its edition yet."""
    for role in roles:
        if role.questions:
            edition = role.edition
            return Sample(role, sample_ladder(edition.digest, role.slug, edition.label, edition.published_at))
    return None


def standing_of(attempt: Assessment, roles: Sequence[PublishedRole]) -> Standing:
    """The report of a submitted attempt in a sentence; `roles` are those that can be found now. One query."""
    words, report = wording(), report_of(attempt)
    is_offered = any((role.framework_id, role.slug) == place_of(attempt) and role.questions for role in roles)
    return Standing(
        words.place(report, report.place),
        report.focus.level.slug,
        words.answer_now(report) if report.undecided and is_offered else "",
    )


def home(attempts: Sequence[dict[str, Any]], roles: Sequence[PublishedRole]) -> dict[str, Any]:
    """What the template of home shows of attempts, as `role.reading.listed` gives them, the last one first."""
    last = attempts[0] if attempts else None
    is_done = last is not None and last["assessment"].is_submitted
    startable = [role for role in roles if role.questions]
    return {
        "roles": roles,
        "only_role": startable[0] if len(startable) == 1 else None,
        "sample": sample_among(roles),
        "last": last,
        "standing": standing_of(last["assessment"], roles) if last and is_done else None,
        "others": attempts[1:],
        "tells_frameworks": len({each["framework"].slug for each in attempts}) > 1,
        "has_frameworks": len({role.framework_id for role in roles}) > 1,
    }
