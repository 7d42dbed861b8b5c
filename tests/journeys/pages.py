"""Pages read as a browser without JavaScript reads them: their forms with the values that would be sent, their text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = {"br", "dd", "div", "dt", "h1", "h2", "h3", "li", "ol", "p", "section", "td", "th", "tr", "ul"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Form:
    """A form: `fields` are what it sends as it stands, without any button; `buttons` the names and values of those."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


@dataclass(eq=False)
class Element:
    """A start tag with the text and the elements inside it; `raw` is the text with all its white space."""

    tag: str
    attributes: dict[str, str]
    raw: str = ""
    inside: list["Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, with single spaces, as a page shows them."""
        return " ".join(self.raw.split())


class Page(HTMLParser):
    """The elements of a page in order, each with the text inside it, and its forms.

    What stands in a <template> is not shown, so it is left out unless asked for.
    """

    def __init__(self, html: str | bytes, *, with_templates: bool = False) -> None:
        super().__init__()
        self._with_templates = with_templates
        self._hidden = False
        self.elements: list[Element] = []
        self.forms: list[Form] = []
        self._open: list[Element] = []
        self._select = ""
        self.feed(html.decode() if isinstance(html, bytes) else html)

    def form(self, action: str) -> Form:
        [found] = [form for form in self.forms if form.action == action]
        return found

    def all(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}.items()
        return [element for element in self.elements if element.tag == tag and wanted <= element.attributes.items()]

    def texts(self, tag: str, **attributes: str) -> list[str]:
        return [element.text for element in self.all(tag, **attributes)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            return
        if tag in BLOCKS:
            self.handle_data(" ")
        element = self._add(tag, attrs)
        self._hidden = tag == "template" and not self._with_templates
        if tag not in VOID:
            self._open.append(element)
        if tag == "form":
            self.forms.append(Form(element.attributes.get("action", ""), element.attributes.get("method", "get")))
        elif self.forms:
            self._field(tag, element.attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            return
        element = self._add(tag, attrs)
        if self.forms:
            self._field(tag, element.attributes)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        for element in self._open:
            element.raw += data

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag != "template":
            return
        self._hidden = False
        while self._open:
            element = self._open.pop()
            if element.tag == "textarea" and self.forms and element.attributes.get("name"):
                # A browser drops the line break that follows the tag.
                self.forms[-1].fields[element.attributes["name"]] = element.raw.removeprefix("\n")
            if element.tag == tag:
                return

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        for around in self._open:
            around.inside.append(element)
        return element

    def _field(self, tag: str, attributes: dict[str, str]) -> None:
        form, name, value = self.forms[-1], attributes.get("name", ""), attributes.get("value", "")
        kind = attributes.get("type", "")
        if tag == "button" or (tag == "input" and kind == "submit"):
            if kind != "button":
                form.buttons.append((name, value))
        elif tag == "input" and name and (kind not in {"radio", "checkbox"} or "checked" in attributes):
            form.fields[name] = value if "value" in attributes or kind != "checkbox" else "on"
        elif tag == "select":
            self._select = name
            if "multiple" not in attributes:
                form.fields[name] = ""
        elif tag == "option" and "selected" in attributes:
            form.fields[self._select] = value
