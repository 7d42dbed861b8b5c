"""The workshop once more under another name, with all slugs the same: for tests of two frameworks side by side."""

import re
from collections.abc import Mapping

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client

from assessment.models import Assessment
from catalog import editions, models
from catalog.models import Edition
from tests import kept_rows, workshop
from tests.conftest import NOW, answer
from tests.workshop import ROLE

TWIN = "twin"
MARK = "°"  # at the end of each name of the twin
# Names that both have, of several kinds. What is not a name is not marked, such as “To cut so that it holds.”
NAME = re.compile(r"\b(?:To (?:cut|glue|weld|measure|teach|ask|forge)(?! so that)|Maker|Craft|Tools|First cuts)\b")
NAMED = {"Area": "name", "Skill": "name", "Role": "name", "Resource": "title", "RoleNote": "title", "Framework": "name"}
NAMED |= {"SalaryRange": "title"}


@pytest.fixture
def twin(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    kept_rows.put(kept_rows.make_once(tmp_path_factory, TWIN, build_twin))
    return Edition.objects.get(framework__slug=TWIN)


def build_twin() -> None:
    framework = workshop.build(TWIN, "9a3f86f1-4f5f-4f3c-9d55-0e4f5b9f4c22")
    for model, field in NAMED.items():
        rows = getattr(models, model)._default_manager.all()
        way = getattr(models, model).FRAMEWORK or "pk"
        rows.filter(**{way: framework.pk}).update(**{field: Concat(F(field), Value(MARK))})
    framework.refresh_from_db()
    editions.publish(framework=framework, by="tests", at=NOW, label="Twin")


def is_of(framework: str, text: str) -> bool:
    """Whether a text has names of one framework and none of the other."""
    marks = {text[found.end() :].startswith(MARK) for found in NAME.finditer(text)}
    return marks == {framework == TWIN}


def begin(client: Client, framework: str, answers: Mapping[str, int], *, submitted: bool = True) -> Assessment:
    response = client.post(f"/roles/{framework}/{ROLE}/start/", {"start": "Start"})
    assert response.status_code == 303
    attempt = Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])
    answer(attempt, answers)
    if submitted:
        assert client.post(f"/a/{attempt.public_id}/submit/").status_code == 303
    return attempt
