"""The report page as fragments: its frame, and the lines whose words most people's reports share.

As with questions, a fragment depends on the edition, a level, a step and the language, never on a person; what is a
person's own goes into its holes (docs/adr/0008-fragments.md).
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from assessment.fragments import KEPT, Parts, fill, holes, joined, render
from assessment.report.renderers.registry import FORMATS
from assessment.report.renderers.shortest_way import Row
from assessment.report.renderers.wording import Wording
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.scoring import RULES_VERSION
from catalog import editions
from catalog.core import reading


class Shown(NamedTuple):
    """Which parts of a report page there are: what is empty, or not for this person, is left out."""

    person_name: bool
    must_haves: bool
    next_steps: bool
    way: bool
    strengths: bool
    ways: bool
    directions: bool
    history: bool
    imported: bool


def page(compiled: CompiledRole, focus: str, shown: Shown, **words: str) -> str:
    """The whole page. `focus` is the level that gaps are counted against; `words` are text or pieces of HTML."""
    return fill(_page(compiled, focus, shown, get_language() or ""), words)


def items(sentences: Iterable[str]) -> SafeString:
    """Sentences as the items of a list."""
    return format_html_join("", "<li>{}</li>", ((sentence,) for sentence in sentences))


def level_row(compiled: CompiledRole, slug: str, **words: str | int) -> str:
    """One line of the table of levels."""
    return fill(_level_row(compiled, slug, get_language() or ""), words)


def way_rows(rows: Iterable[Row]) -> SafeString:
    """The lines of the table of the shortest way."""
    language = get_language() or ""
    return joined(_way_row(row, language) for row in rows)


def next_step(compiled: CompiledRole, skill: int, how: str, today: str, start: int | None, **words: str) -> str:
    """One of the next steps. `today` is the digest that help comes from, "" for none; `start` the step to go on from."""
    return fill(_next_step(compiled, skill, how, today, start, get_language() or ""), words)


def direction(digest: str, role: str, note: str, *, strengths: str) -> str:
    """One way on from a role, with the strengths that somebody would bring."""
    return fill(_direction(digest, role, note, get_language() or ""), {"strengths": strengths})


@lru_cache(maxsize=KEPT)
def _page(compiled: CompiledRole, focus: str, shown: Shown, language: str) -> Parts:
    words = Wording(gettext, ngettext, language)
    context = {
        "role": compiled.role,
        "focus": compiled.role.level[focus],
        "shown": shown,
        "legend": words.legend(),
        "caveat": words.caveat(),
        "language": compiled.snapshot.framework.language,
        "downloads": [(kind, kind.upper()) for kind in FORMATS],
        "digest": compiled.digest,
        "rules_version": RULES_VERSION,
        "csrf_token": holes("csrf_token")["csrf_token"],
        "hole": holes(
            "public_id", "submitted_on", "person_name", "place", "coverage", "must_haves_in_place", "strip", "levels",
            "sums", "must_haves", "next_steps", "way_title", "way_lead", "way_rows", "way_notes", "areas", "strengths",
            "directions", "strength_from", "sure", "answers", "edition_label",
        ),
    }  # fmt: skip
    return render("assessment/report/report.html", context)


@lru_cache(maxsize=KEPT)
def _level_row(compiled: CompiledRole, slug: str, language: str) -> Parts:
    hole = holes("readiness", "verdict_code", "verdict", "must_haves")
    return render("assessment/report/_level_row.html", {"level": compiled.role.level[slug], "hole": hole})


@lru_cache(maxsize=KEPT)
def _way_row(row: Row, language: str) -> str:
    return render("assessment/report/_way_row.html", {"row": row})[0]


@lru_cache(maxsize=KEPT)
def _next_step(compiled: CompiledRole, skill: int, how: str, today: str, start: int | None, language: str) -> Parts:
    asked = compiled.rules.skills[skill]
    source = editions.load(today) if today else None
    context = {
        "skill": asked,
        "how": how,
        "has_page": source is not None and asked.slug in source.skill,
        "resources": reading.resources(source, asked.slug, start) if source and start is not None else (),
        "hole": holes("what", "gain", "supposed", "what_if"),
    }
    return render("assessment/report/_next_step.html", context)


@lru_cache(maxsize=KEPT)
def _direction(digest: str, role: str, note: str, language: str) -> Parts:
    notes = {each.slug: each for each in editions.load(digest).role[role].notes}
    return render("assessment/report/_direction.html", {"note": notes[note], "hole": holes("strengths")})
