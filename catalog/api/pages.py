"""The document as its page shows it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

Json = dict[str, Any]


class Part(NamedTuple):
    """A field of a request or of an answer, of what kind it is, and what is said of it."""

    name: str
    kind: str
    about: str


class Call(NamedTuple):
    """What can be asked: its name, path, what is said of it, its fields, what it may answer, and a line to try it with."""

    name: str
    path: str
    summary: str
    about: str
    fields: tuple[Part, ...]
    shape: str
    answers: tuple[tuple[str, str], ...]
    example: str


class Form(NamedTuple):
    """A shape of an answer with its fields."""

    name: str
    about: str
    parts: tuple[Part, ...]


def calls(document: Json) -> Iterator[Call]:
    """The operations of a document in its order."""
    common = document["components"]["responses"]
    for path, methods in document["paths"].items():
        told = methods["get"]
        answers = {
            status: common.get(str(answer.get("$ref", "")).rpartition("/")[2], answer)["description"]
            for status, answer in told["responses"].items()
        }
        yield Call(
            name=told["operationId"],
            path=path,
            summary=told["summary"],
            about=told["description"],
            fields=tuple(Part(each["name"], _kind(each["schema"]), each["description"]) for each in told["parameters"]),
            shape=_named(_content(told["responses"]["200"])),
            answers=tuple(answers.items()),
            example=_example(path, told["parameters"]),
        )


def forms(document: Json) -> Iterator[Form]:
    """The shapes of the answers, by name. The document alone has those whose fields are described elsewhere: what an
    edition is made of, and the classes of CASE, of which those stand here that an answer is."""
    answers = {call.shape for call in calls(document)}
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        parts = [
            Part(key, _kind(part), part.get("description") or schemas.get(_named(part), {}).get("description", ""))
            for key, part in schema.get("properties", {}).items()
        ]
        if all(part.about for part in parts) or name in answers:
            yield Form(name, schema["description"], tuple(part for part in parts if part.about))


def _content(answer: Json) -> Json:
    [content] = answer["content"].values()
    schema: Json = content["schema"]
    return schema


def _named(schema: Json) -> str:
    """The name of the shape that a schema refers to, empty for none."""
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _kind(schema: Json) -> str:
    """What a value is, in words; the name of a shape for one of that shape."""
    if name := _named(schema):
        return name
    if "anyOf" in schema:
        return _(" or ").join(_kind(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return _("list of %s") % _kind(schema["items"])
    words = {"string": _("text"), "integer": _("number"), "boolean": _("true or false"), "null": _("null")}
    return words.get(schema.get("type", ""), _("JSON"))


def _example(path: str, fields: list[Json]) -> str:
    """A line for a terminal; the parts of the path are those of the catalogue that is shipped."""
    for field in fields:
        if field["in"] == "path":
            path = path.replace(f"{{{field['name']}}}", field.get("example", "…"))
    return f"curl {settings.SITE_ADDRESS}{path}"
