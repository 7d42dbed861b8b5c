"""Walking through the site by links: every kind of page once, and what is wrong with any of them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from django.test import Client

from tests.pages import Element, Page

ATTEMPT = re.compile(r"(?<=/a/)[\w-]{22}(?=/)")
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')
# Sentences with a hole.
BROKEN = re.compile(r":\s*\.|\(\s*\)|“\s*”|\s,|,\s*\.|(?<!\.)\.\s*\.(?!\.)|(?<!\.) None\b|(^|\s)\.(\s|$)|,,")
WHOLE = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "dt",
    "dd",
    "figcaption",
    "caption",
    "legend",
    "button",
    "a",
    "label",
    "summary",
}
SHOWS = ["img", "svg", "input", "textarea", "select"]


def kind_of(address: str) -> tuple[str, frozenset[str]]:
    parts = urlsplit(address)
    return parts.path, frozenset(parse_qs(parts.query))


class Walk:
    """Everything that can be reached by links, each kind of address once; what begins with one of `known` has to answer
    and is not read; what begins with one of `but` is not asked for."""

    def __init__(self, client: Client, *known: str, but: tuple[str, ...] = ()) -> None:
        self.client = client
        self.known = known
        self.but = ("/accounts/", "/admin/", "/static/", *but)
        self.seen: set[tuple[str, frozenset[str]]] = set()
        self.troubles: list[str] = []

    def walk(self, *paths: str) -> None:
        """From these addresses on, which are looked at again if they were before."""
        waiting = list(paths)
        self.seen -= set(map(kind_of, paths))
        while waiting:
            address = waiting.pop()
            if kind_of(address) in self.seen or address.startswith(self.but):
                continue
            self.seen.add(kind_of(address))
            response = self.client.get(address, follow=True)
            if response.status_code != 200:
                self.troubles.append(f"{address}: {response.status_code}")
            elif response.headers["Content-Type"].startswith("text/html") and not address.startswith(self.known):
                waiting += self._page(address, response)

    def _page(self, address: str, response: Any) -> list[str]:
        here, html = response.request["PATH_INFO"], response.content.decode()
        attempts = dict.fromkeys(ATTEMPT.findall(here) + ATTEMPT.findall(html))
        names = {attempt: f"{number:A>22}" for number, attempt in enumerate(attempts)}
        ids = {name: attempt for attempt, name in names.items()}
        found = read(*(_renamed(text, names) for text in (here, TOKEN.sub("", html))))
        self.troubles += [f"{address}: {trouble}" for trouble in found.troubles]
        return [_renamed(target, ids) for target in found.targets]


def _renamed(text: str, names: dict[str, str]) -> str:
    return ATTEMPT.sub(lambda found: names[found[0]], text)


class Read(NamedTuple):
    troubles: list[str]
    targets: list[str]


@cache
def read(here: str, html: str) -> Read:
    """The troubles of a page and what it leads to. Most catalogues have most pages alike, but for the names of attempts
    and for tokens: four of five need no reading."""
    page = Page(html)
    found = Read([*troubles_of(page)], [])
    for link in page.all("a"):
        target, fragment = urldefrag(urljoin(here, link.attributes.get("href", "")))
        stays = urlsplit(target).path == here and not urlsplit(target).query  # with a query it is another page
        if fragment and stays and not page.root.find(id=fragment):
            found.troubles.append(f"leads to #{fragment}, which is not there")
        if target.startswith("/"):
            found.targets.append(target)
    return found


def troubles_of(page: Page) -> Iterator[str]:
    """Sentences with a hole, and elements with nothing in them."""
    for element in page.elements:
        if element.name not in WHOLE:
            continue
        if element.attrs.get("role") == "status" or element.attrs.get("aria-hidden"):
            continue  # a script speaks there, or nobody sees it
        if not element.text and not element.find(SHOWS) and not element.attrs.get("aria-label"):
            yield f"an empty {element}"
        elif broken := BROKEN.search(element.text):
            yield f"“{element.text[max(0, broken.start() - 40) : broken.end() + 20]}”"
    for section in page.all("section"):
        if _is_bare(section):
            yield f"nothing under “{section.text}”"


def _is_bare(section: Element) -> bool:
    headings = section.find_all(["h1", "h2", "h3", "h4"])
    return [each.text for each in headings] == [section.text] and not section.find(SHOWS)
