"""What schemathesis makes of the document of the API: requests that it allows, and requests that it does not."""

import random
from collections.abc import Iterator
from typing import Any

import schemathesis
from requests import Request
from schemathesis import GenerationMode

from catalog.api.document import document
from tests.faults.fuzz.asked import Asked, paths
from tests.faults.fuzz.drawn import drawn
from tests.workshop import FRAMEWORK, ROLE

THERE = {"framework": FRAMEWORK, "role": ROLE, "skill": "cut", "digest": "{digest}"}
# What the library says of itself.
ITS_OWN = {"user-agent", "connection", "accept-encoding", "cookie", "x-schemathesis-testcaseid"}


def requests(count: int, at: int) -> Iterator[Asked]:
    """About so many, of all operations alike; fewer where an operation can be asked in a few ways only."""
    schema: Any = schemathesis.openapi.from_dict(document())
    operations = [found.ok() for found in schema.get_all_operations()]
    each = 1 + count // (2 * len(operations))
    chance = random.Random(at)
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            for case in drawn(operation.as_strategy(generation_mode=mode), each, at):
                yield _asked(case, is_there=bool(chance.randrange(2)))  # keys that nobody has are soon tried


def _asked(case: Any, *, is_there: bool) -> Asked:
    if is_there:
        for name in case.path_parameters:
            case.path_parameters[name] = THERE.get(name) or _of_case(case.path)
    told = case.as_transport_kwargs(base_url="http://127.0.0.1")
    ready = Request(told["method"], told["url"], params=told.get("params"), headers=told.get("headers")).prepare()
    headers = {name: _text(value) for name, value in ready.headers.items() if name.lower() not in ITS_OWN}
    return Asked("anonymous", case.method.upper(), ready.path_url.replace("%7Bdigest%7D", "{digest}"), headers=headers)


def _of_case(path: str) -> str:
    """The identifier of something that this address of CASE finds in the workshop, or of nothing."""
    before = path.partition("{")[0]
    return next((each.removeprefix(before) for each in paths() if each.startswith(before)), "none")


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
