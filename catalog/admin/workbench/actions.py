"""What the workbench writes beside its forms: the order, and things of which only a name is given."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from catalog.admin.workbench.reading import order_of
from catalog.core import ordering
from catalog.core.ordering import Move, Order
from catalog.core.typed_in import Line, key_of
from catalog.models import Area, Framework, Resource, ResourceStep, Skill


class OrderChanged(Exception):
    """The order is not what was seen; `now` is what it is."""

    def __init__(self, now: Order) -> None:
        super().__init__()
        self.now = now


@transaction.atomic
def move(*, framework: Framework, move: Move, seen: str) -> None:
    """Move an area, or a skill within its area or into another one.

    Raises OrderChanged where somebody else moved, added or deleted one since, and ordering.MoveUnknown for what is not
    there.
    """
    Framework.objects.select_for_update().get(pk=framework.pk)
    now = order_of(framework)
    if ordering.written(now) != seen:
        raise OrderChanged(now)
    wanted = ordering.moved(now, move)
    if move.kind == "area":
        _place(Area.objects.filter(framework=framework), tuple(wanted))
    changed = {area: skills for area, skills in wanted.items() if skills != now[area]}
    for area, skills in changed.items():
        for skill in Skill.objects.filter(pk__in=set(skills) - set(now[area])):
            skill.area_id = area
            skill.save()
            for place in skill.places.filter(area=area):  # what was a further area is its own now
                place.delete()
    for area, skills in changed.items():
        _place(Skill.objects.filter(area=area), skills)


def _place(rows: Iterable[Area] | Iterable[Skill], order: Sequence[int]) -> None:
    """Give rows the positions of an order; one that has its own already is not written."""
    for row in rows:
        if row.position != order.index(row.pk) + 1:
            row.position = order.index(row.pk) + 1
            row.save()


@transaction.atomic
def add_area(*, framework: Framework, name: str) -> Area:
    """A new area, the last, with a key made of its name."""
    Framework.objects.select_for_update().get(pk=framework.pk)
    taken = set(framework.areas.values_list("slug", flat=True))
    return Area.objects.create(
        framework=framework, name=name, slug=key_of(name, taken, "area"), position=_next(framework.areas.all())
    )


@transaction.atomic
def add_skills(*, area: Area, lines: Iterable[Line]) -> list[Skill]:
    """New skills, the last of an area, with keys made of their names; a definition that no line says stays to be
    written."""
    Framework.objects.select_for_update().get(pk=area.framework_id)
    taken = set(Skill.objects.filter(framework=area.framework_id).values_list("slug", flat=True))
    first = _next(area.skills.all())
    added = []
    for position, line in enumerate(lines, first):
        key = key_of(line.name, taken, "skill")
        taken.add(key)
        row = Skill.objects.create(area=area, name=line.name, definition=line.meaning, slug=key, position=position)
        added.append(row)
    return added


@transaction.atomic
def add_resource(*, skill: Skill, resource: Resource, steps: Iterable[int]) -> Resource:
    """Store a new resource of the skill's framework, with a key made of its title, for some steps of the skill."""
    taken = set(Resource.objects.filter(framework=skill.framework_id).values_list("slug", flat=True))
    resource.framework_id = skill.framework_id
    resource.slug = key_of(resource.title, taken, "resource")
    resource.save()
    for step in steps:
        starts = not ResourceStep.objects.filter(skill=skill, step=step, start_here=True).exists()
        ResourceStep.objects.create(resource=resource, skill=skill, step=step, start_here=starts)
    return resource


def _next(rows: QuerySet[Any]) -> int:
    found = rows.aggregate(last=Max("position"))["last"]
    return 1 if found is None else found + 1
