"""Driving the editor as an editor does: read a form off its page, change a field, send it back."""

from typing import Any

from django.db.models import Manager, QuerySet
from django.test import Client

from catalog.models import Area, Framework, Resource, Review, Role, RoleLevel, RoleNote, SalaryRange, Skill
from tests.clients import Response
from tests.pages import Form, Page

SAVE = {"_save": "Save"}
MODELS = ("framework", "area", "skill", "role", "rolelevel", "rolenote", "salaryrange", "resource", "review", "edition")
EDITED = MODELS[:-2]


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
        "review": Review.objects.order_by("pk"),
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
    found["auditentry list"] = "/admin/catalog/auditentry/"
    found["feedback list"] = "/admin/catalog/feedback/"
    found["vocabulary list"] = "/admin/catalog/vocabulary/"
    found["vocabulary upload"] = "/admin/catalog/vocabulary/upload/"
    found["vocabularies of a skill"] = f"/admin/catalog/vocabulary/skill/{Skill.objects.get(slug='cut').pk}/"
    found["links of a framework"] = f"/admin/catalog/vocabulary/framework/{Framework.objects.get().pk}/"
    found["review delete"] = page_of("review", page="delete")
    found["reviews of a skill"] = f"/admin/catalog/review/of/skill/{Skill.objects.get(slug='cut').pk}/"
    found["reviews of a level"] = f"/admin/catalog/review/of/level/{RoleLevel.objects.get(slug='lead').pk}/"
    found["what is reviewed"] = f"/admin/catalog/review/framework/{Framework.objects.get().pk}/"
    found["grid"] = f"/admin/catalog/role/{Role.objects.get().pk}/requirements/"
    preview = f"/admin/preview/{Framework.objects.get().pk}/"
    found["preview"], found["preview of a skill"] = preview, f"{preview}skills/cut/"
    for page in ("", "start/", "sample/", "questions/craft/", "people/", "answer/"):
        found[f"preview of a role {page}".strip()] = f"{preview}roles/maker/{page}"
    found["publish"] = f"/admin/catalog/edition/publish/{Framework.objects.get().pk}/"
    edition = Framework.objects.get().editions.get().pk
    for page in ("current", "withdraw", "note", "restore"):
        found[f"edition {page}"] = f"/admin/catalog/edition/{edition}/{page}/"
    found["edition compare"] = f"/admin/catalog/edition/compare/?old={edition}&new={edition}"
    for model in ("framework", "role", "rolelevel", "skill"):
        found[f"{model} copy"] = page_of(model, page="copy")
    found["before publish"] = f"/admin/assessment/assessment/consequences/{Framework.objects.get().pk}/"
    found["health"] = f"/admin/catalog/edition/health/{Framework.objects.get().pk}/"
    found["help"] = "/admin/catalog/framework/help/"
    brought = f"/admin/catalog/framework/{Framework.objects.get().pk}/"
    found["import into a new one"] = "/admin/catalog/framework/import/"
    found["import"], found["framework export"] = f"{brought}import/", f"{brought}export/"
    found["workbench"] = home = f"/admin/catalog/framework/{Framework.objects.get().pk}/workbench/"
    found["workbench counted"] = f"{home}?draft=1"
    found["workbench skill"] = f"{home}skill/{Skill.objects.get(slug='cut').pk}/"
    found["workbench role"] = f"{home}role/{Role.objects.get().pk}/"
    found["workbench role add"] = f"{home}role/add/"
    return found
