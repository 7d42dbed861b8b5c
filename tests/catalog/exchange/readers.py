"""Readers that mean no good: what a file could make a reader do, if there were a hole in one."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from catalog.core.files import FileUnfit
from catalog.exchange.core.imported import Files

NAME = "tests.catalog.exchange.readers"


def eats_memory(files: Files, form: str, mapping: Any) -> object:
    kept = []
    while True:
        kept.append(bytearray(10_000_000))


def eats_memory_at_once(files: Files, form: str, mapping: Any) -> object:
    return bytearray(10**12)


def takes_300_megabytes_and_gives_garbage(files: Files, form: str, mapping: Any) -> object:
    return bytearray(300_000_000)


def loops(files: Files, form: str, mapping: Any) -> object:
    while True:
        pass


def sleeps(files: Files, form: str, mapping: Any) -> object:
    signal.pause()
    return None


def is_killed(files: Files, form: str, mapping: Any) -> object:
    os.kill(os.getpid(), signal.SIGSEGV)
    return None


def recurses(files: Files, form: str, mapping: Any) -> object:
    return recurses(files, form, mapping)


def raises(files: Files, form: str, mapping: Any) -> object:
    raise KeyError("what stands in the file")


def prints(files: Files, form: str, mapping: Any) -> object:
    sys.stdout.buffer.write(b'{"imported": "garbage"')
    sys.stdout.buffer.flush()
    os._exit(0)


def prints_for_ever(files: Files, form: str, mapping: Any) -> object:
    while True:
        sys.stdout.buffer.write(b"x" * 1_000_000)


def gives_garbage(files: Files, form: str, mapping: Any) -> object:
    return {"snapshot": 1}, None, None


def connects(files: Files, form: str, mapping: Any) -> object:
    socket.create_connection(("127.0.0.1", int(form)), timeout=5)
    return None


def starts_a_program(files: Files, form: str, mapping: Any) -> object:
    subprocess.run(["touch", form], check=True)
    return None


def looks_at_the_network(files: Files, form: str, mapping: Any) -> object:
    raise FileUnfit("seen", ",".join(sorted(line.split(":")[0].strip() for line in _devices())))


def _devices() -> list[str]:
    return [line for line in Path("/proc/self/net/dev").read_text().splitlines() if ":" in line]


def quotes(files: Files, form: str, mapping: Any) -> object:
    [(name, data)] = files.items()
    raise FileUnfit("quoted", data.decode(), name=name, form=form, mapping=str(mapping), count=len(data))
