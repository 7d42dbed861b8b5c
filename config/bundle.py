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
# Order matters: Bootstrap, then our tokens, then our parts.
SOURCES = (
    "bootstrap.min.css",
    "tokens.css",
    "layout.css",
    "answering.css",
    "report.css",
    "catalog.css",
    "plan.css",
    "account.css",
    "print.css",
)


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
        sources = ROOT / "static" / "css"
        joined = "\n".join((sources / name).read_text() for name in SOURCES)
        target = self.folder / NAME
        if not target.exists() or target.read_text() != joined:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(joined)
        return target
