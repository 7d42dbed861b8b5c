"""What our extension keeps of a thing: the fields that CASE has no place for."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from catalog.core import snapshot as s
from catalog.exchange.core.formats.case.identity import Json
from catalog.exchange.core.formats.case.vocabulary import EXTENSION

Value = TypeVar("Value")

# What our extension leaves out where a thing has it so.
_EMPTY: Mapping[str, Any] = {"str": "", "int": 0, "bool": False, "int | None": None}
_CLASSES: tuple[type, ...] = (
    s.Area, s.Framework, s.Link, s.Policy, s.PracticePerson, s.Resource, s.ResourceStep, s.Role, s.RoleLevel, s.Skill, s.Step,
)  # fmt: skip
_NO_FIGURES = {"low": None, "median": None, "high": None, "year": None}
_ADAPTERS: Mapping[type, TypeAdapter[Any]] = {each: TypeAdapter(each) for each in _CLASSES}


def _empty(field: Any) -> Any:
    if field.name == "counts_in":
        return s.HOURS
    kind = field.type if isinstance(field.type, str) else getattr(field.type, "__name__", str(field.type))
    return _EMPTY.get(kind, _EMPTY.get(str(field.type), []))


BLANK: Mapping[type, Json] = {each: {field.name: _empty(field) for field in fields(each)} for each in _CLASSES}


def rest(value: Any, placed: Collection[str]) -> Json:
    """The fields of a thing that stand nowhere else, as JSON values; without those that are empty."""
    blank = BLANK[type(value)]
    values = _without_nulls(json.loads(json.dumps(asdict(value))))
    return {name: each for name, each in values.items() if name not in placed and each != blank[name]}


def _without_nulls(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_nulls(each) for each in value]
    if isinstance(value, dict):
        return {name: _without_nulls(each) for name, each in value.items() if each is not None}
    return value


def _with_figures(value: Any) -> Any:
    """Salaries, each with the figures that it leaves out."""
    return [{**_NO_FIGURES, **each} for each in value if isinstance(each, dict)] if isinstance(value, list) else value


def made(kind: type[Value], told: Mapping[str, Any], kept: object = None) -> Value | None:
    """A thing of what CASE tells of it and of what our extension keeps; None where the two make none."""
    names = BLANK[kind]
    known = {name: value for name, value in kept.items() if name in names} if isinstance(kept, dict) else {}
    if "salaries" in known:
        known["salaries"] = _with_figures(known["salaries"])
    try:
        return plainly(kind, {**known, **told})
    except ValidationError:
        return None


def plainly(kind: type[Value], told: Mapping[str, Any]) -> Value:
    """A thing of what CASE tells of it alone. Raises ValidationError where that makes none."""
    value: Value = _ADAPTERS[kind].validate_json(json.dumps({**BLANK[kind], **told}))
    return value


def extension_of(raw: Mapping[str, Any]) -> Json:
    """What stands in an object under our name; nothing where there is none. A level of a criterion has a list of such."""
    extensions = raw.get("extensions")
    for each in extensions if isinstance(extensions, list) else [extensions]:
        if isinstance(each, dict) and isinstance(found := each.get(EXTENSION), dict):
            return found
    return {}


def bare(raw: Mapping[str, Any]) -> Json:
    """An object without what we keep in it: as others have it."""
    extensions = raw.get("extensions")
    if isinstance(extensions, dict) and EXTENSION in extensions:
        return extended(dict(raw), {})
    if isinstance(extensions, list) and any(isinstance(each, dict) and EXTENSION in each for each in extensions):
        others = [each for each in extensions if not (isinstance(each, dict) and EXTENSION in each)]
        return {**raw, "extensions": others}
    return dict(raw)


def extended(fields: Json, extension: Json) -> Json:
    """An object with what we keep of it, beside what others do."""
    others = {name: value for name, value in fields.get("extensions", {}).items() if name != EXTENSION}
    both = {**others, EXTENSION: extension} if extension else others
    without = {name: value for name, value in fields.items() if name != "extensions"}
    return {**without, "extensions": both} if both else without


def extended_list(fields: Json, extension: Json) -> Json:
    """As `extended`, of a level of a criterion, whose extensions are a list."""
    others = [each for each in fields.get("extensions", []) if EXTENSION not in each]
    without = {name: value for name, value in fields.items() if name != "extensions"}
    both = [*others, {EXTENSION: extension}] if extension else others
    return {**without, "extensions": both} if both else without
