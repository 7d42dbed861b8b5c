"""What an edition asks of a role, with all that is derived from it once."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial, update_wrapper
from typing import Any, TypeVar, TypeVarTuple

from assessment.role.core import priorities, questionnaire
from assessment.role.core.priorities import StepGraph
from assessment.role.core.questionnaire import Questionnaire
from assessment.role.core.rules import Rules, compile_rules
from catalog.core.snapshot import Role, Snapshot

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


@dataclass(frozen=True, eq=False)
class CompiledRole:
    """A role of an edition with all that is derived from it once; equal to itself only.

    `key` names the edition, the role and what of it is asked. `kept` holds what `kept` functions gave.
    """

    key: str
    digest: str
    snapshot: Snapshot
    questionnaire: Questionnaire
    rules: Rules
    graph: StepGraph
    kept: dict[Any, Callable[..., Any]] = field(default_factory=dict, repr=False)

    @property
    def role(self) -> Role:
        return self.questionnaire.role

    @property
    def language(self) -> str:
        """The language in which the catalogue is written."""
        return self.snapshot.framework.language


def compile_role(snapshot: Snapshot, digest: str, role_slug: str) -> CompiledRole:
    """Derive questionnaire, rules and step costs of a role. Raises questionnaire.RoleUnknown."""
    rules = compile_rules(snapshot, role_slug)
    graph = priorities.compile_step_graph(snapshot, rules)
    asked = questionnaire.build(snapshot, role_slug)
    return CompiledRole(f"{digest}/{role_slug}", digest, snapshot, asked, rules, graph)


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
