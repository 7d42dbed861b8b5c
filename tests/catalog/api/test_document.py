"""The OpenAPI document: whole, in plain words, and of this site."""

from catalog.api.document import document
from catalog.core import canonical
from tests.catalog.api.asked import PATHS, ask


def walk(value: object, found: set[str]) -> set[str]:
    """Every part of the document that a part of it refers to."""
    if isinstance(value, dict):
        found |= {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        for each in value.values():
            walk(each, found)
    elif isinstance(value, list):
        for each in value:
            walk(each, found)
    return found


def test_it_is_a_document_of_openapi_3_1_for_this_site():
    told = ask("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert told["servers"] == [{"url": "http://127.0.0.1:8000"}]
    assert told["info"]["version"] == "1"


def test_every_address_is_in_it_and_only_to_be_read():
    told = document()["paths"]
    assert {path.partition("?")[0] for path in PATHS.values() if "v1" in path} == {
        path.format(framework="workshop", role="maker", skill="cut", digest="{digest}")
        for path in told
        if "v1/" in path
    }
    assert {method for methods in told.values() for method in methods} == {"get"}
    names = [methods["get"]["operationId"] for methods in told.values()]
    assert len(names) == len(set(names))


def test_what_it_refers_to_is_there_and_nothing_else():
    told = document()
    parts = {f"#/components/{kind}/{name}" for kind, named in told["components"].items() for name in named}
    assert walk(told, set()) == parts


def test_every_field_is_described():
    told = document()
    silent = [
        f"{name}.{field}"
        for name, schema in told["components"]["schemas"].items()
        if not name.startswith(("CF", "Edition", "Link")) or name in {"EditionEntry", "EditionPage", "EditionRef"}
        for field, part in {"": schema, **schema["properties"]}.items()
        if not part.get("description") and "$ref" not in part
    ]
    asked = [field for methods in told["paths"].values() for field in methods["get"]["parameters"]]
    assert silent == []
    assert [field["name"] for field in asked if not field["description"]] == []
    assert {"description", "summary"} <= set.intersection(*(set(methods["get"]) for methods in told["paths"].values()))


def test_every_status_that_can_be_is_in_it():
    told = document()["paths"]
    of_a_list, of_a_thing = told["/api/v1/skills"]["get"], told["/api/v1/editions/{digest}"]["get"]
    assert set(of_a_list["responses"]) == {"200", "304", "400", "406", "413", "422", "500", "503"}
    assert set(of_a_thing["responses"]) == {*of_a_list["responses"], "404"}
    assert set(of_a_list["responses"]["200"]["headers"]) == {"ETag", "Link", "X-Total-Count"}


def test_an_edition_is_of_the_schema_of_today_or_of_the_one_before():
    assert canonical.SCHEMA == 2
    older = document()["components"]["schemas"]["Edition"]["anyOf"][1]
    assert older["properties"]["schema"] == {"const": 1}
