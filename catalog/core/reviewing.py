"""What was reviewed by somebody from the field, and whether the text is still the one that they saw."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import NamedTuple

from catalog.core import canonical
from catalog.core.snapshot import Review, RoleLevel, Skill, Snapshot

# What a reader judges. Where it stands, what it cites and how it is found may change without a word of it changing.
OF_A_SKILL = (
    "name", "definition", "group", "evidence_prompt", "explain_prompt", "why", "tips", "anchors", "prerequisites",
)  # fmt: skip
OF_A_LEVEL = ("name", "rank", "track", "titles", "duties", "credentials", "requirements")
DIGITS = 16


class Reviewed(NamedTuple):
    """A review, and whether nothing of what it is about has changed since."""

    review: Review
    is_current: bool


class Tally(NamedTuple):
    """Of so many things in all, how many have a review, and how many of those have changed since the last one."""

    all: int
    reviewed: int
    changed: int


def fingerprint(thing: Skill | RoleLevel) -> str:
    """The text of a skill or a level as 16 hex digits: the same as long as nothing changes that a reviewer judges."""
    fields = OF_A_SKILL if isinstance(thing, Skill) else OF_A_LEVEL
    value = asdict(thing)
    return canonical.name_of_part({field: value[field] for field in fields})[:DIGITS]


def reviewed(thing: Skill | RoleLevel) -> tuple[Reviewed, ...]:
    """The reviews of a skill or a level, the newest first."""
    now = fingerprint(thing) if thing.reviews else ""
    newest_first = sorted(thing.reviews, key=lambda review: (review.day, review.by), reverse=True)
    return tuple(Reviewed(review, review.seen == now) for review in newest_first)


def tally(things: Iterable[Skill | RoleLevel]) -> Tally:
    """How many of some things are reviewed."""
    found = [reviewed(thing) for thing in things]
    seen = [reviews for reviews in found if reviews]
    return Tally(len(found), len(seen), sum(not any(each.is_current for each in reviews) for reviews in seen))


def tallies(snapshot: Snapshot) -> dict[str, Tally]:
    """How many of the skills that are asked, and of the levels of all roles, are reviewed."""
    return {
        "skills": tally(snapshot.active_skills),
        "levels": tally(level for role in snapshot.roles for level in role.levels),
    }
