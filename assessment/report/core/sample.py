"""What a made-up person says, so that everybody can see a report before they answer anything.

A function of the compiled role alone: whatever its scale and its levels, the person meets about the second level and
has the way to the next before them, with a few gaps, one open answer and a strength.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from assessment.role.core.compiled import CompiledRole
from assessment.role.core.rules import Need, Rules
from assessment.role.core.scoring import Answer, following

T = TypeVar("T")


class _Way(NamedTuple):
    """By unit, the step that is surely there, and the need of the next level."""

    floor: Mapping[int, int]
    needs: Mapping[int, Need]


def answers_of(compiled: CompiledRole) -> dict[str, Answer]:
    """The answers by skill slug; one that is left open is missing, or not sure where a lower level asks for it."""
    rules = compiled.rules
    way = _way(rules)
    steps, open_unit = _steps(rules, way)
    said: dict[str, Answer] = {}
    for unit in rules.units:
        first, *others = (rules.skills[member].slug for member in unit.members)
        said[first] = Answer(steps[unit.position], unsure=unit.position == open_unit)
        said |= dict.fromkeys(others, Answer(rules.lowest))
        if unit.position == open_unit and way.floor[open_unit] == rules.lowest:
            del said[first]
    return said


def _way(rules: Rules) -> _Way:
    """From the second of at least three levels to the one above; with fewer from the first, or from nothing."""
    ladder: list[int] = []
    while (level := following(rules, ladder[-1] if ladder else None)) is not None:
        ladder.append(level)
    below = min(2, len(ladder) - 1)
    floor = dict.fromkeys(range(len(rules.units)), rules.lowest)
    for level in ladder[:below]:
        for need in rules.levels[level].needs:
            floor[need.unit] = max(floor[need.unit], need.step)
    return _Way(floor, rules.levels[ladder[below]].need_of)


def _steps(rules: Rules, way: _Way) -> tuple[dict[int, int], int | None]:
    """The step of each unit, and the unit whose answer is open, if any can be."""
    steps = {
        unit: max(floor, way.needs[unit].step) if unit in way.needs else floor for unit, floor in way.floor.items()
    }
    rising = [need for need in way.needs.values() if need.step > way.floor[need.unit]]
    must_haves = [need for need in rising if need.is_essential]
    two_steps = [need for need in must_haves if need.step - way.floor[need.unit] > 1]
    far = _spread(two_steps, _share(two_steps, 3))
    alone = [need for need in must_haves if need not in far and len(rules.units[need.unit].members) == 1]
    alone.sort(key=lambda need: way.floor[need.unit] > rules.lowest)
    open_unit = alone[0].unit if len(must_haves) > 1 and alone else None
    left = [need for need in must_haves if need not in far and need.unit != open_unit]
    others = [need for need in rising if not need.is_essential]
    near = _spread(left, _share(left, 3)) + _spread(others, _share(others, 3))
    for short, gaps in ((2, far), (1, near)):
        steps |= {need.unit: need.step - short for need in gaps}
    in_place = [unit for unit in way.needs if steps[unit] == way.needs[unit].step < rules.highest and unit != open_unit]
    steps |= {unit: steps[unit] + 1 for unit in _spread(in_place, _share(in_place, 10))}
    return steps, open_unit


def _share(items: Sequence[T], part: int) -> int:
    """One of `part` of some items, and one at least where there are any."""
    return min(len(items), max(1, len(items) // part))


def _spread(items: Sequence[T], count: int) -> list[T]:
    """So many of some items, evenly from all over them."""
    return [items[(2 * place + 1) * len(items) // (2 * count)] for place in range(count)]
