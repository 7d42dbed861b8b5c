"""Editions: publish the live catalogue, find and load what was published, prove that it is unchanged."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from catalog import audit, index, wording
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.core.findings import Finding
from catalog.core.lint import lint
from catalog.core.snapshot import Snapshot
from catalog.index import Digest, Digests
from catalog.models import Edition, Framework, Publication, Withdrawal


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
    show(edition, value, by=by, at=at)
    told = {"digest": [current.digest if current else None, digest], "label": [None, edition.label]}
    audit.record(verb=audit.PUBLISHED, framework_id=framework.pk, page=edition, values=told, by=by, at=at)
    return edition


def show(edition: Edition, value: Snapshot, *, by: str, at: datetime) -> None:
    """Make an edition the current one of its framework; `value` is its snapshot. Who withdrew it is overruled.

    For whoever keeps others from publishing meanwhile.
    """
    Withdrawal.objects.filter(edition=edition, lifted_at=None).update(lifted_at=at, lifted_by=by)
    index.write(Publication.objects.create(edition=edition, at=at, by=by), value)


def judge(framework: Framework, value: Snapshot, today: date) -> tuple[Finding, ...]:
    """What is wrong with the live catalogue of a framework, also beside what was published last."""
    digest = _newest(framework.pk).values_list("edition__digest", flat=True).first()
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
    """The current edition of every framework that has one, even where visitors see none of it, without payloads: one
    query."""
    return list(_current().select_related("framework"))


def current_digests() -> Digests:
    """The digests of the current editions that visitors see, in the order of `current`: one light query."""
    return index.digests(_current_sql())


def digests_of_framework(framework: str) -> Digests:
    """The digest of the current edition of a framework that visitors see, none where there is none: one light query."""
    return index.digests(_current_sql("framework"), [framework])


def _current() -> QuerySet[Edition]:
    newest = Publication.objects.filter(edition__framework=OuterRef("pk")).order_by("-pk")
    ids = Framework.objects.annotate(current=Subquery(newest.values("edition_id")[:1])).values("current")
    return Edition.objects.light().filter(pk__in=ids).exclude(pk__in=_withdrawn()).order_by("framework__slug")


def _withdrawn() -> QuerySet[Withdrawal, Any]:
    return Withdrawal.objects.filter(lifted_at=None).values("edition_id")


def _newest(framework_id: int) -> QuerySet[Publication]:
    """What a framework published, the newest first."""
    return Publication.objects.filter(edition__framework_id=framework_id).order_by("-pk")


def _current_of(framework_id: int) -> QuerySet[Edition]:
    newest = _newest(framework_id).values("edition_id")[:1]
    return Edition.objects.light().filter(pk__in=newest).exclude(pk__in=_withdrawn())


@cache
def _current_sql(*framework: str) -> str:
    """The query for all, or for one framework; written once in a process, as those of the index."""
    shown = _current().filter(framework__is_hidden=False)
    found = shown.filter(framework__slug__in=framework) if framework else shown
    sql, parameters = found.values_list("digest", "framework__hidden_roles").query.sql_with_params()
    assert parameters == framework  # noqa: S101 # in this order they are given
    return str(sql)


def current_digest(framework_id: int) -> str | None:
    """The digest of the current edition of a framework, None where there is none: one light query."""
    return _current_of(framework_id).values_list("digest", flat=True).first()


def current_of(framework: Framework) -> Edition | None:
    """The current edition of one framework; None before the first, and where it was withdrawn."""
    return _current_of(framework.pk).first()


def digest_with_role(framework: str, role: str) -> str:
    """The digest of the current edition that holds a role of a framework: one light query. Http404 where there is none."""
    for digest in index.digests_of_role(framework, role):
        return digest
    raise Http404


def found(digests: Digests) -> tuple[Edition, Snapshot]:
    """The edition that was looked for by its digest, without its payload, and what visitors see of its snapshot; Http404
    where there is none."""
    for digest in digests:
        return Edition.objects.light().get(digest=digest), shown(digest)
    raise Http404


def shown(digest: Digest) -> Snapshot:
    """What visitors see of a current edition: its snapshot without the roles that are hidden."""
    return _without(str(digest), digest.hidden) if digest.hidden else load(digest)


@lru_cache(maxsize=16)
def _without(digest: str, hidden: tuple[str, ...]) -> Snapshot:
    snapshot = load(digest)
    return replace(snapshot, roles=tuple(role for role in snapshot.roles if role.slug not in hidden))


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


def load(digest: str) -> Snapshot:
    """The snapshot of an edition, kept in this process for ever: its content cannot change.

    Raises Edition.DoesNotExist for a digest that was never published.
    """
    return kept(str(digest))  # a `Digest` has the same name, but would be kept beside it


@lru_cache(maxsize=64)
def kept(digest: str) -> Snapshot:
    return canonical.parse(Edition.objects.values_list("payload", flat=True).get(digest=digest))


def verify() -> Iterator[tuple[Edition, str]]:
    """Each edition with what is wrong with it: an empty string when its content still has its name."""
    for edition in Edition.objects.order_by("pk").iterator():
        yield edition, _fault(edition)


def verify_index() -> Iterator[tuple[Publication, bool]]:
    """What each framework published last, and whether its roles and skills can be found as its edition has them.

    Raises canonical.SnapshotInvalid for an edition that cannot be read.
    """
    newest = Publication.objects.values("edition__framework").annotate(newest=Max("pk")).values("newest")
    withdrawn = set(_withdrawn().values_list("edition_id", flat=True))
    for publication in Publication.objects.filter(pk__in=newest).select_related("edition__framework").order_by("pk"):
        if publication.edition_id in withdrawn:
            yield publication, index.is_clear(publication.edition.framework_id)
        else:
            yield publication, index.is_true(publication, load(publication.edition.digest))


@transaction.atomic
def mend_index(*, framework: Framework) -> None:
    """Let the roles and skills of a framework be found as its current edition has them."""
    Framework.objects.select_for_update().get(pk=framework.pk)  # nobody publishes meanwhile
    newest = _newest(framework.pk)[0]
    if newest.edition.withdrawals.filter(lifted_at=None).exists():
        index.clear(framework.pk)
    else:
        index.write(newest, load(newest.edition.digest))


def _fault(edition: Edition) -> str:
    try:
        canonical.parse(edition.payload)
    except canonical.SnapshotInvalid as error:
        return f"unreadable: {error}"
    if not canonical.is_canonical(edition.payload):
        return "its payload is not in canonical form"
    digest = canonical.name(edition.payload)
    return "" if digest == edition.digest else f"its content has the digest {digest}"
