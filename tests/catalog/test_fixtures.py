"""The shipped catalogue: what it holds, cell by cell, and that its files stay fit to read and to compare."""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction

from catalog import editions
from catalog.core import canonical
from catalog.core.lint import lint
from catalog.core.prerequisites import find_cycle
from catalog.core.snapshot import IMPORTANCES, Snapshot
from config.management.commands.prepare import FIXTURES, fixture_labels
from tests import blueprint
from tests.conftest import NOW
from tests.shipped import take_over

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # by libyaml where there is one

pytestmark = pytest.mark.slow

# The name of the shipped content. It changes with every word of fixtures/catalog: look at the difference, and when
# it is meant, write here what `manage.py publish_edition` prints on a fresh database.
DIGEST = "c3a3af4653e64b43ea8eb8d63a3bef4732332fa46df295ee176a7f926daccab3"
# Found by the date alone, in a catalogue that nobody changed.
OF_TIME = {"resource-stale"}
FOLDER = Path(__file__).parents[2] / "fixtures" / "catalog"
FILES = sorted(FOLDER.glob("*.yaml"))
CITATION = re.compile(r"[A-Z][A-Za-z ]+:[1-9][0-9]*")


@cache
def published() -> Snapshot:
    with transaction.atomic():
        snapshot = editions.load(take_over(NOW).digest)
        transaction.set_rollback(True)
    return snapshot


@pytest.fixture
def shipped(db) -> Snapshot:
    return published()


@cache
def entries(name: str) -> list[dict[str, Any]]:
    """What a file holds: it takes long to read."""
    rows: list[dict[str, Any]] = yaml.load((FOLDER / f"{name}.yaml").read_text(), LOADER)
    return rows


def test_publishing_the_fixtures_gives_the_recorded_digest(shipped):
    assert canonical.digest(shipped) == DIGEST


def test_it_holds_what_the_blueprint_counts(shipped):
    [role] = shipped.roles
    assert (len(shipped.areas), len(shipped.skills), len(shipped.scale), len(role.levels)) == (8, 45, 5, 4)
    assert sum(len(skill.anchors) for skill in shipped.skills) == 225


def test_the_scale_goes_from_not_yet_to_expert(shipped):
    assert [(step.value, step.name) for step in shipped.steps] == [
        (0, "Not yet"),
        (1, "Foundation"),
        (2, "Working"),
        (3, "Practitioner"),
        (4, "Expert"),
    ]


def test_every_skill_has_an_anchor_for_every_step(shipped):
    steps = {skill.slug: [anchor.step for anchor in skill.anchors] for skill in shipped.skills}
    assert [slug for slug, found in steps.items() if found != [0, 1, 2, 3, 4]] == []


def test_areas_and_skills_are_those_of_the_blueprint(shipped):
    found = {
        skill.slug: (skill.area, shipped.area[skill.area].name, skill.name, skill.definition)
        for skill in shipped.skills
    }
    assert found == {
        row["skill_key"]: (row["area_key"], row["area"], row["skill_name"], row["definition"])
        for row in blueprint.rows()
    }


def test_areas_begin_with_something_concrete_and_end_with_people(shipped):
    assert [area.slug for area in shipped.ordered_areas] == ["prg", "mat", "dat", "aim", "res", "app", "rsp", "ppl"]


def test_requirements_are_those_of_the_blueprint_cell_by_cell_and_nothing_else(shipped):
    [role] = shipped.roles
    found = {
        (level.slug, need.skill): (need.importance, need.step) for level in role.levels for need in level.requirements
    }
    assert found == {
        (level, row["skill_key"]): (row[f"imp_{level}"], int(row[f"req_{level}"]))
        for row in blueprint.rows()
        for level in blueprint.LEVELS
        if row[f"imp_{level}"] != "none"
    }


def test_a_requirement_falls_only_where_it_matters_less(shipped):
    [role] = shipped.roles
    for skill in shipped.skills:
        needs = [need for level in role.ladder if (need := level.requirement_of.get(skill.slug))]
        for below, above in pairwise(needs):
            fewer = IMPORTANCES.index(above.importance) > IMPORTANCES.index(below.importance)
            assert (above.step or 0) >= (below.step or 0) or fewer, skill.slug


