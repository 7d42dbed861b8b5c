"""Lists in parts: which part was asked for, and the way to the others."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query

from catalog.api import addresses
from catalog.api.answers import told
from catalog.api.shapes.common import Paged

USUAL, MOST, FARTHEST = 50, 200, 1_000_000
Limit = Annotated[int, Query(description="At most so many in this part.", ge=1, le=MOST)]
Offset = Annotated[int, Query(description="Pass over so many before this part.", ge=0, le=FARTHEST)]


def part(
    shape: type[Paged],
    name: str,
    asked: Mapping[str, object],
    *,
    limit: int,
    offset: int,
    total: int,
    items: Sequence[Any],
) -> HttpResponse:
    """A part of the list of that name, of `total` in all, with the addresses of the parts beside it."""
    beside = _beside(name, asked, limit, offset, total)
    response = told(shape(total=total, limit=limit, offset=offset, items=items, **beside))
    return links(response, name, asked, limit=limit, offset=offset, total=total)


def links(
    response: HttpResponse, name: str, asked: Mapping[str, object], *, limit: int, offset: int, total: int
) -> HttpResponse:
    """The response with what a part of a list says in its headers."""
    beside = _beside(name, asked, limit, offset, total)
    response.headers["X-Total-Count"] = str(total)
    found = [f'<{uri}>; rel="{"prev" if way == "previous" else way}"' for way, uri in beside.items() if uri]
    if found:
        response.headers["Link"] = ", ".join(found)
    return response


def _beside(name: str, asked: Mapping[str, object], limit: int, offset: int, total: int) -> dict[str, str | None]:
    def address(at: int) -> str:
        return addresses.of(name, query={**asked, "limit": limit, "offset": at})

    return {
        "next": address(offset + limit) if offset + limit < total else None,
        "previous": address(max(0, min(offset, total) - limit)) if offset else None,
    }
