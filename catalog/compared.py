"""What differs between two snapshots as a page tells it: in groups, in words, filtered by sort, so many on a page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog import wording
from catalog.core.changes import SORTS, Line, Marked, Sort, content, marked, sort_of
from catalog.core.diff import Change, Part, Place
from catalog.core.snapshot import Snapshot
from catalog.models import Requirement

ON_A_PAGE = 200
# With more changes than that, the groups are folded.
UNFOLDED = 40
# A text, or what is in a thing, of more letters is folded.
LONG = 600

SORT_WORDS: Mapping[Sort, Promise] = {
    "added": gettext_lazy("added"),
    "removed": gettext_lazy("removed"),
    "stricter": gettext_lazy("stricter"),
    "looser": gettext_lazy("looser"),
    "reworded": gettext_lazy("reworded"),
    "other": gettext_lazy("other"),
}
FIELDS = {
    "any_one_of": gettext_lazy("any-one-of group"),
    "group": gettext_lazy("any-one-of group"),
    "also_in": gettext_lazy("also part of"),
    "text": gettext_lazy("sentence"),
    "next_step": gettext_lazy("what to do next"),
    "needs_step": gettext_lazy("step that is needed"),
    "met_percent": gettext_lazy("per cent for met"),
    "close_percent": gettext_lazy("per cent for close"),
    "met_slip_percent": gettext_lazy("slips for met, per cent"),
    "close_slip_percent": gettext_lazy("slips for close, per cent"),
    "uri": gettext_lazy("address"),
    "url": gettext_lazy("address"),
}
# These hold a step of the scale, and these one of a skill.
STEPS = frozenset({("requirement", "step"), ("prerequisite", "needs_step"), ("practice person", "step")})


class Row(NamedTuple):
    """One change: of what of a thing, and the words of it, or what is in a thing that came or went."""

    sort: Sort
    word: str
    what: str
    pieces: tuple[Marked, ...]
    lines: tuple[tuple[str, str], ...]
    is_long: bool


class Group(NamedTuple):
    """The changes of one thing."""

    title: str
    rows: tuple[Row, ...]


class Filter(NamedTuple):
    """A sort of which there are changes; an empty one stands for all."""

    sort: str
    word: str
    number: int
    is_chosen: bool


class Compared(NamedTuple):
    """What a page shows of changes: `summary` counts them all, `first` and `last` of `number` are those of this page."""

    summary: str
    filters: tuple[Filter, ...]
    groups: tuple[Group, ...]
    number: int
    first: int
    last: int
    chosen: str
    page: int
    pages: int

    @property
    def is_folded(self) -> bool:
        return self.last - self.first >= UNFOLDED


def compared(before: Snapshot, after: Snapshot, changes: Sequence[Change], *, since: str, asked: QueryDict) -> Compared:
    """The changes from `before`, an edition that is labelled `since`, to `after` in words; an address asks for a `sort` and
    a `page` of them."""
    sorts = [sort_of(change) for change in changes]
    counts = Counter(sorts)
    chosen = asked.get("sort", "")
    if chosen not in counts:
        chosen = ""
    shown = [pair for pair in zip(sorts, changes, strict=True) if chosen in {"", pair[0]}]
    pages = max(1, -(-len(shown) // ON_A_PAGE))
    page = min(pages, max(1, int(number) if (number := asked.get("page", "")).isdecimal() and len(number) < 9 else 1))
    start = (page - 1) * ON_A_PAGE
    here = shown[start : start + ON_A_PAGE]
    every = Filter("", _("all"), len(changes), not chosen)
    filters = [Filter(sort, str(SORT_WORDS[sort]), counts[sort], sort == chosen) for sort in SORTS if counts[sort]]
    return Compared(
        summary=summary(counts, since),
        filters=(every, *filters),
        groups=_groups(before, after, here),
        number=len(shown),
        first=start + 1,
        last=start + len(here),
        chosen=chosen,
        page=page,
        pages=pages,
    )


def summary(counts: Mapping[Sort, int], since: str) -> str:
    """How many changes there are since an edition of this label, and of which sort."""
    total = sum(counts.values())
    said = ngettext("%(total)d change since edition %(label)s", "%(total)d changes since edition %(label)s", total)
    said %= {"total": total, "label": since}
    sorts = ", ".join(f"{counts[sort]} {SORT_WORDS[sort]}" for sort in SORTS if counts.get(sort))
    return f"{said}: {sorts}" if sorts else said


def _groups(before: Snapshot, after: Snapshot, changes: Sequence[tuple[Sort, Change]]) -> tuple[Group, ...]:
    found: dict[str, list[Row]] = {}
    for sort, change in changes:
        found.setdefault(_title(before, after, change.place), []).append(_row(before, after, sort, change))
    return tuple(Group(title, tuple(rows)) for title, rows in found.items())


def _row(before: Snapshot, after: Snapshot, sort: Sort, change: Change) -> Row:
    what = [_part(before, after, part) for part in change.place[1:]]
    if change.field:
        what.append(_field(change.field))
    pieces: tuple[Marked, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    if change.kind == "changed":
        old, new = (
            _value(snapshot, change, text) for snapshot, text in ((before, change.before), (after, change.after))
        )
        pieces = marked(old, new) if sort == "reworded" else (Marked("removed", old), Marked("added", new))
    else:
        snapshot = after if change.kind == "added" else before
        lines = tuple(_line(snapshot, change.place[-1], line) for line in content(snapshot, change.place))
    length = sum(len(piece.text) for piece in pieces) + sum(len(label) + len(text) for label, text in lines)
    return Row(sort, str(SORT_WORDS[sort]), " · ".join(what), pieces, lines, length > LONG)


def _title(before: Snapshot, after: Snapshot, place: Place) -> str:
    return _part(before, after, place[0]) if place else _("the catalogue")


def _part(before: Snapshot, after: Snapshot, part: Part) -> str:
    """A thing by its kind and its name, of now where it has one; by its key where it has no name."""
    kind = str(wording.PARTS[part.kind])
    names = (_name(snapshot, part) for snapshot in (after, before))
    named = next((name for name in names if name), " ".join(map(str, part.key)))
    return f"{kind} {named}".strip()


def _name(snapshot: Snapshot, part: Part) -> str:
    if part.kind in {"skill", "requirement"}:
        found = snapshot.skill.get(str(part.key[0]))
        return f"“{found.name}”" if found else ""
    if part.kind in {"anchor", "step"}:
        return _step(snapshot, str(part.key[0]))
    if part.kind in {"prerequisite", "resource step"}:
        skill, step = part.key if part.kind == "resource step" else reversed(part.key)
        found = snapshot.skill.get(str(skill))
        return f"{_step(snapshot, str(step))}, “{found.name}”" if found else ""
    if part.kind in {"area", "role", "level", "resource"}:
        return _called(snapshot, part.kind, str(part.key[0]))
    return ""


def _called(snapshot: Snapshot, kind: str, slug: str) -> str:
    """The name of a thing that has a key of its own; that of a level where all roles that have it call it alike."""
    names = {
        "area": (area.name for area in snapshot.areas if area.slug == slug),
        "role": (role.name for role in snapshot.roles if role.slug == slug),
        "level": (role.level[slug].name for role in snapshot.roles if slug in role.level),
        "resource": (resource.title for resource in snapshot.resources if resource.slug == slug),
    }
    found = set(names[kind])
    return f"“{found.pop()}”" if len(found) == 1 else ""


def _step(snapshot: Snapshot, value: str) -> str:
    step = snapshot.step.get(int(value))
    return f"{value} {step.name}" if step else value


def _field(field: str) -> str:
    return str(FIELDS.get(field, field.replace("_", " ")))


def _value(snapshot: Snapshot, change: Change, text: str) -> str:
    kind = change.place[-1].kind if change.place else ""
    return _said(snapshot, kind, change.field, text)


def _said(snapshot: Snapshot, kind: str, field: str, text: str) -> str:
    if not text:
        return _("not stated") if (kind, field) in STEPS else _("nothing")
    if (kind, field) in STEPS:
        return _step(snapshot, text)
    if field == "also_in":
        areas = (snapshot.area.get(slug) for slug in text.split("\n"))
        return ", ".join(area.name for area in areas if area)
    if field == "importance":
        return str(dict(Requirement.Importance.choices).get(text, text))
    return {"True": _("yes"), "False": _("no")}.get(text, text)


def _line(snapshot: Snapshot, whole: Part, line: Line) -> tuple[str, str]:
    parts = [_part(snapshot, snapshot, part) for part in line.place]
    kind = line.place[-1].kind if line.place else whole.kind
    return " · ".join([*parts, _field(line.field)]), _said(snapshot, kind, line.field, line.text)
