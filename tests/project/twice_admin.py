"""The editor's forms, as stories that end just before the button is pressed (`twice.py`). One model stands for all."""

from django.test import Client

from catalog.models import Area, Framework, Resource, Role
from tests.assessment.account.conftest import member
from tests.project.twice import NEW, Ready, Stage

SAVE = "_save=Save"


def rose(stage: Stage) -> Client:
    client, _user = stage.ann(is_staff=True, is_superuser=True)
    return client


def add(stage: Stage) -> Ready:
    row = {"framework": str(Framework.objects.get().pk), "slug": "new", "name": "New", "position": "9"}
    return Ready(rose(stage), "/admin/catalog/area/add/", button=SAVE, typed=row)


def add_another(stage: Stage) -> Ready:
    return add(stage)._replace(button="_addanother=Save and add another")


def change(stage: Stage) -> Ready:
    page = f"/admin/catalog/area/{Area.objects.earliest('pk').pk}/change/"
    return Ready(rose(stage), page, button=SAVE, typed={"name": "Other"})


def delete_row(stage: Stage) -> Ready:
    page = f"/admin/catalog/resource/{Resource.objects.earliest('pk').pk}/delete/"
    return Ready(rose(stage), page)


def delete_rows(stage: Stage) -> Ready:
    page = "/admin/catalog/resource/"
    typed = {"action": "delete_selected", "_selected_action": str(Resource.objects.earliest("pk").pk), "post": "yes"}
    return Ready(rose(stage), page, typed=typed)


def grid(stage: Stage) -> Ready:
    return Ready(rose(stage), f"/admin/catalog/role/{Role.objects.get().pk}/requirements/")


def publish(stage: Stage) -> Ready:
    Area.objects.filter(slug="craft").update(name="Handicraft")
    page = f"/admin/catalog/edition/publish/{Framework.objects.get().pk}/"
    return Ready(rose(stage), page, typed={"label": "Second"})


def add_user(stage: Stage) -> Ready:
    words = "four-words-in-a-row"
    typed = {"username": "joe", "usable_password": "true", "password1": words, "password2": words}
    return Ready(rose(stage), "/admin/auth/user/add/", button=SAVE, typed=typed)


def password_of(stage: Stage) -> Ready:
    page = f"/admin/auth/user/{member('joe').pk}/password/"
    typed = {"usable_password": "true", **NEW}
    return Ready(rose(stage), page, button="set-password=Change password", typed=typed)


def leave(stage: Stage) -> Ready:
    return Ready(rose(stage), "/admin/", "/admin/logout/")
