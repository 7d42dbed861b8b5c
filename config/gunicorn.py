"""How gunicorn serves the site: `gunicorn --config config/gunicorn.py config.wsgi`. What stands here, an option overrules.

The site is loaded once and made warm (config/warm.py); a worker is a copy of it, so that a new one costs little.
"""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

sys.path.insert(0, str(Path(__file__).parents[1]))  # it is read before gunicorn knows the site's folder

from config import place
from config.env import read_local_file, text
from config.logs import JsonFormatter

SITE = "config.wsgi"


class DiscreetLogger(Logger):  # type: ignore[misc] # it has no types
    """Logs as the site does. Gunicorn writes addresses as they came, with the keys in them, when a worker takes too long."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(JsonFormatter())


logger_class = DiscreetLogger
# Should somebody turn the access log on: no client's address, no query, no referrer.
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
# What a proxy says is read by the site, by its own settings (PROXY_COUNT, PROXY_SETS_HTTPS_HEADER).
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
# No second way to steer the server.
control_socket_disable = True

read_local_file()
workers = place.workers()
# The dearest request that is not heavy work takes a tenth of this; a PDF has 20 seconds (assessment/report/pdfs.py).
timeout = 30
graceful_timeout = 35
# A worker gives way to a fresh one now and then, so that memory which a library forgets does not add up.
max_requests = 2000
max_requests_jitter = 200
preload_app = True

# Where the workers count (config/metrics.py), each by its place among them and not by its number of a process: one that
# takes the place of another counts on. Private to this server and gone with it.
_place = "master"
_counts = ""
if text("METRICS_TOKEN") or text("METRICS_TOKEN_FILE"):
    _owner = f"{os.getpid()}:"
    if not os.environ.get("SKILLGAP_COUNTS", "").startswith(_owner):  # gunicorn reads this file anew when it reloads
        os.environ["SKILLGAP_COUNTS"] = _owner + tempfile.mkdtemp(prefix="skillgap-counts-")
    _counts = os.environ["PROMETHEUS_MULTIPROC_DIR"] = os.environ["SKILLGAP_COUNTS"].removeprefix(_owner)
    from prometheus_client import values

    values.ValueClass = values.MultiProcessValue(lambda: _place)


def when_ready(server: Any) -> None:
    if _is_warm(server):
        from config import warm

        warm.before_start()
        warm.up()
    gc.collect()
    gc.freeze()  # what is loaded now stays: no worker needs to look at it again, or to copy it for that


def pre_fork(server: Any, worker: Any) -> None:
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next(place for place in range(len(taken) + 1) if place not in taken)
    if _is_warm(server):
        from config import warm

        warm.up()  # what was published since; it costs one small query when there is nothing


def post_fork(server: Any, worker: Any) -> None:
    global _place
    _place = str(worker.place)


def child_exit(server: Any, worker: Any) -> None:
    """What a worker was at when it ended is not being done any more."""
    for path in Path(_counts).glob(f"gauge_live*_{worker.place}.db") if _counts else ():
        path.unlink()


def on_exit(server: Any) -> None:
    if _counts:
        shutil.rmtree(_counts, ignore_errors=True)


def _is_warm(server: Any) -> bool:
    """Whether this is the site, loaded before its workers are made: other applications have nothing to make warm."""
    return bool(server.cfg.preload_app) and server.app.app_uri.partition(":")[0] == SITE
