"""The site, imported once: for each line of options that comes in, a whole new server is forked from here.

Its process group goes out as a line, and another line when it is gone. Nothing but the imports is shared: what a server
opens or keeps in mind dies with it, and the next costs a fork in place of two seconds of Django.
"""

import os
import select
import sys
import time
from typing import Any

from django.urls import get_resolver
from gunicorn.app import wsgiapp

import config.wsgi  # noqa: F401


def _sleep(seconds: Any) -> None:
    select.select([], [], [], seconds)


assert get_resolver().url_patterns, "which imports all that a first request would"

if "FAKETIME_TIMESTAMP_FILE" in os.environ:
    # libfaketime has no right idea of a sleep until a time of the clock that it leaves alone, which is how Python sleeps.
    time.sleep = _sleep

for line in sys.stdin:
    server = os.fork()
    if not server:
        os.setsid()
        sys.argv = ["gunicorn", "config.wsgi", *line.split()]
        wsgiapp.run()
    print(server, flush=True)
    os.waitpid(server, 0)
    print("gone", flush=True)
