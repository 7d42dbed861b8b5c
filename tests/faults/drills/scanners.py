"""Scanners that others made, against the site on this machine: they find nothing, and on a careless site they do.

They are no dependencies of ours: SCANNERS is the folder of their programs, or they are on the PATH.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import servers
from tests.faults import disks
from tests.faults.figures import Counts, LeftOut
from tests.faults.people import Person
from tests.faults.sites import site
from tests.faults.stock import Stock, free_port

# What a stranger may ask, with every parameter that a public page reads.
ASKED = (
    "skills/?q=cut&framework=workshop",
    "roles/?q=maker&framework=workshop",
    "roles/workshop/maker/?sort=area",
    "roles/workshop/maker/sample/?level=senior",
    "roles/workshop/maker/sample/report.csv?level=senior",
    "api/v1/skills?q=cut&framework=workshop&area=craft&role=maker&limit=1&offset=0",
    "api/v1/editions?framework=workshop",
    "ims/case/v1p1/CFDocuments?limit=1&offset=0&sort=title&orderBy=asc&filter=title%3D%27x%27&fields=title",
    "style/?theme=dark",
    "accounts/login/?next=/mine/",
    "verify/",
)
SENT = {"verify/": "code=abc", "accounts/login/": "login=a%40b.example&password=x"}
# Forms that begin another attempt each time, whose pages are others in turn: a crawler would never come to an end.
BEGIN = ("roles/workshop/maker/start/", "a/*/again/", "a/*/recheck/", "a/*/data/*", "import/")
# What wapiti takes for a fault, and why it is none.
EXPLAINED = {
    # Of an HTTP server for this machine alone, which LOCAL is: nothing but what stands before it could mend that.
    "Strict-Transport-Security": "plain HTTP",
    "HSTS": "plain HTTP",
    "Secure flag": "plain HTTP",
    "No HTTPS redirection": "plain HTTP",
    "HttpOnly flag is not set in the cookie : csrftoken": "our script reads it, to send it back",
    # It takes the `*` that it sent out of an answer before it compares; our pages and PDFs hold others, which go, too.
    "LDAP Injection via": "nothing here asks an LDAP server",
    # It takes the refusal of a parameter with the name of a class for Spring's; our API refuses all that it does not know.
    "seems vulnerable to Spring4Shell": "nothing here is Java",
}
# Of wapiti; `buster` tries 31,000 names in each folder that it knows of, which is a drill of its own.
MODULES = os.environ.get("MODULES", "all,-buster")
# It goes on below each page that it finds, and an attempt has many.
FOLDERS = ("", "roles/workshop/maker/")
# What may end without a slash: all other addresses there do.
FILES = ("/robots.txt", "/sitemap.xml", "/sample/report.pdf")
# sqlmap's verdict. On its way it says what "appears to be injectable", tries that, and may take it back.
INJECTABLE = re.compile(r"^Parameter: .*", re.MULTILINE)
TESTED = re.compile(r"(?:parameter|URI parameter) '#?([^']+)'", re.IGNORECASE)


def wapiti(stock: Stock) -> Iterator[Counts]:
    """Its modules, from the home page on; MODULES names fewer."""
    program = _program("wapiti")
    with _careless() as url:
        found = _wapiti(program, url, "-m", "sql,xss")[1]
    yield Counts("wapiti on a careless site", len(found), 1, "findings", found, is_control=True)
    with _ours(stock) as (url, person):
        own = f"a/{person.attempt['id']}"
        starts = [word for path in (*ASKED, f"{own}/questions/craft/") for word in ("-s", url + path)]
        endless = [word for path in BEGIN for word in ("-x", url + path)]
        # Of addresses and forms that differ in values alone a few: each page gives its forms another token.
        few = ("--scan-force", "paranoid")
        pages, told, _lying = _wapiti(program, url, *starts, *endless, *few, *_cookie(person), "-m", MODULES)
    found = _unexplained(told)
    explained = len(told) - len(found)
    yield Counts(f"wapiti, modules: {MODULES}", pages, 1, "addresses", found, more={"explained": explained})


def wapiti_names(stock: Stock) -> Iterator[Counts]:
    """Names that files have which nobody should see, tried in FOLDERS: none is there."""
    program = _program("wapiti")
    alone = ("--scope", "page", "-m", "buster")
    with _careless() as url:
        lying = _wapiti(program, url, *alone)[2]
    yield Counts("names on a careless site", len(lying), 1, "files", lying, is_control=True)
    with _ours(stock) as (url, person):
        told = [_wapiti(program, url + folder, *alone, *_cookie(person)) for folder in FOLDERS]
    wrong = [each for _pages, found, lying in told for each in _unexplained(found) + lying]
    yield Counts("names in folders", sum(pages for pages, *_rest in told), len(FOLDERS), "folders", wrong)


def sqlmap(stock: Stock) -> Iterator[Counts]:
    """At its level 3, on each parameter of the public pages."""
    program = _program("sqlmap")
    with _careless() as url:
        found = _sqlmap(program, f"{url}?q=cut")[1]
    yield Counts("sqlmap on a careless site", len(found), 1, "findings", found, is_control=True)
    with _ours(stock) as (url, _person):
        told = [_sqlmap(program, f"{url}{path}") for path in ASKED if "?" in path]
        told += [
            _sqlmap(program, f"{url}{path}", "--data", data, "--csrf-token=csrfmiddlewaretoken")
            for path, data in SENT.items()
        ]
    wrong = [finding for _count, findings in told for finding in findings]
    tested = sum(count for count, _findings in told)
    yield Counts("sqlmap, level 3", len(told), len(told), "addresses", wrong, more={"parameters": tested})


def _program(name: str) -> str:
    found = shutil.which(name, path=os.pathsep.join(filter(None, [os.environ.get("SCANNERS"), os.environ.get("PATH")])))
    if not found:
        raise LeftOut(f"needs {name} in the folder that SCANNERS names, or on the PATH (pip install wapiti3 sqlmap)")
    return found


@contextmanager
def _ours(stock: Stock) -> Iterator[tuple[str, Person]]:
    """Where the site is, and somebody with an attempt."""
    with disks.folder() as place:
        url, [person, *_others] = stock.sqlite(place)
        with site(url, LIMIT_LOG_INS="1000000", LIMIT_VERIFICATIONS="1000000", LIMIT_STARTS="1000000") as served:
            served.start()
            yield f"http://127.0.0.1:{served.port}/", person


@contextmanager
def _careless() -> Iterator[str]:
    with free_port() as port:
        command = [sys.executable, "-m", "tests.faults.scanned.naive", str(port)]
        with subprocess.Popen(command, cwd=servers.ROOT) as process:
            try:
                servers.Server(port).wait("/")
                yield f"http://127.0.0.1:{port}/"
            finally:
                process.terminate()


def _cookie(person: Person) -> tuple[str, str]:
    return "-C", person.headers()["Cookie"]


def _wapiti(program: str, url: str, *more: str) -> tuple[int, list[str], list[str]]:
    """How many addresses it crawled, what it found wrong, and which files it came upon that are none of ours."""
    with tempfile.TemporaryDirectory() as name:
        told = Path(name) / "told.json"
        kept = ["--store-session", f"{name}/session", "--store-config", f"{name}/config"]
        command = [program, "-u", url, "-f", "json", "-o", str(told), "--no-bugreport", "--flush-session", *kept, *more]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if not told.exists():
            raise LeftOut(f"wapiti came to nothing: {(done.stdout + done.stderr)[-500:]}")
        report = json.loads(told.read_text())
    found = [
        f"{kind}: {each['method']} {each['path']} {each['parameter']} {each['info']}"
        for part in ("vulnerabilities", "anomalies")
        for kind, several in report[part].items()
        for each in several
    ]
    crawled = int(report["infos"].get("crawled_pages_nbr", 0))
    lying = [path for path in re.findall(r"Found webpage (\S+)", done.stdout) if not path.endswith(("/", *FILES))]
    return crawled, found, lying


def _unexplained(found: list[str]) -> list[str]:
    return [each for each in found if not any(words in each for words in EXPLAINED)]


def _sqlmap(program: str, url: str, *more: str) -> tuple[int, list[str]]:
    """How many parameters it tried, and which it could inject something by."""
    with tempfile.TemporaryDirectory() as name:
        command = [program, "-u", url, "--batch", "--level", "3", "--output-dir", name, "--disable-coloring", *more]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = [f"{url}: {line}" for line in INJECTABLE.findall(done.stdout)]
    return len(set(TESTED.findall(done.stdout))), found
