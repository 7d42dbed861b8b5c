"""The lists of roles and of skills over all current editions, and the search in them."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Literal, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog import editions, shelves
from catalog.core.search import Entry, Hit, Shelf, marked, search, words_of
from catalog.finished import finished
from catalog.index import Digests

Kind = Literal["roles", "skills"]
ROLES: Kind = "roles"
SKILLS: Kind = "skills"
OTHER: dict[Kind, Kind] = {ROLES: SKILLS, SKILLS: ROLES}
# What the field takes, and the most that is shown of one framework.
LONGEST, MOST = 100, 60


class Listed(NamedTuple):
    """What is shown of one framework, under the headings that it has; `total` is how many there are in all."""

    shelf: Shelf
    total: int
    parts: tuple[tuple[str, Sequence[Hit]], ...]


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """The roles of all frameworks; `?q=` looks for words in their names, titles and texts."""
    return _list(request, ROLES)


@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """The skills of all frameworks; `?q=` looks for words in their names, definitions and sentences."""
    return _list(request, SKILLS)


def _list(request: HttpRequest, kind: Kind) -> HttpResponse:
    """What somebody looks for is their own, and of endless kinds: only the whole list is kept."""
    query = " ".join(request.GET.get("q", "").split())[:LONGEST]
    words = words_of(query)
    return _results(request, kind, query, words) if words else _all(request, kind=kind)


@finished(lambda kind: editions.current_digests())
def _all(request: HttpRequest, digests: Digests, kind: Kind) -> HttpResponse:
    groups = [listed for digest in digests if (listed := _listed(shelves.shown(digest), kind)).total]
    snapshots = [editions.load(digest) for digest in digests]
    return render(request, "catalog/list.html", {**_addresses(kind), "groups": groups, "snapshots": snapshots})


def _results(request: HttpRequest, kind: Kind, query: str, words: Sequence[str]) -> HttpResponse:
    shown = [shelves.shown(digest) for digest in editions.current_digests()]
    groups = [results for each in shown if (results := _searched(each, kind, words)).total]
    context = {
        "is_search": True,
        "query": query,
        "groups": groups,
        "most": MOST,
        "count": sum(results.total for results in groups),
        "others": sum(_searched(each, OTHER[kind], words).total for each in shown),
    }
    return render(request, "catalog/list.html", {**_addresses(kind), **context})


def _addresses(kind: Kind) -> dict[str, Any]:
    return {
        "kind": kind,
        "heading": _("Roles") if kind == ROLES else _("Skills"),
        "page": f"catalog:{kind}",
        "other_page": f"catalog:{OTHER[kind]}",
        "to": "catalog:role-detail" if kind == ROLES else "catalog:skill-detail",
        "longest": LONGEST,
    }


def _searched(shelf: Shelf, kind: Kind, words: Sequence[str]) -> Listed:
    hits = search(_entries(shelf, kind), words)
    return Listed(shelf, len(hits), (("", hits[:MOST]),))


def _listed(shelf: Shelf, kind: Kind) -> Listed:
    hits = [Hit(entry, marked(entry.name, ()), marked(entry.lead, ()), ()) for entry in _entries(shelf, kind)]
    parts = groupby(hits, lambda hit: hit.entry.heading)
    return Listed(shelf, len(hits), tuple((heading, list(part)) for heading, part in parts))


def _entries(shelf: Shelf, kind: Kind) -> Sequence[Entry]:
    return shelf.roles if kind == ROLES else shelf.skills
