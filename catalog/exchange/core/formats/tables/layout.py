"""Which tables a framework comes to, and their columns: found by looking at the classes of the Snapshot.

Every field is a column, in the order of the class; a field that holds things of a class of their own is a table of those,
whose rows begin with the keys of what they belong to. So a new field of the Snapshot is in the files by itself.
"""

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from catalog.core import snapshot as s

Kind = Literal["text", "texts", "number", "yes-no", "choice"]
FILLED = object()


@dataclass(frozen=True)
class ForeignRow:
    """What another system says of a thing, as a row: the key of the thing in lines, the rest of it as JSON."""

    format: str
    identifier: str
    kind: str
    key: tuple[str, ...]
    data: str


class Column(NamedTuple):
    """A column: its heading, the field that it holds, and how a cell of it is read.

    `refers` is the class whose key it holds; `blank` is what an empty cell means, FILLED where none may be empty; `choices`
    are the words that it may hold, where there are only some.
    """

    heading: str
    field: str
    kind: Kind
    refers: type | None = None
    blank: Any = FILLED
    choices: tuple[str, ...] = ()


class Table(NamedTuple):
    """A table: the name of its sheet, the class of its rows, what those belong to from the outside in, the field of that
    which holds them, the columns of their own, and the fields by which one is told from another."""

    name: str
    of: type
    within: tuple[type, ...]
    field: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


NAMES: dict[type, str] = {
    s.Framework: "Framework",
    s.Step: "Scale",
    s.PracticePerson: "Practice people",
    s.Area: "Areas",
    s.Skill: "Skills",
    s.Anchor: "Anchors",
    s.Prerequisite: "Prerequisites",
    s.Link: "Links",
    s.Role: "Roles",
    s.RoleLevel: "Levels",
    s.Requirement: "Requirements",
    s.RoleNote: "Notes",
    s.SalaryRange: "Salaries",
    s.Resource: "Resources",
    s.ResourceStep: "Resource steps",
    s.Review: "Reviews",
    ForeignRow: "Foreign",
}
# What a row belongs to, at its beginning; and what a field that holds a key refers to.
ONE: dict[type, str] = {s.Skill: "Skill", s.Role: "Role", s.RoleLevel: "Level", s.Resource: "Resource"}
REFERS: dict[tuple[type, str], type] = {
    (s.Skill, "area"): s.Area,
    (s.Skill, "also_in"): s.Area,
    (s.Prerequisite, "needs"): s.Skill,
    (s.Requirement, "skill"): s.Skill,
    (s.RoleNote, "skills"): s.Skill,
    (s.ResourceStep, "skill"): s.Skill,
}
KEYS: dict[type, tuple[str, ...]] = {
    s.Step: ("value",),
    s.PracticePerson: ("position",),
    s.Anchor: ("step",),
    s.Prerequisite: ("step", "needs"),
    s.Link: ("uri",),
    s.Requirement: ("skill",),
    s.ResourceStep: ("skill", "step"),
    s.Review: ("day", "by"),
}
HEADINGS: dict[tuple[type, str], str] = {
    (s.Framework, "uuid"): "Identifier",
    (s.Policy, "version"): "Version of the rule",
    (s.Policy, "essential"): "Weight of essential",
    (s.Policy, "important"): "Weight of important",
    (s.Policy, "helpful"): "Weight of helpful",
    (s.Skill, "group"): "Any one of",
    (s.Skill, "also_in"): "Also in areas",
    (s.Prerequisite, "needs"): "Needs skill",
    (s.Review, "role"): "Looked at as",
}
# What an empty cell means where the class has no default of its own.
_BLANK: dict[Kind, Any] = {"text": "", "texts": (), "yes-no": False}
BLANKS: dict[tuple[type, str], Any] = {
    (s.Framework, "language"): "en",
    **{(s.Policy, name): value for name, value in zip(
        ("version", "essential", "important", "helpful", "met_percent", "close_percent", "met_slip_percent", "close_slip_percent"),
        (1, 3, 2, 1, 85, 70, 20, 40), strict=True,
    )},
    (s.Step, "hours"): 0,
    (s.PracticePerson, "position"): None,  # its place in the sheet
    (s.Area, "position"): None,
    (s.Skill, "position"): None,
    (s.Skill, "effort_percent"): 100,
    (s.RoleNote, "position"): None,
    (s.Requirement, "importance"): s.ESSENTIAL,
    (s.Resource, "cost"): s.FREE,
    (s.Resource, "language"): "en",
}  # fmt: skip


