"""The consequences of publishing in words, row by row, for the page of editors."""

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.consequences.core import pictures
from assessment.consequences.core.causes import Cause
from assessment.consequences.core.counting import EFFECTS, STANDS, Effect
from assessment.consequences.core.telling import CauseTold, LevelTold, RoleTold, Told
from assessment.fragments import picture
from assessment.role.reading import words
from catalog.core.snapshot import Requirement, Snapshot


def number(told: Told) -> str:
    """A count as it is told."""
    if told.is_few:
        return _("fewer than 5")
    if told.up_to:
        return _("about %(low)d to %(high)d") % {"low": told.about, "high": told.up_to}
    return _("about %d") % told.about


def role_in_words(role: RoleTold, before: Snapshot, after: Snapshot) -> dict[str, Any]:
    """What the page shows of a role."""
    return {
        "role": role,
        "attempts": number(role.attempts),
        "verdict": number(role.verdict),
        "readiness": number(role.readiness),
        "reopened": number(role.reopened),
        "levels": [_level(role, level) for level in role.levels],
        "new": ", ".join(level.name for level in role.new),
        "gone": ", ".join(level.name for level in role.gone),
        "causes": [_cause(cause, role.role, before, after) for cause in role.causes],
        "together": number(role.together),
        "tried": number(role.tried) if role.tried != role.attempts else "",
    }


def _level(role: RoleTold, level: LevelTold) -> dict[str, Any]:
    stands = [
        _sentence((_STANDS[stand](), side[stand]) for stand in STANDS) if side else ""
        for side in (level.before, level.after)
    ]
    return {
        "level": level.level,
        "verdict": _sentence((_effect(effect), level.verdict[effect]) for effect in EFFECTS),
        "within": _sentence((_effect(effect), level.readiness[effect][0]) for effect in EFFECTS),
        "beyond": _sentence((_effect(effect), level.readiness[effect][1]) for effect in EFFECTS),
        "before": stands[0],
        "after": stands[1],
        "picture": _picture(role, level, stands),
    }


def _sentence(counts: Iterable[tuple[str, Told]]) -> str:
    """The counts that are told nearer than that they are few; where none is, that."""
    told = [f"{word} {number(count)}" for word, count in counts if not count.is_few]
    return "; ".join(told) or number(Told(0))


def _picture(role: RoleTold, level: LevelTold, stands: list[str]) -> SafeString | str:
    if not (level.before and level.after):
        return ""
    return picture(
        pictures.bars(
            level.before,
            level.after,
            key=f"stand-{role.role}-{level.level.slug}",
            title=_("Where people stand at %s") % level.level.name,
            description=_("Before: %(before)s. After: %(after)s.") % {"before": stands[0], "after": stands[1]},
        )
    )


_STANDS = {
    "met": lambda: _("met"),
    "close": lambda: _("close"),
    "not yet": lambda: _("not yet"),
    "unclear": lambda: _("not clear yet"),
}


def _effect(effect: Effect) -> str:
    return {
        "higher": _("higher"),
        "lower": _("lower"),
        "less certain": _("less certain"),
        "more certain": _("more certain"),
    }[effect]


def _cause(told: CauseTold, role: str, before: Snapshot, after: Snapshot) -> dict[str, str]:
    what = (
        _bundle(told, role, after)
        if told.size > 1 or not _is_single(told.cause)
        else _single(told.cause, role, before, after)
    )
    return {"what": what, "verdict": number(told.verdict), "readiness": number(told.readiness)}


def _is_single(cause: Cause) -> bool:
    return bool(cause.skill) or cause.kind in {"rule", "scale"}


def _single(cause: Cause, role: str, before: Snapshot, after: Snapshot) -> str:
    if cause.kind == "rule":
        return _("The scoring rule")
    if cause.kind == "scale":
        return _("The scale")
    name = (after.skill.get(cause.skill) or before.skill[cause.skill]).name
    if cause.kind != "requirement":
        return {
            "new question": _("“%s” is asked for the first time"),
            "question gone": _("“%s” is asked no more"),
            "question": _("“%s” is asked in other words"),
            "group": _("“%s” counts with other skills than before, or alone"),
        }[cause.kind] % name
    then, now = before.role[role].level[cause.level], after.role[role].level[cause.level]
    return _("%(level)s, “%(skill)s”: %(before)s → %(after)s") % {
        "level": now.name,
        "skill": name,
        "before": _asked(before, then.requirement_of.get(cause.skill)),
        "after": _asked(after, now.requirement_of.get(cause.skill)),
    }


def _asked(snapshot: Snapshot, requirement: Requirement | None) -> str:
    if requirement is None:
        return _("not asked")
    importance = words().importance(requirement.importance)
    if requirement.step is None:
        return importance
    return f"{words().step(snapshot, requirement.step)}, {importance}"


def _bundle(told: CauseTold, role: str, after: Snapshot) -> str:
    size = told.size
    if told.cause.kind == "requirement":
        level = after.role[role].level[told.cause.level].name
        said = ngettext("%(level)s: %(count)d requirement", "%(level)s: %(count)d requirements", size)
        return said % {"level": level, "count": size}
    return {
        "new question": ngettext("%d new question", "%d new questions", size),
        "question gone": ngettext("%d question that is asked no more", "%d questions that are asked no more", size),
        "question": ngettext("%d question in other words", "%d questions in other words", size),
        "group": ngettext(
            "%d skill that counts with others, or alone", "%d skills that count with others, or alone", size
        ),
    }[told.cause.kind] % size
