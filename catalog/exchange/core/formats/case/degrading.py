"""A package of CASE 1.1 as readers of CASE 1.0 understand it: without extensions and what came with 1.1."""

from collections.abc import Mapping
from typing import Any

from catalog.exchange.core.formats.case.identity import Json

_GONE = {
    "CFDocument": {"caseVersion", "frameworkType"},
    "CFItems": {"subject", "subjectURI"},
    "CFAssociations": {"notes"},
}
_NEW_TYPES = ("isTranslationOf", "ext:")


def degraded(package: Mapping[str, Any]) -> Json:
    """A package without what CASE 1.0 has not: what is ours is lost, except for what associations and rubrics say."""
    return {name: _class(name, value) for name, value in package.items() if name != "extensions"}


def _class(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_class(name, each) for each in value]
    fields = {field: _plain(each) for field, each in value.items() if field not in _GONE.get(name, ())}
    if name == "CFAssociations" and value["associationType"].startswith(_NEW_TYPES):
        fields["associationType"] = "isRelatedTo"
    fields.pop("extensions", None)
    return fields


def _plain(value: Any) -> Any:
    """A value without extensions and types of ends, its texts on one line each."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if name not in {"extensions", "targetType"}}
    return value
