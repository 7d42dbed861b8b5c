"""Compiling: the live rows of a framework as one Snapshot."""

from datetime import date
from typing import cast

from django.utils import timezone

from catalog import models
from catalog.core import canonical
from catalog.core import snapshot as snapshots
from catalog.core.snapshot import Snapshot


def compile_live(framework: models.Framework, today: date | None = None) -> Snapshot:
    """The live rows of a framework as one value: what is to retire later than `today`, by default the day that it is, is
    still asked. Reads the database, changes nothing."""
    return canonical.tidied(_compiled(framework, today or timezone.localdate()))


def _compiled(framework: models.Framework, today: date) -> Snapshot:
    areas = list(framework.areas.all())
    return Snapshot(
        schema=snapshots.SCHEMA,
        framework=_framework(framework),
        policy=_policy(framework),
        scale=tuple(
            snapshots.Step(step.value, step.name, step.meaning, step.hours)
            for step in framework.steps.order_by("value")
        ),
        practice=tuple(
            snapshots.PracticePerson(person.position, person.description, person.step, person.why)
            for person in framework.practice.order_by("position")
        ),
        areas=tuple(snapshots.Area(area.slug, area.name, area.description, area.position) for area in areas),
        skills=tuple(
            _skill(skill, today)
            for area in areas
            for skill in area.skills.prefetch_related("anchors", "prerequisites__needs", "links")
        ),
        roles=tuple(_role(role) for role in framework.roles.all()),
        resources=tuple(_resource(resource) for resource in framework.resources.prefetch_related("steps__skill")),
    )


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


def _skill(row: models.Skill, today: date) -> snapshots.Skill:
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
        anchors=tuple(snapshots.Anchor(anchor.step, anchor.text, anchor.next_step) for anchor in row.anchors.all()),
        prerequisites=tuple(
            snapshots.Prerequisite(need.step, need.needs.slug, need.needs_step) for need in row.prerequisites.all()
        ),
        links=tuple(
            snapshots.Link(link.scheme, link.scheme_version, link.uri, link.label, link.relation)
            for link in row.links.all()
        ),
    )


def _role(row: models.Role) -> snapshots.Role:
    return snapshots.Role(
        slug=row.slug,
        name=row.name,
        summary=row.summary,
        description=row.description,
        citations=models.lines(row.citations),
        levels=tuple(_level(level) for level in row.levels.prefetch_related("requirements__skill")),
        notes=tuple(_note(note) for note in row.notes.prefetch_related("skills")),
        salaries=tuple(_salary(salary) for salary in row.salaries.all()),
    )


def _level(row: models.RoleLevel) -> snapshots.RoleLevel:
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
            for need in row.requirements.all()
        ),
    )


def _note(row: models.RoleNote) -> snapshots.RoleNote:
    return snapshots.RoleNote(
        slug=row.slug,
        kind=row.kind,
        position=row.position,
        title=row.title,
        text=row.text,
        skills=tuple(sorted(skill.slug for skill in row.skills.all())),
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


def _resource(row: models.Resource) -> snapshots.Resource:
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
        steps=tuple(snapshots.ResourceStep(step.skill.slug, step.from_step, step.to_step) for step in row.steps.all()),
    )
