"""What a package becomes: its messages by number, and the package that is written of it again, whatever stands in it."""

from typing import Any

from hypothesis import strategies as st

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats.case import vocabulary
from catalog.exchange.core.formats.case.reading import read_value
from catalog.exchange.core.formats.case.writing import build
from catalog.exchange.core.imported import Imported
from tests.catalog.exchange.core.formats.case import packages as p
from tests.catalog.exchange.core.formats.case.valid import faults

Changes = list[tuple[int, Any]]
CHANGES = st.lists(st.tuples(st.integers(0, 10**6), p.ANYTHING), min_size=1, max_size=3)


def codes(found: Imported) -> dict[str, int]:
    """How much each message counts, by its code."""
    return {each.code: int(dict(each.facts).get("count", 1)) for each in found.messages}


def back(found: Imported) -> Any:
    """The package that is written of what was read; it is valid, and reads as before."""
    package = build(found.snapshot, found.foreign)
    assert faults(package) == []
    assert read_value(package).snapshot == found.snapshot
    return package


def read_or_refused(package: Any, changes: Changes) -> None:
    """Read a package with anything at some of its places: it is refused, or what was read of it comes back."""
    for at, new in changes:
        every = p.places(package)
        package = p.changed(package, every[at % len(every)], new)
    try:
        found = read_value(package)
    except FileUnfit:
        return
    back(found)


def without_ours(value: dict[str, Any]) -> dict[str, Any]:
    extensions = {name: each for name, each in value.get("extensions", {}).items() if name != vocabulary.EXTENSION}
    found = {name: each for name, each in value.items() if name != "extensions"}
    return {**found, "extensions": extensions} if extensions else found
