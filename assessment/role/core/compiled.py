"""What an edition asks of a role, with all that is derived from it once."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial, update_wrapper
from typing import Any, TypeVar, TypeVarTuple

from assessment.role.core import priorities, questionnaire
from assessment.role.core import rules as rules_of
from assessment.role.core.priorities import StepGraph
from assessment.role.core.questionnaire import Questionnaire
from assessment.role.core.rules import RULES_VERSION, Rules, compile_rules
from catalog.core import timing
from catalog.core.snapshot import Role, Snapshot

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


@dataclass(frozen=True, eq=False)
class CompiledRole:
    """A role of an edition with all that is derived from it once; equal to itself only.

    `key` names the edition, the role, the version of the rules, whose main field it is for, and what of it is asked.
    `main` is the main field, a member's key by group. `kept` holds what `kept` functions gave.
    """

    key: str
    digest: str
    snapshot: Snapshot
    questionnaire: Questionnaire
    rules: Rules
    graph: StepGraph
    main: Mapping[str, str] = field(default_factory=dict)
    kept: dict[Any, Callable[..., Any]] = field(default_factory=dict, repr=False)

    @property
    def role(self) -> Role:
        return self.questionnaire.role

    @cached_property
    def minutes(self) -> int:
        """How long its questions take, about (method.md 2.4)."""
        return timing.minutes(self.snapshot, [question.skill for question in self.questionnaire.questions])

    @cached_property
    def asks_main_before(self) -> Mapping[str, str]:
        """The group whose main field is asked before a question, by the skill of that: the first of its members."""
        groups = self.rules.groups
        found = {question.skill.group: question.skill.slug for question in reversed(self.questionnaire.questions)}
        return {slug: group for group, slug in found.items() if group in groups}

    @property
    def place(self) -> str:
        """What names the role among all: `framework/role`, for two frameworks may have a role of one slug."""
        return f"{self.snapshot.framework.slug}/{self.role.slug}"

    @property
    def language(self) -> str:
        """The language in which the catalogue is written."""
        return self.snapshot.framework.language


def compile_role(snapshot: Snapshot, digest: str, role_slug: str, version: int = RULES_VERSION) -> CompiledRole:
    """Derive questionnaire, rules and step costs of a role. Raises questionnaire.RoleUnknown."""
    rules = compile_rules(snapshot, role_slug, version)
    graph = priorities.compile_step_graph(snapshot, rules)
    asked = questionnaire.build(snapshot, role_slug)
    return CompiledRole(f"{digest}/{role_slug}/{version}", digest, snapshot, asked, rules, graph)


def kept(maxsize: int) -> Callable[[Callable[[CompiledRole, *Ts], T]], Callable[[CompiledRole, *Ts], T]]:
    """Keep what a function of a role gave, the `maxsize` latest of it, with the role and no longer than it.

    A cache of the module's own would hold a role that nobody asks for any more.
    """

    def decorate(function: Callable[[CompiledRole, *Ts], T]) -> Callable[[CompiledRole, *Ts], T]:
        def of_role(role: CompiledRole, *args: *Ts) -> T:
            cache = role.kept.get(function)
            if cache is None:
                of_this = partial(function, role)  # type: ignore[call-arg] # mypy knows no part of *Ts
                cache = role.kept[function] = lru_cache(maxsize)(of_this)
            given: T = cache(*args)
            return given

        return update_wrapper(of_role, function)

    return decorate


def narrowed(role: CompiledRole, asked: Collection[str]) -> CompiledRole:
    """The same role with the questions of some skills only; it is scored by all of its rules."""
    name = hashlib.sha256(" ".join(sorted(asked)).encode()).hexdigest()
    questions = questionnaire.narrow(role.questionnaire, asked)
    return replace(role, key=f"{role.key}/{name}", questionnaire=questions, kept={})


def with_main(role: CompiledRole, main: Mapping[str, str]) -> CompiledRole:
    """The same role with this main field in the place of any other; all is asked as before. Raises rules.MainUnknown."""
    if main == role.main:
        return role
    rules = rules_of.with_main(role.rules, main)
    name = " ".join(f"{group}={member}" for group, member in sorted(main.items()))
    graph = replace(role.graph, rules=rules)
    return replace(role, key=f"{role.key}/{name}", rules=rules, graph=graph, main=dict(main), kept={})
