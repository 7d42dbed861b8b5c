"""What the document says holds for whatever is asked, also for what it does not allow: no 5xx, each answer in its schema.

`API_EXAMPLES=1000 ./run all tests/catalog/api/test_schemathesis.py` asks more.
"""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode

from catalog.api.case import packages
from catalog.api.document import document
from tests.workshop import FRAMEWORK, ROLE

pytestmark = pytest.mark.slow
EXAMPLES = int(os.environ.get("API_EXAMPLES", "15"))


DOCUMENTED = schemathesis.openapi.from_dict(document())
DOCUMENTED.app = get_wsgi_application()


@pytest.fixture(autouse=True)
def one_connection(edition):
    """A request ends no connection, as with Django's own client: a test has one, with all that it does not keep."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def of_case(path: str) -> dict[str, str]:
    """The identifier of something that one of CASE's addresses finds, where the workshop has something of its kind."""
    [source] = packages.sources()
    found = packages.package(source)
    kind = path.split("/")[-2]
    things = {"CFItemAssociations": found["CFItems"], **found["CFDefinitions"], **found}.get(
        kind, [found["CFDocument"]]
    )
    return {"sourcedId": things[0]["identifier"]}


@DOCUMENTED.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),  # fixtures are made once for all examples: nothing is written
)
def test_every_answer_is_in_its_schema(case, edition):
    there = {"framework": FRAMEWORK, "role": ROLE, "skill": "cut", "digest": edition.digest, **of_case(case.path)}
    if case.meta.generation.mode == GenerationMode.POSITIVE:
        # Keys that nobody has are soon tried: half of the time, ask for what is there.
        for name, value in case.path_parameters.items():
            if len(str(value)) % 2:
                case.path_parameters[name] = there[name]
    case.call_and_validate()
