"""Snapshots by chance: a few keys for each kind of thing, so that two of them share some and differ in others."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from catalog.core import snapshot as s
from tests.conftest import NOW

TODAY = NOW.date()

WORDS = st.sampled_from(["", "One", "Two words", "Lines\nof text", "الورشة", "<b>bold</b>"])
NAMES = st.sampled_from(["Ada", "Ben", "Cäcilia"])
LISTS = st.lists(st.sampled_from(["Line one", "Line two", "§ 3:1"]), max_size=2).map(tuple)
SLUGS = ("a", "b", "c", "d")
FIXED = {"slug": st.just(""), "citations": LISTS, "titles": LISTS, "duties": LISTS, "credentials": LISTS, "tips": LISTS}
STEPS = st.integers(1, 4)


def some(make: Callable[[str], st.SearchStrategy[Any]], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few things with a key each."""
    keys = st.lists(st.sampled_from(SLUGS), unique=True, min_size=least, max_size=3)
    return keys.flatmap(lambda slugs: st.tuples(*(make(slug) for slug in slugs)))


def subset(keys: tuple[Any, ...], make: Callable[[Any], st.SearchStrategy[Any]]) -> st.SearchStrategy[tuple[Any, ...]]:
    if not keys:
        return st.just(())
    return st.lists(st.sampled_from(keys), unique=True, max_size=3).flatmap(lambda found: st.tuples(*map(make, found)))


def reviews() -> st.SearchStrategy[tuple[s.Review, ...]]:
    return subset(
        ("3 practitioners", "Ada"),
        lambda by: st.builds(s.Review, st.just(by), WORDS, st.just("2026-11-01"), st.just("0123456789abcdef")),
    )


def skills_in(areas: tuple[s.Area, ...]) -> st.SearchStrategy[tuple[s.Skill, ...]]:
    def skill(slug: str) -> st.SearchStrategy[s.Skill]:
        anchors = subset((0, 1, 2, 3), lambda step: st.builds(s.Anchor, st.just(step), NAMES, WORDS))
        links = subset(
            ("x:1", "x:2"),
            lambda uri: st.builds(s.Link, st.just("esco"), st.just("1.2"), st.just(uri), NAMES, st.just("exactMatch")),
        )
        return st.builds(
            s.Skill,
            slug=st.just(slug),
            area=st.just(areas[0].slug),
            code=WORDS,
            name=NAMES,
            definition=WORDS,
            position=st.integers(0, 9),
            group=st.sampled_from(["", "joint"]),
            effort_percent=st.integers(10, 200),
            evidence_prompt=WORDS,
            explain_prompt=WORDS,
            why=WORDS,
            tips=LISTS,
            citations=LISTS,
            in_demand=st.booleans(),
            retired=st.booleans(),
            anchors=anchors,
            prerequisites=st.just(()),
            links=links,
            reviews=reviews(),
        ).flatmap(placed)

    def placed(skill: s.Skill) -> st.SearchStrategy[s.Skill]:
        """In one area or in several."""
        slugs = [area.slug for area in areas]
        found = st.lists(st.sampled_from(slugs), unique=True, min_size=1)
        return found.map(lambda some: replace(skill, area=some[0], also_in=tuple(sorted(some[1:]))))

    return some(skill).flatmap(_with_prerequisites)


def _with_prerequisites(skills: tuple[s.Skill, ...]) -> st.SearchStrategy[tuple[s.Skill, ...]]:
    def needing(skill: s.Skill) -> st.SearchStrategy[s.Skill]:
        others = tuple((step, each.slug) for step in (1, 2) for each in skills if each is not skill)
        needs = subset(others, lambda pair: st.builds(s.Prerequisite, st.just(pair[0]), st.just(pair[1]), STEPS))
        return needs.map(lambda found: replace(skill, prerequisites=found))

    return st.tuples(*map(needing, skills))


