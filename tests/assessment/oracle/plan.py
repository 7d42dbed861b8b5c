"""The shortest plan as method.md 4.2 states it: an integer programme, solved exactly by HiGHS. Nothing of ours inside."""

from collections.abc import Mapping
from math import ceil

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


def optimum(cat: Catalogue, level: Level, have: Steps) -> int:
    """The least hours that close every must-have of a level and bring readiness to the threshold."""
    model = _Model(cat, have)
    missing = ceil(cat.policy.met * scorer.total(cat, level)) - scorer.earned(cat, level, have)
    gains: dict[object, int] = {}
    for ask in cat.asks[level.slug]:
        best = scorer.best(ask, have)
        if best < ask.step and ask.importance == "essential":
            model.at_least({(member, ask.step): 1 for member in ask.members}, 1)
        for step in range(best + 1, ask.step + 1):
            unit = ("unit", *ask.members, step)
            model.add(unit, 0)
            model.at_least({**{(member, step): 1 for member in ask.members}, unit: -1}, 0)
            gains[unit] = ask.weight
    if missing > 0:
        model.at_least(gains, missing)
    return model.solve()


class _Model:
    def __init__(self, cat: Catalogue, have: Steps) -> None:
        self.columns: dict[object, int] = {}
        self.costs: list[int] = []
        self.rows: list[tuple[Mapping[object, int], int]] = []
        efforts = {skill.slug: skill.effort for skill in cat.skills}
        for skill in cat.skills:
            for step in range(have[skill.slug] + 1, cat.highest + 1):
                self.add((skill.slug, step), half_up(efforts[skill.slug] * cat.hours[step]))
        for skill in cat.skills:
            needs = [(step, skill.slug, step - 1) for step in range(cat.lowest + 1, cat.highest + 1)]
            for step, other, needed in [*needs, *skill.needs]:
                if (skill.slug, step) in self.columns and (other, needed) in self.columns:
                    self.at_least({(other, needed): 1, (skill.slug, step): -1}, 0)

    def add(self, name: object, cost: int) -> None:
        self.columns[name] = len(self.costs)
        self.costs.append(cost)

    def at_least(self, terms: Mapping[object, int], least: int) -> None:
        self.rows.append((terms, least))

    def solve(self) -> int:
        if not self.rows:
            return 0
        places = [(row, self.columns[name]) for row, (terms, _least) in enumerate(self.rows) for name in terms]
        values = [value for terms, _least in self.rows for value in terms.values()]
        matrix = csr_array((values, tuple(zip(*places, strict=True))), shape=(len(self.rows), len(self.costs)))
        found = milp(
            np.array(self.costs, dtype=float),
            constraints=LinearConstraint(matrix, np.array([least for _terms, least in self.rows]), np.inf),
            integrality=np.ones(len(self.costs)),
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
