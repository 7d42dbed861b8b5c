"""The nginx that we show, as it runs: what it writes, what it passes on, and what it says when we are away."""

import http.client
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.servers import ROOT, Server, kept_port

NGINX, OPENSSL = shutil.which("nginx"), shutil.which("openssl")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (NGINX and OPENSSL), reason="needs nginx and openssl (apt install nginx-light openssl)"),
]
TOKEN = "canary-token-0123456789-0123456789-01234567"
SECRETS = (
    f"/resume/{TOKEN}/",
    f"/s/{TOKEN}/",
    f"/s/{TOKEN}",
    f"/s/{TOKEN}/s/x",
    f"/s//{TOKEN}/",
    f"/%73/{TOKEN}/",
    f"/x/s/{TOKEN[:40]}",
    f"/accounts/confirm-email/{TOKEN}/",
    f"/x/accounts/password/reset/key/1-{TOKEN}/",
)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Nginx:
    """It, with our file but for ports, certificate and places of logs."""

    def __init__(self, folder: Path, site: Server) -> None:
        self.site = site
        self.folder, self.plain, self.safe = folder, free_port(), free_port()
        key = ["-newkey", "rsa:2048", "-nodes", "-keyout", str(folder / "key"), "-out", str(folder / "pem")]
        subprocess.run(
            [str(OPENSSL), "req", "-x509", *key, "-subj", "/CN=skillgap.example"], check=True, capture_output=True
        )
        ours = (ROOT / "config" / "deploy" / "nginx.conf").read_text()
        for was, now in (
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.safe} ssl;"),
            ("server 127.0.0.1:8000;", f"server 127.0.0.1:{site.port};"),
            ("/etc/ssl/skillgap.pem", str(folder / "pem")),
            ("/etc/ssl/skillgap.key", str(folder / "key")),
            ("/var/log/nginx/", f"{folder}/"),
            ("/opt/skillgap/config/deploy", str(ROOT / "config" / "deploy")),
        ):
            assert was in ours
            ours = ours.replace(was, now)
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        self.file = folder / "nginx.conf"
        self.file.write_text(f"daemon off; user root; pid {folder}/pid; events {{}} http {{ {temporary}\n{ours} }}")

    def command(self, *more: str) -> list[str]:
        return [str(NGINX), "-e", f"{self.folder}/start", "-c", str(self.file), *more]

    def ask(
        self, path: str, *, safe: bool = True, claims: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str], str]:
        context = ssl._create_unverified_context()
        connection = (
            http.client.HTTPSConnection("127.0.0.1", self.safe, timeout=60, context=context)
            if safe
            else http.client.HTTPConnection("127.0.0.1", self.plain, timeout=60)
        )
        try:
            connection.request("GET", path, headers={"Host": "skillgap.example", **(claims or {})})
            response = connection.getresponse()
            return response.status, dict(response.headers), response.read().decode(errors="replace")
        finally:
            connection.close()

    def written(self) -> str:
        return "".join(path.read_text() for path in self.folder.glob("skillgap*"))


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Nginx]:
    with kept_port() as port:
        site = Server(port)
        site.start("tests.config.slow:telling", {})
        made = Nginx(tmp_path, site)
        process = subprocess.Popen(made.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        site.wait("/")
        for _try in range(200):
            with socket.socket() as asking:
                if asking.connect_ex(("127.0.0.1", made.safe)) == 0:
                    break
            time.sleep(0.1)
        yield made
        process.terminate()
        process.wait()
        site.kill()
        site.process.wait()


def test_the_file_is_one_that_nginx_takes(nginx: Nginx) -> None:
    done = subprocess.run(nginx.command("-t"), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_key_no_query_and_no_address_of_a_visitor_is_written(nginx: Nginx) -> None:
    for path in SECRETS:
        for safe in (True, False):
            nginx.ask(f"{path}?q={TOKEN}", safe=safe, claims={"Referer": f"https://skillgap.example{path}"})
    nginx.ask("/roles/workshop/maker/?q=canary")
    nginx.site.kill()
    for path in SECRETS:
        status, headers, said = nginx.ask(f"{path}?q={TOKEN}")
        assert (status, headers["Retry-After"]) == (503, "10")
        assert "what was shown as saved is safe" in said
        assert headers["Content-Type"] == "text/html"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    written = nginx.written()
    assert "canary" not in written
    assert "127.0.0.1" not in written
    assert " GET /resume/... 200 " in written
    assert " GET /x/accounts/password/reset/key/... 200 " in written
    assert " GET /s/... 200 " in written
    assert " GET /x/s/... 200 " in written
    assert " GET /roles/workshop/maker/ 200 " in written


def test_what_a_visitor_claims_of_itself_is_replaced(nginx: Nginx) -> None:
    claims = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http", "Forwarded": "for=203.0.113.9"}
    _status, _headers, said = nginx.ask("/", claims=claims)
    assert said.splitlines()[1:] == [
        "HTTP_HOST=skillgap.example",
        "HTTP_X_FORWARDED_FOR=127.0.0.1",
        "HTTP_X_FORWARDED_PROTO=https",
        "HTTP_FORWARDED=None",
    ]


def test_plain_http_leads_to_https(nginx: Nginx) -> None:
    status, headers, _said = nginx.ask("/roles/workshop/maker/?q=1", safe=False)
    assert (status, headers["Location"]) == (301, "https://skillgap.example/roles/workshop/maker/?q=1")


def test_only_pages_that_are_the_same_for_everybody_are_compressed(nginx: Nginx) -> None:
    def coding(path: str) -> str | None:
        return nginx.ask(path, claims={"Accept-Encoding": "gzip"})[1].get("Content-Encoding")

    assert {coding(path) for path in ("/roles/workshop/maker/", "/skills/", "/how-we-score/", "/api/openapi.json")} == {
        "gzip"
    }
    assert {coding("/"), coding("/a/attempt/report/"), coding("/mine/"), coding("/x/roles/")} == {None}
