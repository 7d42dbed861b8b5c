"""What machines are told of roles and skills, in the words of schema.org."""

import json
from dataclasses import replace

from catalog.core import linked
from tests.catalog.core import mini

SKILLS = [mini.skill("a", 1), mini.skill("b", 2), mini.skill("old", 3, retired=True)]
LEVELS = [
    mini.level("top", 2, {"b": (3, "essential")}),
    mini.level("base", 1, {"a": (2, "important"), "old": (1, "helpful")}),
]
SNAPSHOT = mini.snapshot(SKILLS, LEVELS)


def address(kind: str, slug: str) -> str:
    return f"https://skillgap.example/{kind}/{slug}"


def test_a_role_is_an_occupation_with_its_titles_and_skills():
    [role] = SNAPSHOT.roles
    levels = tuple(replace(level, titles=(f"{level.slug} maker", "Maker")) for level in role.levels)
    told = linked.occupation(SNAPSHOT, replace(role, levels=levels), address)
    assert (told["@type"], told["name"], told["url"]) == ("Occupation", role.name, address("role", role.slug))
    assert told["alternateName"] == ["base maker", "Maker", "top maker"]
    assert [skill["url"] for skill in told["skills"]] == [address("skill", "a"), address("skill", "b")]


def test_a_skill_is_a_term_of_its_framework():
    told = linked.term(SNAPSHOT, SNAPSHOT.skill["a"], address)
    whole = linked.term_set(SNAPSHOT, address)
    assert (told["@type"], told["url"]) == ("DefinedTerm", address("skill", "a"))
    assert told["inDefinedTermSet"]["url"] == whole["url"]
    assert [term["name"] for term in whole["hasDefinedTerm"]] == [SNAPSHOT.skill[slug].name for slug in ("a", "b")]


def test_nothing_in_the_data_can_end_the_element_that_it_stands_in():
    words = "</script><!-- & \u2028 Größe"
    said = linked.text({"name": words})
    assert set(said).isdisjoint("<>&\u2028")
    assert json.loads(said) == {"name": words}
