"""Which answers of an earlier attempt count for a role (docs/one-set-of-answers.md)."""

from typing import NamedTuple

from assessment.role.core.compiled import CompiledRole
from assessment.role.core.same_questions import unchanged_questions
from catalog.core.kindred import kindred
from catalog.core.snapshot import Snapshot


class Carriage(NamedTuple):
    """An answer to the skill `given` answers the skill `asked`; `is_linked` where they are of two frameworks."""

    given: str
    asked: str
    is_linked: bool = False


def carriages(answered: Snapshot, today: Snapshot | None, role: CompiledRole) -> frozenset[Carriage]:
    """What answers that were given on `answered` are worth for a role.

    Within a framework an answer counts where the question is word for word the same. From another framework, whose
    current edition is `today`, it counts where the question is still the same there, and an exact link joins the skill
    with one that the role asks.
    """
    asked = role.questionnaire.question.keys()
    if answered.framework.slug == role.snapshot.framework.slug:
        return frozenset(Carriage(slug, slug) for slug in asked & unchanged_questions(answered, role.snapshot))
    if today is None:
        return frozenset()
    same = unchanged_questions(answered, today)
    return frozenset(
        Carriage(given, wanted, is_linked=True)
        for given, wanted in kindred(today, role.snapshot)
        if given in same and wanted in asked
    )
