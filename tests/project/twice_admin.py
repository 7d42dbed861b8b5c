"""The editor's forms, as stories that end just before the button is pressed (`twice.py`). One model stands for all."""

from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog import editions, vocabularies
from catalog.compile import compile_live
from catalog.exchange.core.formats import native
from catalog.models import Area, ExternalLink, Framework, Requirement, Resource, Role, Skill, Vocabulary
from tests.assessment.account.conftest import member
from tests.catalog.core.test_vocabularies import esco, row
from tests.conftest import NOW
from tests.project.twice import Ready, Stage
from tests.project.twice_account import NEW

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
    need = Requirement.objects.earliest("pk")
    page = f"/admin/catalog/role/{Role.objects.get().pk}/requirements/?plain=1"
    return Ready(rose(stage), page, button="save=Save the grid", typed={f"cell-{need.skill_id}-{need.level_id}": ""})


def add_level(stage: Stage) -> Ready:
    page = f"/admin/catalog/role/{Role.objects.get().pk}/requirements/"
    return Ready(rose(stage), page, button="add-level=Add this level", typed={"level-name": "Top"})


def review(stage: Stage) -> Ready:
    page = f"/admin/catalog/review/of/skill/{Skill.objects.earliest('pk').pk}/"
    return Ready(rose(stage), page, typed={"by": "Ada"})


def bench(stage: Stage) -> str:
    return f"/admin/catalog/framework/{Framework.objects.get().pk}/workbench/"


def add_skills(stage: Stage) -> Ready:
    typed = {"new_area": "Joining", "skills": "Solder\nRivet"}
    return Ready(rose(stage), bench(stage), f"{bench(stage)}add/", typed=typed)


def upload_vocabulary(stage: Stage) -> Ready:
    file = SimpleUploadedFile("skills_en.csv", esco(row("1", "plan")), "text/csv")
    typed = {"scheme": "esco", "version": "1.2", "file": file}
    return Ready(rose(stage), "/admin/catalog/vocabulary/upload/", typed=typed)


def imports(stage: Stage) -> str:
    return f"/admin/catalog/framework/{Framework.objects.get().pk}/import/"


def other_draft() -> SimpleUploadedFile:
    """The framework's own file, in which an area is called otherwise."""
    value = compile_live(Framework.objects.get())
    areas = tuple(replace(area, name=f"{area.name}, anew") for area in value.areas)
    return SimpleUploadedFile("ours.json", native.write(replace(value, areas=areas)), "application/json")


def bring_file(stage: Stage) -> Ready:
    return Ready(rose(stage), imports(stage), typed={"file": other_draft()})


def bring_new(stage: Stage) -> Ready:
    typed = {"file": other_draft(), "name": "Second shop"}
    return Ready(rose(stage), "/admin/catalog/framework/import/", typed=typed)


def apply_file(stage: Stage) -> Ready:
    client = bring_file(stage)
    one = client.press().headers["Location"]
    return Ready(client.client, one, f"{one}apply/")


def correct_columns(stage: Stage) -> Ready:
    sheet = SimpleUploadedFile("shop.csv", b"Area,Skill,Novice,Master\nWood,Sawing,Saws with help.,Saws anything.\n")
    client = rose(stage)
    one = Ready(client, imports(stage), typed={"file": sheet}).press().headers["Location"]
    return Ready(client, one, f"{one}columns/", typed={"0-column-0": "nothing"})


def undo_file(stage: Stage) -> Ready:
    applied = apply_file(stage)
    applied.press()
    return Ready(applied.client, applied.page, f"{applied.page}undo/")


def keep(version: str, *rows: str) -> Vocabulary:
    kept, _parsed = vocabularies.store(
        scheme="esco", version=version, released=None, name="x.csv", data=esco(*rows), by="", at=NOW
    )
    return kept


def link_concept(stage: Stage) -> Ready:
    concept = keep("1.2", row("77", "weave")).concepts.get()
    page = f"/admin/catalog/vocabulary/skill/{Skill.objects.earliest('pk').pk}/?q=weave"
    return Ready(rose(stage), page, typed={"concept": str(concept.pk), "relation": "closeMatch"})


def follow_newer(stage: Stage) -> Ready:
    keep("9.9", row("1", ExternalLink.objects.get().label))
    return Ready(rose(stage), f"/admin/catalog/vocabulary/framework/{Framework.objects.get().pk}/")


def publish(stage: Stage) -> Ready:
    Area.objects.filter(slug="craft").update(name="Handicraft")
    page = f"/admin/catalog/edition/publish/{Framework.objects.get().pk}/"
    return Ready(rose(stage), page, typed={"label": "Second"})


def make_current(stage: Stage) -> Ready:
    before = stage.edition.pk
    Area.objects.filter(slug="craft").update(name="Handicraft")
    editions.publish(framework=Framework.objects.get(), by="tests", at=NOW)
    return Ready(rose(stage), f"/admin/catalog/edition/{before}/current/")


def withdraw(stage: Stage) -> Ready:
    return Ready(
        rose(stage), f"/admin/catalog/edition/{stage.edition.pk}/withdraw/", typed={"reason": "A step was wrong."}
    )


def annotate(stage: Stage) -> Ready:
    return Ready(rose(stage), f"/admin/catalog/edition/{stage.edition.pk}/note/", typed={"text": "A typo."})


def restore(stage: Stage) -> Ready:
    Area.objects.filter(slug="craft").update(name="Handicraft")
    return Ready(rose(stage), f"/admin/catalog/edition/{stage.edition.pk}/restore/")


def copy(stage: Stage) -> Ready:
    return Ready(rose(stage), f"/admin/catalog/role/{Role.objects.get().pk}/copy/")


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
