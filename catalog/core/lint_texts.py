"""Are the texts of a catalogue there, each its own, short and easy to read?"""

import re
from collections.abc import Iterator

from catalog.core import readability
from catalog.core.findings import Finding, Kind, found
from catalog.core.likeness import alike
from catalog.core.snapshot import Skill, Snapshot

# Far enough above the longest shipped texts that only an oversight passes them.
MOST_WORDS = {"name": 10, "definition": 25, "anchor": 40, "note": 150}
# The school year that a text may ask for. Shipped anchors end at 11.1 and half of them lie below 6.
HARDEST_GRADE = 14
# On fewer words the grade says more of one long word than of the text.
FEWEST_WORDS_TO_GRADE = 8
GRADED = {"anchor", "why", "note", "task"}
# Two shipped skills share 45 % of their words at most.
ALIKE_PERCENT = 50

_SPACE_AND_MARKS = re.compile(r"[\W_]+")


def anchors(snapshot: Snapshot) -> Iterator[Finding]:
    """Skills and steps without an anchor, and anchors that say what another one or the scale says."""
    seen = {bare(step.meaning): (step.name, step.value) for step in snapshot.steps if step.meaning}
    for skill in snapshot.active_skills:
        if not any(bare(anchor.text) for anchor in skill.anchors):
            yield found("skill-without-anchor", "skill", skill.slug)
            continue
        for step in snapshot.steps:
            anchor = skill.anchor_at.get(step.value)
            text = bare(anchor.text) if anchor else ""
            if not text:
                yield found("anchor-missing", "skill", skill.slug, step=step.value)
            elif text in seen:
                other, other_step = seen[text]
                yield found("anchor-copied", "skill", skill.slug, step=step.value, other=other, other_step=other_step)
            else:
                seen[text] = skill.name, step.value


def bare(text: str) -> str:
    """The words of a text alone, so that case, spaces and marks do not count."""
    return _SPACE_AND_MARKS.sub(" ", text.casefold()).strip()


def texts(snapshot: Snapshot) -> Iterator[Finding]:
    """Texts that are too long or, in English, too hard."""
    for kind, slug, field, text in _fields(snapshot):
        name = field.split()[0]
        words = len(readability.words(text))
        if words > MOST_WORDS.get(name, words):
            yield found("text-long", kind, slug, field=field, words=words, most=MOST_WORDS[name])
        # The grade knows English only.
        if name in GRADED and words >= FEWEST_WORDS_TO_GRADE and snapshot.framework.language.startswith("en"):
            grade = int(readability.grade(text))
            if grade > HARDEST_GRADE:
                yield found("text-hard", kind, slug, field=field, grade=grade, hardest=HARDEST_GRADE)


def _fields(snapshot: Snapshot) -> Iterator[tuple[Kind, str, str, str]]:
    for area in snapshot.areas:
        yield "area", area.slug, "name", area.name
    for skill in snapshot.active_skills:
        yield "skill", skill.slug, "name", skill.name
        yield "skill", skill.slug, "definition", skill.definition
        yield "skill", skill.slug, "why", skill.why
        for anchor in skill.anchors:
            yield "skill", skill.slug, f"anchor {anchor.step}", anchor.text
    for role in snapshot.roles:
        for level in role.levels:
            yield "level", f"{role.slug}/{level.slug}", "name", level.name
        for note in role.notes:
            yield "note", f"{role.slug}/{note.slug}", "note", note.text
    for resource in snapshot.resources:
        yield "resource", resource.slug, "task", resource.description


def likeness(snapshot: Snapshot) -> Iterator[Finding]:
    """Skills whose name, definition and anchors share most of their words with an earlier skill."""
    vocabulary = {skill.slug: _vocabulary(skill) for skill in snapshot.active_skills}
    for other, skill, percent in alike(vocabulary, ALIKE_PERCENT):
        yield found("skills-alike", "skill", skill, other=snapshot.skill[other].name, percent=percent)


def _vocabulary(skill: Skill) -> set[str]:
    texts = (skill.name, skill.definition, *(anchor.text for anchor in skill.anchors))
    return {word.casefold() for text in texts for word in readability.words(text)}
