"""The erasure ledger: what was erased is erased again when an older backup is put back (docs/privacy.md).

An entry is a keyed digest: whoever holds what was erased can tell that it is meant, and nobody can tell from it what that
was. Each is a row, and a line of the file ERASURE_LEDGER, which no restore takes back.
"""

import fcntl
import json
import logging
import os
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from assessment.models import Erasure

logger = logging.getLogger(__name__)


class LedgerEntry(NamedTuple):
    """One erasure: `kind` is a value of Erasure.Kind."""

    kind: str
    digest: str
    at: datetime

    def line(self) -> str:
        return json.dumps({"at": self.at.astimezone(UTC).isoformat(), "kind": self.kind, "digest": self.digest}) + "\n"


class LedgerUnreadable(Exception):
    """A ledger holds a line that is none; the message says which."""


def digests(kind: str, name: str) -> list[str]:
    """The digests that a name may have been written down by: by the secret key, and by those that it replaced."""
    return [
        salted_hmac("assessment.ledger", f"{kind}:{name}", secret=secret, algorithm="sha256").hexdigest()
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def name_of(user_id: int, joined: datetime) -> str:
    """The name of an account. A number alone is given again once an older backup is back; with its second it is not."""
    return f"{user_id}:{joined.astimezone(UTC).isoformat()}"


def record(*, attempts: Iterable[str] = (), accounts: Iterable[User] = ()) -> None:
    """Write down what is being erased, in the transaction of who calls: attempts by public id, and accounts. The file gets
    its lines once that is committed."""
    at = timezone.now()
    named = [(Erasure.Kind.ATTEMPT, public_id) for public_id in attempts]
    named += [(Erasure.Kind.ACCOUNT, name_of(user.pk, user.date_joined)) for user in accounts]
    entries = [LedgerEntry(str(kind), digests(kind, name)[0], at) for kind, name in named]
    add(entries)
    if settings.ERASURE_LEDGER and entries:
        transaction.on_commit(lambda: _append(entries))


def add(entries: Collection[LedgerEntry]) -> None:
    """Store entries; those that are there stay as they are."""
    Erasure.objects.bulk_create([Erasure(**entry._asdict()) for entry in entries], ignore_conflicts=True)


def entries() -> list[LedgerEntry]:
    """All that the database holds."""
    return [LedgerEntry(*row) for row in Erasure.objects.order_by("pk").values_list("kind", "digest", "at")]


def in_file() -> list[LedgerEntry]:
    """All that the file ERASURE_LEDGER holds; nothing where there is none. Raises LedgerUnreadable."""
    file = Path(settings.ERASURE_LEDGER)
    return list(read(file.read_text())) if settings.ERASURE_LEDGER and file.exists() else []


def read(text: str) -> Iterator[LedgerEntry]:
    """The entries of a ledger. A last line without an end was being written as the machine went down: it was never told
    as done. Raises LedgerUnreadable for any other line that is none."""
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        try:
            said = json.loads(line)
            entry = LedgerEntry(Erasure.Kind(said["kind"]).value, said["digest"], datetime.fromisoformat(said["at"]))
            if len(entry.digest) != 64 or entry.at.tzinfo is None:
                raise ValueError
        except (ValueError, KeyError, TypeError) as error:
            if not line.endswith("\n"):
                return
            raise LedgerUnreadable(f"Line {number} of the erasure ledger is no entry of one.") from error
        yield entry


def complete_file() -> None:
    """Write to the file what it lacks: what could not be written when it was erased."""
    if settings.ERASURE_LEDGER:
        known = {entry.digest for entry in in_file()}
        _append([entry for entry in entries() if entry.digest not in known])


def forget(*, before: datetime) -> int:
    """Delete what was erased before then, when no backup of that time is left; gives how many rows."""
    gone = Erasure.objects.filter(at__lt=before).delete()[0]
    kept = in_file()
    if any(entry.at < before for entry in kept):
        _replace([entry for entry in kept if entry.at >= before])
    return gone


def _append(new: Collection[LedgerEntry]) -> None:
    """What was erased is erased, whether this can be written or not: then the daily clean-up writes it."""
    try:
        with os.fdopen(_opened(Path(settings.ERASURE_LEDGER), os.O_APPEND), "a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.writelines(entry.line() for entry in new)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        logger.error("ERASURE_LEDGER cannot be written: %s", error.strerror)


def _replace(kept: Collection[LedgerEntry]) -> None:
    file = Path(settings.ERASURE_LEDGER)
    beside = file.with_name(f".{file.name}.new")
    with os.fdopen(_opened(beside, os.O_TRUNC), "w") as new:
        new.writelines(entry.line() for entry in kept)
        new.flush()
        os.fsync(new.fileno())
    beside.replace(file)


def _opened(file: Path, how: int) -> int:
    """For the site's user alone."""
    return os.open(file, os.O_WRONLY | os.O_CREAT | how, 0o600)
