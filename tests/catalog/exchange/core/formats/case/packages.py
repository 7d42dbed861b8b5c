"""Small CASE packages for tests, and packages with anything anywhere."""

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

ROOT = "d0000000-0000-4000-8000-000000000000"
TIME = "2026-11-01T10:00:00+00:00"


def uuid(number: int) -> str:
    """The identifier of the item with this number."""
    return f"00000000-0000-4000-8000-{number:012d}"


def item(number: int, statement: str = "", **fields: Any) -> Json:
    """An item; what is None is left out."""
    found = {
        "identifier": uuid(number),
        "uri": f"https://example.org/CFItems/{number}",
        "fullStatement": statement or f"Statement {number}",
        "lastChangeDateTime": TIME,
        **fields,
    }
    return {name: value for name, value in found.items() if value is not None}


def end(identifier: str | int, **fields: Any) -> Json:
    """An end of an association: an item by its number, or anything by its identifier."""
    named = uuid(identifier) if isinstance(identifier, int) else identifier
    return {"title": "End", "identifier": named, "uri": f"https://example.org/{named}", **fields}


def joins(number: int, kind: str, origin: str | int, destination: str | int | Json, **fields: Any) -> Json:
    """An association."""
    found = {
        "identifier": uuid(1000 + number),
        "uri": f"https://example.org/CFAssociations/{number}",
        "associationType": kind,
        "originNodeURI": end(origin),
        "destinationNodeURI": destination if isinstance(destination, dict) else end(destination),
        "lastChangeDateTime": TIME,
        **fields,
    }
    return {name: value for name, value in found.items() if value is not None}


def package(items: list[Any], associations: list[Any], **fields: Any) -> Json:
    """A package with these; `fields` may replace or add parts."""
    document = {
        "identifier": ROOT,
        "uri": "https://example.org/CFDocuments/1",
        "creator": "Somebody",
        "title": "Frame",
        "lastChangeDateTime": TIME,
    }
    return {"CFDocument": document, "CFItems": items, "CFAssociations": associations, **fields}


def garden() -> Json:
    """Area 1 with the skills 2 and 3, and skill 4 right under the document."""
    return package(
        [item(1, "Garden"), item(2, "Sow"), item(3, "Reap"), item(4, "Rest")],
        [
            joins(1, "isChildOf", 1, ROOT, sequenceNumber=1),
            joins(2, "isChildOf", 2, 1, sequenceNumber=1),
            joins(3, "isChildOf", 3, 1, sequenceNumber=2),
            joins(4, "isChildOf", 4, ROOT, sequenceNumber=2),
        ],
    )


def crew() -> Json:
    """A package in our words but without our extension: an area, two skills, a role with two levels, a scale of three steps,
    a rubric, a requirement, a resource, a prerequisite and a concept of ESCO."""
    typed = [
        item(1, "Deck", CFItemType="Skill Area"),
        item(2, "To tie knots", CFItemType="Skill", abbreviatedStatement="Knots", humanCodingScheme="knots"),
        item(3, "To steer", CFItemType="Skill", abbreviatedStatement="Helm", humanCodingScheme="helm"),
        item(4, "Who sails", CFItemType="Role", abbreviatedStatement="Sailor", humanCodingScheme="sailor"),
        item(5, "Cleans\nWatches", CFItemType="Role Level", abbreviatedStatement="Junior", humanCodingScheme="sailor.junior"),
        item(6, "Senior", CFItemType="Role Level", abbreviatedStatement="Senior", humanCodingScheme="sailor.senior"),
        *(
            item(10 + step, f"Meaning {step}", CFItemType="Proficiency Level", abbreviatedStatement=name, humanCodingScheme=str(step))
            for step, name in enumerate(("None", "Some", "All"))
        ),
    ]  # fmt: skip
    grouping = {
        "identifier": uuid(50),
        "uri": "https://example.org/g",
        "title": "Requirement: Some / core",
        "lastChangeDateTime": TIME,
    }
    associations = [
        joins(1, "isChildOf", 1, ROOT, sequenceNumber=1),
        joins(2, "isChildOf", 2, 1, sequenceNumber=1),
        joins(3, "isChildOf", 3, 1, sequenceNumber=2),
        joins(4, "isChildOf", 4, ROOT, sequenceNumber=2),
        joins(5, "isChildOf", 5, 4, sequenceNumber=1),
        joins(6, "isChildOf", 6, 4, sequenceNumber=2),
        *(joins(10 + step, "isChildOf", 10 + step, ROOT, sequenceNumber=10 + step) for step in range(3)),
        joins(20, "isRelatedTo", 5, 2, CFAssociationGroupingURI=end(50, title="Requirement: Some / core")),
        joins(21, "isRelatedTo", 6, 2, CFAssociationGroupingURI=end(51, title="Requirement: All / optional")),
        joins(22, "precedes", 2, 3),
        joins(23, "exemplar", 2, {"title": "Rope book", "identifier": uuid(60), "uri": "https://example.org/rope"}),
        joins(24, "exactMatchOf", 3, {"title": "steer", "identifier": "http://data.europa.eu/esco/skill/1", "uri": "http://data.europa.eu/esco/skill/1"}),
    ]  # fmt: skip
    return package(
        typed,
        associations,
        CFDefinitions={"CFAssociationGroupings": [grouping]},
        CFRubrics=[rubric(2, ("I watch.", "I tie one.", "I tie all."))],
    )


def rubric(skill: int, texts: tuple[str | None, ...], scores: tuple[Any, ...] = (), number: int = 70) -> Json:
    """A rubric with one criterion, whose levels have these texts and scores, by default from 0 up."""
    levels = [
        {
            "identifier": uuid(number + 10 + at),
            "uri": f"https://example.org/l{at}",
            "lastChangeDateTime": TIME,
            "score": scores[at] if scores else at,
            "description": text,
        }
        for at, text in enumerate(texts)
    ]
    criterion = {
        "identifier": uuid(number + 1),
        "uri": "https://example.org/c",
        "lastChangeDateTime": TIME,
        "CFItemURI": end(skill),
        "CFRubricCriterionLevels": levels,
    }
    head = {"identifier": uuid(number), "uri": "https://example.org/r", "lastChangeDateTime": TIME}
    return {**head, "CFRubricCriteria": [criterion]}


# Anything that JSON can say, with the names of CASE where it has names.
NAMES = st.sampled_from(
    [
        "identifier",
        "uri",
        "title",
        "extensions",
        "ext:skillgap",
        "key",
        "fields",
        "exact",
        "of",
        "at",
        "CFItems",
        "score",
    ]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.floats(-2, 2) | st.sampled_from(["", "a", "1", uuid(1), ROOT]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a JSON value, as the keys that lead there."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(place for name, each in inner for place in places(each, (*here, name)))]


def changed(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    """A JSON value with another one at a place."""
    if not place:
        return new
    name, *rest = place
    if isinstance(value, dict):
        return {key: changed(each, tuple(rest), new) if key == name else each for key, each in value.items()}
    return [changed(each, tuple(rest), new) if at == name else each for at, each in enumerate(value)]
