"""A visitor of the new site: a small journey through nginx, an editor's first log-in, the end of an attempt, and the headers
of a page, of 404 and of 500.

Run beside it with the certificate of the site, what to do, and what that takes; prints JSON.
"""

import gzip
import http.client
import json
import re
import ssl
import sys
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from tests.totp import code_of

HOST = "skillgap.example"
# What belongs to one answer and not to how answers are made.
OF_ONE = {"content-length", "date", "x-request-id", "set-cookie", "etag", "location", "content-encoding", "vary"}
ROLE = "/roles/ai-ml-research/ai-ml-research-specialist"


class Browser:
    def __init__(self, certificate: str, cookies: str = "") -> None:
        self.context = ssl.create_default_context(cafile=certificate)
        self.cookies = _read(cookies)

    def ask(
        self, path: str, fields: Mapping[str, str] | None = None, more: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPSConnection(HOST, 443, timeout=60, context=self.context)
        headers = {"Cookie": self.told()}
        headers |= {"Accept": "text/html", "Referer": f"https://{HOST}/", "Origin": f"https://{HOST}", **(more or {})}
        body = urlencode(fields) if fields is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST" if body is not None else "GET", path, body, headers)
        response = connection.getresponse()
        content = response.read()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= _read(line)
        if response.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        told = {name.lower(): value for name, value in response.headers.items()}
        return response.status, told, content.decode(errors="replace")

    def told(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def answer(self, page: str, to: str, fields: Mapping[str, str]) -> tuple[int, dict[str, str], str]:
        """Send the form of a page that was shown."""
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
        return self.ask(to, {"csrfmiddlewaretoken": token, **fields})

    def send(self, path: str, to: str = "", fields: Mapping[str, str] | None = None) -> str:
        """Send the form of a page, by default to itself; gives the place that it leads to."""
        status, headers, said = self.answer(self.ask(path)[2], to or path, fields or {})
        assert status in {302, 303}, (path, status, said[:2000])
        return urlsplit(urljoin(f"https://{HOST}{path}", headers["location"])).path


def _read(cookies: str) -> dict[str, str]:
    return {name: morsel.value for name, morsel in SimpleCookie(cookies).items()}


def journey(browser: Browser) -> dict[str, str]:
    """From the first page to a report and a link to it for others; gives where its pages are."""
    assert browser.ask("/")[0] == 200
    assert browser.ask(f"{ROLE}/", more={"Accept-Encoding": "gzip"})[1]["content-encoding"] == "gzip"
    place = browser.send(f"{ROLE}/start/", fields={"start": "Start"})
    attempt = "/".join(place.split("/")[:3])
    status, _headers, page = browser.ask(f"{attempt}/check/")
    assert status == 200, (place, status)
    area = re.findall(rf"{attempt}/questions/([\w-]+)/", page)[0]
    question = f"{attempt}/questions/{area}/"
    page = browser.ask(question)[2]
    names = sorted(set(re.findall(r'name="([\w-]+-step)"', page)))
    steps = dict.fromkeys(names, "2") | {name.removesuffix("step") + "rev": "0" for name in names}
    browser.send(question, fields=steps | {"end": "1"})
    browser.send(f"{attempt}/check/", f"{attempt}/submit/", {"person_name": ""})
    status, _headers, page = browser.ask(f"{attempt}/report/")
    assert (status, "<h1" in page) == (200, True)
    assert browser.ask(f"{attempt}/report.pdf")[2].startswith("%PDF")
    shared = _shared(browser, f"{attempt}/share/")
    open_one = browser.send(f"{ROLE}/start/", fields={"start": "Start"})
    question = f"{'/'.join(open_one.split('/')[:3])}/questions/{area}/"
    return {"report": f"{attempt}/report/", "share": shared, "question": question}


def _shared(browser: Browser, path: str) -> str:
    """Make a link by the form for it; gives its place, which is shown this once."""
    status, _headers, said = browser.answer(browser.ask(path)[2], path, {"days": "30"})
    found = re.findall(rf'value="https://{HOST}(/s/[\w-]+/)"', said)
    assert (status, len(found)) == (200, 1), (status, said[:2000])
    return found[0]


def editor(browser: Browser, address: str, password: str) -> dict[str, str]:
    """Staff who come for the first time: by the password, and a second factor that they set up; gives the editor's page."""
    browser.send("/accounts/login/", fields={"login": address, "password": password})
    browser.send("/accounts/reauthenticate/", fields={"password": password})
    path = "/accounts/2fa/totp/activate/"
    page = browser.ask(path)[2]
    secret = re.findall(r'<code class="digest">(\w+)</code>', page)[0]
    assert browser.answer(page, path, {"code": code_of(secret)})[0] == 302
    assert browser.send("/accounts/2fa/reauthenticate/", fields={"code": code_of(secret)})
    return {"admin": "/admin/"}


def erase(browser: Browser, attempt: str) -> None:
    """Delete an attempt by its page."""
    path = f"{attempt}/data/"
    status, _headers, said = browser.answer(browser.ask(path)[2], f"{path}delete/", {"sure": "on"})
    assert status == 200, (status, said[:2000])


def frame(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in OF_ONE}


def main() -> None:
    certificate, what, *told = sys.argv[1:]
    if what in {"journey", "editor"}:
        browser = Browser(certificate)
        found = journey(browser) if what == "journey" else editor(browser, *told)
        print(json.dumps({"pages": found, "cookies": browser.told()}))
        return
    path, *cookies = told
    browser = Browser(certificate, *cookies)
    if what == "erase":
        erase(browser, path)
        print(json.dumps({}))
    else:
        status, headers, _content = browser.ask(path)
        print(json.dumps({"status": status, "headers": frame(headers)}))


if __name__ == "__main__":
    main()
