"""Two editors on one page: what it held when one of them opened it, what is stored now, and what came back.

A row is known by its place: "" for the thing itself, "anchors/17" for a row of one of its tables.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.editing.posted import Row, sent, shown, words, write
from catalog.editing.typed import AnyForm, FormSet


class Opened(NamedTuple):
    """A row as it was shown: its name and what its fields held. A plain pair, so that it can be signed into a page."""

    name: str
    row: Row


State = dict[str, Opened]


class Difference(NamedTuple):
    """A value that somebody else changed: what it was when the page was opened, what it is now, what came back."""

    thing: str
    field: str
    opened: str
    theirs: str
    yours: str


class Held(NamedTuple):
    """The forms of a page: that of the thing itself, where there is one, and those of its tables."""

    form: AnyForm | None
    formsets: Sequence[FormSet]

    def rows(self) -> Iterator[tuple[str, Any]]:
        """The forms of rows that are stored, by place."""
        if self.form is not None:
            yield "", self.form
        for formset in self.formsets:
            for form in formset.initial_forms:
                yield place(formset, form.instance.pk), form

    def state(self) -> State:
        return {where: Opened(str(form.instance), shown(form)) for where, form in self.rows()}


def place(formset: FormSet, pk: object) -> str:
    return f"{formset.prefix}/{pk}"


def sent_rows(held: Held, data: QueryDict) -> State:
    """What came back of each row that was stored when the page was opened; the name is "" where it is to be deleted."""
    found = {"": Opened("-", sent(held.form, data))} if held.form is not None else {}
    for formset in held.formsets:
        form = formset.empty_form
        for index in range(_count(data, formset.prefix, "INITIAL")):
            form.prefix = f"{formset.prefix}-{index}"
            key = data.get(f"{form.prefix}-{formset.model._meta.pk.name}", "")
            found[place(formset, key)] = Opened("" if f"{form.prefix}-DELETE" in data else "-", sent(form, data))
    return found


def differences(opened: State, now: Held, mine: State) -> list[Difference]:
    """What others changed since, or, where it is not known what was shown, what would be changed unseen."""
    stored, forms = now.state(), dict(now.rows())
    found: list[Difference] = []
    for where in [*stored, *(where for where in opened if where not in stored)]:
        before, after, yours = opened.get(where), stored.get(where), mine.get(where)
        if before is None and (yours is None or not opened):
            found.extend(_added(after, yours, forms[where]))
        elif after is None and before is not None:
            found.append(Difference(before.name, "", _held(before), _("deleted"), _held(yours) if yours else ""))
        elif after is not None and before is not None:
            found.extend(_changed(before.row, after, yours, forms[where]))
    return found


def _added(after: Opened | None, yours: Opened | None, form: AnyForm) -> Iterator[Difference]:
    if after is None:
        return
    if yours is None:
        yield Difference(after.name, "", "", _("added: %s") % _held(after), "")
        return
    for name, value in after.row.items():
        if yours.row[name] != value:
            field = form.fields[name]
            yield Difference(after.name, str(field.label), "", words(field, value), words(field, yours.row[name]))


def _changed(before: Row, after: Opened, yours: Opened | None, form: AnyForm) -> Iterator[Difference]:
    for name, value in after.row.items():
        old = before.get(name, value)
        if old != value:
            field = form.fields[name]
            own = _("deleted") if yours and not yours.name else words(field, yours.row[name]) if yours else ""
            yield Difference(after.name, str(field.label), words(field, old), words(field, value), own)


def _held(row: Opened) -> str:
    """A whole row in one line."""
    if not row.name:
        return _("deleted")
    return " · ".join(text for value in row.row.values() if (text := words(None, value)))


def merged(data: QueryDict, opened: State, now: Held, mine: State) -> QueryDict:
    """What was sent, over what is stored now: a field that was not touched holds what is stored, a row that others
    deleted and this editor changed is a new one, and what others added stands there too."""
    woven = data.copy()
    if now.form is not None:
        _lay(woven, now.form, opened.get(""), mine[""])
    for formset in now.formsets:
        _weave(woven, data, formset, opened, mine)
    return woven


def _lay(data: QueryDict, form: AnyForm, before: Opened | None, mine: Opened | None) -> None:
    """Fill a form of a stored row with what is stored, and over it with what this editor touched."""
    stored = shown(form)
    for name, value in stored.items():
        touched = mine is not None and mine.row[name] != (before.row.get(name) if before else value)
        write(data, form.add_prefix(name), mine.row[name] if mine and touched else value)


def _weave(woven: QueryDict, data: QueryDict, formset: FormSet, opened: State, mine: State) -> None:
    prefix, key = formset.prefix, formset.model._meta.pk.name
    for name in [name for name in woven if name.startswith(f"{prefix}-")]:
        del woven[name]
    stored = []
    for index, form in enumerate(formset.initial_forms):
        where = place(formset, form.instance.pk)
        stored.append(where)
        own = mine.get(where)
        _lay(woven, form, opened.get(where), own)
        woven[f"{prefix}-{index}-{key}"] = str(form.instance.pk)
        if own is not None and not own.name:
            woven[f"{prefix}-{index}-DELETE"] = "on"
    fresh = [*_brought_back(prefix, stored, opened, mine), *_new(formset, data, opened)]
    for index, row in enumerate(fresh, len(stored)):
        for name, value in row.items():
            write(woven, f"{prefix}-{index}-{name}", value)
    fk = getattr(formset, "fk", None)
    if fk is not None:
        for index in range(len(stored) + len(fresh)):
            woven[f"{prefix}-{index}-{fk.name}"] = str(formset.instance.pk)
    counts = {"TOTAL": len(stored) + len(fresh), "INITIAL": len(stored), "MIN_NUM": 0, "MAX_NUM": 1000}
    for name, count in counts.items():
        woven[f"{prefix}-{name}_FORMS"] = str(count)


def _brought_back(prefix: str, stored: Iterable[str], opened: State, mine: State) -> Iterator[Row]:
    """Rows that somebody deleted while this editor changed them."""
    for where, own in mine.items():
        before = opened.get(where)
        is_gone = where.startswith(f"{prefix}/") and where not in set(stored)
        if is_gone and own.name and (before is None or own.row != before.row):
            yield own.row


def _new(formset: FormSet, data: QueryDict, opened: State) -> Iterator[Row]:
    """The rows that this editor added, but for those that are there by now: a second press adds no second row."""
    there = [shown(form) for form in formset.initial_forms if place(formset, form.instance.pk) not in opened]
    initial, total = (_count(data, formset.prefix, name) for name in ("INITIAL", "TOTAL"))
    form = formset.empty_form
    blank = shown(form)
    for index in range(initial, total):
        form.prefix = f"{formset.prefix}-{index}"
        row = sent(form, data)
        if f"{form.prefix}-DELETE" in data or row == blank:
            continue
        if row in there:
            there.remove(row)
        else:
            yield row


def _count(data: QueryDict, prefix: str, name: str) -> int:
    text = data.get(f"{prefix}-{name}_FORMS", "")
    return min(int(text), 1000) if text.isdecimal() else 0


def untouched(now: Held, data: QueryDict) -> bool:
    """Whether saving this would change nothing."""
    stored = now.state()
    added = any(_count(data, each.prefix, "TOTAL") != _count(data, each.prefix, "INITIAL") for each in now.formsets)
    mine = sent_rows(now, data)
    return not added and all(mine[where].name and mine[where].row == each.row for where, each in stored.items())
