"""What the API tells of the workshop, and that it tells nothing that visitors do not see."""

import hashlib
import json
import re

import pytest

from catalog import editions, lifecycle
from catalog.models import Framework, Role, Skill
from tests.catalog.api.asked import HERE, PATHS, V1, ask, path, read
from tests.conftest import NOW
from tests.factories import publish_framework
from tests.workshop import FRAMEWORK, LEVELS, RETIRED, ROLE, SKILLS

SITE = "http://127.0.0.1:8000"


def keys(address: str) -> list[str]:
    return [item["key"] for item in read(address)["items"]]


def later(edition, **changes: str):
    """One more edition of the framework, with skills changed."""
    edition.framework.skills.update(**changes)
    return editions.publish(framework=edition.framework, by="tests", at=NOW)


def test_every_address_that_an_answer_names_is_there(edition, alice):
    named = {
        address.partition("?")[0].partition("#")[0]
        for name in PATHS
        for address in re.findall(rf'"{SITE}(/[^"]+)"', ask(path(name, edition)).content.decode())
    }
    assert len(named) > 20
    assert [address for address in named if alice.get(address).status_code != 200] == []


def test_a_framework_has_its_scale_and_its_areas(edition):
    told = read(HERE)
    assert [step["value"] for step in told["scale"]] == [1, 2, 3, 4, 5, 6]
    assert [area["name"] for area in told["area_list"]] == ["Craft", "Tools", "الناس"]
    assert (told["areas"], told["skills"], told["roles"]) == (3, 6, 1)
    assert told["edition"]["digest"] == edition.digest
    assert keys(f"{V1}frameworks") == [FRAMEWORK]


def test_a_role_has_what_each_level_asks(edition):
    told = read(f"{HERE}/roles/{ROLE}")
    assert [level["key"] for level in told["levels"]] == list(LEVELS)
    snapshot = editions.load(edition.digest)
    for level in told["levels"]:
        asked = {each.skill: each for each in snapshot.role[ROLE].level[level["key"]].requirements}
        assert {each["skill"] for each in level["requirements"]} == asked.keys() - {RETIRED}
        for each in level["requirements"]:
            assert (each["step"], each["importance"]) == (asked[each["skill"]].step, asked[each["skill"]].importance)
            assert each["step_name"] == snapshot.step[each["step"]].name
    assert {note["kind"] for note in told["notes"]} == {note.kind for note in snapshot.role[ROLE].notes}
    assert [pay["median"] for pay in told["pay"]] == [None, 90_000]
    assert keys(f"{HERE}/roles") == [ROLE]


def test_a_skill_has_all_that_belongs_to_it(edition):
    told = read(f"{HERE}/skills/cut")
    assert [step["anchor"] for step in told["steps"]][3] == "I cut leather."
    assert [(step["value"], need["skill"], need["step"]) for step in told["steps"] for need in step["needs"]] == [
        (4, "measure", 2)
    ]
    assert [(asked["level"], asked["step"]) for asked in told["asked_by"]][:2] == [("junior", 2), ("senior", 4)]
    assert [link["label"] for link in told["links"]] == ["cut materials"]
    resources = {each["key"]: [served["step"] for served in each["steps"]] for each in told["resources"]}
    assert resources == {"task-cut": [2, 3, 4, 5, 6], "first-cuts": [2, 3], "sharp-tools": [4]}
    [opens] = read(f"{HERE}/skills/measure")["unlocks"]
    assert (opens["at_step"], opens["opens"]["skill"], opens["opens"]["step"]) == (2, "cut", 4)
    assert read(f"{HERE}/skills/glue")["alternatives"] == ["weld"]
    assert read(f"{HERE}/skills/{RETIRED}")["retired"] is True


def test_a_skill_of_several_areas_is_found_in_each(edition):
    told = read(f"{HERE}/skills/ask")
    assert (told["area"], told["also_in"]) == ("people", ["craft"])
    assert {"ask"} <= set(keys(f"{V1}skills?area=people")) & set(keys(f"{V1}skills?area=craft"))


def test_a_requirement_without_a_step_has_null(edition):
    level = Role.objects.get().levels.get(slug="junior")
    level.requirements.filter(skill__slug="cut").update(step=None)
    editions.publish(framework=edition.framework, by="tests", at=NOW)
    [asked] = [each for each in read(f"{HERE}/roles/{ROLE}")["levels"][0]["requirements"] if each["skill"] == "cut"]
    assert (asked["step"], asked["step_name"]) == (None, None)
    assert read(f"{HERE}/skills/cut")["asked_by"][0]["step"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", list(SKILLS)),
        ("?q=LEATHER", ["cut"]),
        ("?q=+++", list(SKILLS)),
        ("?area=people", ["teach", "ask"]),
        ("?role=maker&area=craft", ["cut", "glue", "weld", "ask"]),
        ("?role=none", []),
        ("?framework=workshop&q=cut", ["cut"]),
        ("?framework=none", []),
        ("?q=unobtainium", []),
        ("?limit=2&offset=4", ["teach", "ask"]),
        ("?offset=1000000", []),
    ],
)
def test_skills_are_found(edition, query, found):
    assert sorted(keys(f"{V1}skills{query}")) == sorted(found)


