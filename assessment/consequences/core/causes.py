"""The changes of a draft that can change what answers come to, and the current edition with some of them alone."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from assessment.role.core.questionnaire import best_importance
from assessment.role.core.same_questions import unchanged_questions
from catalog.core.snapshot import Role, RoleLevel, Skill, Snapshot

CauseKind = Literal["new question", "question gone", "question", "group", "requirement", "rule", "scale"]

# With these all that levels ask of the skill comes or goes, too.
TURNED: tuple[CauseKind, ...] = ("new question", "question gone")


class Cause(NamedTuple):
    """One change that scoring knows: of a skill, of what a level asks of it, of the scoring rule, or of the scale."""

    kind: CauseKind
    skill: str = ""
    level: str = ""


def causes_of(before: Snapshot, after: Snapshot, role: str) -> list[Cause]:
    """What of a draft can change how a role's answers score, at levels that both have; in catalogue order."""
    then, now = _asked(before, role), _asked(after, role)
    rescaled = replace(before, scale=after.scale)
    alike = unchanged_questions(rescaled, after)
    found = [] if then <= unchanged_questions(before, rescaled) else [Cause("scale")]
    for skill in _ordered(before, after):
        slug = skill.slug
        if slug in then or slug in now:
            found += _of_skill(slug, before, after, role, (slug in then, slug in now, slug in alike))
    if before.policy != replace(after.policy, version=before.policy.version):
        found.append(Cause("rule"))
    return found


def with_causes(before: Snapshot, after: Snapshot, role: str, causes: Collection[Cause]) -> Snapshot:
    """The snapshot `before` with these of the changes to `after`, of this role alone, and with nothing else of it."""
    kinds = {cause.kind for cause in causes}
    turned = {cause.skill for cause in causes if cause.kind in TURNED}
    single = {(cause.level, cause.skill) for cause in causes if cause.kind == "requirement"}
    of_kind = {(cause.kind, cause.skill) for cause in causes}
    areas = {area.slug: area for area in (*after.areas, *before.areas)}
    skills = [_skill(slug, before, after, of_kind) for slug in dict.fromkeys([*before.skill, *sorted(turned)])]
    levels = tuple(
        _level(level, after.role[role].level.get(level.slug), single, turned) for level in before.role[role].levels
    )
    return replace(
        before,
        policy=after.policy if "rule" in kinds else before.policy,
        scale=after.scale if "scale" in kinds else before.scale,
        areas=tuple(areas.values()),
        skills=tuple(skills),
        roles=(replace(before.role[role], levels=levels),),
    )


def bundled(causes: Sequence[Cause]) -> dict[Cause, list[Cause]]:
    """The causes put together where there are many: by kind, and requirements by level."""
    found: dict[Cause, list[Cause]] = {}
    for cause in causes:
        found.setdefault(Cause(cause.kind, level=cause.level), []).append(cause)
    return found


def _asked(snapshot: Snapshot, role: str) -> set[str]:
    """The skills that a role's questions are about."""
    best = best_importance(snapshot.role[role])
    return {skill.slug for skill in snapshot.skills if skill.slug in best and not skill.retired}


def _ordered(before: Snapshot, after: Snapshot) -> list[Skill]:
    return [*after.ordered_skills, *(skill for skill in before.ordered_skills if skill.slug not in after.skill)]


def _of_skill(slug: str, before: Snapshot, after: Snapshot, role: str, known: tuple[bool, bool, bool]) -> list[Cause]:
    was_asked, is_asked, is_alike = known
    if not is_asked:
        return [Cause("question gone", slug)]
    if not was_asked:
        return [Cause("new question", slug)]
    found = [] if is_alike else [Cause("question", slug)]
    if before.skill[slug].group != after.skill[slug].group:
        found.append(Cause("group", slug))
    found += [
        Cause("requirement", slug, level.slug)
        for level in after.role[role].ladder
        if level.slug in before.role[role].level and _differs(slug, before.role[role], level)
    ]
    return found


def _differs(slug: str, before: Role, level: RoleLevel) -> bool:
    return before.level[level.slug].requirement_of.get(slug) != level.requirement_of.get(slug)


def _skill(slug: str, before: Snapshot, after: Snapshot, causes: Collection[tuple[CauseKind, str]]) -> Skill:
    """A skill with what of its causes is tried. One that is gone stays, since no level asks for it then."""
    old, new = before.skill.get(slug), after.skill.get(slug)
    if old is None or new is None or any((kind, slug) in causes for kind in TURNED):
        return new or before.skill[slug]
    if ("question", slug) in causes:
        old = replace(old, name=new.name, definition=new.definition, anchors=new.anchors)
    return replace(old, group=new.group) if ("group", slug) in causes else old


def _level(
    level: RoleLevel, now: RoleLevel | None, single: Collection[tuple[str, str]], turned: Collection[str]
) -> RoleLevel:
    if now is None:
        return level
    found = [
        (now if (level.slug, slug) in single or slug in turned else level).requirement_of.get(slug)
        for slug in {**level.requirement_of, **now.requirement_of}
    ]
    return replace(level, requirements=tuple(requirement for requirement in found if requirement))
