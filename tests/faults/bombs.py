"""Brings one bomb after the other from a folder, each read in a process of its own as on a server: `python -m
tests.faults.bombs FOLDER`. Prints what came of each as JSON: its name, the state of the import, seconds of the processor,
which no other process on the machine makes more, and the megabytes that the largest process so far took.

Without a folder that is there, makes it, with the bombs in it: in a process of its own, since that takes memory.
"""

import json
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

django.setup()

from catalog.exchange import importing  # noqa: E402
from tests.catalog.exchange.bombs import BOMBS, ENDINGS, WHOLE  # noqa: E402

OURS = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def make(folder: Path) -> None:
    folder.mkdir()
    for name, bomb in BOMBS.items():
        for ending in ENDINGS:
            (folder / f"{name}.{ending}").write_bytes(bomb())
    for name, bomb in WHOLE.items():
        (folder / name).write_bytes(bomb())


def bring(file: Path) -> None:
    before = _seconds()
    row = importing.bring(name=file.name, data=file.read_bytes(), slug="bomb", by="tests", at=datetime.now(UTC))
    state = str(importing.preview(row).state)
    megabytes = max(resource.getrusage(each).ru_maxrss for each in OURS) / 1024
    print(json.dumps([file.name, state, _seconds() - before, megabytes]), flush=True)


def _seconds() -> float:
    used = [resource.getrusage(each) for each in OURS]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    if folder.exists():
        for file in sorted(folder.iterdir()):
            bring(file)
    else:
        make(folder)
