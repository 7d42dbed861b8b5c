"""Logs for machines: a JSON object a line. What a person typed never gets here."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

# What follows opens an attempt or an account to whoever reads it.
_SECRET = re.compile(r"(/(?:resume|confirm-email|password/reset/key)/)[^/\s]+")
# What an address asks for may be an answer: the address of a what-if is made of answers.
_QUERY = re.compile(r"(/[^\s?]*\?)\S+")

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
        if record.exc_info:
            line["error"] = _discreet(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=True)


def _discreet(text: str) -> str:
    return _QUERY.sub(r"\1…", _SECRET.sub(r"\1…", text))
