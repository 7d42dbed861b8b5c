"""What is said of a role."""

from catalog.api import addresses
from catalog.api.shapes.roles import LevelShape, PayShape, RequirementShape, RoleDetail, RoleEntry, RoleNoteShape
from catalog.api.telling.frameworks import edition_ref
from catalog.core.snapshot import Role, RoleLevel, RoleNote, Snapshot


def entry(snapshot: Snapshot, role: Role) -> RoleEntry:
    """A role in a list."""
    told = snapshot.framework
    return RoleEntry(
        key=role.slug,
        framework=told.slug,
        name=role.name,
        summary=role.summary,
        language=told.language,
        levels=[level.name for level in role.ladder],
        uri=addresses.of("role", told.slug, role.slug),
        page=addresses.page("role-detail", told.slug, role.slug),
    )


def detail(snapshot: Snapshot, role: Role, digest: str) -> RoleDetail:
    """All about a role. What it asks of a skill that is retired is left out, as on its page."""
    told = snapshot.framework
    return RoleDetail(
        key=role.slug,
        framework=told.slug,
        name=role.name,
        summary=role.summary,
        description=role.description,
        language=told.language,
        citations=list(role.citations),
        levels=[_level(snapshot, level) for level in role.ladder],
        notes=[_note(note) for note in sorted(role.notes, key=lambda note: (note.kind, note.position, note.slug))],
        pay=[PayShape.model_validate(pay) for pay in role.salaries],
        edition=edition_ref(digest),
        uri=addresses.of("role", told.slug, role.slug),
        page=addresses.page("role-detail", told.slug, role.slug),
    )


def _level(snapshot: Snapshot, level: RoleLevel) -> LevelShape:
    return LevelShape(
        key=level.slug,
        name=level.name,
        rank=level.rank,
        track=level.track,
        titles=list(level.titles),
        duties=list(level.duties),
        credentials=list(level.credentials),
        citations=list(level.citations),
        requirements=_requirements(snapshot, level),
    )


def _requirements(snapshot: Snapshot, level: RoleLevel) -> list[RequirementShape]:
    told = []
    for skill in snapshot.ordered_skills:
        requirement = level.requirement_of.get(skill.slug)
        if requirement and not skill.retired:
            step = snapshot.step.get(requirement.step) if requirement.step is not None else None
            told.append(
                RequirementShape(
                    skill=skill.slug,
                    name=skill.name,
                    step=requirement.step,
                    step_name=step.name if step else None,
                    importance=requirement.importance,
                    uri=addresses.of("skill", snapshot.framework.slug, skill.slug),
                )
            )
    return told


def _note(note: RoleNote) -> RoleNoteShape:
    return RoleNoteShape(
        key=note.slug,
        kind=note.kind,
        title=note.title,
        text=note.text,
        skills=list(note.skills),
        citations=list(note.citations),
        source=note.source,
        as_of=note.as_of,
    )
