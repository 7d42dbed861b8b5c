"""Sends a list of requests to the site on an empty database: `python -m tests.faults.fuzz.sending FILE`.

Each meets the same workshop, attempts and people, since what it wrote is taken back. Prints what came of it as JSON. With
NAIVE, it is a careless site that gets them, as a control.
"""

import json
import logging
import os
import sys
import time
from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from catalog import editions, finished  # noqa: E402
from tests import workshop  # noqa: E402
from tests.clients import Response  # noqa: E402
from tests.conftest import NOW  # noqa: E402
from tests.faults.fuzz.asked import Asked, read  # noqa: E402
from tests.pages import Form, Page  # noqa: E402
from tests.project.test_access_matrix import World  # noqa: E402

FORM = "application/x-www-form-urlencoded"
STAFF = {"erin", "rose"}
SECONDS, TRIES = 2.0, 3  # how soon an answer must be there; a busy machine may take longer now and then
MOST_TOLD = 20
NO_FORM = 0  # in the place of a status, where a page has no form to send


class Tracebacks(logging.Handler):
    """Counts the faults that are logged with a traceback, and keeps the last; not what Django's own guards refused."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.count, self.last = 0, ""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and not record.name.startswith("django.security."):
            self.count += 1
            self.last = logging.Formatter().formatException(record.exc_info)[-1500:]


class Sender:
    """The site with everybody who asks, and what came of it so far."""

    def __init__(self, world: World, log: Tracebacks) -> None:
        self.world, self.log = world, log
        self.statuses: list[int] = []
        self.faults: list[str] = []
        self.errors = 0
        self.slowest: tuple[float, str] = (0.0, "")
        self.forms: dict[tuple[str, str], list[Form]] = {}

    def take(self, asked: Asked) -> None:
        client = self.world.plain
        path = self._filled(asked)
        body, content_type = asked.body.encode("latin-1"), asked.content_type
        if asked.edits is not None:
            found = self._forms(asked.actor, path)
            if not found:
                self.statuses.append(NO_FORM)
                return
            form = found[asked.form % len(found)]
            body, content_type = _edited(form, asked), FORM
            path = form.action if form.action.startswith("/") else path
        kind: dict[str, Any] = {"CONTENT_TYPE": content_type} if content_type else {}

        def send() -> Response:
            client.cookies = SimpleCookie(self.world.cookies[asked.actor])
            return client.generic(asked.method, path, body, headers=asked.headers, **kind)

        status = self._sent(send, f"{asked.actor} {asked.method} {path[:300]} {content_type} {body[:300]!r}")
        self.statuses.append(status)
        if asked.actor in STAFF and asked.method == "POST" and status < 400:
            editions.name_of.cache_clear()  # what was written is gone again
            finished.forget()

    def _sent(self, send: Callable[[], Response], said: str) -> int:
        """The status of an answer, with what was wrong about it; one that was slow is asked for again."""
        fastest = float("inf")
        for _try in range(TRIES):
            before, began = self.log.count, time.monotonic()
            with transaction.atomic():
                response = send()
                content = b"" if response.streaming else response.content
                if not transaction.get_connection().needs_rollback:
                    connection.check_constraints()
                transaction.set_rollback(True)
            fastest = min(fastest, time.monotonic() - began)
            is_wrong = response.status_code >= 500 or self.log.count > before or b"Traceback (most" in content
            if is_wrong or fastest <= SECONDS:
                break
        self.slowest = max(self.slowest, (fastest, said))
        if is_wrong:
            self.errors += 1
            self._tell(f"{response.status_code} {said}\n{self.log.last if self.log.count > before else ''}")
        return response.status_code

    def _tell(self, fault: str) -> None:
        if len(self.faults) < MOST_TOLD:
            self.faults.append(fault)

    def _filled(self, asked: Asked) -> str:
        own = self.world.attempts_of(asked.actor)[0]
        path = asked.path.replace("{attempt}", own)
        for name, value in self.world.places.items():
            path = path.replace(f"{{{name}}}", str(value))
        return path

    def _forms(self, actor: str, path: str) -> list[Form]:
        if (actor, path) not in self.forms:
            with transaction.atomic():
                response = self.world.look(actor, "GET", path)
                transaction.set_rollback(True)
            is_page = response.status_code < 500 and "html" in response.headers.get("Content-Type", "")
            found = Page(response.content).forms if is_page else []
            self.forms[actor, path] = [form for form in found if form.method.lower() == "post"]
        return self.forms[actor, path]


def _edited(form: Form, asked: Asked) -> bytes:
    fields = dict(form.fields)
    if form.buttons:
        fields |= dict([form.buttons[asked.form % len(form.buttons)]])
    names = [name for name in fields if name != "csrfmiddlewaretoken"]
    for place, value in asked.edits or []:
        if names:
            fields[names[place % len(names)]] = value
    return urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()}).encode()


def main() -> None:
    log = Tracebacks()
    logging.getLogger().handlers = [log]
    setup_test_environment()
    call_command("migrate", verbosity=0)
    editions.publish(framework=workshop.build(), by="tests", at=NOW, label="First")
    with transaction.atomic():
        sender = Sender(World(), log)
        if "NAIVE" in os.environ:
            settings.ROOT_URLCONF = "tests.faults.fuzz.naive"
        for asked in read(Path(sys.argv[1])):
            sender.take(asked)
        transaction.set_rollback(True)
    told = ("statuses", "faults", "errors", "slowest")
    print(json.dumps({name: getattr(sender, name) for name in told} | {"tracebacks": log.count}))


if __name__ == "__main__":
    main()
