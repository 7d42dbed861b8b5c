"""Logs for machines: a JSON object a line. What a person typed never gets here."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError

# What follows opens an attempt or an account to whoever reads it.
_SECRET = re.compile(r"(/(?:resume|confirm-email|password/reset/key)/)[^/\s]+")
# What an address asks for may be an answer: the address of a what-if is made of answers.
_QUERY = re.compile(r"(/[^\s?]*\?)\S+")

KNOWN = (OperationalError, InterfaceError, SuspiciousOperation)

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
            is_known = isinstance(error, KNOWN)
            line["error"] = _discreet(_in_one_line(error) if is_known else self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=True)


def _in_one_line(error: BaseException) -> str:
    """What is no fault of our code needs no trace: while a database is away, each request would write one."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _discreet(text: str) -> str:
    return _QUERY.sub(r"\1…", _SECRET.sub(r"\1…", text))
