"""Imports into the workshop, each step of one in a process of its own that may be killed: Django is imported once.

For each line that comes in, such as `bring turned` or `apply 3 25`, a process is forked; what it says are lines of JSON,
and another line, `gone`, follows when it is gone.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from catalog.compile import compile_live  # noqa: E402
from catalog.core import canonical  # noqa: E402
from catalog.exchange import importing, records  # noqa: E402
from catalog.exchange.core.formats import native  # noqa: E402
from catalog.exchange.core.imported import Foreign, Thing  # noqa: E402
from catalog.models import FileImport, Framework, KeptDraft  # noqa: E402
from tests import workshop  # noqa: E402

NOW = datetime.now(UTC)


def say(value: Any) -> None:
    print(json.dumps(value), flush=True)


def prepare() -> None:
    call_command("migrate", verbosity=0)
    workshop.build()
    say("ready")


def bring(mark: str) -> None:
    """A file that changes every skill and every role; says the number of its row, and the digest that shall come of it."""
    framework = Framework.objects.get()
    value = compile_live(framework)
    value = replace(
        value,
        skills=tuple(replace(skill, definition=f"{mark} {skill.slug}", anchors=()) for skill in value.skills),
        roles=tuple(replace(role, summary=f"{mark} {role.slug}") for role in value.roles),
    )
    foreign = [Foreign("native", mark, Thing("framework"), {"mark": mark})]
    data = native.write(value, foreign)
    row = importing.bring(name=f"{mark}.json", data=data, framework=framework, by="tests", at=NOW)
    row.save()
    importing.preview(row)
    say([row.pk, canonical.digest(value)])


def apply(pk: str, at_query: str, waits: str) -> None:
    """Apply an import; at the query of that number say so, and wait to be killed or go on. At the end say how many there
    were."""
    count = 0

    def counted(execute: Callable[..., Any], *asked: Any) -> Any:
        nonlocal count
        count += 1
        if count == int(at_query):
            say("here")
            if waits == "waits":
                signal.pause()
        return execute(*asked)

    say(os.getpid())
    with connection.execute_wrapper(counted):
        importing.apply(row=FileImport.objects.get(pk=pk), by="tests", at=NOW)
    say(count)


def look(pk: str) -> None:
    """What is in the database: the draft, what its foreign records say, how many drafts are kept, the import's state."""
    framework = Framework.objects.get()
    marks = [each.data["mark"] for each in records.of(framework)]
    state = FileImport.objects.get(pk=pk).state
    say([canonical.digest(compile_live(framework)), marks, KeptDraft.objects.count(), state])


def settle(pk: str) -> None:
    """Settle what was interrupted; says the state of the import and what its messages are."""
    importing.settle(at=datetime.now(UTC) + 2 * importing.INTERRUPTED_AFTER)
    row = FileImport.objects.get(pk=pk)
    say([row.state, [each.code for each in importing.messages_of(row)]])


VERBS: dict[str, Callable[..., None]] = {
    "prepare": prepare, "bring": bring, "apply": apply, "look": look, "settle": settle,
}  # fmt: skip

for line in sys.stdin:
    verb, *arguments = line.split()
    worker = os.fork()
    if not worker:
        VERBS[verb](*arguments)
        os._exit(0)
    os.waitpid(worker, 0)
    print("gone", flush=True)
