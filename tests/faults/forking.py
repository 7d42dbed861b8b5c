"""The site, imported once: for each line of options that comes in, a whole new server is forked from here.

Its process group goes out as a line, and another line when it is gone. Nothing but the imports is shared: what a server
opens or keeps in mind dies with it, and the next costs a fork in place of two seconds of Django.
"""

import os
import sys

from django.urls import get_resolver
from gunicorn.app import wsgiapp

import config.wsgi  # noqa: F401

assert get_resolver().url_patterns, "which imports all that a first request would"

for line in sys.stdin:
    server = os.fork()
    if not server:
        os.setsid()
        sys.argv = ["gunicorn", "config.wsgi", *line.split()]
        wsgiapp.run()
    print(server, flush=True)
    os.waitpid(server, 0)
    print("gone", flush=True)
