"""From a file to the draft of a framework: look at what it would change, then apply all of it or nothing, and undo that.

A file waits in a row (`FileImport`), whoever works on it: a request, a worker, or a command.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import audit
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.core.files import FileUnfit
from catalog.core.snapshot import Snapshot
from catalog.editing.locking import alone
from catalog.exchange import records, safely
from catalog.exchange.core import counting, placing
from catalog.exchange.core.imported import ERROR, Message, Recognised, message
from catalog.exchange.fitting import fit
from catalog.models import FileImport, Framework, SavedMapping
from catalog.restore import CannotHold, DraftChanged, restore

State, Stage = FileImport.State, FileImport.Stage
AT_WORK = (State.READING, State.APPLYING)
MOST_BYTES = 5_000_000
MOST_MESSAGES = 1000  # kept of one file
# Whatever takes longer was killed.
INTERRUPTED_AFTER = timedelta(minutes=10)


class NotWaiting(Exception):
    """An import is in no state to do this with: somebody else did, or it was interrupted."""


def bring(
    *,
    name: str,
    data: bytes,
    by: str,
    at: datetime,
    framework: Framework | None = None,
    slug: str = "",
    title: str = "",
    format: str = "",  # noqa: A002
    mapping: Any = None,
) -> FileImport:
    """A file called `name` as an import that is not stored yet: into a framework, or into a new one of this key and title.

    `format` is one of ours, or empty to find out; `mapping` says how the columns of a matrix are read. Raises FileUnfit
    for a file that is too large.
    """
    if len(data) > MOST_BYTES:
        raise FileUnfit("too_large", str(MOST_BYTES // 1_000_000))
    return FileImport(
        framework=framework,
        slug="" if framework else slug,
        name="" if framework else title[:200],
        file_name=name.rpartition("/")[2][:200],
        size=len(data),
        sha256=sha256(data).hexdigest(),
        data=data,
        format=format,
        mapping=mapping,
        by=by,
        at=at,
        since=at,
    )


def preview(row: FileImport) -> FileImport:
    """Read the file of an import and say in its row what it would change. It changes nothing of the catalogue.

    Afterwards it is previewed, or refused with a message that says why. Of a row that is not stored, nothing is.
    """
    if row.state in {State.APPLYING, State.APPLIED, State.UNDONE} or row.data is None:
        raise NotWaiting
    _go_on(row, state=State.READING, stage=Stage.READ, counts={}, recognised=[], messages=[], rejected=0, payload="")
    try:
        _read(row)
    except FileUnfit as error:
        _refuse(row, Message(ERROR, error.code, "", error.facts))
    except CannotHold as error:
        _refuse(row, message(ERROR, "exchange-cannot-hold", "", detail=str(error)))
    return row


def _read(row: FileImport) -> None:
    read = safely.read_safely({row.file_name: bytes(row.data or b"")}, row.format, row.mapping)
    imported, mapping, unfit, pictures = read
    _go_on(row, pictures=pictures or [])
    if imported is None:
        _go_on(row, format="matrix", mapping=mapping)
        raise unfit or FileUnfit("exchange-unreadable")
    _go_on(row, stage=Stage.COMPARE, format=imported.format, mapping=mapping)
    fitted = fit(imported.snapshot)
    live = compile_live(row.framework) if row.framework else None
    known = records.of(row.framework) if row.framework else ()
    placed = placing.place(replace(imported, snapshot=fitted.snapshot), live, known)
    value = placed.snapshot if live else _called(placed.snapshot, row)
    messages = [*imported.messages, *fitted.messages]
    _go_on(
        row,
        counts=counting.counts(live, value) | {"held": counting.held(fitted.snapshot)},
        recognised=[[each.code, dict(each.facts)] for each in imported.recognised],
        messages=[_stored(each) for each in messages[:MOST_MESSAGES]],
        rejected=imported.rejected + fitted.rejected,
        seen=canonical.digest(live) if live else "",
        payload=canonical.payload(value),
        foreign=records.as_json(placed.foreign),
        state=State.PREVIEWED,
        stage=Stage.DONE,
    )


def _called(value: Snapshot, row: FileImport) -> Snapshot:
    """The snapshot of a new framework, which somebody gave a name."""
    name = row.name or value.framework.name or row.file_name
    return replace(value, framework=replace(value.framework, name=name))


def begin_to_apply(*, row: FileImport, by: str, at: datetime) -> None:
    """Say that an import is being applied, so that nobody else does. Raises NotWaiting where it does not wait for that."""
    now = {"state": State.APPLYING, "stage": Stage.WRITE, "by": by, "at": at, "since": at}
    if not FileImport.objects.filter(pk=row.pk, state=State.PREVIEWED).update(**now):
        raise NotWaiting
    row.refresh_from_db()


def apply(*, row: FileImport, by: str, at: datetime) -> FileImport:
    """Make the draft what an import came to: all of it, or nothing. `by` is the name of who does it, `at` the time.

    Of an import that waits, or that `begin_to_apply` was told of. What was there is kept, so that `undo` brings it back.
    Raises NotWaiting; where the draft is not what the file was compared with, or cannot hold it, the import is refused.
    """
    if row.state != State.APPLYING:
        begin_to_apply(row=row, by=by, at=at)
    try:
        _apply(row.pk, by, at)
    except DraftChanged:
        _refuse(row, message(ERROR, "exchange-draft-changed", ""))
    except CannotHold as error:
        _refuse(row, message(ERROR, "exchange-cannot-hold", "", detail=str(error)))
    except FileUnfit as error:
        _refuse(row, Message(ERROR, error.code, "", error.facts))
    row.refresh_from_db()
    return row


@transaction.atomic
def _apply(pk: int, by: str, at: datetime) -> None:
    alone()
    row = FileImport.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.state != State.APPLYING:
        raise NotWaiting  # it was taken for interrupted meanwhile
    with audit.written_by(lambda: by):
        framework = row.framework or _made(row)
    row.foreign_before = records.as_json(records.of(framework))
    value = canonical.parse(row.payload)
    row.kept = restore(
        framework=framework,
        snapshot=value,
        by=by,
        at=at,
        reason=(_("the file %s") % row.file_name)[:200],
        seen=row.seen,
    )
    records.put(framework, records.from_json(row.foreign))
    if row.mapping:
        kept = {"mapping": row.mapping, "at": at, "by": by}
        SavedMapping.objects.update_or_create(framework=framework, name=row.file_name, defaults=kept)
    framework.refresh_from_db()
    row.after = canonical.digest(compile_live(framework, timezone.localdate(at)))
    row.framework, row.state, row.stage, row.data, row.payload, row.foreign = (
        framework, State.APPLIED, Stage.DONE, None, "", [],
    )  # fmt: skip
    row.since = at
    row.save()


def _made(row: FileImport) -> Framework:
    if not row.slug:
        raise FileUnfit("exchange-framework-gone")
    if Framework.objects.filter(slug=row.slug).exists():
        raise FileUnfit("exchange-key-taken", row.slug)
    return Framework.objects.create(slug=row.slug, name=row.name or row.file_name)


@transaction.atomic
def undo(*, row: FileImport, by: str, at: datetime) -> FileImport:
    """Bring back the draft and the foreign records that an import took the place of; a framework that it made, and that
    nothing was published of, goes again.

    Raises NotWaiting for one that was not applied, DraftChanged where the draft was changed since.
    """
    alone()
    row = FileImport.objects.select_for_update(of=("self",)).select_related("framework", "kept").get(pk=row.pk)
    framework = row.framework
    if row.state != State.APPLIED or framework is None:
        raise NotWaiting
    today = timezone.localdate(at)
    if canonical.digest(compile_live(framework, today)) != row.after:
        raise DraftChanged
    if row.kept is not None:
        before = canonical.parse(row.kept.payload)
        reason = _("the draft of before the file %s") % row.file_name
        restore(framework=framework, snapshot=before, by=by, at=at, reason=reason[:200], aside=row.kept.aside)
    records.put(framework, records.from_json(row.foreign_before or []))
    if row.slug and not framework.editions.exists():
        row.framework = row.kept = None
        with audit.written_by(lambda: by):
            framework.delete()
    row.state, row.since, row.foreign_before = State.UNDONE, at, None
    row.save()
    return row


def settle(*, at: datetime) -> int:
    """Say of imports whose work was interrupted that it was, and how many there are: nothing of them was written, since
    what is written and what its row says of it are one. The file waits on, to be looked at anew."""
    stale = FileImport.objects.filter(state__in=AT_WORK, since__lt=at - INTERRUPTED_AFTER)
    return stale.update(since=at, **_interrupted())


def as_seen(row: FileImport, at: datetime) -> FileImport:
    """An import as somebody who only looks is told of it: what `settle` would say stands in the row and is not stored."""
    if row.state in AT_WORK and row.since < at - INTERRUPTED_AFTER:
        for name, value in _interrupted().items():
            setattr(row, name, value)
    return row


def _interrupted() -> dict[str, Any]:
    said = _stored(message(ERROR, "exchange-interrupted", ""))
    return {"state": State.REFUSED, "stage": Stage.DONE, "messages": [said]}


def forget(*, before: datetime) -> int:
    """Delete the imports of which nothing happened since `before`, with their files. Gives how many went.

    One that was applied so long ago can be undone no more in one step; the draft of before it stays.
    """
    count, _by_table = FileImport.objects.filter(since__lt=before).delete()
    return count


def _go_on(row: FileImport, **values: Any) -> None:
    """Say how far an import is; of a stored one so that others see it at once."""
    values["since"] = timezone.now()
    for name, value in values.items():
        setattr(row, name, value)
    if row.pk:
        row.save(update_fields=values)


def _refuse(row: FileImport, why: Message) -> None:
    _go_on(row, state=State.REFUSED, stage=Stage.DONE, messages=[_stored(why), *row.messages])


def _stored(each: Message) -> list[Any]:
    return [each.severity, each.code, each.place, dict(each.facts)]


def messages_of(row: FileImport) -> Iterator[Message]:
    """The messages of an import, as values."""
    for severity, code, place, facts in row.messages:
        yield Message(severity, code, place, tuple(facts.items()))


def recognised_of(row: FileImport) -> Iterator[Recognised]:
    """What was recognised of the file of an import, as values."""
    for code, facts in row.recognised:
        yield Recognised(code, tuple(facts.items()))
