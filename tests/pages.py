"""Pages as a browser without JavaScript reads them: their elements, their words, and what their forms would send."""

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from bs4 import BeautifulSoup, Tag
from django.test import Client

# What stands in one of these is a word of its own.
BLOCKS = {"br", "dd", "div", "dt", "h1", "h2", "h3", "li", "ol", "p", "section", "td", "th", "tr", "ul"}
CHOOSERS = {"radio", "checkbox"}


class Form(NamedTuple):
    """A form: `fields` are what it sends as it stands, without any button; `buttons` the names and values of those."""

    action: str
    method: str
    fields: dict[str, str]
    buttons: list[tuple[str, str]]


class Element(Tag):
    """A start tag with the words and the elements inside it."""

    @property
    def tag(self) -> str:
        return self.name

    @property
    def attributes(self) -> dict[str, str]:
        return cast(dict[str, str], self.attrs)  # a list of values stays one string: see Page

    @property
    def inside(self) -> list["Element"]:
        return as_elements(self.find_all(True))

    @property
    def text(self) -> str:
        """The words, with single spaces, as a page shows them; `get_text` gives all white space."""
        return " ".join(self.get_text().split())


def as_elements(found: Iterable[Tag]) -> list[Element]:
    """What was found in a page, by its right name: it is made of nothing else."""
    return cast(list[Element], found)


class _Soup(BeautifulSoup):
    """A space goes before each block while it is read: to look for the blocks afterwards takes as long again."""

    def handle_starttag(self, name: str, *more: Any, **named: Any) -> Tag | None:
        if name in BLOCKS:
            self.handle_data(" ")
        return super().handle_starttag(name, *more, **named)


class Page:
    """A page. What stands in a <template> is not shown, so it is left out unless asked for."""

    def __init__(self, html: str | bytes, *, with_templates: bool = False) -> None:
        html = html.decode() if isinstance(html, bytes) else html
        self.root = _Soup(html, "html.parser", element_classes={Tag: Element}, multi_valued_attributes=None)
        for template in [] if with_templates else self.root("template"):
            template.decompose()

    @property
    def elements(self) -> list[Element]:
        return as_elements(self.root.find_all(True))

    @property
    def forms(self) -> list[Form]:
        return [_form(each) for each in as_elements(self.root("form"))]

    def form(self, action: str) -> Form:
        """The one form that is sent there."""
        [form] = [form for form in self.forms if form.action == action]
        return form

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a kind that have these attributes; an underscore may follow a name."""
        return as_elements(self.root.find_all(tag, {name.rstrip("_"): value for name, value in attributes.items()}))

    def texts(self, tag: str, **attributes: str) -> list[str]:
        """The words of each of those elements."""
        return [element.text for element in self.all(tag, **attributes)]


def _form(form: Element) -> Form:
    fields, buttons = {}, []
    for each in as_elements(form(["input", "select", "textarea", "button"])):
        name, kind = each.attributes.get("name", ""), each.attributes.get("type", "")
        if kind == "submit" or (each.name == "button" and kind != "button"):
            buttons.append((name, each.attributes.get("value", "")))
        elif name and each.name != "button" and _is_sent(each):
            fields[name] = _value(each)
    told = form.attributes
    return Form(told.get("action", ""), told.get("method", "get"), fields, buttons)


def _is_sent(field: Element) -> bool:
    """A box, and a list of which several may be chosen, send nothing while nothing is chosen."""
    if field.get("type") in CHOOSERS:
        return field.has_attr("checked")
    return not field.has_attr("multiple") or field.find("option", selected=True) is not None


def _value(field: Element) -> str:
    if field.name == "textarea":
        return field.get_text().removeprefix("\n")  # a browser drops the line break that follows the tag
    if field.name == "select":
        chosen = as_elements(field("option", selected=True) or field("option"))[:1]
        return chosen[0].attributes.get("value", chosen[0].text) if chosen else ""
    return field.attributes.get("value", "on" if field.get("type") in CHOOSERS else "")


def read(path: str, client: Client | None = None) -> Page:
    """A page as it is shown to a visitor, by default one without any cookie."""
    response = (client or Client()).get(path)
    assert response.status_code == 200
    return Page(response.content)


def text(page: Page) -> str:
    """All words of a page's content, with single spaces."""
    [main] = page.all("main")
    return main.text


def links(page: Page) -> dict[str, str]:
    """The addresses that the content of a page leads to, with their words."""
    [main] = page.all("main")
    return {link.attributes["href"]: link.text for link in as_elements(main("a"))}
