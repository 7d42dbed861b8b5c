"""A small web site on this machine that answers as its addresses say, and remembers how it was asked."""

import socket
import ssl
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATIENCE = 60  # seconds; generous, so that a busy machine decides nothing


class Site(ThreadingHTTPServer):
    """Serve it with `with Site() as site`; `asked` are the requests, `most_at_once` how many it saw at a time, `most_of` for each host."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []
        self.hosts: list[str] = []
        self.agents: set[str] = set()
        self.times: list[float] = []
        self.now: Counter[str] = Counter()
        self.most_of: Counter[str] = Counter()
        self.most_at_once = 0
        self.guard = threading.Lock()
        self.is_closing = threading.Event()
        self.pair = threading.Barrier(2, timeout=PATIENCE)
        self.context: ssl.SSLContext | None = None

    def get_request(self) -> tuple[socket.socket, Any]:
        """A visitor; one who must be talked to in secret where there is a context for that."""
        connection, address = super().get_request()
        if self.context:
            connection = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def __enter__(self) -> "Site":
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.is_closing.set()
        self.shutdown()
        self.server_close()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{'https' if self.context else 'http'}://{host}:{self.server_port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hung up on a slow answer did so on purpose."""


class Handler(BaseHTTPRequestHandler):
    """/say/404/… · /head/405/… (200 to a GET) · /to/301/… · /loop · /never · /drip · /drop (or /drop/GET: 200 to that)
    · /noise · /brief/… · /pair/…"""

    server: Site
    protocol_version = "HTTP/1.1"  # keeps a connection open for whoever does not ask to close it

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        host = self.host = self.headers["Host"].rpartition(":")[0]
        self.is_over = False
        with self.server.guard:
            self.server.asked.append((self.command, self.path))
            self.server.agents.add(self.headers["User-Agent"])
            self.server.hosts.append(self.headers["Host"])
            self.server.times.append(time.monotonic())
            self.server.now[host] += 1
            self.server.most_of[host] = max(self.server.most_of[host], self.server.now[host])
            self.server.most_at_once = max(self.server.most_at_once, self.server.now.total())
        name, _slash, rest = self.path.strip("/").partition("/")
        getattr(self, f"play_{name}")(rest)
        self.close_connection |= not self.is_over
        self.leave()

    def leave(self) -> None:
        """Called before the answer goes out: whoever has it may ask the next thing at once."""
        with self.server.guard:
            self.server.now[self.host] -= not self.is_over
        self.is_over = True

    def say(self, status: int, location: str = "") -> None:
        self.leave()
        self.send_response(status)
        self.send_header("Content-Length", "0")
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def play_say(self, rest: str) -> None:
        self.say(int(rest[:3]))

    def play_head(self, rest: str) -> None:
        self.say(int(rest[:3]) if self.command == "HEAD" else 200)

    def play_to(self, rest: str) -> None:
        status, target = rest.split("/", 1)
        self.say(int(status), target if "://" in target else f"/{target}")

    def play_loop(self, _rest: str) -> None:
        self.say(302, "/loop")

    def play_never(self, _rest: str) -> None:
        self.server.is_closing.wait()

    def play_drip(self, _rest: str) -> None:
        """A byte now and then, so that no single wait is long."""
        while not self.server.is_closing.wait(0.05):
            self.wfile.write(b"H")

    def play_drop(self, rest: str) -> None:
        if rest == self.command:
            self.say(200)

    def play_noise(self, _rest: str) -> None:
        self.wfile.write(b"220 mail.example.org ready\r\n\r\n")

    def play_brief(self, _rest: str) -> None:
        time.sleep(0.05)  # long enough for another to be seen beside it
        self.say(200)

    def play_pair(self, _rest: str) -> None:
        self.server.pair.wait()
        self.say(200)

    def log_message(self, *_args: object) -> None:
        """Tests ask what was asked; nobody reads a log."""
