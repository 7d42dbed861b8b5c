"""Reviews: what somebody from the field looked at, in which words, and how much of a framework is reviewed."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from catalog import editions
from catalog.compile import level_value, skill_value, values_of
from catalog.core import reviewing
from catalog.core import snapshot as snapshots
from catalog.core.reviewing import Reviewed
from catalog.models import Framework, Review, RoleLevel, Skill


class TextChanged(Exception):
    """What was looked at is neither the draft of a skill or a level, nor what visitors see of it."""


class Texts(NamedTuple):
    """The fingerprint of a draft and that of what visitors see; empty where they see nothing of it yet."""

    draft: str
    public: str


@transaction.atomic
def record(*, thing: Skill | RoleLevel, by: str, role: str, day: date, seen: str) -> Review:
    """Keep that somebody reviewed a skill or a level on a day: `by` a name or a number of people, `role` what they are.

    `seen` is the fingerprint of the words that they looked at. Raises TextChanged where these are gone meanwhile, and
    ValidationError for a second review of the same day and name.
    """
    if seen not in set(texts_of(thing)) - {""}:
        raise TextChanged
    review = Review(by=by, role=role, day=day, seen=seen)
    if isinstance(thing, Skill):
        review.framework, review.skill = thing.framework, thing
    else:
        review.framework, review.level = thing.role.framework, thing
    review.full_clean()
    review.save()
    return review


def texts_of(thing: Skill | RoleLevel) -> Texts:
    """The words of a skill or a level that can be reviewed."""
    public = published(thing)
    return Texts(reviewing.fingerprint(value_of(thing)), reviewing.fingerprint(public) if public else "")


def value_of(thing: Skill | RoleLevel) -> snapshots.Skill | snapshots.RoleLevel:
    """The draft of a skill or a level."""
    return skill_value(thing, timezone.localdate()) if isinstance(thing, Skill) else level_value(thing)


def published(thing: Skill | RoleLevel) -> snapshots.Skill | snapshots.RoleLevel | None:
    """What visitors see of a skill or a level; None where that is nothing."""
    framework = thing.framework_id if isinstance(thing, Skill) else thing.role.framework_id
    digest = editions.current_digest(framework)
    if digest is None:
        return None
    snapshot = editions.load(digest)
    if isinstance(thing, Skill):
        return snapshot.skill.get(thing.slug)
    role = snapshot.role.get(thing.role.slug)
    return role.level.get(thing.slug) if role else None


class Line(NamedTuple):
    """A skill or a level with the newest of its reviews, if there is one, and whether its words are still the same."""

    thing: Skill | RoleLevel
    newest: Reviewed | None


def lines(framework: Framework) -> Iterator[Line]:
    """Every skill that is asked and every role level of a framework. As many queries for few as for many."""
    today = timezone.localdate()
    skills = Skill.objects.filter(framework=framework, retired_on=None).select_related("area")
    levels = RoleLevel.objects.filter(role__framework=framework).select_related("role")
    ordered = levels.order_by("role__position", "role__slug", "rank", "track")
    for thing, value in values_of(framework, chain(skills, ordered), today):
        yield Line(thing, next(iter(reviewing.reviewed(value)), None))
