"""What an edition asks of a role, with all that is derived from it once."""

from dataclasses import dataclass

from assessment.role.core import priorities, questionnaire, rules
from assessment.role.core.priorities import StepGraph
from assessment.role.core.questionnaire import Questionnaire
from assessment.role.core.rules import Rules
from catalog.core.snapshot import Role, Snapshot


@dataclass(frozen=True, eq=False)
class CompiledRole:
    """A role of an edition with all that is derived from it once. Kept for ever, so it is equal to itself only."""

    digest: str
    snapshot: Snapshot
    questionnaire: Questionnaire
    rules: Rules
    graph: StepGraph

    @property
    def role(self) -> Role:
        return self.questionnaire.role


def compile_role(snapshot: Snapshot, digest: str, role_slug: str) -> CompiledRole:
    """Derive questionnaire, rules and step costs of a role. Raises questionnaire.RoleUnknown."""
    compiled = rules.compile_rules(snapshot, role_slug)
    graph = priorities.compile_step_graph(snapshot, compiled)
    return CompiledRole(digest, snapshot, questionnaire.build(snapshot, role_slug), compiled, graph)
