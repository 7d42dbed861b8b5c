"""How gunicorn serves the site: `gunicorn --config config/gunicorn.py config.wsgi`."""

import sys
from pathlib import Path

from gunicorn.config import Config
from gunicorn.glogging import Logger

sys.path.insert(0, str(Path(__file__).parents[1]))  # it is read before gunicorn knows the site's folder

from config.logs import JsonFormatter


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
