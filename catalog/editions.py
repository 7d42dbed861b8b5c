"""Editions: compile the live catalogue, publish it, find and load what was published, prove that it is unchanged."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.http import Http404

from catalog import wording
from catalog.core import snapshot as snapshots
from catalog.core.findings import Finding
from catalog.core.lint import lint
from catalog.core.snapshot import Snapshot
from catalog.models import Edition, Framework, Publication, lines


class CatalogueUnfit(Exception):
    """The live catalogue has errors, so it is not published; `findings` are all of its findings, warnings too."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        errors = [wording.line(finding) for finding in findings if finding.is_error]
        super().__init__("\n".join([*errors, wording.summary(findings)]))
        self.findings = findings


def compile_live(framework: Framework) -> Snapshot:
    """The live rows of a framework as one value. Reads the database, changes nothing."""
    areas = list(framework.areas.all())
    skills = {
        skill.pk: skill
        for area in areas
        for skill in area.skills.prefetch_related("anchors", "prerequisites__needs", "links")
    }
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
        skills=tuple(_skill(skill) for skill in skills.values()),
        roles=tuple(_role(role) for role in framework.roles.all()),
        resources=tuple(_resource(resource) for resource in framework.resources.prefetch_related("steps__skill")),
    )


def publish(*, framework: Framework, by: str, at: datetime, label: str = "", notes: str = "") -> Edition:
    """Make the live catalogue of `framework` its current edition.

    Content that was published before gives that edition back, current again. `by` is the name of who
    publishes, `at` the time. The label is by default the date, with a number from the second edition of a day on.
    Raises CatalogueUnfit when the catalogue has errors.
    """
    value = compile_live(framework)
    findings = lint(value, at.date())
    if any(finding.is_error for finding in findings):
        raise CatalogueUnfit(findings)
    payload = snapshots.canonical(value).decode()
    with transaction.atomic():
        edition, _created = Edition.objects.get_or_create(
            digest=snapshots.digest(value),
            defaults={
                "framework": framework,
                "payload": payload,
                "label": label or _label(framework, at),
                "notes": notes,
                "published_at": at,
                "published_by": by,
            },
        )
        if current_of(framework) != edition:
            Publication.objects.create(edition=edition, at=at, by=by)
    return edition


def _label(framework: Framework, at: datetime) -> str:
    day = f"{at:%Y-%m-%d}"
    of_day = Edition.objects.filter(framework=framework, label__startswith=day).count()
    return f"{day} ({of_day + 1})" if of_day else day


def current() -> list[Edition]:
    """The current edition of every framework that has one, without payloads: one query."""
    newest = Publication.objects.filter(edition__framework=OuterRef("pk")).order_by("-pk")
    ids = Framework.objects.annotate(current=Subquery(newest.values("edition_id")[:1])).values("current")
    return list(Edition.objects.light().select_related("framework").filter(pk__in=ids).order_by("framework__slug"))


def current_digest(framework_id: int) -> str | None:
    """The digest of the current edition of a framework, None before the first: one light query."""
    newest = Publication.objects.filter(edition__framework_id=framework_id).order_by("-pk")
    return newest.values_list("edition__digest", flat=True).first()


def current_of(framework: Framework) -> Edition | None:
    """The current edition of one framework; None before the first."""
    newest = Publication.objects.filter(edition__framework=framework).order_by("-pk")
    return Edition.objects.light().filter(pk__in=newest.values("edition_id")[:1]).first()


def find_current(holds: Callable[[Snapshot], bool]) -> tuple[Edition, Snapshot] | None:
    """The first current edition whose snapshot answers yes to `holds`, with that snapshot: one query once loaded."""
    for edition in current():
        snapshot = load(edition.digest)
        if holds(snapshot):
            return edition, snapshot
    return None


def current_with_role(role: str) -> tuple[Edition, Snapshot]:
    """The current edition that holds a role, and its snapshot; Http404 when none does."""
    return _or_404(find_current(lambda snapshot: role in snapshot.role))


