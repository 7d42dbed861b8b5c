"""What stands beside a skill: what it opens, what helps with each step, and where visitors read of it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from catalog.admin.public import address_of
from catalog.admin.workbench.rows import scale_of
from catalog.models import Prerequisite, Resource, ResourceStep, Skill


class Served(NamedTuple):
    """A step above the lowest, and the resources that lead to it, with whether one is to start with."""

    step: str
    resources: list[tuple[Resource, bool]]


class Aside(NamedTuple):
    needs: list[Prerequisite]
    unlocks: list[Prerequisite]
    served: list[Served]
    public: str | None


def of(skill: Skill) -> Aside:
    """The same few queries, whatever there is."""
    rows: Mapping[int, list[tuple[Resource, bool]]] = defaultdict(list)
    found = (
        ResourceStep.objects.filter(skill=skill).select_related("resource").order_by("-start_here", "resource__title")
    )
    for row in found:
        rows[row.step].append((row.resource, row.start_here))
    return Aside(
        needs=list(skill.prerequisites.select_related("needs").order_by("step", "needs__name")),
        unlocks=list(skill.unlocks.select_related("skill").order_by("needs_step", "skill__name", "step")),
        served=[Served(str(step), rows[step.value]) for step in scale_of(skill)[1:]],
        public=address_of(skill),
    )
