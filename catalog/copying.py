"""Copies to go on from: of a framework, a role, a level or a skill, under another name and key. Nothing points to a copy yet."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils.text import slugify

from catalog import audit
from catalog.compile import compile_live
from catalog.editing.locking import alone
from catalog.models import Framework, Requirement, Role, RoleLevel, RoleNote, Skill
from catalog.restore import beside, lay


def free_key(name: str, old: str, taken: Iterable[str], longest: int) -> str:
    """A key for a copy: from its name, or where no letter of that can stand in a key from the old one; not yet taken."""
    taken = set(taken)
    base = (slugify(name) or f"{old}-copy")[:longest].strip("-_")
    number, key = 1, base
    while key in taken:
        number += 1
        key = f"{base[: longest - 1 - len(str(number))].rstrip('-_')}-{number}"
    return key


@transaction.atomic
def copy_framework(*, framework: Framework, name: str, slug: str, at: datetime) -> Framework:
    """A framework with all that the live catalogue of another holds, and no edition."""
    alone()
    snapshot = compile_live(framework)
    made = Framework.objects.create(slug=slug, name=name)
    lay(framework=made, snapshot=snapshot, at=at, aside=beside(framework))
    made.refresh_from_db()
    made.name = name
    made.save()
    _record(made, made.pk, framework)
    return made


@transaction.atomic
def copy_role(*, role: Role, name: str, slug: str) -> Role:
    """A role of the same framework with the levels of another, what they require, its notes and what is paid."""
    alone()
    made: Role = _twin(role, name=name, slug=slug)
    made.save()
    levels = {level.pk: _twin(level, role_id=made.pk) for level in role.levels.all()}
    RoleLevel.objects.bulk_create(levels.values())
    needs = Requirement.objects.filter(level__role=role)
    Requirement.objects.bulk_create(_twin(need, level_id=levels[need.level_id].pk) for need in needs)
    notes = {note.pk: _twin(note, role_id=made.pk) for note in role.notes.all()}
    RoleNote.objects.bulk_create(notes.values())
    named = RoleNote.skills.through
    rows = named._base_manager.filter(rolenote__role=role).values_list("rolenote_id", "skill_id")
    named._base_manager.bulk_create(named(rolenote_id=notes[note].pk, skill_id=skill) for note, skill in rows)
    role.salaries.model.objects.bulk_create(_twin(pay, role_id=made.pk) for pay in role.salaries.all())
    _record(made, role.framework_id, role)
    return made


@transaction.atomic
def copy_level(*, level: RoleLevel, name: str, slug: str) -> RoleLevel:
    """A level above all others of its role, which requires what another one does."""
    alone()
    highest = level.role.levels.aggregate(highest=Max("rank"))["highest"]
    made: RoleLevel = _twin(level, name=name, slug=slug, rank=highest + 1)
    made.save()
    Requirement.objects.bulk_create(_twin(need, level_id=made.pk) for need in level.requirements.all())
    _record(made, level.role.framework_id, level)
    return made


@transaction.atomic
def copy_skill(*, skill: Skill, name: str, slug: str, with_links: bool = False) -> Skill:
    """A skill at the end of its area with the anchors and the prerequisites of another, in the further areas of that. The counterparts in public
    vocabularies are somebody's judgement of the other skill: they come along where that is asked for."""
    alone()
    last = skill.area.skills.aggregate(last=Max("position"))["last"]
    made: Skill = _twin(skill, name=name, slug=slug, position=last + 1, retired_on=None)
    made.save()
    for parts in (skill.places, skill.anchors, skill.prerequisites, *([skill.links] if with_links else [])):
        parts.model._base_manager.bulk_create(_twin(part, skill_id=made.pk) for part in parts.all())
    _record(made, skill.framework_id, skill)
    return made


def _record(made: Model, framework_id: int, of: Model) -> None:
    """The parts of a copy are written in bulk, past what the audit log sees."""
    audit.record(verb=audit.COPIED, framework_id=framework_id, page=made, values={"of": [None, str(of)]})


def _twin(row: Any, **changed: Any) -> Any:
    """A row with the values of another, not stored yet."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row)(**values | changed)
