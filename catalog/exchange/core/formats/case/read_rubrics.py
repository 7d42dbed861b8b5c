"""What the rubrics of a package say: sentences for the steps of skills, and the scale where nothing else says one."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from catalog.core.snapshot import Anchor, Step
from catalog.exchange.core.formats.case import classes, ours
from catalog.exchange.core.formats.case.identity import Json, key
from catalog.exchange.core.formats.case.notes import Notes
from catalog.exchange.core.formats.case.package import Package
from catalog.exchange.core.formats.case.plain import line, short
from catalog.exchange.core.formats.case.texts import STEP_NAME, obj, objs, text
from catalog.exchange.core.formats.case.vocabulary import Scale
from catalog.exchange.core.formats.case.written_rubrics import exact_texts
from catalog.exchange.core.imported import WARNING

MOST_STEPS = 10  # of a scale with us, from 0 to 9


class Criterion(NamedTuple):
    """The criterion of a skill: its rubric, what it says, and its levels from the lowest."""

    skill: str
    rubric: str
    raw: Json
    levels: Sequence[Json]
    place: str


def criteria_of(package: Package, skills: Mapping[str, object]) -> dict[str, Criterion]:
    """The first criterion of each skill that has one."""
    found: dict[str, Criterion] = {}
    for at, rubric in enumerate(objs(package.raw.get("CFRubrics"))):
        for number, raw in enumerate(objs(rubric.get("CFRubricCriteria"))):
            skill = key(obj(raw.get("CFItemURI")).get("identifier"))
            if skill in skills and skill not in found and (levels := objs(raw.get("CFRubricCriterionLevels"))):
                place = f"CFRubrics[{at}].CFRubricCriteria[{number}]"
                found[skill] = Criterion(skill, text(rubric.get("identifier")), raw, _in_order(levels), place)
    return found


def _in_order(levels: Sequence[Json]) -> list[Json]:
    """By score, then position, then as they stand; what has neither comes last."""

    def place(level: Json) -> tuple[bool, float, bool, float]:
        score, position = classes.number(level.get("score")), classes.number(level.get("position"))
        return score is None, score or 0, position is None, position or 0

    return sorted(levels, key=place)


def scale_in(criteria: Mapping[str, Criterion]) -> dict[float, Step]:
    """The steps that the levels of rubrics are, by what stands for each there: its score where all have one, else its
    place. Nothing where they make no scale of ours."""
    levels = [level for criterion in criteria.values() for level in criterion.levels]
    scores = [classes.number(level.get("score")) for level in levels]
    is_scored = None not in scores
    places = [place for criterion in criteria.values() for place in range(len(criterion.levels))]
    signs: list[float] = [score or 0 for score in scores] if is_scored else [float(place) for place in places]
    distinct = sorted(set(signs))
    if not 2 <= len(distinct) <= MOST_STEPS:
        return {}
    values = _values(distinct) if is_scored else range(len(distinct))
    names: dict[float, str] = {}
    for sign, level in zip(signs, levels, strict=True):
        if name := short(line(text(level.get("quality"))), STEP_NAME):
            names.setdefault(sign, name)
    return {
        sign: Step(value, names.get(sign, f"Step {value}"), "", hours_to(number))
        for number, (sign, value) in enumerate(zip(distinct, values, strict=True))
    }


def _values(distinct: Sequence[float]) -> range:
    """Numbers in a row for scores: the scores themselves where they are such, else from 0 or from 1 on."""
    first = 0 if distinct[0] <= 0 or len(distinct) == MOST_STEPS else 1
    if distinct[0] == int(distinct[0]) and distinct[-1] - distinct[0] == len(distinct) - 1 and distinct[0] >= 0:
        first = int(distinct[0]) if distinct[-1] < MOST_STEPS else first
    return range(first, first + len(distinct))


def hours_to(number: int) -> int:
    """Hours from the step below to the step with this number on a scale, where nobody says them."""
    return (0, 8, 40, 120, 400)[min(number, 4)]


def anchors_of(
    criterion: Criterion, scale: Scale, signs: Mapping[float, Step], notes: Notes
) -> tuple[list[Anchor], Json]:
    """The anchors of a skill, and what is kept of its criterion so that it can be written again. `signs` are the steps by
    what stands for them in rubrics, where those made the scale."""
    anchors: dict[int, Anchor] = {}
    steps: list[int | None] = []
    for place, level in enumerate(criterion.levels):
        step, is_ours = _step(level, place, len(criterion.levels), scale, signs)
        texts = exact_texts(level)
        if step is not None and step not in anchors and (texts["text"] or is_ours):
            anchors[step] = Anchor(step, texts["text"], texts["next_step"])
        elif texts["text"]:
            notes.count(WARNING, "case-rubric-unread", criterion.place)
        steps.append(None if step in steps else step)
    raw = {**ours.bare(criterion.raw), "CFRubricCriterionLevels": [ours.bare(level) for level in criterion.levels]}
    return list(anchors.values()), {"rubric": criterion.rubric, "raw": raw, "steps": steps}


def _step(level: Json, place: int, count: int, scale: Scale, signs: Mapping[float, Step]) -> tuple[int | None, bool]:
    """The step that a level stands for, and whether our extension says so."""
    kept = ours.extension_of(level).get("step")
    if isinstance(kept, int) and not isinstance(kept, bool) and 0 <= kept < MOST_STEPS:
        return kept, True
    score = classes.number(level.get("score"))
    if signs:
        sign = float(place) if score is None or score not in signs else score
        return (signs[sign].value if sign in signs else None), False
    named = scale.named.get(line(text(level.get("quality"))).casefold())
    if named is not None:
        return named, False
    if score in scale.steps:
        return int(score or 0), False
    return (sorted(scale.steps)[place] if count == len(scale.steps) else None), False


def rubrics_left(package: Package, criteria: Mapping[str, Criterion]) -> list[Json]:
    """The rubrics with those of their criteria that became nothing of ours."""
    used = {id(criterion.raw) for criterion in criteria.values()}
    return [
        {
            **ours.bare(rubric),
            "CFRubricCriteria": [each for each in objs(rubric.get("CFRubricCriteria")) if id(each) not in used],
        }
        for rubric in objs(package.raw.get("CFRubrics"))
    ]
