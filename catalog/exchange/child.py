"""The process in which somebody's file is read: alone, with little memory and time, without a network.

It knows no Django. What to read comes by standard input: a line of JSON (`Order`), then the bytes of the files. What was
read goes out as JSON (`Answer`). Whoever starts it is `catalog.exchange.safely`.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from catalog.core.files import Facts, FileUnfit
from catalog.exchange.core.cleaning import cleaned
from catalog.exchange.core.imported import Files, Imported

# How it ends where memory was not enough; anything else but 0 says that the file could not be read.
OUT_OF_MEMORY = 3
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
# What no reader of a file has to do. `unshare` below is the real wall; this one stands where that is not permitted.
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.")


@dataclass(frozen=True)
class Order:
    """What to do: the function that reads, such as `package.module:name`, with what it is given beside the files, which
    follow one after the other; and the limits."""

    reader: str
    format: str
    mapping: Any
    sizes: Mapping[str, int]
    memory: int
    seconds: int
    output: int


@dataclass(frozen=True)
class Unfit:
    """A FileUnfit on its way."""

    code: str
    detail: str
    facts: Facts


@dataclass(frozen=True)
class Answer:
    """What was read, with the mapping that it was read by, or why not."""

    imported: Imported | None = None
    mapping: Any = None
    unfit: Unfit | None = None
    pictures: Any = None


ORDER, ANSWER = TypeAdapter(Order), TypeAdapter(Answer)


def main() -> None:
    given, said = sys.stdin.buffer, sys.stdout.buffer
    order = ORDER.validate_json(given.readline())
    module, _colon, name = order.reader.partition(":")
    reader = getattr(import_module(module), name)  # before the limits: what is imported is ours
    _confine(order)
    try:
        files = {file: given.read(size) for file, size in order.sizes.items()}
        said.write(_answer(reader, files, order))
        said.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _answer(reader: Any, files: Files, order: Order) -> bytes:
    try:
        read = reader(files, order.format, order.mapping)
    except FileUnfit as error:
        read = None, None, error, None
    imported, mapping, unfit, pictures = read
    answer = Answer(imported, mapping, Unfit(unfit.code, unfit.detail, unfit.facts) if unfit else None, pictures)
    return TypeAdapter(Any).dump_json(cleaned(ANSWER.dump_python(answer)))


def _confine(order: Order) -> None:
    limits = {
        resource.RLIMIT_AS: order.memory,
        resource.RLIMIT_CPU: order.seconds,
        resource.RLIMIT_FSIZE: order.output,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    os.nice(10)
    _leave_the_network()
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most + 1 if limit == resource.RLIMIT_CPU else most))
    sys.addaudithook(_refuse)


def _leave_the_network() -> None:
    """Into a network of its own, which leads nowhere; where the system does not permit that, all else still holds."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "unshare") and libc.unshare(NEW_NETWORK):
        libc.unshare(NEW_USER | NEW_NETWORK)


def _refuse(event: str, _args: object) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
