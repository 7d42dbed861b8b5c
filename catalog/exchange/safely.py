"""Reading somebody's file without trusting it: in a process of its own (`catalog.exchange.child`), within limits."""

import os
import subprocess
import sys
from contextlib import suppress
from signal import SIGKILL, SIGXCPU
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from pydantic import ValidationError

from catalog.core.files import FileUnfit
from catalog.exchange.child import ANSWER, ORDER, OUT_OF_MEMORY, Answer, Order
from catalog.exchange.core.formats.recognise import Read
from catalog.exchange.core.imported import Files

READER = "catalog.exchange.core.formats.recognise:read"
MOST_OUTPUT = 64_000_000


def read_safely(files: Files, format: str = "", mapping: Any = None, *, reader: str = READER) -> Read:  # noqa: A002
    """What files hold, as `reader` reads them: in `format`, or in the one that fits, with the mapping of a matrix.

    Raises FileUnfit, also where the reading took too long, too much memory, or came to nothing; not for a matrix that
    cannot be read by its mapping, which comes with it, so that it can be corrected.
    """
    order = Order(
        reader=reader,
        format=format,
        mapping=mapping,
        sizes={name: len(data) for name, data in files.items()},
        memory=settings.IMPORT_MEMORY_MB * 1_000_000,
        seconds=settings.IMPORT_SECONDS,
        output=MOST_OUTPUT,
    )
    with TemporaryFile() as given, TemporaryFile() as said:
        given.write(ORDER.dump_json(order) + b"\n")
        for data in files.values():
            given.write(data)
        given.seek(0)
        code = _run(given, said)
        if code:
            raise FileUnfit(_why(code))
        said.seek(0)
        answer = _parsed(said.read(MOST_OUTPUT))
    if answer.unfit is None:
        if answer.imported is None:
            raise FileUnfit("exchange-unreadable")
        return Read(answer.imported, answer.mapping, None, answer.pictures)
    unfit = FileUnfit(answer.unfit.code, answer.unfit.detail)
    unfit.facts = answer.unfit.facts
    if answer.mapping is None:
        raise unfit
    return Read(None, answer.mapping, unfit, answer.pictures)


def _run(given: IO[bytes], said: IO[bytes]) -> int:
    """How the child ended. What it says on standard error may quote the file, so nobody hears it."""
    process = subprocess.Popen(  # our own module, and no words in the command
        [sys.executable, "-E", "-s", "-X", "utf8", "-m", "catalog.exchange.child"],
        cwd=settings.BASE_DIR,
        stdin=given,
        stdout=said,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={},
    )
    try:
        return process.wait(timeout=settings.IMPORT_SECONDS)
    except subprocess.TimeoutExpired:
        return -SIGKILL
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, SIGKILL)
        process.wait()


def _why(code: int) -> str:
    if code == OUT_OF_MEMORY:
        return "exchange-memory"
    return "exchange-slow" if code in {-SIGKILL, -SIGXCPU} else "exchange-unreadable"


def _parsed(text: bytes) -> Answer:
    try:
        return ANSWER.validate_json(text)
    except ValidationError as error:
        raise FileUnfit("exchange-unreadable") from error
