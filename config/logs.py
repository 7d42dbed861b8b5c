"""Logs for machines: a JSON object a line. What a person typed never gets here."""

import errno
import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, InternalError, OperationalError

# What follows opens an attempt, a shared report or an account to whoever reads it. All of it is cut off: a key that
# somebody put one place further down is one, too.
_SECRET = re.compile(r"(/(?:resume|s|confirm-email|password/reset/key)/)[^\s\"']+")
# What an address asks for may be an answer: the address of a what-if is made of answers.
_QUERY = re.compile(r"(/[^\s?]*\?)\S+")

DISK_TAKES_NOTHING = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
READ_ONLY = "25006"  # PostgreSQL's word for a server that only reads, such as a standby

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": current_request_id.get(),
            "message": _discreet(record.getMessage()),
        }
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            is_known = will_pass(error) or isinstance(error, SuspiciousOperation)
            line["error"] = _discreet(_in_one_line(error) if is_known else self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=True)


def will_pass(error: BaseException | None) -> bool:
    """Whether the same may work later, since the database or the disk does not answer, or takes nothing: nothing is wrong
    with what was asked, or with our code."""
    if isinstance(error, OSError):
        return error.errno in DISK_TAKES_NOTHING
    if isinstance(error, InternalError):
        return getattr(error.__cause__, "sqlstate", "") == READ_ONLY
    return isinstance(error, (OperationalError, InterfaceError))


def _in_one_line(error: BaseException) -> str:
    """What is no fault of our code needs no trace: while a database is away, each request would write one."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _discreet(text: str) -> str:
    return _QUERY.sub(r"\1…", _SECRET.sub(r"\1…", text))
