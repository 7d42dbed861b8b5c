"""What would follow from other answers: read from an address, put over what was handed in, stored nowhere.

An address says a step for each skill, as in `prg_python=3&res_experiment_design=2`; `main.specialism` is the main field
in a group, `none` for nobody's; `level` is the level to count the way to.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple
from urllib.parse import urlencode

from assessment.plan.core.plan import Effort, Plan, PlanStep, effort
from assessment.role.core.scoring import Answer
from assessment.words.ranges import Interval
from catalog.core.snapshot import Skill

LEVEL = "level"
# Before the key of a group. No key has a full stop.
MAIN = "main."
NONE = "none"

FaultCode = Literal["unknown_skill", "off_scale", "twice", "unknown_level", "unknown_member", "too_many"]


class Change(NamedTuple):
    """A skill supposed to be at a step of the scale."""

    skill: str
    step: int


class Fault(NamedTuple):
    """A part of an address that cannot be read: why, and the name and value as they stand there."""

    code: FaultCode
    name: str = ""
    value: str = ""


class Read(NamedTuple):
    """What an address supposes, in the order of the questions; the level that it names, "" for none; and what of it
    cannot be read. Parts that say nothing, as a form sends them for what was left alone, are `blank`. `main` is the
    main field by group, "" for none."""

    changes: tuple[Change, ...]
    level: str
    faults: tuple[Fault, ...]
    has_blank: bool
    main: tuple[tuple[str, str], ...] = ()


def read(
    pairs: Sequence[tuple[str, str]],
    questions: Collection[str],
    scale: tuple[int, int],
    levels: Collection[str],
    groups: Mapping[str, Sequence[Skill]],
) -> Read:
    """The parts of an address, each as (name, value), against what a role asks: its skills in order, the lowest and the
    highest step, its levels, its groups with their members. Only steps written as on the scale are taken ("3", not "03"
    or "３"). Of a skill given twice neither step is taken, since nobody can say which is meant.
    """
    steps = {str(step): step for step in range(scale[0], scale[1] + 1)}
    members = {f"{MAIN}{group}": {NONE, *(skill.slug for skill in skills)} for group, skills in groups.items()}
    known: dict[str, Collection[str]] = {**dict.fromkeys(questions, steps), **members, LEVEL: levels}
    faults: list[Fault] = []
    if len(pairs) > len(known):
        faults.append(Fault("too_many"))
    given: dict[str, list[str]] = {}
    for name, value in pairs[: len(known)]:
        given.setdefault(name, []).append(value)
    found: dict[str, str] = {}
    for name, (value, *more) in given.items():
        if name not in known:
            faults.append(Fault("unknown_skill", name, value))
        elif more:
            faults.append(Fault("twice", name, value))
        elif value in known[name]:
            found[name] = value
        elif value:
            code: FaultCode = "unknown_level" if name == LEVEL else "unknown_member" if name in members else "off_scale"
            faults.append(Fault(code, name, value))
    changes = tuple(Change(skill, steps[found[skill]]) for skill in questions if skill in found and skill != LEVEL)
    main = {name.removeprefix(MAIN): "" if found[name] == NONE else found[name] for name in members if name in found}
    is_blank = any(value == "" for _name, value in pairs)
    return Read(changes, found.get(LEVEL, ""), tuple(faults), is_blank, tuple(main.items()))


def differing(answers: Mapping[str, Answer], changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that change something: a step that was said already, and surely, stays as it was said."""
    return tuple(change for change in changes if not _is_said(answers.get(change.skill), change.step))


def differing_main(named: Mapping[str, str], main: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What of a supposed main field is another one than was named, "" for none."""
    return {group: member for group, member in main if member != named.get(group, "")}


def suppose(answers: Mapping[str, Answer], changes: Iterable[Change]) -> dict[str, Answer]:
    """The answers with the changes put over them. A supposed answer is sure, and nobody gave evidence for it."""
    return {**answers, **{change.skill: Answer(change.step) for change in differing(answers, changes)}}


def _is_said(answer: Answer | None, step: int) -> bool:
    return answer is not None and answer.step == step and not answer.unsure


def worth_a_look(have: Interval, needed: int) -> int:
    """The step to suppose for a gap: one more than is there; where the answer leaves it open, what is needed, as far as
    the answer allows."""
    return have.low + 1 if have.low == have.high else min(needed, have.high)


def query(changes: Iterable[Change], level: str = "", main: Mapping[str, str] | None = None) -> str:
    """The address's part for some changes: one and the same for the same changes in the same order."""
    named = [(f"{MAIN}{group}", member or NONE) for group, member in (main or {}).items()]
    return urlencode([*changes, *named, *([(LEVEL, level)] if level else [])])


class Ways(NamedTuple):
    """The way to one level by the answers as they are, and by those that are supposed."""

    now: Plan
    then: Plan

    @property
    def hours(self) -> Effort:
        """How many hours less it is: typically, and for half and twice the effort; below 0 where it is more."""
        return effort(self.now.hours.likely - self.then.hours.likely)

    @property
    def steps(self) -> int:
        """How many steps less it is; below 0 where it is more."""
        return len(self.now.steps) - len(self.then.steps)

    @property
    def spared(self) -> tuple[PlanStep, ...]:
        """The steps that would not have to be taken any more, in the order of the plan."""
        return _without(self.now, self.then)

    @property
    def added(self) -> tuple[PlanStep, ...]:
        """The steps that would have to be taken only then."""
        return _without(self.then, self.now)


def _without(plan: Plan, other: Plan) -> tuple[PlanStep, ...]:
    taken = {(step.skill, step.to_step) for step in other.steps}
    return tuple(step for step in plan.steps if (step.skill, step.to_step) not in taken)
