"""The OpenAPI document: what ninja knows of the operations, and what all of them have in common."""

from typing import Any

from django.conf import settings
from django.urls import get_script_prefix
from pydantic import TypeAdapter

from catalog.api import problems
from catalog.api.answers import JSON
from catalog.api.case import operations as case
from catalog.api.case import schemas, status
from catalog.api.versions import APIS
from catalog.core.snapshot import SCHEMA, Snapshot

Json = dict[str, Any]
ABOUT = """\
What visitors can read on this site, for programs. Everything here is for everybody: no key, no cookie, no limit on how
often you ask, and scripts of other sites may ask, too.

**It is read only.** Every address takes GET and HEAD. Errors are problem+json (RFC 9457), whatever you send.

**Ask again cheaply.** Every answer has an ETag; send it as If-None-Match and get 304 while nothing changed. The content of
an edition is named by its SHA-256 and never changes: keep it for as long as you like.

**It stays.** Nothing that version 1 has goes away or changes its meaning. Fields and addresses may be added, so pass over
what you do not know.
"""
# What each operation may answer beside its 200, by status.
ALWAYS = (400, 406, 413, 422, 500, 503)
# CASE has 400 for what is 422 with us.
CASE = (400, 406, 413, 500, 503)
# What the operations answer with that tell ninja of no shape, by name.
SHAPES = {"edition": "Edition", "case-documents": "CFDocuments", "case-package": "CFPackage"} | {
    "case-older-package": "CFPackage",
    **{f"case-{path}": shape for path, (shape, *_rest) in case.SERVED.items()},
}
PAGED = {
    "Link": "The addresses of the parts before and after this one.",
    "X-Total-Count": "How many there are in all.",
}


def document() -> Json:
    """The whole document, for the site as it is set up."""
    paths: Json = {}
    parts = _of(problems.Problem) | _of(status.StatusInfo) | _of_editions() | schemas.schemas()
    for place, api in APIS.items():
        made: Json = dict(api.get_openapi_schema(path_prefix=place))
        parts |= made["components"]["schemas"]
        paths |= {path: {"get": _operation(path, methods["get"])} for path, methods in made["paths"].items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Skillgap", "version": "1", "description": ABOUT, "license": {"name": "MIT"}},
        "servers": [{"url": settings.SITE_ADDRESS + get_script_prefix().rstrip("/") or "/"}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(parts.items())),
            "responses": {
                **{str(code): _problem(code) for code in (*ALWAYS, 404)},
                **{f"case-{code}": _case_problem(code) for code in (*CASE, 404)},
            },
        },
    }


def _operation(path: str, told: Json) -> Json:
    """An operation with all that it may answer."""
    is_case = path.startswith(status.PLACE)
    codes = sorted([*(CASE if is_case else ALWAYS), *([404] if "{" in path else [])])
    is_paged = any(field["name"] == "offset" for field in told["parameters"])
    headers = {"ETag": "Names this answer; send it as If-None-Match.", **(PAGED if is_paged else {})}
    name = told["operationId"]
    return told | {
        "description": " ".join(told["description"].split()),
        "parameters": [_field(field) for field in told["parameters"]],
        "responses": {
            "200": {
                **(_content(JSON, SHAPES[name]) if name in SHAPES else told["responses"][200]),
                "description": "What was asked for.",
                "headers": {
                    header: {"description": said, "schema": {"type": "string"}} for header, said in headers.items()
                },
            },
            "304": {"description": "You have it already: nothing changed since the ETag that you sent."},
            **{str(code): {"$ref": f"#/components/responses/{'case-' * is_case}{code}"} for code in codes},
        },
    }


def _field(told: Json) -> Json:
    """A field of the path or the query. Its schema says again what is said of it, which is once too often."""
    schema = {key: value for key, value in told["schema"].items() if key not in {"title", "description", "example"}}
    return told | {"schema": schema}


def _problem(status: int) -> Json:
    return {"description": str(problems.SAID[status]), **_content(problems.MEDIA_TYPE, "Problem")}


def _case_problem(code: int) -> Json:
    return {"description": str(problems.SAID[code]), **_content(status.MEDIA_TYPE, "StatusInfo")}


def _content(media_type: str, schema: str) -> Json:
    return {"content": {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


def _of(shape: Any, before: str = "", name: str = "") -> Json:
    """The schema of a shape and of what it is made of, their names with something `before` them."""
    adapter: TypeAdapter[Any] = TypeAdapter(shape)
    whole = _opened(adapter.json_schema(ref_template=f"#/components/schemas/{before}{{model}}"))
    parts = {f"{before}{part}": schema for part, schema in whole.pop("$defs", {}).items()}
    return {name or before + whole["title"]: whole, **parts}


def _opened(schema: Any) -> Any:
    """A schema that lets in what later releases may add."""
    if isinstance(schema, dict):
        return {key: _opened(value) for key, value in schema.items() if key != "additionalProperties"}
    return [_opened(each) for each in schema] if isinstance(schema, list) else schema


def _of_editions() -> Json:
    """What an edition holds: a snapshot as releases of today write it, or one of the form before."""
    older = {"type": "object", "properties": {"schema": {"const": SCHEMA - 1}}, "required": ["schema"]}
    ways = {"anyOf": [{"$ref": "#/components/schemas/EditionSnapshot"}, older]}
    said = (
        f"A whole framework as it was published. Its “schema” is {SCHEMA}; editions from before may have {SCHEMA - 1}."
    )
    return {"Edition": {"description": said, **ways}, **_of(Snapshot, "Edition")}
