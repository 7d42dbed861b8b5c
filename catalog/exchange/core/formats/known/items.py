"""CASE items of a spreadsheet as a tree: which stands below which, and what becomes of each."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalog.exchange.core.gathering import Gathering
from catalog.exchange.core.imported import WARNING, Foreign, Thing
from catalog.exchange.core.tidying import one_line, same

SHAPE = "opensalt"
_NUMBER = re.compile(r"\d{1,9}")
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Item:
    """A row: where it stands, its cells by heading without case and marks, and its place in the file."""

    place: str
    record: dict[str, str]
    at: int

    @property
    def identifier(self) -> str:
        return self.record.get("identifier", "")

    @property
    def code(self) -> str:
        return self.record.get("humancodingscheme", "")

    @property
    def level(self) -> str:
        return self.record.get("smartlevel", "").strip(".")

    @property
    def name(self) -> str:
        """The short statement; else the code and the full one, cut at a word."""
        short = one_line(self.record.get("abbreviatedstatement", ""))
        if short:
            return short
        whole = one_line(f"{self.code} {self.record['fullstatement']}")
        return whole if len(whole) <= _LONGEST_NAME else whole[: _LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"


def laid(
    items: Sequence[Item], links: Sequence[tuple[str, str]], gathered: Gathering, foreign: list[Foreign], title: str
) -> int:
    """Put items into `gathered`: those with others below them as areas, the rest as skills. Gives the number of areas."""
    parents = _parents(items, links, gathered)
    inner = {parent for above in parents.values() for parent in above}
    keys: dict[int, str] = {}
    ordered = sorted(items, key=_order)
    often = Counter(same(item.name) for item in items if item.at in inner)
    for item in ordered:
        if item.at in inner:
            # Areas that are called alike, such as those of each school year, are told apart by their codes.
            name = f"{item.code or item.level} {item.name}" if often[same(item.name)] > 1 else item.name
            keys[item.at] = gathered.area(name.strip(), place=item.place)
            foreign.append(_kept(item, Thing("area", (keys[item.at],))))
    for item in ordered:
        if item.at not in inner:
            above = [keys[parent] for parent in parents.get(item.at, [])]
            first = above[0] if above else gathered.area(title)
            key = gathered.skill(first, item.name, item.place, item.code, item.record["fullstatement"])
            gathered.skills[key].also_in.extend(other for other in dict.fromkeys(above[1:]) if other != first)
            foreign.append(_kept(item, Thing("skill", (key,))))
    return len(gathered.areas)


def _kept(item: Item, thing: Thing) -> Foreign:
    """What the row says that has no place with us, under its identifier, else under its code."""
    data: dict[str, Any] = {name: text for name, text in item.record.items() if text and name}
    return Foreign(SHAPE, item.identifier or item.code, thing, data)


def _order(item: Item) -> tuple[tuple[int, ...], int, int]:
    levels = tuple(int(part) for part in item.level.split(".")[:20] if _NUMBER.fullmatch(part))
    number = item.record.get("sequencenumber", "") or item.record.get("listenumeration", "")
    return levels, int(number) if _NUMBER.fullmatch(number) else 0, item.at


def _parents(items: Sequence[Item], links: Sequence[tuple[str, str]], gathered: Gathering) -> dict[int, list[int]]:
    """The items above each: by the sheet of associations, by its own columns, by its place in the numbering, by its code."""
    by_name: dict[str, int] = {}
    for item in reversed(items):
        by_name |= {name: item.at for name in (item.code, item.identifier) if name}
    by_level = {item.level: item.at for item in reversed(items) if item.level}
    found: dict[int, list[int]] = {}
    for child, parent in links:
        if child in by_name and parent in by_name and child != parent:
            found.setdefault(by_name[child], []).append(by_name[parent])
    for item in items:
        if item.at in found:
            continue
        told = item.record.get("ischildof") or item.record.get("parent") or ""
        above = by_name.get(told, by_level.get(item.level.rpartition(".")[0]) if item.level else None)
        if told and told not in by_name:
            gathered.say(WARNING, "known-opensalt-parent-unknown", item.place, text=told)
        if above is None and not told and not item.level and not links:
            above = by_name.get(item.code.rpartition(".")[0]) if "." in item.code else None
        if above is not None and above != item.at:
            found[item.at] = [above]
    return found
