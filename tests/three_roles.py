"""The blueprint with two more roles on its skills: what core tests and the bench score one set of answers against.

The second role shares most skills and asks less of them, on tracks that part; the third asks some other steps of
fewer skills, and a few that the blueprint's own role does not ask.
"""

import random
from dataclasses import replace
from functools import lru_cache

from assessment.role.core.compiled import CompiledRole, compile_role
from catalog.core import canonical
from catalog.core import snapshot as s
from tests import blueprint

OWN, OTHERS = blueprint.ROLE, ("engineer", "scientist")
TRACKS = ("", "expert", "people")


@lru_cache
def snapshot() -> s.Snapshot:
    one = blueprint.snapshot()
    own = one.role[OWN]
    unasked = [replace(one.skills[0], slug=f"extra_{number}", group="", position=90 + number) for number in range(5)]
    extra = tuple(replace(skill, prerequisites=()) for skill in unasked)
    slugs = [skill.slug for skill in one.skills]
    return replace(
        one,
        skills=one.skills + extra,
        roles=(
            own,
            _role("engineer", random.Random(1), [*slugs, *(skill.slug for skill in extra)], 3),
            _role("scientist", random.Random(2), slugs[::2], 3),
        ),
    )


def _role(slug: str, chance: random.Random, skills: list[str], levels: int) -> s.Role:
    """Some steps of the skills at each level, never less than below; the two highest levels are twins."""
    asked = {skill: chance.randint(0, 2) for skill in skills}
    made = []
    for position in range(levels):
        asked = {skill: min(4, step + chance.randint(0, 1)) for skill, step in asked.items()}
        needs = tuple(
            s.Requirement(skill, step, chance.choice(s.IMPORTANCES)) for skill, step in asked.items() if step > 0
        )
        rank, track = min(position + 1, levels - 1), TRACKS[position]
        made.append(s.RoleLevel(f"{slug}-{position}", rank, track, f"Level {position}", (), (), (), (), needs))
    return s.Role(slug, slug.title(), "", "", (), tuple(made), (), ())


@lru_cache
def compiled() -> tuple[CompiledRole, ...]:
    """The three roles, the blueprint's own first."""
    value = snapshot()
    digest = canonical.digest(value)
    return tuple(compile_role(value, digest, slug) for slug in (OWN, *OTHERS))
