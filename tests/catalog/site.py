"""A small web site on this machine that answers as its addresses say, and remembers how it was asked."""

import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# Longer than any test waits for an answer, and short enough to wait for at the end.
SLOW = 1.5


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

    def __enter__(self) -> "Site":
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.shutdown()
        self.server_close()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hung up on a slow answer did so on purpose."""


class Handler(BaseHTTPRequestHandler):
    server: Site

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
        self.play(*self.path.strip("/").split("/", 1))
        self.leave()

    def leave(self) -> None:
        """Called before the answer goes out: whoever has it may ask the next thing at once."""
        with self.server.guard:
            self.server.now[self.host] -= not self.is_over
        self.is_over = True

    def play(self, name: str, rest: str = "") -> None:
        """/say/404/… · /head/405/… (200 to a GET) · /to/301/… · /loop · /slow · /drip · /drop · /noise · /brief/…"""
        if name == "say":
            self.say(int(rest[:3]))
        elif name == "head":
            self.say(int(rest[:3]) if self.command == "HEAD" else 200)
        elif name == "to":
            status, target = rest.split("/", 1)
            self.say(int(status), target if "://" in target else f"/{target}")
        elif name == "loop":
            self.say(302, "/loop")
        elif name == "slow":
            time.sleep(SLOW)
        elif name == "drip":
            self.drip()
        elif name == "drop" and self.command == "GET":
            self.say(200)
        elif name == "noise":
            self.wfile.write(b"220 mail.example.org ready\r\n")
        elif name == "brief":
            time.sleep(0.05)
            self.say(200)

    def say(self, status: int, location: str = "") -> None:
        self.leave()
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def drip(self) -> None:
        """A byte now and then, so that no single wait is long."""
        until = time.monotonic() + SLOW
        while time.monotonic() < until:
            self.wfile.write(b"H")
            time.sleep(0.05)

    def log_message(self, *_args: object) -> None:
        """Tests ask what was asked; nobody reads a log."""
