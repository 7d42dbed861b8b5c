"""Is a package CASE? A checker of our own, for machines without 1EdTech's schema, which may not be shipped; and that."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

SHARED = Path(__file__).parents[7] / "shared" / "data" / "case"
SPEC = SHARED / "spec"

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)")
TYPES = [
    "isChildOf",
    "isPeerOf",
    "isPartOf",
    "exactMatchOf",
    "precedes",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
]

# Fields of each class by what stands in them; those with a star must be there, those with a plus came with 1.1.
COMMON = "identifier*:uuid uri*:uri lastChangeDateTime*:time extensions+:object "
STATUS = "language:text notes:text licenseURI:link statusStartDate:day statusEndDate:day "
DEFINED = COMMON + "title*:text description:text "
CLASSES = {
    "CFDocument": COMMON + STATUS + "creator*:text title*:text frameworkType+:text caseVersion+:version subject:texts "
    "officialSourceURL:uri publisher:text description:text subjectURI:links version:text adoptionStatus:text",
    "CFItems": COMMON + STATUS + "fullStatement*:text alternativeLabel:text CFItemType:text CFItemTypeURI:link "
    "humanCodingScheme:text listEnumeration:text abbreviatedStatement:text conceptKeywords:texts "
    "conceptKeywordsURI:link subject+:texts subjectURI+:links educationLevel:texts",
    "CFAssociations": COMMON + "associationType*:type originNodeURI*:end destinationNodeURI*:end sequenceNumber:whole "
    "CFAssociationGroupingURI:link notes+:text",
    "CFItemTypes": COMMON + "title*:text description*:text hierarchyCode*:text typeCode:text",
    "CFSubjects": DEFINED + "hierarchyCode*:text",
    "CFConcepts": DEFINED + "hierarchyCode*:text keywords:text",
    "CFLicenses": DEFINED + "licenseText*:text",
    "CFAssociationGroupings": DEFINED,
    "CFRubrics": COMMON + "title:text description:text CFRubricCriteria:list",
    "CFRubricCriteria": COMMON + "category:text description:text CFItemURI:link weight:number position:whole "
    "rubricId:uuid CFRubricCriterionLevels:list",
    "CFRubricCriterionLevels": COMMON.replace(":object", ":objects") + "quality:text score:number description:text "
    "feedback:text position:whole rubricCriterionId:uuid",
    "CFDefinitions": "extensions+:object CFConcepts:list CFSubjects:list CFLicenses:list CFItemTypes:list "
    "CFAssociationGroupings:list",
    "CFPackage": "CFDocument*:one CFItems:list CFAssociations:list CFDefinitions:one CFRubrics:list extensions+:object",
}  # fmt: skip
JSON: dict[str, tuple[type, ...]] = {"text": (str,), "object": (dict,), "whole": (int,), "number": (int, float)}
LINE = {"title", "quality", "category", "abbreviatedStatement", "humanCodingScheme"}


def faults(package: Any, version: str = "1.1") -> list[str]:
    """What is wrong with a package, each with its place; nothing where it is CASE of that version."""
    return list(_faults("CFPackage", package, version, ""))


def _faults(name: str, value: Any, version: str, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place} is no object"
        return
    fields = {}
    for field, kind in (each.split(":") for each in CLASSES[name].split()):
        if version == "1.1" or "+" not in field:
            fields[field.rstrip("*+")] = kind
        if "*" in field and field.rstrip("*+") not in value:
            yield f"{place}.{field} is not there"
    for field, each in value.items():
        yield from _faults_of_field(field, fields.get(field, ""), each, version, f"{place}.{field}")


def _faults_of_field(field: str, kind: str, value: Any, version: str, place: str) -> Iterator[str]:
    if not kind:
        yield f"{place} is unknown"
    elif kind in {"one", "list"}:
        for at, inner in enumerate([value] if kind == "one" else value):
            yield from _faults(field, inner, version, f"{place}[{at}]")
    elif not _is(kind, value, version):
        yield f"{place} is no {kind}: {value!r}"
    elif field in LINE and re.search(r"[\t\n\r]", value):
        yield f"{place} is on more than one line"


def _is(kind: str, value: Any, version: str) -> bool:
    patterns = {"uuid": UUID, "uri": URI, "day": DAY, "time": TIME, "version": re.compile(r"1\.1")}
    if kind in patterns:
        return isinstance(value, str) and patterns[kind].fullmatch(value) is not None
    if kind == "type":
        new = value == "isTranslationOf" or re.fullmatch(r"ext:[\w.-]+", value, re.ASCII) is not None
        return value in TYPES or (version == "1.1" and new)
    if kind in {"link", "end"}:
        names = {"title", "identifier", "uri"}
        extra = {"targetType"} if kind == "end" and version == "1.1" else set()
        identified = kind == "end" or UUID.fullmatch(str(value.get("identifier")))
        is_text = all(isinstance(each, str) for each in value.values())
        return names <= set(value) <= names | extra and is_text and bool(identified and URI.fullmatch(value["uri"]))
    many = {"texts": "text", "links": "link", "objects": "object"}
    if kind in many:
        return isinstance(value, list) and all(_is(many[kind], each, version) for each in value)
    if isinstance(value, bool):
        return False
    return isinstance(value, JSON[kind])


@cache
def _validators() -> dict[str, list[Any]]:
    """The official schemas, and those of two programs that read CASE, by version."""

    def loaded(name: str) -> Any:
        return json.loads((SPEC / name).read_text())

    checker = jsonschema.FormatChecker(["date"])
    checker.checks("date-time")(lambda value: TIME.fullmatch(value) is not None)
    official, older = loaded("imscasev1p1_openapi3_v1p0.json"), loaded("case-v1p0-swagger.json")
    return {
        "1.1": [
            jsonschema.Draft202012Validator({**official, "$ref": "#/components/schemas/CFPackageDType"}),
            jsonschema.Draft201909Validator(loaded("opencase/case-v1p1-cfpackage.json")),
        ],
        "1.0": [
            jsonschema.Draft4Validator({**older, "$ref": "#/definitions/CFPackage.Type"}),
            jsonschema.Draft7Validator(loaded("opensalt-case-v1p0-cfpackage-schema.json"), format_checker=checker),
        ],
    }


def official_faults(package: Any, version: str = "1.1") -> list[str]:
    """What the official schema and those of OpenCASE or OpenSALT find wrong; the test is skipped where they are not."""
    needs_shared()
    return [
        f"{'.'.join(map(str, error.absolute_path))}: {error.message[:120]}"
        for validator in _validators()[version]
        for error in validator.iter_errors(package)
    ]


def official(name: str) -> Any:
    """A validator for one class of CASE 1.1, such as "CFItemDType"."""
    needs_shared()
    schema = json.loads((SPEC / "imscasev1p1_openapi3_v1p0.json").read_text())
    return jsonschema.Draft202012Validator({**schema, "$ref": f"#/components/schemas/{name}"})


def needs_shared() -> None:
    if not SPEC.is_dir():
        pytest.skip("the files of CASE are not beside the repository (../shared/data/case)")
