"""People as method.md 5.2 simulates them, on the blueprint: a level's profile with shifts of person, area and item."""

import random
from functools import cache

from tests import blueprint

PEOPLE = 300


@cache
def steps(seed: int) -> dict[str, int]:
    """A seeded person's step in each skill: one of five personas, before the first level up to the last."""
    chance = random.Random(seed)
    persona = chance.randrange(5)
    profile = {slug: answer.step for slug, answer in blueprint.bar(blueprint.LEVELS[max(0, persona - 1)]).items()}
    person = chance.gauss(0.35, 0.45) - (persona == 0)
    areas = {row["area_key"]: 0.0 for row in blueprint.rows()}
    areas = {area: chance.gauss(0, 0.35) for area in areas}
    specialisms = [row["skill_key"] for row in blueprint.rows() if row["group"]]
    lowered = set(chance.sample(specialisms, len(specialisms) - 1))
    found = {}
    for row in blueprint.rows():
        slug = row["skill_key"]
        value = profile[slug] + person + areas[row["area_key"]] + chance.gauss(0, 0.55) - 2 * (slug in lowered)
        found[slug] = max(0, min(4, round(value)))
    return found


def have(seed: int) -> tuple[int, ...]:
    """The same in rule order."""
    return tuple(steps(seed)[skill.slug] for skill in blueprint.compiled().rules.skills)
