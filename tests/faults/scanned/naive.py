"""A careless site, on which scanners must find something: what is typed goes into SQL and into the page as it is, and
somebody left a file beside it.

`python -m tests.faults.scanned.naive PORT`
"""

import sqlite3
import sys
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, make_server

ROWS = sqlite3.connect(":memory:")
ROWS.execute("CREATE TABLE skill (name TEXT)")
ROWS.execute("INSERT INTO skill VALUES ('cut')")


class Silent(WSGIRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Nobody reads it."""


def naive(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    if environ["PATH_INFO"] not in {"/", "/admin.php"}:
        start("404 Not Found", [("Content-Type", "text/html")])
        return [b"Nothing here."]
    asked = parse_qs(environ["QUERY_STRING"]).get("q", [""])[0]
    try:
        found = ROWS.execute(f"SELECT name FROM skill WHERE name = '{asked}'").fetchall()  # nosec B608
    except sqlite3.Error as error:
        start("500 Internal Server Error", [("Content-Type", "text/html")])
        return [f"sqlite3.OperationalError: {error}".encode()]
    start("200 OK", [("Content-Type", "text/html")])
    page = f'<html><body><form action="/"><input name="q"></form><p>{asked}: {found}</p></body></html>'
    return [page.encode()]


if __name__ == "__main__":
    make_server("127.0.0.1", int(sys.argv[1]), naive, handler_class=Silent).serve_forever()
