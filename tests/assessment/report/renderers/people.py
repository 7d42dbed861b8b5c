"""The people whose reports the renderer tests read, and the English words that they read them in."""

import random
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from assessment.report.core import report as reports
from assessment.report.core.report import GapReport
from assessment.report.renderers.wording import Wording
from assessment.role.core.compiled import CompiledRole, compile_role, with_main
from assessment.role.core.scoring import Answer
from assessment.site.core import worked_example
from catalog.core import canonical
from catalog.core import snapshot as s
from tests import blueprint

WORDS = Wording(gettext=lambda text: text, ngettext=lambda one, many, count: one if count == 1 else many)
# No font of ours holds the first; the others run from right to left.
ROCKET, HEBREW, ARABIC = "🚀", "עברית בצד ימין", "العربية"
TRICKY = (
    f"Paper {ROCKET} at https://example.org/a?b=c&d=<e>",
    f"{HEBREW} and {ARABIC}",
    '=HYPERLINK("http://evil.example";"click")',
    "| pipes | and, commas; and “quotes” \"'",
    "two\nlines, the second 11/14",
    "中文证据：发表了一篇论文",
)


class Person(NamedTuple):
    """Somebody's answers; `main` is the member that they named as their main field."""

    answers: dict[str, Answer]
    name: str = ""
    target: str = ""
    main: str = ""


def answered(seed: int, *, skipped: float = 0.0, unsure: float = 0.0, evidence: tuple[str, ...] = ()) -> Person:
    """A seeded person around step 2: each question skipped or doubted by chance, evidence in turn."""
    chance = random.Random(seed)
    answers = {}
    for position, slug in enumerate(SKILLS):
        step, is_skipped, is_unsure = chance.randint(0, 4), chance.random() < skipped, chance.random() < unsure
        if not is_skipped:
            text = evidence[position % len(evidence)] if evidence else ""
            answers[slug] = Answer(step, is_unsure, text)
    return Person(answers)


SKILLS = tuple(row["skill_key"] for row in blueprint.rows())
PEOPLE = {
    "full": answered(1),
    "with-skips": answered(2, skipped=0.4),
    "with-unsure": answered(3, unsure=0.5),
    "skips-and-unsure": Person(blueprint.random_answers(4), target="senior"),
    "all-zero": Person(dict.fromkeys(SKILLS, Answer(0))),
    "all-one": Person(dict.fromkeys(SKILLS, Answer(1)), target="mid"),
    "all-four": Person(dict.fromkeys(SKILLS, Answer(4)), name="Zoë Łukasz Ñandú Đặng"),
    "nothing-said": Person({}),
    "one-said": Person({"aim_nlp": Answer(3, unsure=True)}, target="lead"),
    "rusty-chief": Person(blueprint.rusty_chief()),
    "at-mid": Person(blueprint.bar("mid"), name="Ωμέγα Παπαδοπούλου", target="lead"),
    "main-field": answered(9, skipped=0.1, unsure=0.2)._replace(main="aim_vision"),
    "skipped-main-field": Person({"aim_nlp": Answer(4), "prg_python": Answer(4)}, main="aim_other_field"),
    "greek": answered(5, skipped=0.1, unsure=0.2)._replace(name="Ελένη Ψαρρού"),
    "cyrillic": answered(6, skipped=0.1, unsure=0.2)._replace(name="Щукина Юлия Ёжикова"),
    "chinese": answered(7, skipped=0.1, unsure=0.2)._replace(name="王小明"),
    "tricky-evidence": answered(8, skipped=0.1, unsure=0.2, evidence=TRICKY)._replace(name="=cmd|' /C calc'!A0"),
}


@lru_cache
def report_of(key: str) -> GapReport:
    """The report of one of the people."""
    person = PEOPLE[key]
    compiled = with_main(blueprint.compiled(), {"specialism": person.main} if person.main else {})
    return build(person.answers, name=person.name, target=person.target, compiled=compiled)


def build(
    answers: dict[str, Answer],
    *,
    name: str = "",
    target: str = "",
    focus: str = "",
    compiled: CompiledRole | None = None,
) -> GapReport:
    """A report on answers to the blueprint, handed in on a fixed day."""
    return reports.build(
        compiled or blueprint.compiled(),
        answers,
        target=target,
        focus=focus,
        person_name=name,
        submitted_on="2026-11-23",
        edition_label="First",
    )


def everywhere(text: str) -> GapReport:
    """A report with a text wherever a person can type one: the name, and the evidence of every answer."""
    return build({slug: Answer(3, evidence=text) for slug in SKILLS}, name=text)


def small(text: str, name: str = "") -> GapReport:
    """A report on the worked example, four skills only, for tests that render many times; `text` is the evidence."""
    answers = {slug: Answer(step, evidence=text) for slug, step in worked_example.STEPS.items()}
    return build(answers, name=name, compiled=_small())


def _small(**changes: Any) -> CompiledRole:
    """The worked example's role, changed."""
    value = worked_example.snapshot()
    [role] = value.roles
    return recompiled(replace(value, roles=(replace(role, **changes),)))


def recompiled(value: s.Snapshot) -> CompiledRole:
    """The only role of a changed snapshot."""
    [role] = value.roles
    return compile_role(value, canonical.digest(value), role.slug)


def with_level_name(name: str) -> CompiledRole:
    """The worked example, its first level called otherwise."""
    [role] = worked_example.snapshot().roles
    first, *others = role.levels
    return _small(levels=(replace(first, name=name), *others))


def with_role_name(name: str) -> CompiledRole:
    """The worked example, its role called otherwise."""
    return _small(name=name)


def with_language(language: str) -> CompiledRole:
    """The worked example, its texts in another language by name."""
    value = worked_example.snapshot()
    return recompiled(replace(value, framework=replace(value.framework, language=language)))
