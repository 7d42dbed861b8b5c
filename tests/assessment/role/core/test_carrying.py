"""What answers to an edition are worth for a role: the same words within a framework, exact links between two."""

from dataclasses import replace

from assessment.role.core.carrying import Carriage, carriages
from assessment.role.core.compiled import compile_role
from catalog.core.snapshot import Link, Snapshot
from tests.catalog.core import mini


def made(slug: str, *, definition: str = "", link: str = "") -> Snapshot:
    skills = [
        mini.skill("a", links=(Link("skillgap", "", link, "", "exactMatch"),) if link else ()),
        mini.skill("b", definition=definition),
        mini.skill("c"),
    ]
    asked: dict[str, mini.Asked] = {"a": (1, "essential"), "b": (2, "helpful")}
    return mini.snapshot(skills, [mini.level("only", 1, asked)], framework=mini.framework(slug=slug))


def role_of(snapshot: Snapshot):
    return compile_role(snapshot, "digest", "role")


def test_within_a_framework_the_same_words_count_and_only_what_the_role_asks():
    found = carriages(made("one"), None, role_of(made("one", definition="Otherwise")))
    assert found == {Carriage("a", "a")}


def test_between_frameworks_only_what_a_link_joins_and_what_is_asked_still():
    there = made("two", link="one/b")
    assert carriages(there, there, role_of(made("one"))) == {Carriage("a", "b", is_linked=True)}
    assert carriages(there, None, role_of(made("one"))) == set()
    assert carriages(there, made("two"), role_of(made("one"))) == set()
    reworded = replace(there, skills=tuple(replace(skill, definition="Then") for skill in there.skills))
    assert carriages(reworded, there, role_of(made("one"))) == set()
    # A skill that the role does not ask.
    assert carriages(made("two", link="one/c"), made("two", link="one/c"), role_of(made("one"))) == set()
