"""Driving the editor as an editor does: read a form off its page, change a field, send it back."""

from typing import Any

from django.db.models import Manager, QuerySet
from django.test import Client

from catalog.models import Area, Framework, Resource, Role, RoleLevel, RoleNote, SalaryRange, Skill
from tests.clients import Response
from tests.pages import Form, Page

SAVE = {"_save": "Save"}
MODELS = ("framework", "area", "skill", "role", "rolelevel", "rolenote", "salaryrange", "resource", "edition")
EDITED = MODELS[:-1]


def main_form(response: Response) -> Form:
    """The form that an editor's page is about: the one that is sent to its own address."""
    assert response.status_code in {200, 422}
    [form] = [form for form in Page(response.content).forms if form.method == "post" and form.action == ""]
    return form


def edit(client: Client, path: str, **changes: str) -> Response:
    """Change fields of a page and save it; a field that is not on the page may be given too."""
    return client.post(path, main_form(client.get(path)).fields | changes | SAVE)


def add_row(client: Client, path: str, prefix: str, **values: str) -> Response:
    """Add a row to an inline table of a page and save it."""
    fields = main_form(client.get(path)).fields
    number = int(fields[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return client.post(path, fields | {f"{prefix}-TOTAL_FORMS": str(number + 1)} | row | SAVE)


def errors(response: Response) -> list[str]:
    """What a refused page says, line by line."""
    assert response.status_code == 200
    page = Page(response.content)
    lists = [element for element in page.all("ul") if "errorlist" in element.attributes.get("class", "").split()]
    return [element.text for element in lists]


def page_of(model: str, slug: str = "", page: str = "change") -> str:
    """The address of a row's page: of a row of the workshop for each table, or of another skill."""
    rows: dict[str, Manager[Any] | QuerySet[Any]] = {
        "framework": Framework.objects,
        "area": Area.objects.order_by("position"),
        "skill": Skill.objects.filter(slug=slug or "cut"),
        "role": Role.objects,
        "rolelevel": RoleLevel.objects.order_by("rank"),
        "rolenote": RoleNote.objects.filter(slug="maker-market"),
        "salaryrange": SalaryRange.objects.filter(slug="maker-pay"),
        "resource": Resource.objects.filter(slug="first-cuts"),
        "edition": Framework.objects.get().editions,
    }
    row = rows[model].first()
    assert row is not None
    return f"/admin/catalog/{model}/{row.pk}/{page}/"


def addresses() -> dict[str, str]:
    """Every page of the editor that takes a GET, by name."""
    found = {"index": "/admin/", "app": "/admin/catalog/", "password": "/admin/password_change/"}
    for model in MODELS:
        found[f"{model} list"] = f"/admin/catalog/{model}/"
        found[f"{model} change"] = page_of(model)
        found[f"{model} history"] = page_of(model, page="history")
    for model in EDITED:
        found[f"{model} add"] = f"/admin/catalog/{model}/add/"
        found[f"{model} delete"] = page_of(model, page="delete")
    found["grid"] = f"/admin/catalog/role/{Role.objects.get().pk}/requirements/"
    found["publish"] = f"/admin/catalog/edition/publish/{Framework.objects.get().pk}/"
    found["health"] = f"/admin/catalog/edition/health/{Framework.objects.get().pk}/"
    return found
