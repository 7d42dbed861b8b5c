"""How the columns of a spreadsheet are read: a picture of its first rows, with a choice above each column."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import FileImport

# What a column can be taken for. A level says also what its cells hold.
MEANS = {
    "nothing": gettext_lazy("left out"),
    "area": gettext_lazy("area"),
    "group": gettext_lazy("group in an area"),
    "skill": gettext_lazy("skill"),
    "code": gettext_lazy("code of the skill"),
    "definition": gettext_lazy("what the skill is"),
    "level:text": gettext_lazy("level: sentences"),
    "level:step": gettext_lazy("level: step that it asks for"),
    "level:mark": gettext_lazy("level: marks"),
    "role": gettext_lazy("role of the row"),
    "role-level": gettext_lazy("level of the row"),
    "step": gettext_lazy("step of the row"),
    "statement": gettext_lazy("sentence for the step of the row"),
    "importance": gettext_lazy("how much it matters"),
    "evidence": gettext_lazy("evidence"),
    "note": gettext_lazy("notes"),
    "people": gettext_lazy("about a person: left out"),
}
STEPS = 10  # where the mapping names no scale
MOST_ROWS = 1_000_000
Plain = dict[str, Any]


class Head(NamedTuple):
    """A column of the picture: its choice, what it is called, and the sort of its colour."""

    name: str
    choice: Any
    sort: str


class Row(NamedTuple):
    number: int
    is_header: bool
    is_read: bool
    cells: list[tuple[str, str]]


class Picture(NamedTuple):
    """The first rows of a table, and the fields that correct how it is read."""

    sheet: str
    header: Any
    first: Any
    heads: list[Head]
    rows: list[Row]


class ColumnsForm(forms.Form):
    """What each column of each table of a file is, and where its headings and its first row are."""

    def __init__(self, *args: Any, mapping: Plain, pictures: list[Plain], **named: Any) -> None:
        super().__init__(*args, **named)
        self.read_by, self.shown = mapping, list(zip(mapping["tables"], pictures, strict=False))
        choices: list[tuple[str, Any]] = [*MEANS.items()]
        choices[6:6] = [(f"anchor:{value}", _("sentences for step %s") % said) for value, said in _scale(mapping)]
        for number, (table, picture) in enumerate(self.shown):
            for name, label in (("header", _("Row of the headings, 0 for none")), ("first", _("First row to read"))):
                self.fields[f"{number}-{name}"] = forms.IntegerField(
                    label=label, initial=table[name], min_value=int(name == "first"), max_value=MOST_ROWS
                )
            for at, place in enumerate(picture["places"]):
                now = "nothing" if place is None else _choice(table["columns"][place])
                label = _("Column %(column)s of %(sheet)s") % {"column": picture["names"][at], "sheet": table["sheet"]}
                self.fields[f"{number}-column-{at}"] = forms.ChoiceField(
                    label=label,
                    initial=now,
                    choices=choices,
                    widget=forms.Select(attrs={"aria-label": label}),
                )

    def pictures(self) -> list[Picture]:
        return [self._picture(number, table, picture) for number, (table, picture) in enumerate(self.shown)]

    def _picture(self, number: int, table: Plain, picture: Plain) -> Picture:
        heads = []
        for at, name in enumerate(picture["names"]):
            field = self[f"{number}-column-{at}"]
            heads.append(Head(name, field, str(field.value()).partition(":")[0]))
        rows = []
        for row, cells in enumerate(picture["rows"], picture["first"]):
            sorts = [(text, heads[at].sort) for at, text in enumerate(cells)]
            rows.append(Row(row, row == table["header"], row >= table["first"], sorts))
        return Picture(table["sheet"], self[f"{number}-header"], self[f"{number}-first"], heads, rows)

    def mapping(self) -> Plain:
        """The mapping as it was sent: what a page did not show of it stays."""
        tables = list(self.read_by["tables"])
        for number, (table, picture) in enumerate(self.shown):
            said = {name: self.cleaned_data[f"{number}-{name}"] for name in ("header", "first")}
            tables[number] = {**table, **said, "columns": self._columns(number, table, picture)}
        return {**self.read_by, "tables": tables}

    def _columns(self, number: int, table: Plain, picture: Plain) -> list[Plain]:
        shown = {place for place in picture["places"] if place is not None}
        found = [column for place, column in enumerate(table["columns"]) if place not in shown]
        roles = [column["role"] for column in table["columns"] if column.get("role")]
        levels = 0
        for at, place in enumerate(picture["places"]):
            means = self.cleaned_data[f"{number}-column-{at}"]
            levels += means.startswith("level:")
            if place is not None and means == _choice(table["columns"][place]):
                found.append(table["columns"][place])
            elif means != "nothing":
                heading = _heading(picture, table["header"], at)
                role = roles[0] if roles else self.read_by["framework"]
                found.append(_column(picture["names"][at], means, heading, role, levels))
        return found


def form_of(row: FileImport, data: QueryDict | None = None) -> ColumnsForm | None:
    """The form that corrects how a file was read; None for one that is not read by columns."""
    if not row.mapping or not row.pictures or row.data is None:
        return None
    return ColumnsForm(data, mapping=row.mapping, pictures=row.pictures)


def _scale(mapping: Plain) -> list[tuple[int, str]]:
    named = [(step["value"], f"{step['value']} {step['name']}") for step in mapping.get("scale", ())]
    return named or [(value, str(value)) for value in range(STEPS)]


def _choice(column: Mapping[str, Any]) -> str:
    """A column of a mapping as one of the choices."""
    means = str(column["means"])
    if means == "anchor":
        return f"anchor:{column.get('step')}"
    return f"level:{column.get('holds', 'text')}" if means == "level" else means


def _heading(picture: Plain, header: int, at: int) -> str:
    row = header - picture["first"]
    return str(picture["rows"][row][at]) if 0 <= row < len(picture["rows"]) else ""


def _column(name: str, choice: str, heading: str, role: str, rank: int) -> Plain:
    """A column that is taken for something else than before."""
    means, _colon, more = choice.partition(":")
    if means == "anchor":
        return {"at": name, "means": means, "step": int(more)}
    if means == "level":
        return {"at": name, "means": means, "holds": more, "name": heading or name, "role": role, "rank": rank}
    return {"at": name, "means": means}
