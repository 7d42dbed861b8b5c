"""A framework as a file: its draft, or one of its editions."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from catalog import editions
from catalog.compile import compile_live
from catalog.exchange import records
from catalog.exchange.core.formats import recognise
from catalog.models import Edition, Framework


class ExportFormat(NamedTuple):
    """A kind of file that we write."""

    name: str
    suffix: str
    media_type: str


def formats() -> Mapping[str, ExportFormat]:
    """The kinds of files that we write, by the names that commands and addresses have for them."""
    return {
        name: ExportFormat(name, module.SUFFIX.removeprefix("."), module.MEDIA_TYPE)
        for name, module in recognise.WRITTEN_AS.items()
    }


def export(framework: Framework, format: str, edition: Edition | None = None) -> bytes:  # noqa: A002
    """The file of a framework in one of `formats`, as its draft has it, or an edition of it; with what other systems call
    its things."""
    module: Any = recognise.WRITTEN_AS[format]
    value = editions.load(edition.digest) if edition else compile_live(framework)
    return bytes(module.write(value, records.of(framework)))