def test_a_role_that_asks_for_little_narrows_the_list(three_roles):
    assert sorted(keys(f"{V1}skills?role=teacher")) == ["ask", "measure", "teach"]


def test_the_parts_of_a_list_lead_from_one_to_the_next_and_back(edition):
    forward, address = [], f"{V1}skills?limit=4&framework=workshop"
    while address:
        part = read(address)
        forward.append([item["key"] for item in part["items"]])
        links = ask(address).headers.get("Link", "")
        assert ('rel="next"' in links, 'rel="prev"' in links) == (bool(part["next"]), bool(part["previous"]))
        assert ask(address).headers["X-Total-Count"] == str(part["total"]) == "6"
        address, back = (part["next"] or "").removeprefix(SITE), part["previous"]
    assert [len(part) for part in forward] == [4, 2]
    assert [item["key"] for item in read(back.removeprefix(SITE))["items"]] == forward[0]
    past = read(f"{V1}skills?limit=4&offset=100")
    assert past["previous"] == f"{SITE}/api/v1/skills?limit=4&offset=2"


def test_the_content_of_an_edition_is_what_its_name_hashes_for_ever(edition):
    response = ask(path("edition", edition))
    assert hashlib.sha256(response.content).hexdigest() == edition.digest
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["ETag"] == f'"{edition.digest}"'
    later(edition, why="Another reason")
    assert ask(path("edition", edition)).content == response.content


def test_the_current_edition_tells_when_there_is_another(edition):
    first = ask(path("current edition", edition))
    assert first.json()["digest"] == edition.digest
    newer = later(edition, why="Another reason")
    second = ask(path("current edition", edition), If_None_Match=first.headers["ETag"])
    assert (second.status_code, second.json()["digest"]) == (200, newer.digest)
    assert [(each["digest"], each["is_current"]) for each in read(f"{V1}editions")["items"]] == [
        (newer.digest, True),
        (edition.digest, False),
    ]


def test_what_is_said_of_an_edition_later_is_told_and_its_content_stays(edition):
    lifecycle.annotate(edition=edition, by="erin", at=NOW, label="Renamed", text="A typing error.")
    lifecycle.annotate(edition=edition, by="erin", at=NOW, text="No more than that.")
    lifecycle.withdraw(edition=edition, by="erin", at=NOW, reason="It was wrong.")
    [told] = read(f"{V1}editions")["items"]
    assert (told["label"], told["is_current"], told["withdrawn"]["reason"]) == ("Renamed", False, "It was wrong.")
    assert [note["text"] for note in told["later"]] == ["A typing error.", "No more than that."]
    assert "erin" not in json.dumps(told)
    assert ask(path("edition", edition)).status_code == 200
    assert [ask(path(name, edition)).status_code for name in ("framework", "role", "skill", "current edition")] == [
        404
    ] * 4
    assert (keys(f"{V1}frameworks"), keys(f"{V1}skills")) == ([], [])


def test_a_new_edition_is_told_at_once(edition):
    names = ("frameworks", "framework", "roles", "role", "skill", "skills")
    before = {name: ask(path(name, edition)) for name in names}
    newer = later(edition, name="Renamed")
    Framework.objects.update(name="Renamed")
    for name, first in before.items():
        after = ask(path(name, edition), If_None_Match=first.headers["ETag"])
        assert after.status_code == 200, name
        assert newer.digest in after.content.decode() or name == "skills"


def test_a_hidden_role_is_nowhere(three_roles):
    lifecycle.hide_role(role=Role.objects.get(slug=ROLE), is_hidden=True)
    assert ask(f"{HERE}/roles/{ROLE}").status_code == 404
    assert keys(f"{HERE}/roles") == ["smith", "teacher"]
    assert {asked["role"] for asked in read(f"{HERE}/skills/cut")["asked_by"]} == {"smith"}
    assert (read(HERE)["roles"], keys(f"{V1}skills?role={ROLE}")) == (2, [])
    lifecycle.hide_role(role=Role.objects.get(slug=ROLE), is_hidden=False)
    assert ask(f"{HERE}/roles/{ROLE}").status_code == 200


def test_a_hidden_framework_is_nowhere(edition):
    publish_framework(2)
    for name in PATHS:
        ask(path(name, edition))
    Framework.objects.filter(slug=FRAMEWORK).update(is_hidden=True)
    gone = ("framework", "roles", "role", "skill", "edition", "current edition")
    assert {ask(path(name, edition)).status_code for name in gone} == {404}
    for name in ("frameworks", "skills", "editions"):
        assert FRAMEWORK not in ask(f"{V1}{name}").content.decode()
    assert keys(f"{V1}frameworks") == ["made"]
    assert keys(f"{V1}skills?framework={FRAMEWORK}") == []
    assert ask(path("edition", edition), If_None_Match=f'"{edition.digest}"').status_code == 404


def test_a_draft_is_nobodys_business(edition):
    Skill.objects.update(name="Draft canary", why="Draft canary")
    for name in PATHS:
        assert "canary" not in ask(path(name, edition)).content.decode()
