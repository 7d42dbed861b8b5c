"""P12: public pages, as a first visitor loads them and as one who has them already asks whether they still stand."""

from collections.abc import Callable

from tests.servers import Server

FIRST, LATER = 3.0, 0.7  # × floor
START = "start"  # has a token of its own for everybody, so nobody has it already


def goals() -> list[tuple[str, float]]:
    """The name of each request with what it may cost, × floor."""
    first = [(f"{name}, first", FIRST) for name in paths("")]
    return [*first, *((f"{name}, later", LATER) for name in paths("") if name != START)]


def paths(place: str) -> dict[str, str]:
    """The pages by name, for the role `framework/role`."""
    framework = place.partition("/")[0]
    return {
        "home": "/",
        "role": f"/roles/{place}/",
        "about": f"/roles/{place}/about/",
        "sample": f"/roles/{place}/sample/",
        "skill": f"/skills/{framework}/prg_python/",
        "roles": "/roles/",
        "skills": "/skills/",
        "how we score": "/how-we-score/",
        "API: a skill": f"/api/v1/frameworks/{framework}/skills/prg_python",
        "API: skills": "/api/v1/skills",
        START: f"/roles/{place}/start/",
    }


def targets(server: Server, place: str) -> dict[str, Callable[[], bytes]]:
    """A request for each page and kind of visit, by the name of its goal."""
    found: dict[str, Callable[[], bytes]] = {}
    for name, path in paths(place).items():
        found[f"{name}, first"] = _first(server, path)
        if name != START:
            found[f"{name}, later"] = _later(server, path)
    return found


def _first(server: Server, path: str) -> Callable[[], bytes]:
    def ask() -> bytes:
        status, body = server.request("GET", path)
        assert status == 200, (path, status)
        return body

    return ask


def _later(server: Server, path: str) -> Callable[[], bytes]:
    """A server of several processes names a page alike in all of them."""
    headers: dict[str, str] = {}

    def ask() -> bytes:
        if not headers:
            headers["If-None-Match"] = server.answer("GET", path)[1]["ETag"]
        status, body = server.request("GET", path, headers)
        assert status == 304, (path, status)
        return body

    return ask
