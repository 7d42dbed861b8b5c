"""Reading a snapshot back: exactly this schema, and the message says where a payload departs from it."""

import json

import pytest

from catalog.core import canonical
from catalog.core import snapshot as s
from tests import blueprint
from tests.catalog.core import mini


@pytest.mark.parametrize("value", [mini.rich(), blueprint.snapshot()], ids=["rich", "blueprint"])
def test_parse_gives_back_what_was_written(value):
    payload = canonical.payload(value)

    again = canonical.parse(payload)

    assert canonical.payload(again) == payload
    assert canonical.parse(canonical.payload(again)) == again


def test_parse_keeps_every_value():
    value = canonical.parse(canonical.payload(mini.rich()))

    assert value.policy == mini.POLICY
    assert value.skill["plan"] == mini.rich().skill["plan"]
    assert value.skill["write"].tips == ("Read aloud.", "Cut.")
    assert value.role["role"].level["base"].requirements == (s.Requirement("write", None, "helpful"),)
    assert value.role["role"].salaries == mini.rich().role["role"].salaries
    assert value.role["role"].notes == mini.rich().role["role"].notes
    assert value.resources[0].steps == (s.ResourceStep("plan", 1), s.ResourceStep("write", 1))


def payload(change) -> str:
    value = json.loads(canonical.payload(mini.rich()))
    change(value)
    return json.dumps(value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda value: value.pop("scale"), "scale: Field required"),
        (lambda value: value["skills"][0].pop("name"), "skills.0.name: Field required"),
        (lambda value: value.update(extra=1), "extra: Unexpected keyword argument"),
        (lambda value: value["policy"].update(bonus=1), "policy.bonus: Unexpected keyword argument"),
        (lambda value: value["policy"].update(essential=3.0), "policy.essential: Input should be a valid integer"),
        (
            lambda value: value["policy"].update(essential=float("nan")),
            "policy.essential: Input should be a valid integer",
        ),
        (lambda value: value["policy"].update(essential="3"), "policy.essential: Input should be a valid integer"),
        (lambda value: value["policy"].update(essential=True), "policy.essential: Input should be a valid integer"),
        (lambda value: value["skills"][1].update(name=None), "skills.1.name: Input should be a valid string"),
        (lambda value: value["skills"][1].update(retired=0), "skills.1.retired: Input should be a valid boolean"),
        (lambda value: value.update(areas={}), "areas: Input should be a valid array"),
        (
            lambda value: value["roles"][0]["levels"][0]["requirements"][0].update(importance="vital"),
            "roles.0.levels.0.requirements.0.importance: Input should be 'essential', 'important' or 'helpful'",
        ),
        (lambda value: value.update(schema=3), "schema: this release reads the schemas 1 and 2, the payload has 3"),
        (lambda value: value.update(schema=0), "schema: this release reads the schemas 1 and 2, the payload has 0"),
        (
            lambda value: value["areas"][0].update(counts_in="weeks"),
            "areas.0.counts_in: Input should be 'hours' or 'months'",
        ),
    ],
    ids=[
        "missing",
        "missing inside",
        "unknown",
        "unknown inside",
        "float",
        "NaN",
        "digits",
        "bool",
        "null",
        "number for bool",
        "object for list",
        "importance",
        "newer schema",
        "older schema",
        "unit of time",
    ],
)
def test_parse_says_where_a_payload_is_wrong(change, message):
    with pytest.raises(canonical.SnapshotInvalid) as caught:
        canonical.parse(payload(change))

    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text",
    ["", "{", "nothing", '{"schema": 1} {"schema": 1}'],
    ids=["empty", "cut off", "no JSON", "twice"],
)
def test_parse_refuses_what_is_no_json(text):
    with pytest.raises(canonical.SnapshotInvalid, match=r"^payload: Invalid JSON"):
        canonical.parse(text)


@pytest.mark.parametrize("text", ["null", "[]", "3", '"text"'])
def test_parse_refuses_json_that_is_no_object(text):
    with pytest.raises(canonical.SnapshotInvalid, match=r"^payload: "):
        canonical.parse(text)
