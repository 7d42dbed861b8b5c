"""The consequences of publishing a draft for what people left with us: read in three queries, and no row is written.

Two more for each edition that this process has not read yet.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from assessment.consequences.core.carrying import StoredAttempt
from assessment.consequences.core.counting import count
from assessment.consequences.core.telling import RoleTold, Told, tell, told
from assessment.models import Answer, Assessment
from assessment.role.core.compiled import CompiledRole
from assessment.role.reading import compiled
from catalog import editions
from catalog.core.snapshot import Snapshot

# So many attempts of a framework are counted, the newest; a report of more would take longer than anybody waits.
MOST_COUNTED = 5_000


class Consequences(NamedTuple):
    """By role what changes, and how many attempts are `stored` in all and `counted`, as editors are told."""

    stored: Told
    counted: Told
    is_sample: bool
    roles: tuple[RoleTold, ...]


def consequences(framework_id: int, before: Snapshot, draft: Snapshot) -> Consequences:
    """What carrying over every attempt that was handed in would give: to `before`, the current edition of the framework,
    and to its draft."""
    handed_in = Assessment.objects.filter(edition__framework=framework_id, submitted_at__isnull=False)
    by_role = attempts_by_role(framework_id)
    counted = sum(map(len, by_role.values()))
    stored = counted if counted < MOST_COUNTED else handed_in.count()
    roles = [
        tell(count(before, draft, role.slug, by_role[role.slug], _asked(role.slug, by_role[role.slug])))
        for role in before.roles
        if role.slug in by_role
    ]
    return Consequences(told(stored), told(counted), stored > counted, tuple(roles))


def attempts_by_role(framework_id: int) -> Mapping[str, list[StoredAttempt]]:
    """The newest attempts at the roles of a framework that were handed in, as far as they are scored. Two queries."""
    handed_in = Assessment.objects.filter(edition__framework=framework_id, submitted_at__isnull=False)
    newest = handed_in.order_by("-pk")[:MOST_COUNTED]
    answers: dict[int, dict[str, tuple[int, bool]]] = defaultdict(dict)
    rows = Answer.objects.filter(assessment__in=newest.values("pk"), step__isnull=False)
    for attempt, skill, step, unsure in rows.values_list("assessment_id", "skill", "step", "unsure").iterator():
        answers[attempt][skill] = (step or 0, unsure)
    found: dict[str, list[StoredAttempt]] = defaultdict(list)
    for assessment in newest.only("edition_id", "role", "main"):
        edition = editions.name_of(assessment.edition_id).digest
        main = tuple(sorted(assessment.named.items()))
        found[assessment.role].append(StoredAttempt(edition, main, answers[assessment.pk]))
    return found


def _asked(role: str, attempts: list[StoredAttempt]) -> Mapping[str, CompiledRole]:
    return {digest: compiled(digest, role) for digest in {attempt.edition for attempt in attempts}}
