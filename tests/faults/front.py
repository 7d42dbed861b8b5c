"""What stands in front of a site, as a proxy does: who asks while it is gone is told to try again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.servers import PATIENCE

AWAY = b"The site cannot be reached right now. What was shown as saved is safe. Please try again in a moment.\n"
OF_ONE_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}


class Front(ThreadingHTTPServer):
    daemon_threads = True
    target = 0


class Handler(BaseHTTPRequestHandler):
    server: Front

    def pass_on(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        connection = HTTPConnection("127.0.0.1", self.server.target, timeout=PATIENCE)
        try:
            connection.request(self.command, self.path, self.rfile.read(length), dict(self.headers.items()))
            response = connection.getresponse()
            status, headers, body = response.status, response.getheaders(), response.read()
        except (OSError, HTTPException):
            status, headers, body = 503, [("Content-Type", "text/plain"), ("Retry-After", "10")], AWAY
        finally:
            connection.close()
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in OF_ONE_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_HEAD = pass_on  # noqa: N815 # names that its base looks for

    def log_message(self, *said: object) -> None:
        """Nobody reads it."""


@contextmanager
def front(target: int) -> Iterator[str]:
    """The address of a site whose server listens on the port `target`, or will again."""
    made = Front(("127.0.0.1", 0), Handler)
    made.target = target
    threading.Thread(target=made.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{made.server_address[1]}"
    finally:
        made.shutdown()
        made.server_close()