def roles_over(skills: tuple[str, ...]) -> st.SearchStrategy[tuple[s.Role, ...]]:
    def level(slug: str, rank: int, track: str) -> st.SearchStrategy[s.RoleLevel]:
        asked = subset(
            skills,
            lambda skill: st.builds(s.Requirement, st.just(skill), st.none() | STEPS, st.sampled_from(s.IMPORTANCES)),
        )
        fixed: dict[str, st.SearchStrategy[Any]] = {
            "slug": st.just(slug),
            "rank": st.just(rank),
            "track": st.just(track),
            "requirements": asked,
            "reviews": reviews(),
        }
        return st.builds(
            s.RoleLevel, name=NAMES, titles=LISTS, duties=LISTS, credentials=LISTS, citations=LISTS, **fixed
        )

    def levels() -> st.SearchStrategy[tuple[s.RoleLevel, ...]]:
        places = st.permutations([(1, ""), (2, ""), (2, "lead"), (3, "")])
        slugs = st.lists(st.sampled_from(SLUGS), unique=True, max_size=3)
        return st.tuples(slugs, places).flatmap(
            lambda drawn: st.tuples(*(level(slug, *place) for slug, place in zip(*drawn, strict=False)))
        )

    def note(slug: str) -> st.SearchStrategy[s.RoleNote]:
        named = st.lists(st.sampled_from(skills), unique=True).map(sorted).map(tuple) if skills else st.just(())
        return st.builds(
            s.RoleNote, st.just(slug), st.just("duty"), st.integers(0, 9), NAMES, NAMES, named, LISTS, WORDS, WORDS
        )

    def pay(slug: str) -> st.SearchStrategy[s.SalaryRange]:
        return st.builds(
            s.SalaryRange, st.just(slug), NAMES, WORDS, st.none() | st.integers(1, 9), st.integers(10, 20), st.none(),
            st.just("EUR"), st.none() | st.just(2026), WORDS, LISTS,
        )  # fmt: skip

    return some(
        lambda slug: st.builds(s.Role, st.just(slug), NAMES, WORDS, WORDS, LISTS, levels(), some(note), some(pay))
    )


def resources_for(skills: tuple[str, ...]) -> st.SearchStrategy[tuple[s.Resource, ...]]:
    pairs = tuple((skill, step) for skill in skills for step in (1, 2))
    return some(
        lambda slug: st.builds(
            s.Resource,
            st.just(slug),
            NAMES,
            st.just("https://example.org/"),
            WORDS,
            st.just("book"),
            st.just("en"),
            st.sampled_from(s.COSTS),
            st.integers(1, 99),
            st.booleans(),
            WORDS,
            WORDS,
            st.sampled_from(["", "2026-11-01"]),
            st.booleans(),
            subset(
                pairs, lambda pair: st.builds(s.ResourceStep, st.just(pair[0]), st.just(pair[1]), STEPS, st.booleans())
            ),
        )
    )


POLICIES = st.builds(
    s.Policy, st.integers(1, 9), st.just(5), st.integers(3, 5), st.integers(1, 3), st.integers(50, 100),
    st.integers(0, 50), st.integers(0, 20), st.integers(20, 100),
)  # fmt: skip


@st.composite
def snapshots(draw: st.DrawFn) -> s.Snapshot:
    scale = subset((0, 1, 2, 3), lambda value: st.builds(s.Step, st.just(value), NAMES, WORDS, STEPS, STEPS))
    practice = subset((1, 2), lambda place: st.builds(s.PracticePerson, st.just(place), NAMES, STEPS, NAMES))
    area = some(
        lambda slug: st.builds(
            s.Area, st.just(slug), NAMES, WORDS, st.integers(0, 9), st.sampled_from(["hours", "months"])
        ),
        least=1,
    )
    areas = draw(area)
    skills = draw(skills_in(areas))
    slugs = tuple(skill.slug for skill in skills)
    words = draw(st.lists(WORDS, min_size=6, max_size=6))
    owner = s.Framework("any", "any", draw(NAMES), words[0], words[1], "en", words[2], words[3], words[4], words[5])
    return s.Snapshot(
        s.SCHEMA, owner, draw(POLICIES), draw(scale), draw(practice), areas, skills, draw(roles_over(slugs)),
        draw(resources_for(slugs)),
    )  # fmt: skip
