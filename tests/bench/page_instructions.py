"""Serves a path COUNT times in this process, for callgrind to count: `python -m tests.bench.page_instructions COUNT`.

The project, the path and the cookie come from the environment. No server and no client stand between.
"""

import io
import os
import sys
from collections.abc import Callable

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()


def serve(path: str, cookie: str) -> int:
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "", "HTTP_COOKIE": cookie,
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }  # fmt: skip
    statuses = []

    def start_response(status: str, *_headers: object) -> Callable[[bytes], object]:
        statuses.append(status)
        return sys.stdout.buffer.write

    response = application(environ, start_response)
    size = sum(len(part) for part in response)
    response.close()
    if statuses != ["200 OK"]:
        raise RuntimeError(f"{path}: {statuses}")
    return size


for _ in range(int(sys.argv[1])):
    serve(os.environ["BENCH_PATH"], os.environ["BENCH_COOKIE"])