def prerequisites(shipped: Snapshot) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    return [
        ((skill.slug, need.step), (need.needs, need.needs_step))
        for skill in shipped.skills
        for need in skill.prerequisites
    ]


def test_prerequisites_are_those_of_the_blueprint(shipped):
    assert sorted(prerequisites(shipped)) == sorted(
        ((row["skill_key"], step), (needs, needs_step))
        for row in blueprint.rows()
        for step, needs, needs_step in blueprint.prerequisites(row)
    )


def test_prerequisites_close_no_circle(shipped):
    assert find_cycle(prerequisites(shipped)) == []


def test_what_a_required_step_needs_is_itself_required_at_that_level(shipped):
    [role] = shipped.roles
    for level in role.levels:
        required = {need.skill: need.step or 0 for need in level.requirements}
        missing = [
            (level.slug, skill, step, needs, needs_step)
            for (skill, step), (needs, needs_step) in prerequisites(shipped)
            if required.get(skill, 0) >= step and required.get(needs, 0) < needs_step
        ]
        assert missing == []


def test_effort_and_groups_are_those_of_the_blueprint(shipped):
    found = {skill.slug: (skill.effort_percent, skill.group) for skill in shipped.skills}
    assert found == {
        row["skill_key"]: (round(float(row["effort_multiplier"]) * 100), row["group"]) for row in blueprint.rows()
    }


def test_the_specialisms_count_as_one(shipped):
    grouped = {skill.slug for skill in shipped.skills if skill.group}
    assert grouped == {"aim_nlp", "aim_vision", "aim_agents_knowledge", "aim_other_field"}


def test_every_step_but_the_last_says_how_to_get_to_the_next(shipped):
    silent = [
        (skill.slug, anchor.step)
        for skill in shipped.skills
        for anchor in skill.anchors
        if bool(anchor.next_step) is (anchor.step == shipped.highest)
    ]
    assert silent == []


def test_every_must_have_asks_for_evidence(shipped):
    [role] = shipped.roles
    must_haves = {need.skill for level in role.levels for need in level.requirements if need.importance == "essential"}
    assert [slug for slug in sorted(must_haves) if not shipped.skill[slug].evidence_prompt] == []


def test_every_citation_names_a_section_and_a_line(shipped):
    [role] = shipped.roles
    cited = [*shipped.skills, *shipped.roles, *role.levels, *role.notes, *role.salaries]
    citations = [citation for thing in cited for citation in thing.citations]
    assert len(citations) > 45
    assert [citation for citation in citations if not CITATION.fullmatch(citation)] == []


def test_skills_cite_the_lines_of_the_blueprint(shipped):
    found = {skill.slug: sorted(int(cited.split(":")[1]) for cited in skill.citations) for skill in shipped.skills}
    assert found == {
        row["skill_key"]: sorted(int(line) for line in row["seed_lines"].split(";")) for row in blueprint.rows()
    }


def test_it_has_no_finding_but_what_time_brings(shipped):
    assert [finding for finding in lint(shipped, NOW.date()) if finding.rule not in OF_TIME] == []


def test_every_file_is_loaded_and_every_loaded_file_is_there():
    assert sorted(FIXTURES) == [path.stem for path in FILES]
    assert fixture_labels() == [f"catalog/{name}" for name in FIXTURES]


