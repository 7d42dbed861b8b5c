"""One stylesheet out of many files, so that a first page waits for a single request (docs/adr/0009-one-stylesheet.md).

A finder, so that development, tests and collectstatic all see the same `css/site.css` without a build step.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from config.env import ROOT

NAME = "css/site.css"
SOURCES = ROOT / "static" / "css"
# The layers in their order: what stands in a later one wins, however exactly an earlier one names the element.
LAYERS = {
    "bootstrap": ("bootstrap.min.css",),
    "tokens": ("tokens.css",),
    "frame": ("frame.css",),
    "components": tuple(
        f"components/{name}.css"
        for name in ("cards", "buttons", "forms", "disclosures", "tables", "tabs", "contents", "pictures")
    ),
    "rooms": tuple(f"rooms/{name}.css" for name in ("answering", "report", "plan", "catalog", "site", "account")),
    "print": ("print.css",),
}


def joined() -> str:
    """The whole stylesheet: the order of the layers, then each file in its layer."""
    parts = [f'@charset "UTF-8";\n@layer {", ".join(LAYERS)};\n']
    for layer, names in LAYERS.items():
        parts += [f"@layer {layer} {{\n{(SOURCES / name).read_text()}}}\n" for name in names]
    return "".join(parts)


class BundleFinder(BaseFinder):
    """Finds the joined stylesheet, made afresh in each process from its sources."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.folder = ROOT / "var" / "bundle"
        self.storage = FileSystemStorage(location=self.folder)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        found = str(self._write())
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self._write()
        yield NAME, self.storage

    def _write(self) -> Path:
        wanted = joined()
        target = self.folder / NAME
        if not target.exists() or target.read_text() != wanted:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(wanted)
        return target
