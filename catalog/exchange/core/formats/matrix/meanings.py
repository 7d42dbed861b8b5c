"""What the columns of a table mean for a framework: sentences of steps, levels of roles, or nothing."""

from collections.abc import Sequence
from dataclasses import replace

from catalog.exchange.core.formats.a1 import letters
from catalog.exchange.core.formats.matrix import ladders, vocabulary
from catalog.exchange.core.formats.matrix.columns import Look, people_among
from catalog.exchange.core.formats.matrix.mapping import HIGHEST_STEP, Column, Holds, ScaleStep
from catalog.exchange.core.tidying import one_line, same

Steps = tuple[ScaleStep, ...]
_WANTED = ("required", "target", "expected", "minimum", "needed")


def columns_of(seen: Look, above: Sequence[str], name: str, legend: Steps) -> tuple[dict[int, Column], Steps, bool]:
    """What each column means, the steps of the scale that are told, and whether levels are their own steps.

    `above` is what stands over the headings, `name` what a role is called that nothing names.
    """
    dropped = people_among(seen, above)
    steps = [at for at in seen.steps if at not in dropped]
    marks = [at for at in seen.marks if at not in dropped]
    columns = {at: Column("", means) for at, means in seen.means.items()} | dict.fromkeys(dropped, Column("", "people"))
    scale, own_ranks = legend, False
    texts = list(seen.texts)
    if len(texts) == 1 and not _is_rung(seen.headings[texts[0]]):
        bare = not seen.with_meaning("definition") and not seen.headings[texts[0]]
        columns[texts[0]] = Column("", "definition" if bare else "nothing")
    elif texts and _are_steps([seen.headings[at] for at in texts]):
        found = scale_of([seen.headings[at] for at in texts])
        scale = _with_meanings(found, legend)
        columns |= {at: Column("", "anchor", step=step.value) for at, step in zip(texts, found, strict=False)}
    elif texts:
        columns |= _levels(seen, texts, above, name, "text")
        own_ranks = True
    columns |= _levels(seen, steps, above, name, "step")
    if not dropped and any(_is_level(seen.headings[at]) for at in marks):
        columns |= _levels(seen, marks, above, name, "mark")
    else:
        columns |= dict.fromkeys(marks, Column("", "nothing"))
    told = {at: column for at, column in _of_rows(seen, name, bool(dropped)).items() if at not in dropped}
    return columns | told, scale, own_ranks


def _is_rung(text: str) -> bool:
    return vocabulary.has_rung(text) or vocabulary.is_step(text)


def _is_level(text: str) -> bool:
    return vocabulary.has_rung(text) or vocabulary.has_occupation(text)


def _are_steps(headings: Sequence[str]) -> bool:
    """Whether columns of sentences are headed with steps of a scale and not with levels of a role."""
    steps = [vocabulary.is_step(text) for text in headings]
    rungs = [vocabulary.has_rung(text) for text in headings]
    return sum(steps) * 2 > len(steps) and not any(rung and not step for rung, step in zip(rungs, steps, strict=True))


def scale_of(headings: Sequence[str]) -> Steps:
    """The steps that headings are, numbered as they say or else from 1, from 0 where the lowest means none."""
    parts = [vocabulary.step_parts(text.partition("\n")[0]) for text in headings]
    numbers = [number for number, _name in parts if number is not None]
    if len(numbers) < len(parts) or len(set(numbers)) < len(parts):
        lowest = 0 if vocabulary.step_rank(parts[0][1]) == 0 else 1
        numbers = list(range(lowest, lowest + len(parts)))
    named = zip(numbers, parts, headings, strict=True)
    return tuple(
        ScaleStep(number, name or one_line(text)) for number, (_number, name), text in named if number <= HIGHEST_STEP
    )


def _with_meanings(steps: Steps, legend: Steps) -> Steps:
    """Steps of headings with the names and meanings that a legend gives them."""
    names = {same(step.name): step for step in legend}
    values = {step.value: step for step in legend}
    found = {}
    for step in steps:
        other = names.get(same(step.name)) or values.get(step.value)
        if other is not None:
            bare = not vocabulary.step_parts(step.name)[1]
            step = replace(step, name=other.name if bare else step.name, meaning=other.meaning)
        found[step.value] = step
    return tuple(found[value] for value in sorted(found))


def _levels(seen: Look, at: Sequence[int], above: Sequence[str], name: str, holds: Holds) -> dict[int, Column]:
    """Columns of levels: of the role above them, of one role where all are rungs, else each a role of its own."""
    groups: dict[str, list[int]] = {}
    ladder = holds == "text" or all(_is_rung(seen.headings[each]) for each in at)
    for each in at:
        over = above[each] if vocabulary.heading(above[each]) is None else ""
        groups.setdefault(over or ("" if ladder else one_line(seen.headings[each])), []).append(each)
    found = {}
    for role, members in groups.items():
        names = [seen.headings[each] or letters(each) for each in members]
        called = one_line(role) or ladders.role_of(names) or name
        for each, rung in zip(members, ladders.rungs(names), strict=True):
            found[each] = Column(
                "", "level", role=called, name=rung.name, rank=min(rung.rank, 99), track=rung.track, holds=holds
            )
    return found


def _of_rows(seen: Look, name: str, people: bool) -> dict[int, Column]:
    """What a column headed "Level" is: the step of its row, what a role requires, or what somebody said of themselves."""
    if seen.with_meaning("role") or seen.with_meaning("role-level") or seen.with_meaning("statement"):
        return {}
    found = {}
    for at in seen.with_meaning("step"):
        heading = one_line(seen.headings[at])
        wanted = any(word in same(heading) for word in _WANTED)
        if wanted and seen.kinds[at].is_step and not people:
            found[at] = Column("", "level", role=name, name=heading, rank=1, holds="step")
        else:
            found[at] = Column("", "note")
    return found
