"""CASE's addresses: whole, valid, and without what visitors do not see."""

from typing import Any
from uuid import uuid5

import pytest

from catalog import editions, lifecycle
from catalog.exchange import records
from catalog.exchange.core.imported import Foreign, Thing
from catalog.models import Framework, Role
from tests.catalog import pages
from tests.catalog.api.asked import ask, read
from tests.catalog.exchange.core.formats.case import valid
from tests.conftest import NOW
from tests.factories import publish_framework
from tests.workshop import FRAMEWORK, RETIRED, ROLE, SKILLS

CASE = "/ims/case/v1p1/"
OLDER = "/ims/case/v1p0/"
OTHER = "7d3d2c1b-0000-4000-8000-000000000000"


def identifier(*key: str) -> str:
    """The identifier of a thing of the workshop, such as of ("skill", "cut"): its own, whatever others call it."""
    return str(uuid5(Framework.objects.get(slug=FRAMEWORK).uuid, "/".join(key)))


@pytest.fixture
def package(edition) -> Any:
    return read(f"{CASE}CFPackages/{identifier('framework')}")


def refused(response: Any, status: int, minor: str = "") -> Any:
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/json")
    told = response.json()
    assert (told["imsx_codeMajor"], told["imsx_severity"]) == ("unsupported" if status == 405 else "failure", "error")
    codes = [each["imsx_codeMinorFieldValue"] for each in told.get("imsx_codeMinor", {}).get("imsx_codeMinorField", ())]
    assert codes == ([minor] if minor else [])
    return told


def types(package: Any) -> set[str]:
    return {item["CFItemType"] for item in package["CFItems"]}


def named(package: Any, kind: str) -> set[str]:
    return {item["abbreviatedStatement"] for item in package["CFItems"] if item["CFItemType"] == kind}


def test_the_package_is_valid_and_has_every_skill(package):
    assert valid.faults(package) == []
    assert len(named(package, "Skill")) == len([*SKILLS, RETIRED])
    assert types(package) == {"Skill Area", "Skill", "Role", "Role Level", "Proficiency Level"}


def test_the_package_and_its_parts_are_valid_by_the_official_schema(package):
    assert valid.official_faults(package) == []
    for path, name in (
        (f"CFDocuments/{identifier('framework')}", "CFDocumentDType"),
        ("CFDocuments", "CFDocumentSetDType"),
        (f"CFItems/{identifier('skill', 'cut')}", "CFItemDType"),
        (f"CFItemAssociations/{identifier('skill', 'cut')}", "CFAssociationSetDType"),
        (f"CFAssociations/{package['CFAssociations'][0]['identifier']}", "CFAssociationDType"),
        (f"CFItemTypes/{package['CFDefinitions']['CFItemTypes'][0]['identifier']}", "CFItemTypeSetDType"),
        (f"CFLicenses/{package['CFDefinitions']['CFLicenses'][0]['identifier']}", "CFLicenseDType"),
        (
            f"CFAssociationGroupings/{package['CFDefinitions']['CFAssociationGroupings'][0]['identifier']}",
            "CFAssociationGroupingDType",
        ),
        (f"CFRubrics/{package['CFRubrics'][0]['identifier']}", "CFRubricDType"),
    ):
        assert list(valid.official(name).iter_errors(read(CASE + path))) == [], path
    refusal = ask(f"{CASE}CFItems/{OTHER}").json()
    assert list(valid.official("imsx_StatusInfoDType").iter_errors(refusal)) == []


def test_everything_of_a_package_is_at_its_own_address(package):
    site = "http://127.0.0.1:8000"
    things = [
        package["CFDocument"],
        *package["CFItems"],
        *package["CFAssociations"],
        *package["CFRubrics"],
        *(each for found in package["CFDefinitions"].values() for each in found),
    ]
    assert len(things) > 50
    for thing in things:
        assert thing["uri"].startswith(f"{site}{CASE}")
        response = ask(thing["uri"].removeprefix(site))
        assert response.status_code == 200
        assert thing["identifier"] in response.content.decode()
    document = read(package["CFDocument"]["uri"].removeprefix(site))
    assert read(document["CFPackageURI"]["uri"].removeprefix(site)) == package


def test_a_package_for_readers_of_case_1_0_is_valid_there(edition):
    older = read(f"{OLDER}CFPackages/{identifier('framework')}")
    assert valid.faults(older, "1.0") == []
    assert "extensions" not in ask(f"{OLDER}CFPackages/{identifier('framework')}").content.decode()


def test_only_skills_and_their_areas_where_they_alone_are_asked_for(package):
    skills = read(f"{CASE}CFPackages/{identifier('framework')}?types=skills")
    assert valid.faults(skills) == []
    assert types(skills) == {"Skill", "Skill Area"}
    assert named(skills, "Skill") == named(package, "Skill")
    there = {item["identifier"] for item in skills["CFItems"]}
    gone = {item["identifier"] for item in package["CFItems"]} - there
    ends = {
        each[end]["identifier"] for each in skills["CFAssociations"] for end in ("originNodeURI", "destinationNodeURI")
    }
    assert ends & there
    assert not ends & gone


