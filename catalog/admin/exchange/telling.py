"""What the pages tell of an import: how much it changes, what in words, and what was said of its rows."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from catalog.compared import Compared, compared
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.core.diff import diff
from catalog.core.formulas import csv_safe
from catalog.exchange import importing, wording
from catalog.exchange.core.counting import KINDS, OUTCOMES
from catalog.exchange.core.imported import Message
from catalog.models import FileImport

KIND_WORDS = {
    "area": gettext_lazy("Areas"),
    "skill": gettext_lazy("Skills"),
    "step": gettext_lazy("Steps of the scale"),
    "role": gettext_lazy("Roles"),
    "level": gettext_lazy("Levels"),
    "requirement": gettext_lazy("Requirements"),
    "anchor": gettext_lazy("Sentences for a step"),
    "resource": gettext_lazy("Resources"),
}
ON_A_PAGE = 100


class Count(NamedTuple):
    """Of one kind of thing, how many there are of each outcome, in the order of OUTCOMES."""

    kind: str
    word: Any
    numbers: list[int]


class Filter(NamedTuple):
    severity: str
    word: Any
    number: int
    is_chosen: bool


class Told(NamedTuple):
    """The messages of an import that a page shows, and by what they can be filtered."""

    filters: list[Filter]
    lines: list[tuple[str, Any, str, str]]
    more: int


def counts(row: FileImport) -> list[Count]:
    """How much an import changes, for each kind of thing that there is any of."""
    found = [(kind, [row.counts.get(kind, {}).get(outcome, 0) for outcome in OUTCOMES]) for kind in KINDS]
    return [Count(kind, KIND_WORDS[kind], numbers) for kind, numbers in found if any(numbers)]


def changes_nothing(row: FileImport) -> bool:
    """Whether the draft says already what the file does."""
    return bool(row.payload) and row.seen == canonical.name(row.payload)


def changes(row: FileImport, asked: QueryDict) -> Compared | None:
    """What an import changes, in words; None for a framework that is new."""
    if row.framework is None or not row.payload:
        return None
    live, after = compile_live(row.framework), canonical.parse(row.payload)
    return compared(live, after, diff(live, after), since="", asked=asked)


def recognised(row: FileImport) -> list[str]:
    return [wording.said(each) for each in importing.recognised_of(row)]


def told(row: FileImport, severity: str) -> Told:
    """The messages of an import of one severity, or of all."""
    every = list(importing.messages_of(row))
    numbers: Counter[str] = Counter(each.severity for each in every)
    chosen = severity if severity in numbers else ""
    shown = [each for each in every if chosen in {"", each.severity}]
    filters = [Filter("", gettext_lazy("all"), len(every), not chosen)]
    for name, word in wording.SEVERITIES.items():
        if numbers[name]:
            filters.append(Filter(name, word, numbers[name], name == chosen))
    return Told(filters, _lines(shown[:ON_A_PAGE]), max(0, len(shown) - ON_A_PAGE))


def _lines(messages: Sequence[Message]) -> list[tuple[str, Any, str, str]]:
    return [(each.severity, wording.SEVERITIES[each.severity], each.place, wording.said(each)) for each in messages]


def as_csv(row: FileImport) -> bytes:
    """The messages of an import as a table that runs nowhere, for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["severity", "place", "message"])
    for _severity, word, place, text in _lines(list(importing.messages_of(row))):
        writer.writerow([csv_safe(str(cell)) for cell in (word, place, text)])
    return out.getvalue().encode("utf-8-sig")
