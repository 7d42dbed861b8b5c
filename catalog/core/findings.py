"""What a catalogue can have wrong: the rules by name, and a finding of one of them (docs/editions.md says each in words)."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
Kind = Literal["area", "framework", "level", "note", "resource", "role", "skill"]

RULES: Mapping[str, Severity] = {
    "scale-broken": "error",
    "step-off-scale": "error",
    "skill-unknown": "error",
    "area-unknown": "error",
    "area-again": "error",
    "requirement-retired": "error",
    "prerequisite-cycle": "error",
    "prerequisite-not-required": "error",
    "prerequisite-in-group": "error",
    "address-not-web": "error",
    "address-twice": "error",
    "covers-too-much": "error",
    "months-missing": "error",
    "role-without-level": "error",
    "level-without-requirement": "error",
    "text-missing": "error",
    "key-twice": "error",
    "policy-version": "error",
    "anchor-missing": "warning",
    "skill-without-anchor": "warning",
    "anchor-copied": "warning",
    "step-without-resource": "warning",
    "framework-without-resource": "warning",
    "requirement-dropped": "warning",
    "key-gone": "warning",
    "requirement-falls": "warning",
    "name-twice": "warning",
    "rank-left-out": "warning",
    "group-of-one": "warning",
    "task-empty": "warning",
    "level-without-must-have": "warning",
    "serves-lowest": "warning",
    "covers-estimate": "warning",
    "step-without-start": "warning",
    "resource-unseen": "warning",
    "resource-stale": "warning",
    "resource-unused": "warning",
    "skill-unrequired": "warning",
    "skill-uncited": "warning",
    "skills-alike": "warning",
    "area-empty": "warning",
    "text-long": "warning",
    "text-hard": "warning",
}


class Finding(NamedTuple):
    """One fault of one thing. Sorts errors first; `facts` are named values for the sentence that words it.

    The slug of a level is "role/level", that of a note "role/note". Facts name other things as people know them, and steps as numbers.
    """

    severity: Severity
    rule: str
    kind: Kind
    slug: str
    facts: tuple[tuple[str, str | int], ...] = ()

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def found(rule: str, kind: Kind, slug: str, **facts: str | int) -> Finding:
    """A finding of a rule, as severe as the rule is."""
    return Finding(RULES[rule], rule, kind, slug, tuple(facts.items()))