@pytest.mark.parametrize("name", FIXTURES)
def test_a_file_holds_one_model_by_natural_keys_alone(name):
    found = entries(name)
    assert len({entry["model"] for entry in found}) == 1
    assert [entry for entry in found if set(entry) != {"model", "fields"}] == []
    parents = {"framework", "area", "skill", "needs", "role", "level", "resource"}
    keys = [(name, key) for entry in found for name, key in entry["fields"].items() if name in parents]
    assert [pair for pair in keys if not isinstance(pair[1], list)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_clean_text_without_tabs_or_trailing_space(path):
    text = path.read_bytes().decode()
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert [line for line in text.split("\n") if line.rstrip(" ") != line or "\t" in line or "\r" in line] == []


AREAS = {entry["fields"]["slug"]: place for place, entry in enumerate(entries("areas"))}
SKILLS = {entry["fields"]["slug"]: place for place, entry in enumerate(entries("skills"))}
# What each file is sorted by: the order in which people meet its rows.
SORTED_BY = {
    "frameworks": lambda row: row["slug"],
    "scale_steps": lambda row: row["value"],
    "practice_people": lambda row: row["position"],
    "areas": lambda row: row["position"],
    "skills": lambda row: (AREAS[row["area"][0]], row["position"]),
    "anchors": lambda row: (SKILLS[row["skill"][0]], row["step"]),
    "prerequisites": lambda row: (SKILLS[row["skill"][0]], row["step"]),
    "roles": lambda row: row["position"],
    "role_levels": lambda row: (row["rank"], row["track"]),
    "requirements": lambda row: (blueprint.LEVELS.index(row["level"][1]), SKILLS[row["skill"][0]]),
    # By key: these have no order of their own.
    "role_notes": lambda row: row["slug"],
    "salary_ranges": lambda row: row["slug"],
    "resources": lambda row: row["slug"],
    "resource_steps": lambda row: (row["resource"], SKILLS[row["skill"][0]], row["from_step"]),
    "external_links": lambda row: (SKILLS[row["skill"][0]], row["uri"]),
}


@pytest.mark.parametrize("name", FIXTURES)
def test_a_file_is_sorted(name):
    keys = [SORTED_BY[name](entry["fields"]) for entry in entries(name)]
    assert keys == sorted(keys)


def test_every_step_that_can_be_missing_has_something_free_to_do_and_mostly_two_kinds(shipped):
    kinds: dict[tuple[str, int], set[str]] = {
        (skill.slug, step): set() for skill in shipped.skills for step in range(1, 5)
    }
    free = set()
    for resource in shipped.resources:
        for served in resource.steps:
            for step in range(served.from_step + 1, served.to_step + 1):
                kinds[served.skill, step].add(resource.kind)
                if resource.cost == "free":
                    free.add((served.skill, step))
    assert len(kinds) == 180
    assert [step for step, found in kinds.items() if not found] == []
    assert sorted(set(kinds) - free) == []
    assert len([step for step, found in kinds.items() if len(found) >= 2]) > 90


def test_an_address_stands_once_on_a_step_of_a_skill(shipped):
    found = Counter(
        (served.skill, step, resource.url)
        for resource in shipped.resources
        if resource.url
        for served in resource.steps
        for step in range(served.from_step + 1, served.to_step + 1)
    )
    assert [place for place, count in found.items() if count > 1] == []


def test_every_address_is_looked_at_and_the_document_says_how(shipped):
    listed = {}
    for line in (FOLDER.parents[1] / "docs" / "resources-checked.md").read_text().splitlines():
        if match := re.fullmatch(r"\| `([^`]+)` \| \[.*\]\((\S+)\) \| (yes|no) \| \S.* \|", line):
            listed[match[1]] = (match[2], match[3] == "yes")
    external = [resource for resource in shipped.resources if resource.kind != "practice"]
    assert listed == {resource.slug: (resource.url, resource.verified) for resource in external}
    assert [resource.slug for resource in external if not re.match(r"https?://", resource.url)] == []
    assert [resource.slug for resource in external if not resource.checked_on] == []


def test_the_last_step_says_that_it_is_practice_on_real_work(shipped):
    tasks = {
        served.skill: resource
        for resource in shipped.resources
        if resource.kind == "practice"
        for served in resource.steps
        if served.to_step == shipped.highest
    }
    assert sorted(tasks) == sorted(skill.slug for skill in shipped.skills)
    assert [slug for slug, task in tasks.items() if "real" not in f"{task.title} {task.description}"] == []


def test_no_skill_is_linked_by_its_label_alone(shipped):
    links = [(skill, link) for skill in shipped.skills for link in skill.links]
    assert len(links) > 80
    same = [(skill.slug, link.label) for skill, link in links if link.relation == "exactMatch"]
    assert same == []