def test_documents_are_listed_filtered_sorted_and_cut(edition):
    publish_framework(1)
    publish_framework(1, slug="other")
    every = read(f"{CASE}CFDocuments")["CFDocuments"]
    titles = [each["title"] for each in every]
    assert sorted(titles) == ["Framework made", "Framework other", "الورشة"]
    assert [each["title"] for each in read(f"{CASE}CFDocuments?sort=title&orderBy=desc")["CFDocuments"]] == [
        "الورشة",
        "Framework other",
        "Framework made",
    ]
    found = read(f"{CASE}CFDocuments?filter=title~'made'")["CFDocuments"]
    assert [each["title"] for each in found] == ["Framework made"]
    [cut] = read(f"{CASE}CFDocuments?filter=title~'made'&fields=title,language")["CFDocuments"]
    assert set(cut) == {"identifier", "uri", "creator", "title", "lastChangeDateTime", "CFPackageURI", "language"}
    assert read(f"{CASE}CFDocuments?filter=title~'made'&fields=title&fields=language")["CFDocuments"] == [cut]
    part = ask(f"{CASE}CFDocuments?limit=1&offset=1&sort=title")
    assert [each["title"] for each in part.json()["CFDocuments"]] == ["Framework other"]
    assert part.headers["X-Total-Count"] == "3"
    address = "http://127.0.0.1:8000/ims/case/v1p1/CFDocuments?sort=title&orderBy=asc&limit=1&offset="
    assert part.headers["Link"] == f'<{address}2>; rel="next", <{address}0>; rel="prev"'


@pytest.mark.parametrize(
    "query", ["limit=0", "offset=-1", "sort=nothing", "orderBy=up", "filter=title", "fields=nothing", "fields=", "x=1"]
)
def test_a_field_that_cannot_be_is_refused_as_case_says(edition, query):
    refused(ask(f"{CASE}CFDocuments?{query}"), 400, "invalid_selection_field")


@pytest.mark.parametrize("path", ["CFItems", "CFDocuments", "CFPackages", "CFRubrics", "CFSubjects", "CFConcepts"])
def test_what_is_not_there_is_said_as_case_says(edition, path):
    refused(ask(f"{CASE}{path}/{OTHER}"), 404, "unknownobject")
    refused(ask(f"{CASE}{path}/nonsense"), 404, "invalid_uuid")
    assert ask(f"{CASE}{path}/{OTHER}").headers["Access-Control-Allow-Origin"] == "*"


def test_a_thing_of_another_kind_is_not_there(edition):
    refused(ask(f"{CASE}CFRubrics/{identifier('skill', 'cut')}"), 404, "unknownobject")


def test_an_identifier_may_be_written_in_large_letters(edition):
    assert read(f"{CASE}CFItems/{identifier('skill', 'cut').upper()}")["abbreviatedStatement"] == "To cut"


def test_other_refusals_are_told_in_the_same_shape(edition):
    address = f"{CASE}CFItems/{identifier('skill', 'cut')}"
    refused(ask(address, "POST"), 405)
    refused(ask(address, Accept="text/html"), 406)
    for path in ("/ims/case/v1p1/Nothing", "/ims/x"):
        refused(ask(path), 404, "unknownobject")
    refused(ask("/ims/case/v1p1/CFItems/%00"), 400, "invalid_selection_field")


def test_who_has_it_hears_that_it_still_stands(edition):
    for address in (f"{CASE}CFDocuments", f"{CASE}CFPackages/{identifier('framework')}"):
        first = ask(address)
        assert ask(address, If_None_Match=first.headers["ETag"]).status_code == 304
        assert ask(address, "HEAD").headers["ETag"] == first.headers["ETag"]
    edition.framework.skills.update(name="Renamed")
    editions.publish(framework=edition.framework, by="tests", at=NOW)
    after = ask(address, If_None_Match=first.headers["ETag"])
    assert (after.status_code, named(after.json(), "Skill")) == (200, {"Renamed"})


def test_what_is_hidden_is_nowhere(edition):
    role, skill = (identifier("role", ROLE), identifier("skill", "cut"))
    assert ask(f"{CASE}CFItems/{role}").status_code == 200
    lifecycle.hide_role(role=Role.objects.get(), is_hidden=True)
    refused(ask(f"{CASE}CFItems/{role}"), 404, "unknownobject")
    assert "Role" not in types(read(f"{CASE}CFPackages/{identifier('framework')}"))
    assert ask(f"{CASE}CFItems/{skill}").status_code == 200
    framework = identifier("framework")
    Framework.objects.update(is_hidden=True)
    for path in (f"CFItems/{skill}", f"CFPackages/{framework}", f"CFDocuments/{framework}"):
        refused(ask(CASE + path), 404, "unknownobject")
    assert read(f"{CASE}CFDocuments") == {"CFDocuments": []}


def test_things_are_called_as_other_systems_call_them_and_what_is_nothing_of_ours_stays_out(edition):
    own = identifier("skill", "cut")
    assert ask(f"{CASE}CFItems/{own}").status_code == 200
    stray = {"item": {"fullStatement": "Draft canary", "notes": "Draft canary", "uri": "urn:x"}}
    item = Foreign("case", OTHER, Thing("skill", ("cut",)), stray)
    records.put(edition.framework, [item, Foreign("case", "7d3d2c1b-0000-4000-8000-000000000001", None, stray)])
    assert read(f"{CASE}CFItems/{OTHER}")["abbreviatedStatement"] == "To cut"
    assert ask(f"{CASE}CFItems/{own}").status_code == 404
    assert "canary" not in ask(f"{CASE}CFPackages/{identifier('framework')}").content.decode()


@pytest.mark.parametrize("skills", [1, 50])
@pytest.mark.parametrize("path", ["CFDocuments", "CFItems/{item}", "CFPackages/{document}"])
def test_it_costs_two_queries_however_much_there_is(edition, skills, path):
    publish_framework(skills)
    address = CASE + path.format(item=identifier("skill", "cut"), document=identifier("framework"))
    assert pages.cost(lambda: ask(address)) == 2
