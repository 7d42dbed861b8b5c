"""HTML that is fixed by an edition, rendered once and kept: a page is then only joined together.

Rendering widgets one by one is the whole cost of a questionnaire (docs/adr/0008-fragments.md). A fragment depends on
an edition, a place in it, and the language of the request, never on a person; what a person typed goes into its holes,
escaped, each time.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# So many of a kind are kept; then that kind begins anew.
MOST_KEPT = 16_384
_HOLE = re.compile("\ue000([\\w-]+)\ue001")
# Who reads a template needs its indentation; a page of questions would be a third larger by it.
_INDENTED = re.compile(r"\s*\n\s*")
# Stands for an attempt in addresses that are made by name, so it has to look like one.
ANY_ATTEMPT = "any-attempt-at-all----"

Parts = tuple[str, ...]


class Keyed(Protocol):
    """What a fragment belongs to. Its `key` names all that it can tell of itself, so that it need not be kept too; what
    has none, such as a draft, has its fragments made anew each time."""

    @property
    def key(self) -> str: ...

    @property
    def language(self) -> str: ...


class Fragment:
    """A piece of HTML by what it belongs to and what else fixes it; the values of its holes are given by name."""

    def __init__(self, template: str, names: tuple[str, ...], context_of: Callable[..., dict[str, Any]]) -> None:
        self.template, self.names, self.context_of = template, names, context_of
        self.__doc__ = context_of.__doc__
        self._kept: dict[tuple[Any, ...], Parts] = {}

    def __call__(self, owner: Keyed, *fixed: Any, **values: Any) -> SafeString:
        return SafeString(_filled(self._parts(get_language(), owner, fixed), values))  # nosec B703 # templates escaped it

    def each(self, owner: Keyed, rows: Iterable[tuple[Any, ...]]) -> SafeString:
        """Many of one kind that have no holes, joined: what they share is asked for once."""
        key, language, kept = owner.key, get_language(), self._kept.get
        return joined([(kept((key, language, *fixed)) or self._parts(language, owner, fixed))[0] for fixed in rows])

    def each_filled(self, owner: Keyed, rows: Iterable[tuple[tuple[Any, ...], Mapping[str, Any]]]) -> SafeString:
        """Many of one kind, each by what fixes it and the values of its holes, joined."""
        key, language, kept = owner.key, get_language(), self._kept.get
        return joined(
            [
                _filled(kept((key, language, *fixed)) or self._parts(language, owner, fixed), values)
                for fixed, values in rows
            ]
        )

    def _parts(self, language: str | None, owner: Keyed, fixed: tuple[Any, ...]) -> Parts:
        key = (owner.key, language, *fixed)
        parts = self._kept.get(key)
        if parts is None:
            parts = self._rendered({"language": owner.language, **self.context_of(owner, *fixed)})
            if owner.key and not settings.DEBUG:  # a template that is being worked on shows at the next request
                self._keep(key, parts)
        return parts

    def _rendered(self, context: dict[str, Any]) -> Parts:
        holes = {name: hole(name) for name in self.names} | {"public_id": ANY_ATTEMPT}
        html = render_to_string(self.template, context | {"hole": holes, "csrf_token": hole("csrf_token")})
        return tuple(_HOLE.split(_INDENTED.sub("\n", html).replace(ANY_ATTEMPT, hole("public_id"))))

    def _keep(self, key: tuple[Any, ...], parts: Parts) -> None:
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[key] = parts


def fragment(template: str, *names: str) -> Callable[[Callable[..., dict[str, Any]]], Fragment]:
    """Make a function that gives a template's context into the fragment itself.

    The function takes what the fragment belongs to (`Keyed`) and plain values that fix the rest of it. `names` are
    the holes: the template finds the marks that stand for them as `hole.NAME`. Every fragment may have `public_id`, which
    is good for addresses, and `csrf_token`, for the tag of that name.
    """

    def decorate(context_of: Callable[..., dict[str, Any]]) -> Fragment:
        return Fragment(template, names, context_of)

    return decorate


def hole(name: str) -> str:
    """The mark that stands for a value; for holes whose names follow from the edition, such as one for each area."""
    return f"\ue000{name}\ue001"


def _filled(parts: Parts, values: Mapping[str, Any]) -> str:
    # Text and hole names stand in turn; a value is escaped unless a template of ours made it, and once for all its holes:
    # a page of 143 areas has as many addresses.
    escaped = {name: conditional_escape(value) for name, value in values.items()}
    return "".join([escaped[part] if place % 2 else part for place, part in enumerate(parts)])


def joined(pieces: Iterable[str]) -> SafeString:
    """Fragments as one piece of HTML."""
    # Every piece came out of an autoescaping template, its holes filled by `_filled`, which escapes.
    return SafeString("".join(pieces))  # nosec B703 # pieces of templates


def picture(svg: str) -> SafeString:
    """A chart as HTML: SVG drawn by a core."""
    # Its shapes are ours, and every word in it went through html.escape where it was drawn.
    return SafeString(svg)  # nosec B703 # our renderers escape what they draw
