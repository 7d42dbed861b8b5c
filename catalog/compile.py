"""Compiling: the live rows of a framework as one Snapshot."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, cast

from django.utils import timezone

from catalog import models
from catalog.core import canonical
from catalog.core import snapshot as snapshots
from catalog.core.snapshot import Snapshot

Grouped = Mapping[int, list[Any]]


def compile_live(framework: models.Framework, today: date | None = None) -> Snapshot:
    """The live rows of a framework as one value: what is to retire later than `today`, by default the day that it is, is
    still asked. Reads the database, changes nothing."""
    return canonical.tidied(_compiled(framework, today or timezone.localdate()))


def _compiled(framework: models.Framework, today: date) -> Snapshot:
    """One query for each table, whatever the sizes. Each row finds what belongs to it by its number, since a list of a
    thousand numbers is more than some databases take."""
    skills = models.Skill.objects.filter(area__framework=framework).select_related("area")
    parts = _Parts(framework)
    return Snapshot(
        schema=snapshots.SCHEMA,
        framework=_framework(framework),
        policy=_policy(framework),
        scale=tuple(
            snapshots.Step(step.value, step.name, step.meaning, step.hours, step.months)
            for step in framework.steps.order_by("value")
        ),
        practice=tuple(
            snapshots.PracticePerson(person.position, person.description, person.step, person.why)
            for person in framework.practice.order_by("position")
        ),
        areas=tuple(
            snapshots.Area(
                area.slug, area.name, area.description, area.position, cast(snapshots.CountsIn, area.counts_in)
            )
            for area in framework.areas.all()
        ),
        skills=tuple(_skill(skill, parts, today) for skill in skills),
        roles=tuple(_role(role, parts) for role in framework.roles.all()),
        resources=tuple(_resource(resource, parts) for resource in framework.resources.all()),
    )


def values_of(
    framework: models.Framework, rows: Iterable[models.Skill | models.RoleLevel], today: date
) -> Iterator[tuple[models.Skill | models.RoleLevel, snapshots.Skill | snapshots.RoleLevel]]:
    """Skills and levels of a framework, each with what a reviewer judges of it: as many queries for few as for many."""
    parts = _Judged(framework)
    for row in rows:
        yield row, _skill(row, parts, today) if isinstance(row, models.Skill) else _level(row, parts)


def skill_value(row: models.Skill, today: date) -> snapshots.Skill:
    """What a snapshot has of one skill."""
    return _skill(row, _Parts(row.framework, skill=row), today)


def level_value(row: models.RoleLevel) -> snapshots.RoleLevel:
    """What a snapshot has of one level of a role."""
    return _level(row, _Parts(row.role.framework, level=row))


class _Parts:
    """The rows that belong to skills, levels, roles and resources, by the number of what they belong to; of one skill or
    one level alone where it is given. Each table is read once it is asked for."""

    def __init__(
        self, framework: models.Framework, skill: models.Skill | None = None, level: models.RoleLevel | None = None
    ) -> None:
        self.of_skills: dict[str, Any] = {"skill": skill} if skill else {"skill__area__framework": framework}
        self.of_levels: dict[str, Any] = {"level": level} if level else {"level__role__framework": framework}
        self.of_roles = {"role__framework": framework}
        self.framework = framework

    @cached_property
    def anchors(self) -> Grouped:
        return _grouped(models.Anchor.objects.filter(**self.of_skills), "skill_id")

    @cached_property
    def places(self) -> Grouped:
        return _grouped(models.SkillPlace.objects.filter(**self.of_skills).select_related("area"), "skill_id")

    @cached_property
    def prerequisites(self) -> Grouped:
        return _grouped(models.Prerequisite.objects.filter(**self.of_skills).select_related("needs"), "skill_id")

    @cached_property
    def links(self) -> Grouped:
        return _grouped(models.ExternalLink.objects.filter(**self.of_skills), "skill_id")

    @cached_property
    def _reviews(self) -> list[models.Review]:
        return list(models.Review.objects.filter(framework=self.framework))

    @cached_property
    def reviews_of_skills(self) -> Grouped:
        return _grouped(self._reviews, "skill_id")

    @cached_property
    def reviews_of_levels(self) -> Grouped:
        return _grouped(self._reviews, "level_id")

    @cached_property
    def levels(self) -> Grouped:
        return _grouped(models.RoleLevel.objects.filter(**self.of_roles), "role_id")

    @cached_property
    def requirements(self) -> Grouped:
        return _grouped(models.Requirement.objects.filter(**self.of_levels).select_related("skill"), "level_id")

    @cached_property
    def notes(self) -> Grouped:
        return _grouped(models.RoleNote.objects.filter(**self.of_roles), "role_id")

    @cached_property
    def named(self) -> Mapping[int, list[str]]:
        """The keys of the skills that a note names."""
        found: Mapping[int, list[str]] = defaultdict(list)
        named = models.RoleNote.objects.filter(**self.of_roles, skills__isnull=False)
        for note, skill in named.values_list("pk", "skills__slug"):
            found[note].append(skill)
        return found

    @cached_property
    def salaries(self) -> Grouped:
        return _grouped(models.SalaryRange.objects.filter(**self.of_roles), "role_id")

    @cached_property
    def served(self) -> Grouped:
        served = models.ResourceStep.objects.filter(resource__framework=self.framework).select_related("skill")
        return _grouped(served, "resource_id")


class _Judged(_Parts):
    """Without what no reviewer judges: other vocabularies and other areas."""

    links = places = cast(Grouped, defaultdict(list))


def _grouped(rows: Iterable[Any], key: str) -> Grouped:
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _framework(row: models.Framework) -> snapshots.Framework:
    return snapshots.Framework(
        slug=row.slug,
        uuid=str(row.uuid),
        name=row.name,
        description=row.description,
        publisher=row.publisher,
        language=row.language,
        licence=row.licence,
        attribution=row.attribution,
        source=row.source,
        practice_skill=row.practice_skill,
    )


def _policy(row: models.Framework) -> snapshots.Policy:
    return snapshots.Policy(
        version=row.policy_version,
        essential=row.weight_essential,
        important=row.weight_important,
        helpful=row.weight_helpful,
        met_percent=row.met_percent,
        close_percent=row.close_percent,
        met_slip_percent=row.met_slip_percent,
        close_slip_percent=row.close_slip_percent,
    )


def _skill(row: models.Skill, parts: _Parts, today: date) -> snapshots.Skill:
    return snapshots.Skill(
        slug=row.slug,
        area=row.area.slug,
        code=row.code,
        name=row.name,
        definition=row.definition,
        position=row.position,
        group=row.any_one_of,
        effort_percent=row.effort_percent,
        evidence_prompt=row.evidence_prompt,
        explain_prompt=row.explain_prompt,
        why=row.why,
        tips=models.lines(row.tips),
        citations=models.lines(row.citations),
        in_demand=row.in_demand,
        retired=row.retired_on is not None and row.retired_on <= today,
        anchors=tuple(snapshots.Anchor(anchor.step, anchor.text, anchor.next_step) for anchor in parts.anchors[row.pk]),
        prerequisites=tuple(
            snapshots.Prerequisite(need.step, need.needs.slug, need.needs_step) for need in parts.prerequisites[row.pk]
        ),
        links=tuple(
            snapshots.Link(link.scheme, link.scheme_version, link.uri, link.label, link.relation)
            for link in parts.links[row.pk]
        ),
        reviews=_reviews(parts.reviews_of_skills[row.pk]),
        also_in=tuple(sorted(place.area.slug for place in parts.places[row.pk])),
    )


def _reviews(rows: Iterable[models.Review]) -> tuple[snapshots.Review, ...]:
    return tuple(snapshots.Review(row.by, row.role, row.day.isoformat(), row.seen) for row in rows)


def _role(row: models.Role, parts: _Parts) -> snapshots.Role:
    return snapshots.Role(
        slug=row.slug,
        name=row.name,
        summary=row.summary,
        description=row.description,
        citations=models.lines(row.citations),
        levels=tuple(_level(level, parts) for level in parts.levels[row.pk]),
        notes=tuple(_note(note, parts) for note in parts.notes[row.pk]),
        salaries=tuple(_salary(salary) for salary in parts.salaries[row.pk]),
    )


def _level(row: models.RoleLevel, parts: _Parts) -> snapshots.RoleLevel:
    return snapshots.RoleLevel(
        slug=row.slug,
        rank=row.rank,
        track=row.track,
        name=row.name,
        titles=models.lines(row.titles),
        duties=models.lines(row.duties),
        credentials=models.lines(row.credentials),
        citations=models.lines(row.citations),
        requirements=tuple(
            snapshots.Requirement(need.skill.slug, need.step, cast(snapshots.Importance, need.importance))
            for need in parts.requirements[row.pk]
        ),
        reviews=_reviews(parts.reviews_of_levels[row.pk]),
    )


def _note(row: models.RoleNote, parts: _Parts) -> snapshots.RoleNote:
    return snapshots.RoleNote(
        slug=row.slug,
        kind=row.kind,
        position=row.position,
        title=row.title,
        text=row.text,
        skills=tuple(sorted(parts.named[row.pk])),
        citations=models.lines(row.citations),
        source=row.source,
        as_of=row.as_of,
    )


def _salary(row: models.SalaryRange) -> snapshots.SalaryRange:
    return snapshots.SalaryRange(
        slug=row.slug,
        title=row.title,
        employer=row.employer,
        low=row.low,
        median=row.median,
        high=row.high,
        currency=row.currency,
        year=row.year,
        note=row.note,
        citations=models.lines(row.citations),
    )


def _resource(row: models.Resource, parts: _Parts) -> snapshots.Resource:
    return snapshots.Resource(
        slug=row.slug,
        title=row.title,
        url=row.url,
        provider=row.provider,
        kind=row.kind,
        language=row.language,
        cost=row.cost,
        hours=row.hours,
        hours_estimated=row.hours_estimated,
        licence=row.licence,
        description=row.description,
        checked_on=row.checked_on.isoformat() if row.checked_on else "",
        verified=row.verified,
        steps=tuple(
            snapshots.ResourceStep(served.skill.slug, served.step, served.covers_hours, served.start_here)
            for served in parts.served[row.pk]
        ),
    )
