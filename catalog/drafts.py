"""The draft of a framework: its live catalogue beside the edition that visitors see now. Reads only."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.shortcuts import get_object_or_404
from django.utils import timezone

from catalog import editions
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.core.diff import Change, diff
from catalog.core.findings import Finding
from catalog.core.lint import lint
from catalog.core.snapshot import Snapshot
from catalog.models import Edition, Framework


class _Judged(NamedTuple):
    """What of a draft depends on its content alone, on what visitors see now, and on the day."""

    before: Snapshot | None
    is_unchanged: bool
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, eq=False)
class Draft:
    """The live catalogue as a value and as its canonical text. `before` is what visitors see of the `current` edition;
    both are None before the first, when all of `changes` is added."""

    live: Snapshot
    payload: str
    current: Edition | None
    before: Snapshot | None
    is_unchanged: bool
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]

    @cached_property
    def digest(self) -> str:
        return canonical.name(self.payload)

    @property
    def is_unfit(self) -> bool:
        """Whether it has errors, which stop publishing."""
        return any(finding.is_error for finding in self.findings)


class DraftState(NamedTuple):
    """A draft in three numbers: changes since the current edition, findings that stop publishing, and other findings."""

    changes: int
    errors: int
    warnings: int


def draft_of(framework: Framework) -> Draft:
    """The draft of a framework as it is now."""
    live = compile_live(framework)
    payload, current = canonical.payload(live), editions.current_of(framework)
    return Draft(live, payload, current, *_judged(payload, current.digest if current else None, timezone.localdate()))


def find(framework_id: int) -> Draft:
    """The draft of the framework with this number. Raises Http404 where there is none."""
    return draft_of(get_object_or_404(Framework, pk=framework_id))


def state(framework: Framework) -> DraftState:
    """How far a framework's live catalogue is from what visitors see, and how fit it is.

    It is compiled each time, and compared and judged once for each content and day.
    """
    payload = canonical.payload(compile_live(framework))
    judged = _judged(payload, editions.current_digest(framework.pk), timezone.localdate())
    errors = sum(finding.is_error for finding in judged.findings)
    return DraftState(len(judged.changes), errors, len(judged.findings) - errors)


@lru_cache(maxsize=8)
def _judged(payload: str, current: str | None, today: date) -> _Judged:
    live = canonical.parse(payload)
    if current is None:
        return _Judged(None, False, tuple(diff(None, live)), lint(live, today, None))
    before, text = _published(current)
    return _Judged(before, text == payload, tuple(diff(before, live)), lint(live, today, editions.load(current)))


@lru_cache(maxsize=8)
def _published(digest: str) -> tuple[Snapshot, str]:
    """What visitors see of an edition, tidied as a draft is, and its canonical text."""
    before = canonical.tidied(editions.load(digest))
    return before, canonical.payload(before)
