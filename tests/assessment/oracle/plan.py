"""The best plan as method.md 4.2 states it: an integer programme, solved exactly by HiGHS. Nothing of ours inside."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import ceil
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from tests.assessment.oracle import scorer
from tests.assessment.oracle.catalogue import Catalogue, Level
from tests.assessment.oracle.scorer import Steps, half_up


def hours(cat: Catalogue, slug: str, step: int) -> int:
    """4.3: the hours of a step times the skill's effort."""
    effort = next(skill.effort for skill in cat.skills if skill.slug == slug)
    return half_up(effort * cat.hours[step])


def settled(cat: Catalogue, have: Steps) -> Catalogue:
    """For a plan a group is one member: the main field, else the highest, then the first of the catalogue (3.9)."""
    chosen = {
        skill.group: max(members, key=lambda slug: have[slug])
        for skill in cat.skills
        if skill.group and (members := [other.slug for other in cat.skills if other.group == skill.group])
    }
    return replace(cat, main={**chosen, **cat.main})


def unasked(cat: Catalogue, level: Level, steps: Iterable[str]) -> int:
    """How many steps, given by their skills, are in skills that a level finds helpful or does not ask for."""
    asked = {member for ask in cat.asks[level.slug] if ask.importance != "helpful" for member in ask.members}
    return sum(slug not in asked for slug in steps)


def optimum(cat: Catalogue, level: Level, have: Steps) -> tuple[int, int]:
    """The fewest steps in skills that a level does not need, and then the least hours, that close every must-have of it
    and bring readiness to the threshold, in a settled catalogue."""
    model = _Model(cat, have)
    missing = ceil(cat.policy.met * scorer.total(cat, level)) - scorer.earned(cat, level, have)
    gains: dict[object, int] = {}
    for ask in cat.asks[level.slug]:
        [member] = ask.members
        if ask.importance == "essential" and have[member] < ask.step:
            model.at_least({(member, ask.step): 1}, 1)
        gains |= {(member, step): ask.weight for step in range(have[member] + 1, ask.step + 1)}
    if missing > 0:
        model.at_least(gains, missing)
    needless = {step: unasked(cat, level, [step[0]]) for step in model.steps}
    fewest = model.least(needless)
    model.at_least({step: -count for step, count in needless.items()}, -fewest)
    return fewest, model.least({(slug, step): hours(cat, slug, step) for slug, step in model.steps})


class _Model:
    def __init__(self, cat: Catalogue, have: Steps) -> None:
        self.steps = [
            (skill.slug, step) for skill in cat.skills for step in range(have[skill.slug] + 1, cat.highest + 1)
        ]
        self.columns = {step: column for column, step in enumerate(self.steps)}
        self.rows: list[tuple[Mapping[Any, int], int]] = []
        for skill in cat.skills:
            needs = [(step, skill.slug, step - 1) for step in range(cat.lowest + 1, cat.highest + 1)]
            for step, other, needed in [*needs, *skill.needs]:
                if (skill.slug, step) in self.columns and (other, needed) in self.columns:
                    self.at_least({(other, needed): 1, (skill.slug, step): -1}, 0)

    def at_least(self, terms: Mapping[Any, int], least: int) -> None:
        if terms:
            self.rows.append((terms, least))

    def least(self, costs: Mapping[tuple[str, int], int]) -> int:
        """The least sum of the costs of steps that keeps to all rows."""
        if not self.rows:
            return 0
        places = [(row, self.columns[name]) for row, (terms, _least) in enumerate(self.rows) for name in terms]
        values = [value for terms, _least in self.rows for value in terms.values()]
        matrix = csr_array((values, tuple(zip(*places, strict=True))), shape=(len(self.rows), len(self.columns)))
        found = milp(
            np.array([costs.get(name, 0) for name in self.columns], dtype=float),
            constraints=LinearConstraint(matrix, np.array([least for _terms, least in self.rows]), np.inf),
            integrality=np.ones(len(self.columns)),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0},
        )
        assert found.status == 0, found.message
        least: int = round(found.fun)
        return least


def is_enough(cat: Catalogue, level: Level, steps: Steps) -> bool:
    """All must-haves in place and readiness at the threshold."""
    closed = all(scorer.short(ask, steps) == 0 for ask in scorer.essentials(cat, level))
    return closed and scorer.readiness(cat, level, steps) >= cat.policy.met


def lacking(cat: Catalogue, slug: str, step: int, steps: Steps) -> list[tuple[str, int]]:
    """What taking a step would need that these steps do not hold."""
    needs = next(skill.needs for skill in cat.skills if skill.slug == slug)
    found = [(other, needed) for at, other, needed in needs if at == step and steps.get(other, needed) < needed]
    return found if steps[slug] == step - 1 else [(slug, step - 1), *found]


def removable(cat: Catalogue, level: Level, have: Steps, after: Steps) -> list[tuple[str, int]]:
    """Last steps of a plan that could be left out: nothing in it needs them and the rest is enough."""
    taken = [(slug, step) for slug in after for step in range(have[slug] + 1, after[slug] + 1)]
    by_slug = {skill.slug: skill for skill in cat.skills}
    found = []
    for slug, step in taken:
        needed = any(
            (other, needs) == (slug, step) and (of, at) in taken
            for of in by_slug
            for at, other, needs in by_slug[of].needs
        )
        if step == after[slug] and not needed and is_enough(cat, level, {**after, slug: step - 1}):
            found.append((slug, step))
    return found
