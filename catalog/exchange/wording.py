"""What the reading of a file says, in words."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from catalog.core.files import FileUnfit
from catalog.exchange import words
from catalog.exchange.core.imported import Message, Recognised
from catalog.wording import UNFIT

SEVERITIES = {
    "error": gettext_lazy("left out"),
    "warning": gettext_lazy("please check"),
    "note": gettext_lazy("good to know"),
}


@cache
def sentences() -> Mapping[str, Promise]:
    """The sentence of each code, of all formats."""
    found = dict[str, Promise](UNFIT)
    for module in iter_modules(words.__path__):
        found |= import_module(f"{words.__name__}.{module.name}").SENTENCES
    return found


def said(told: Message | Recognised | FileUnfit) -> str:
    """One sentence of a message, of something that was recognised, or of why a file cannot be read."""
    return str(sentences()[told.code] % dict(told.facts))


def line(message: Message) -> str:
    """A message on one line, for terminals and lists."""
    place = f" {message.place}" if message.place else ""
    return f"{SEVERITIES[message.severity]}{place}: {said(message)}"


def lines(messages: Iterable[Message]) -> list[str]:
    """Messages, a line each."""
    return [line(message) for message in messages]