def heading_of(of: type, field: str) -> str:
    """The heading of the column of a field."""
    if field == "slug":
        return "Key"
    return HEADINGS.get((of, field), field.replace("_", " ").capitalize())


def columns_of(of: type) -> tuple[Column, ...]:
    """The columns of a class, without its tables."""
    hints = get_type_hints(of)
    return tuple(_column(of, field, hints[field.name]) for field in fields(of) if _inner(hints[field.name]) is None)


@cache
def tables() -> tuple[Table, ...]:
    """Every table, each after those that its rows refer to; the framework is one row with its rule, and the last table is
    of what other systems say."""
    found = list(_tables_in(s.Snapshot, ()))
    order = list(NAMES)
    found.sort(key=lambda table: order.index(table.of) if table.of in NAMES else len(order))
    owner = Table(
        NAMES[s.Framework], s.Framework, (), "framework", columns_of(s.Framework) + columns_of(s.Policy), ("slug",)
    )
    others = Table(
        NAMES[ForeignRow], ForeignRow, (), "", columns_of(ForeignRow), ("format", "identifier", "kind", "key")
    )
    return (owner, *found, others)


def sheets() -> dict[str, tuple[Column, ...]]:
    """The sheets in their order, each with all its columns: of two tables with one name, what both belong to comes first."""
    found: dict[str, dict[str, Column]] = {}
    for table in tables():
        outer = [outer_column(of) for of in table.within]
        columns = found.setdefault(table.name, {})
        inner = {
            heading: columns.pop(heading)
            for heading in [column.heading for column in table.columns]
            if heading in columns
        }
        columns.update({column.heading: column for column in outer})
        columns.update(inner or {column.heading: column for column in table.columns})
    return {name: tuple(columns.values()) for name, columns in found.items()}


def outer_column(of: type) -> Column:
    """The column with the key of what a row belongs to."""
    return Column(ONE[of], "", "text", of)


def _tables_in(of: type, within: tuple[type, ...]) -> Iterator[Table]:
    hints = get_type_hints(of)
    for field in fields(of):
        inner = _inner(hints[field.name])
        if inner is not None:
            name = NAMES.get(inner, inner.__name__)
            yield Table(name, inner, within, field.name, columns_of(inner), KEYS.get(inner, ("slug",)))
            yield from _tables_in(inner, (*within, inner))


def _inner(hint: Any) -> type | None:
    """The class of the things that a field holds; None for texts and the like, and for what stands in the framework's row."""
    [first, *_] = get_args(hint) or (hint,)
    return first if get_origin(hint) is tuple and hasattr(first, "__dataclass_fields__") else None


def _column(of: type, field: "Field[Any]", hint: Any) -> Column:
    kind, choices = _kind_of(hint)
    refers = REFERS.get((of, field.name))
    return Column(heading_of(of, field.name), field.name, kind, refers, _blank(of, field, hint, kind), choices)


def _blank(of: type, field: "Field[Any]", hint: Any, kind: Kind) -> Any:
    if (of, field.name) in BLANKS:
        return BLANKS[of, field.name]
    if field.default is not MISSING:
        return field.default
    if type(None) in get_args(hint):
        return None
    names_one = field.name in KEYS.get(of, ("slug",)) or (of, field.name) in REFERS
    return FILLED if kind == "text" and names_one else _BLANK.get(kind, FILLED)


def _kind_of(hint: Any) -> tuple[Kind, tuple[str, ...]]:
    if get_origin(hint) is Literal:
        return "choice", get_args(hint)
    if get_origin(hint) is tuple:
        return "texts", ()
    if hint is bool:
        return "yes-no", ()
    return ("text" if hint is str else "number"), ()
