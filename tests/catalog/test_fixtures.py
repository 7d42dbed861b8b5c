"""What the shipped catalogue holds, cell by cell."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import pytest
from django.db import transaction

from catalog import editions
from catalog.core import canonical
from catalog.core.lint import lint
from catalog.core.prerequisites import find_cycle
from catalog.core.snapshot import IMPORTANCES, Skill, Snapshot
from tests import blueprint
from tests.catalog.files import CATALOG
from tests.conftest import NOW
from tests.shipped import FRAMEWORK, rows_of_shipped, take_over

pytestmark = pytest.mark.slow

# The name of the shipped content of each framework. It changes with every word of fixtures/catalog: look at the
# difference, and when it is meant, write here what `manage.py prepare` prints on a fresh database.
TEAM = "small-team"
DIGESTS = {
    FRAMEWORK: "00daa0697cbd0abe6d0360345809f949d307a3b64197b8063bc12862d4969219",
    TEAM: "7a2a0656f95cf7517f9ce8b4385897e3d71c1739aaa1605f1dd8497014b5b7ee",
}
FRAMEWORKS = [*DIGESTS]
# Found by the date alone, in a catalogue that nobody changed.
OF_TIME = {"resource-stale"}
CITATION = re.compile(r"[A-Z][A-Za-z ]+:[1-9][0-9]*")


@cache
def published(rows: Path) -> dict[str, Snapshot]:
    with transaction.atomic():
        take_over(rows)
        snapshots = {edition.framework.slug: editions.load(edition.digest) for edition in editions.current()}
        transaction.set_rollback(True)
    return snapshots


def of_the_blueprint(shipped: Snapshot) -> list[Skill]:
    """The skills of its table; the roles that came later have some of their own."""
    return [shipped.skill[row["skill_key"]] for row in blueprint.rows()]


@pytest.fixture
def every(db, tmp_path_factory) -> dict[str, Snapshot]:
    """What is published of each framework."""
    return published(rows_of_shipped(tmp_path_factory, NOW))


@pytest.fixture
def shipped(every: dict[str, Snapshot]) -> Snapshot:
    return every[FRAMEWORK]


@pytest.fixture
def team(every: dict[str, Snapshot]) -> Snapshot:
    return every[TEAM]


@pytest.fixture(params=FRAMEWORKS)
def either(every: dict[str, Snapshot], request: pytest.FixtureRequest) -> Snapshot:
    return every[request.param]


def test_publishing_the_fixtures_gives_the_recorded_digests(every):
    assert {slug: canonical.digest(snapshot) for slug, snapshot in every.items()} == DIGESTS


def test_there_is_a_folder_for_each_framework():
    assert sorted(folder.name for folder in CATALOG.iterdir()) == sorted(DIGESTS)


def test_the_smaller_one_holds_what_it_should(team):
    [role] = team.roles
    assert (len(team.areas), len(team.skills), len(team.scale), len(role.levels)) == (4, 12, 6, 3)
    assert [(step.value, step.name) for step in team.steps] == [
        (1, "Not yet"),
        (2, "Beginning"),
        (3, "Regular"),
        (4, "Sound"),
        (5, "Seasoned"),
        (6, "Passing on"),
    ]


def test_the_smaller_one_says_that_it_is_a_judgement_not_reviewed(team):
    [role] = team.roles
    assert all("our judgement, not reviewed yet" in said for said in (team.framework.description, role.description))
    assert {*team.framework.source, *(cited for skill in team.skills for cited in skill.citations)} == set()


def test_each_step_that_the_smaller_one_asks_for_has_a_task_and_something_to_read(team):
    [role] = team.roles
    kinds: dict[tuple[str, int], set[bool]] = {}
    for resource in team.resources:
        for served in resource.steps:
            kinds.setdefault((served.skill, served.step), set()).add(resource.kind == "practice")
    asked = {
        (need.skill, step)
        for level in role.levels
        for need in level.requirements
        for step in range(team.lowest + 1, (need.step or 0) + 1)
    }
    assert len(asked) == 48
    assert {place for place in asked if kinds.get(place) != {True, False}} == set()
    tasks = [resource for resource in team.resources if resource.kind == "practice"]
    assert len(tasks) == len({(row.skill, row.step) for task in tasks for row in task.steps}) == 60
    assert [task.slug for task in tasks if "Done when" not in task.description] == []
    assert {resource.cost for resource in team.resources} == {"free"}


def test_leading_people_counts_in_months(team):
    assert {area.slug for area in team.areas if area.counts_in == "months"} == {"people", "team"}
    assert [step.months for step in team.steps] == [0, 0, 2, 4, 8, 12]


def test_it_holds_what_the_blueprint_counts(shipped):
    skills = of_the_blueprint(shipped)
    role = shipped.role[blueprint.ROLE]
    assert (len(shipped.areas), len(skills), len(shipped.scale), len(role.levels)) == (8, 45, 5, 4)
    assert sum(len(skill.anchors) for skill in skills) == 225


def test_two_more_roles_stand_on_its_skills_and_seven_more(shipped):
    levels = {role.slug: [level.slug for level in role.ladder] for role in shipped.roles}
    assert levels == {
        blueprint.ROLE: ["entry", "mid", "senior", "lead"],
        "machine-learning-engineer": ["entry", "mid", "senior"],
        "data-scientist": ["entry", "mid", "senior"],
    }
    ours = [skill.slug for skill in shipped.ordered_skills if skill not in of_the_blueprint(shipped)]
    assert ours == [
        "dat_sql", "dat_features", "dat_dashboards",
        "app_business_questions", "app_product_tests", "app_system_design", "app_operations",
    ]  # fmt: skip


def test_a_role_whose_levels_are_our_judgement_says_so(shipped):
    for role in shipped.roles:
        said = ["our judgement, not reviewed yet" in told for told in (role.summary, role.description)]
        assert said == [role.slug != blueprint.ROLE] * 2, role.slug


def test_the_scale_goes_from_not_yet_to_expert(shipped):
    assert [(step.value, step.name) for step in shipped.steps] == [
        (0, "Not yet"),
        (1, "Foundation"),
        (2, "Working"),
        (3, "Practitioner"),
        (4, "Expert"),
    ]


def test_every_skill_has_an_anchor_for_every_step(either):
    steps = {skill.slug: [anchor.step for anchor in skill.anchors] for skill in either.skills}
    assert [slug for slug, found in steps.items() if found != [step.value for step in either.steps]] == []


def test_areas_and_skills_are_those_of_the_blueprint(shipped):
    found = {
        skill.slug: (skill.area, shipped.area[skill.area].name, skill.name, skill.definition)
        for skill in of_the_blueprint(shipped)
    }
    assert found == {
        row["skill_key"]: (row["area_key"], row["area"], row["skill_name"], row["definition"])
        for row in blueprint.rows()
    }


def test_areas_begin_with_something_concrete_and_end_with_people(shipped):
    assert [area.slug for area in shipped.ordered_areas] == ["prg", "mat", "dat", "aim", "res", "app", "rsp", "ppl"]


def test_requirements_are_those_of_the_blueprint_cell_by_cell_and_nothing_else(shipped):
    role = shipped.role[blueprint.ROLE]
    found = {
        (level.slug, need.skill): (need.importance, need.step) for level in role.levels for need in level.requirements
    }
    assert found == {
        (level, row["skill_key"]): (row[f"imp_{level}"], int(row[f"req_{level}"]))
        for row in blueprint.rows()
        for level in blueprint.LEVELS
        if row[f"imp_{level}"] != "none"
    }


def test_a_requirement_falls_only_where_it_matters_less(either):
    for role, skill in product(either.roles, either.skills):
        needs = [need for level in role.ladder if (need := level.requirement_of.get(skill.slug))]
        for below, above in pairwise(needs):
            fewer = IMPORTANCES.index(above.importance) > IMPORTANCES.index(below.importance)
            assert (above.step or 0) >= (below.step or 0) or fewer, (role.slug, skill.slug)


def prerequisites(skills: Iterable[Skill]) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    return [
        ((skill.slug, need.step), (need.needs, need.needs_step)) for skill in skills for need in skill.prerequisites
    ]


def test_prerequisites_are_those_of_the_blueprint(shipped):
    assert sorted(prerequisites(of_the_blueprint(shipped))) == sorted(
        ((row["skill_key"], step), (needs, needs_step))
        for row in blueprint.rows()
        for step, needs, needs_step in blueprint.prerequisites(row)
    )


def test_prerequisites_close_no_circle(either):
    assert find_cycle(prerequisites(either.skills)) == []


def test_what_a_required_step_needs_is_itself_required_at_that_level(either):
    for level in (level for role in either.roles for level in role.levels):
        required = {need.skill: need.step or 0 for need in level.requirements}
        missing = [
            (level.slug, skill, step, needs, needs_step)
            for (skill, step), (needs, needs_step) in prerequisites(either.skills)
            if required.get(skill, 0) >= step and required.get(needs, 0) < needs_step
        ]
        assert missing == []


def test_effort_and_groups_are_those_of_the_blueprint(shipped):
    found = {skill.slug: (skill.effort_percent, skill.group) for skill in of_the_blueprint(shipped)}
    assert found == {
        row["skill_key"]: (round(float(row["effort_multiplier"]) * 100), row["group"]) for row in blueprint.rows()
    }


def test_the_specialisms_count_as_one(shipped):
    grouped = {skill.slug for skill in shipped.skills if skill.group}
    assert grouped == {"aim_nlp", "aim_vision", "aim_agents_knowledge", "aim_other_field"}


def test_every_step_but_the_last_says_how_to_get_to_the_next(either):
    silent = [
        (skill.slug, anchor.step)
        for skill in either.skills
        for anchor in skill.anchors
        if bool(anchor.next_step) is (anchor.step == either.highest)
    ]
    assert silent == []


def test_every_must_have_asks_for_evidence(either):
    needs = [need for role in either.roles for level in role.levels for need in level.requirements]
    must_haves = {need.skill for need in needs if need.importance == "essential"}
    assert [slug for slug in sorted(must_haves) if not either.skill[slug].evidence_prompt] == []


def test_every_citation_names_a_section_and_a_line(shipped):
    said = [part for role in shipped.roles for part in (*role.levels, *role.notes, *role.salaries)]
    cited = [*shipped.skills, *shipped.roles, *said]
    citations = [citation for thing in cited for citation in thing.citations]
    assert len(citations) > 45
    assert [citation for citation in citations if not CITATION.fullmatch(citation)] == []


def test_skills_cite_the_lines_of_the_blueprint(shipped):
    found = {
        skill.slug: sorted(int(cited.split(":")[1]) for cited in skill.citations) for skill in of_the_blueprint(shipped)
    }
    assert found == {
        row["skill_key"]: sorted(int(line) for line in row["seed_lines"].split(";")) for row in blueprint.rows()
    }


def test_it_has_no_finding_but_what_time_brings(either):
    assert [finding for finding in lint(either, NOW.date()) if finding.rule not in OF_TIME] == []


def test_every_step_that_can_be_missing_has_something_free_to_do_and_mostly_two_kinds(shipped):
    kinds: dict[tuple[str, int], set[str]] = {
        (skill.slug, step): set() for skill in shipped.skills for step in range(1, 5)
    }
    free = set()
    for resource in shipped.resources:
        for served in resource.steps:
            kinds[served.skill, served.step].add(resource.kind)
            if resource.cost == "free":
                free.add((served.skill, served.step))
    assert len(kinds) == 4 * len(shipped.skills)
    assert [step for step, found in kinds.items() if not found] == []
    assert sorted(set(kinds) - free) == []
    assert len([step for step, found in kinds.items() if len(found) >= 2]) > 90


def test_an_address_stands_once_on_a_step_of_a_skill(either):
    found = Counter(
        (served.skill, served.step, resource.url)
        for resource in either.resources
        if resource.url
        for served in resource.steps
    )
    assert [place for place, count in found.items() if count > 1] == []


def test_every_address_is_looked_at_and_the_document_says_how(every):
    listed = {}
    for line in (CATALOG.parents[1] / "docs" / "resources-checked.md").read_text().splitlines():
        if match := re.fullmatch(r"\| `([^`]+)` \| \[.*\]\((\S+)\) \| (yes|no) \| \S.* \|", line):
            listed[match[1]] = (match[2], match[3] == "yes")
    offered = [resource for snapshot in every.values() for resource in snapshot.resources]
    external = [resource for resource in offered if resource.kind != "practice"]
    # The document has one table: a key stands for one resource, of whichever framework.
    assert len(external) == len({resource.slug for resource in external})
    assert listed == {resource.slug: (resource.url, resource.verified) for resource in external}
    assert [resource.slug for resource in external if not re.match(r"https?://", resource.url)] == []
    assert [resource.slug for resource in external if not resource.checked_on] == []


def test_hours_covered_and_starts_are_those_of_the_document_row_by_row(every):
    with (CATALOG.parents[1] / "docs" / "resource-hours.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    rows = {
        (resource.slug, row.skill, str(row.step)): (str(row.covers_hours), "yes" if row.start_here else "no")
        for snapshot in every.values()
        for resource in snapshot.resources
        if resource.kind != "practice"
        for row in resource.steps
    }
    assert rows == {
        (row["resource"], row["skill"], row["step"]): (row["covers_hours"], row["start_here"]) for row in table
    }
    assert len(table) == len(rows)
    unsourced = [row for row in table if (row["covers_hours"] == "0") is not row["source"].startswith("not stated")]
    assert unsourced == []


def test_no_hour_of_a_resource_is_covered_twice_not_even_for_two_skills(either):
    twice = {each.slug for each in either.resources if sum(row.covers_hours for row in each.steps) > each.hours}
    assert twice == set()


def test_each_step_of_each_skill_says_where_to_start(shipped):
    started = {(row.skill, row.step) for resource in shipped.resources for row in resource.steps if row.start_here}
    assert len(started) == 4 * len(shipped.skills)


def test_there_is_much_to_learn_from_in_other_languages(shipped):
    assert len([resource for resource in shipped.resources if resource.language.split("-")[0] != "en"]) >= 40


def test_people_and_leadership_count_in_months(shipped):
    assert {area.slug for area in shipped.areas if area.counts_in == "months"} == {"ppl"}
    assert [step.months for step in shipped.steps] == [0, 0, 3, 6, 12]


def test_the_last_step_says_that_it_is_practice_on_real_work(either):
    tasks = {
        served.skill: resource
        for resource in either.resources
        if resource.kind == "practice"
        for served in resource.steps
        if served.step == either.highest
    }
    assert sorted(tasks) == sorted(skill.slug for skill in either.skills)
    assert [slug for slug, task in tasks.items() if "real" not in f"{task.title} {task.description}"] == []


def test_no_skill_is_linked_by_its_label_alone(shipped):
    links = [(skill, link) for skill in shipped.skills for link in skill.links]
    assert len(links) > 80
    same = [(skill.slug, link.label) for skill, link in links if link.relation == "exactMatch"]
    assert same == []
