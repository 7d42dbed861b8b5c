"""The site for the browser tests: gunicorn on a port of its own, with a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import servers

PASSWORD = "correct-horse-battery"
SHARED = "token-of-the-shared-report-in-planted------"
# One process that reads the site once. A thread for each connection that a browser may open: one that it opens and does
# not use yet keeps nobody waiting. Each request has a connection of its own, as with the workers of a real server, so
# that none is closed just when something is sent on it.
OPTIONS = ("--threads", "8", "--keep-alive", "0", "--log-level", "warning")


def settings(database_url: str) -> dict[str, str]:
    return {"DJANGO_SETTINGS_MODULE": "tests.e2e.settings", "DATABASE_URL": database_url}


class Site(servers.Server):
    """It can be stopped and started again in the middle of a test."""

    def __init__(self, port: int, folder: Path, env: dict[str, str]) -> None:
        super().__init__(port)
        self.env = env
        self.base = f"http://127.0.0.1:{port}"
        self.log_file = folder / "server.log"

    def serve(self) -> None:
        self.start("config.wsgi", self.env, *OPTIONS, log=self.log_file)
        self.wait(self.env.get("SCRIPT_NAME", "") + "/privacy/")


@contextmanager
def serving(folder: Path, database_url: str, **more: str) -> Iterator[Site]:
    with servers.kept_port() as port:
        site = Site(port, folder, settings(database_url) | more)
        site.serve()
        try:
            yield site
        finally:
            site.stop()
