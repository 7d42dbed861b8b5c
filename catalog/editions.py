"""Editions: publish the live catalogue, find and load what was published, prove that it is unchanged."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.utils import timezone

from catalog import wording
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.core.findings import Finding
from catalog.core.lint import lint
from catalog.core.snapshot import Snapshot
from catalog.models import Edition, Framework, Publication


class CatalogueUnfit(Exception):
    """The live catalogue has errors, so it is not published; `findings` are all of its findings, warnings too."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        errors = [wording.line(finding) for finding in findings if finding.is_error]
        super().__init__("\n".join([*errors, wording.summary(findings)]))
        self.findings = findings


class CatalogueChanged(Exception):
    """The live catalogue is not what was looked at."""


@transaction.atomic
def publish(
    *, framework: Framework, by: str, at: datetime, label: str = "", notes: str = "", seen: str = ""
) -> Edition:
    """Make the live catalogue of `framework` its current edition.

    Content that was published before gives that edition back, current again, with the label and the notes that it had.
    `by` is the name of who publishes, `at` the time, `seen` the digest of what they looked at. The label is by default
    the date, with a number from the second edition of a day on.
    Raises CatalogueUnfit when the catalogue has errors, CatalogueChanged when it is not what was looked at.
    """
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    value = compile_live(framework, timezone.localdate(at))
    payload = canonical.payload(value)
    digest = canonical.name(payload)
    if seen and digest != seen:
        raise CatalogueChanged
    findings = judge(framework, value, timezone.localdate(at))
    if any(finding.is_error for finding in findings):
        raise CatalogueUnfit(findings)
    current = current_of(framework)
    if current is not None and canonical.payload(as_read(current)) == payload:
        return current
    edition, _created = Edition.objects.get_or_create(
        digest=digest,
        defaults={
            "framework": framework,
            "payload": payload,
            "label": label or _label(framework, at),
            "notes": notes,
            "published_at": at,
            "published_by": by,
        },
    )
    Publication.objects.create(edition=edition, at=at, by=by)
    return edition


def judge(framework: Framework, value: Snapshot, today: date) -> tuple[Finding, ...]:
    """What is wrong with the live catalogue of a framework, also beside what visitors see now."""
    digest = current_digest(framework.pk)
    return lint(value, today, load(digest) if digest else None)


def as_read(edition: Edition) -> Snapshot:
    """What readers see of an edition: its snapshot, tidied as a live catalogue is, so that the two can be compared."""
    return canonical.tidied(load(edition.digest))


def of_digest(digest: str) -> Edition | None:
    """The edition with a digest, if there is one: content that was published before keeps its label and its notes."""
    return Edition.objects.light().filter(digest=digest).first()


def _label(framework: Framework, at: datetime) -> str:
    day = f"{timezone.localdate(at):%Y-%m-%d}"
    of_day = Edition.objects.filter(framework=framework, label__startswith=day).count()
    return f"{day} ({of_day + 1})" if of_day else day


def current() -> list[Edition]:
    """The current edition of every framework that has one, without payloads: one query."""
    newest = Publication.objects.filter(edition__framework=OuterRef("pk")).order_by("-pk")
    ids = Framework.objects.annotate(current=Subquery(newest.values("edition_id")[:1])).values("current")
    return list(Edition.objects.light().select_related("framework").filter(pk__in=ids).order_by("framework__slug"))


def current_digest(framework_id: int) -> str | None:
    """The digest of the current edition of a framework, None before the first: one light query."""
    newest = Publication.objects.filter(edition__framework_id=framework_id).order_by("-pk")
    return newest.values_list("edition__digest", flat=True).first()


def current_of(framework: Framework) -> Edition | None:
    """The current edition of one framework; None before the first."""
    newest = Publication.objects.filter(edition__framework=framework).order_by("-pk")
    return Edition.objects.light().filter(pk__in=newest.values("edition_id")[:1]).first()


def find_current(holds: Callable[[Snapshot], bool]) -> tuple[Edition, Snapshot] | None:
    """The first current edition whose snapshot answers yes to `holds`, with that snapshot: one query once loaded."""
    for edition in current():
        snapshot = load(edition.digest)
        if holds(snapshot):
            return edition, snapshot
    return None


def current_with_role(role: str) -> tuple[Edition, Snapshot]:
    """The current edition that holds a role, and its snapshot; Http404 when none does."""
    return _or_404(find_current(lambda snapshot: role in snapshot.role))


def current_with_skill(skill: str) -> tuple[Edition, Snapshot]:
    """The current edition that holds a skill, and its snapshot; Http404 when none does."""
    return _or_404(find_current(lambda snapshot: skill in snapshot.skill))


def _or_404(found: tuple[Edition, Snapshot] | None) -> tuple[Edition, Snapshot]:
    if found is None:
        raise Http404
    return found


class Name(NamedTuple):
    """What an edition is called, and whose it is."""

    digest: str
    label: str
    framework_id: int


@lru_cache(maxsize=1024)
def name_of(edition_id: int) -> Name:
    """Digest, label and framework of an edition, kept in this process for ever: neither can change."""
    return Name(*Edition.objects.values_list("digest", "label", "framework_id").get(pk=edition_id))


def find_id(digest: str) -> int | None:
    """The id of the edition with a digest, None where this installation has none: one light query."""
    return Edition.objects.filter(digest=digest).values_list("pk", flat=True).first()


def id_of(digest: str) -> int:
    """The id of an edition that there is; raises Edition.DoesNotExist for a digest that was never published."""
    return Edition.objects.values_list("pk", flat=True).get(digest=digest)


@lru_cache(maxsize=64)
def load(digest: str) -> Snapshot:
    """The snapshot of an edition, kept in this process for ever: its content cannot change.

    Raises Edition.DoesNotExist for a digest that was never published.
    """
    return canonical.parse(Edition.objects.values_list("payload", flat=True).get(digest=digest))


def verify() -> Iterator[tuple[Edition, str]]:
    """Each edition with what is wrong with it: an empty string when its content still has its name."""
    for edition in Edition.objects.order_by("pk").iterator():
        yield edition, _fault(edition)


def _fault(edition: Edition) -> str:
    try:
        value = canonical.parse(edition.payload)
    except canonical.SnapshotInvalid as error:
        return f"unreadable: {error}"
    if canonical.digest(value) != edition.digest:
        return f"its content has the digest {canonical.digest(value)}"
    if canonical.payload(value) != edition.payload:
        return "its payload is not in canonical form"
    return ""
