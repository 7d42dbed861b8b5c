"""A prepared query gives what the query gives, whatever it is asked, and builds its SQL once for each shape."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from catalog.models import Anchor, AuditEntry, Skill
from catalog.prepared import Prepared, columns, rows_of
from tests.conftest import NOW
from tests.workshop import FRAMEWORK


def skills(framework: str, slugs: tuple[str, ...]) -> QuerySet[Skill]:
    return Skill.objects.filter(framework__slug=framework).filter(slug__in=slugs).order_by("slug")


def rows(framework: str, slugs: tuple[str, ...]) -> QuerySet[Skill, tuple[object, ...]]:
    return skills(framework, slugs).values_list(*columns(Skill))


@pytest.mark.parametrize("slugs", [("cut",), ("glue",), ("cut", "glue"), ("glue", "weld", "nothing"), ("nothing",), ()])
def test_it_gives_what_the_query_gives(edition, slugs):
    asked = Prepared(rows)
    for _ in range(2):
        assert asked(FRAMEWORK, slugs) == list(rows(FRAMEWORK, slugs))
        assert asked("another", slugs) == []


def test_rows_are_those_of_the_model_and_can_be_saved(edition):
    [found] = rows_of(Skill, Prepared(rows)(FRAMEWORK, ("cut",)))
    stored = Skill.objects.get(slug="cut")
    assert {name: value for name, value in vars(found).items() if name != "_state"} == {
        name: value for name, value in vars(stored).items() if name != "_state"
    }
    assert (found._state.adding, found._state.db) == (False, stored._state.db)
    found.name = "To cut well"
    found.save()
    assert Skill.objects.get(slug="cut").name == "To cut well"


def test_columns_lead_to_another_model(edition):
    asked = Prepared(
        lambda step: Anchor.objects.filter(step=step).order_by("pk").values_list(*columns(Skill, "skill__"))
    )
    assert rows_of(Skill, asked(2)) == [each.skill for each in Anchor.objects.filter(step=2).order_by("pk")]


def test_times_documents_and_nothing_come_as_the_models_have_them(edition):
    values = {"name": ["Old", None], "hours": [1, 2]}
    entry = AuditEntry.objects.create(at=NOW, by="erin", verb="changed", kind="skill", page_kind="skill", values=values)
    asked = Prepared(lambda pk: AuditEntry.objects.filter(pk=pk).values_list("at", "values", "framework_id"))
    assert asked(entry.pk) == [(NOW, values, None)]


def test_its_sql_is_built_once_for_each_shape(edition):
    built = []

    def build(framework: str, slugs: tuple[str, ...]) -> QuerySet[Skill, tuple[object, ...]]:
        built.append(slugs)
        return rows(framework, slugs)

    asked = Prepared(build)
    with CaptureQueriesContext(
        connection,
    ) as said:
        for slugs in (("cut",), ("glue",), ("cut", "glue"), ("weld", "cut"), ("ask",)):
            asked(FRAMEWORK, slugs)
    assert built == [("cut",), ("cut", "glue")]
    assert len(said) == 5


@pytest.mark.parametrize(
    "build",
    [
        lambda slug, framework: skills(framework, (slug,)).values_list("pk"),
        lambda slug, _framework: Skill.objects.filter(slug=slug).values_list("pk"),
        lambda slug, framework: Skill.objects.filter(slug=slug, framework__slug=framework, name="x").values_list("pk"),
    ],
    ids=["another order", "less", "more"],
)
def test_a_query_that_looks_for_something_else_is_refused(edition, build):
    with pytest.raises(ValueError, match="looks for"):
        Prepared(build)("cut", FRAMEWORK)