def current_with_skill(skill: str) -> tuple[Edition, Snapshot]:
    """The current edition that holds a skill, and its snapshot; Http404 when none does."""
    return _or_404(find_current(lambda snapshot: skill in snapshot.skill))


def _or_404(found: tuple[Edition, Snapshot] | None) -> tuple[Edition, Snapshot]:
    if found is None:
        raise Http404
    return found


class Name(NamedTuple):
    """What an edition is called, and whose it is."""

    digest: str
    label: str
    framework_id: int


@lru_cache(maxsize=1024)
def name_of(edition_id: int) -> Name:
    """Digest, label and framework of an edition, kept in this process for ever: neither can change."""
    return Name(*Edition.objects.values_list("digest", "label", "framework_id").get(pk=edition_id))


def id_of(digest: str) -> int | None:
    """The id of the edition with a digest, None where this installation has none: one light query."""
    return Edition.objects.filter(digest=digest).values_list("pk", flat=True).first()


@lru_cache(maxsize=64)
def load(digest: str) -> Snapshot:
    """The snapshot of an edition, kept in this process for ever: its content cannot change.

    Raises Edition.DoesNotExist for a digest that was never published.
    """
    return snapshots.parse(Edition.objects.values_list("payload", flat=True).get(digest=digest))


def verify() -> Iterator[tuple[Edition, str]]:
    """Each edition with what is wrong with it: an empty string when its content still has its name."""
    for edition in Edition.objects.order_by("pk").iterator():
        yield edition, _fault(edition)


def _fault(edition: Edition) -> str:
    try:
        value = snapshots.parse(edition.payload)
    except snapshots.SnapshotInvalid as error:
        return f"unreadable: {error}"
    if snapshots.digest(value) != edition.digest:
        return f"its content has the digest {snapshots.digest(value)}"
    if snapshots.canonical(value).decode() != edition.payload:
        return "its payload is not in canonical form"
    return ""


def _framework(row: Framework) -> snapshots.Framework:
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


def _policy(row: Framework) -> snapshots.Policy:
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


def _skill(row) -> snapshots.Skill:
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
        tips=lines(row.tips),
        citations=lines(row.citations),
        in_demand=row.in_demand,
        retired=row.retired_on is not None,
        anchors=tuple(snapshots.Anchor(anchor.step, anchor.text, anchor.next_step) for anchor in row.anchors.all()),
        prerequisites=tuple(
            snapshots.Prerequisite(need.step, need.needs.slug, need.needs_step) for need in row.prerequisites.all()
        ),
        links=tuple(
            snapshots.Link(link.scheme, link.scheme_version, link.uri, link.label, link.relation)
            for link in row.links.all()
        ),
    )


def _role(row) -> snapshots.Role:
    return snapshots.Role(
        slug=row.slug,
        name=row.name,
        summary=row.summary,
        description=row.description,
        citations=lines(row.citations),
        levels=tuple(_level(level) for level in row.levels.prefetch_related("requirements__skill")),
        notes=tuple(_note(note) for note in row.notes.prefetch_related("skills")),
        salaries=tuple(_salary(salary) for salary in row.salaries.all()),
    )


def _level(row) -> snapshots.RoleLevel:
    return snapshots.RoleLevel(
        slug=row.slug,
        rank=row.rank,
        track=row.track,
        name=row.name,
        titles=lines(row.titles),
        duties=lines(row.duties),
        credentials=lines(row.credentials),
        citations=lines(row.citations),
        requirements=tuple(
            snapshots.Requirement(need.skill.slug, need.step, need.importance) for need in row.requirements.all()
        ),
    )


def _note(row) -> snapshots.RoleNote:
    return snapshots.RoleNote(
        slug=row.slug,
        kind=row.kind,
        position=row.position,
        title=row.title,
        text=row.text,
        skills=tuple(sorted(skill.slug for skill in row.skills.all())),
        citations=lines(row.citations),
        source=row.source,
        as_of=row.as_of,
    )


def _salary(row) -> snapshots.SalaryRange:
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
        citations=lines(row.citations),
    )


def _resource(row) -> snapshots.Resource:
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
