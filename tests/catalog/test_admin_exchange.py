"""Files in the editor: brought, looked at, put into the draft, undone; and frameworks as files."""

import csv
import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.compile import compile_live
from catalog.core import canonical
from catalog.exchange import importing
from catalog.models import FileImport, Framework, Skill
from catalog.rights import AUDITORS, REVIEWERS
from tests.conftest import NOW, confirmed, signed_in
from tests.pages import Form, Page, links, text

NEW = "/admin/catalog/framework/import/"


@pytest.fixture
def framework(edition) -> Framework:
    return edition.framework


@pytest.fixture
def home(framework) -> str:
    return f"/admin/catalog/framework/{framework.pk}/"


def draft(client, home: str) -> dict[str, Any]:
    return json.loads(client.get(f"{home}export/json/").content)


def renamed(client, home: str, name: str = "To cut anew") -> bytes:
    """The draft as JSON in which one skill has another name."""
    value = draft(client, home)
    next(skill for skill in value["snapshot"]["skills"] if skill["slug"] == "cut")["name"] = name
    return json.dumps(value).encode()


def bring(client, path: str, data: bytes, called: str = "ours.json", **typed: str):
    return client.post(path, {"file": SimpleUploadedFile(called, data), **typed})


def brought(client, path: str, data: bytes, **typed: str) -> str:
    response = bring(client, path, data, **typed)
    assert response.status_code == 302, Page(response.content).texts("li")
    return response.headers["Location"]


def test_a_file_is_looked_at_put_into_the_draft_and_undone(erin, framework, home):
    before = canonical.digest(compile_live(framework))
    one = brought(erin, f"{home}import/", renamed(erin, home))
    page = Page(erin.get(one).content)
    assert "Nothing is changed yet." in text(page)
    [skills] = page.all("tr", **{"data-kind": "skill"})
    assert [cell.text for cell in skills.select("td")] == ["0", "1", "6", "0"]
    assert "To cut anew" in text(page)
    assert canonical.digest(compile_live(framework)) == before
    assert erin.post(f"{one}apply/").headers["Location"] == one
    assert Skill.objects.get(slug="cut").name == "To cut anew"
    page = Page(erin.get(one).content)
    assert {"Publish", "Look at the draft"} <= set(page.texts("a"))
    assert erin.post(f"{one}undo/").headers["Location"] == one
    assert canonical.digest(compile_live(framework)) == before
    assert "that was undone" in text(Page(erin.get(one).content))
    assert "Nothing was undone" in erin.post(f"{one}undo/", follow=True).content.decode()
    assert "waits no more" in erin.post(f"{one}apply/", follow=True).content.decode()


def test_what_was_changed_since_is_not_undone(erin, framework, home):
    one = brought(erin, f"{home}import/", renamed(erin, home))
    erin.post(f"{one}apply/")
    Skill.objects.filter(slug="glue").update(name="To stick")
    assert "the draft was changed after the file" in erin.post(f"{one}undo/", follow=True).content.decode()
    assert Skill.objects.get(slug="cut").name == "To cut anew"


def test_a_new_framework_gets_a_name_and_a_key(erin, home):
    one = brought(erin, NEW, renamed(erin, home), name="Second shop")
    assert not Framework.objects.filter(slug="second-shop").exists()
    assert "a new framework" in text(Page(erin.get(one).content))
    erin.post(f"{one}apply/")
    made = Framework.objects.get(slug="second-shop")
    assert (made.name, made.skills.count()) == ("Second shop", 7)
    erin.post(f"{one}undo/")
    assert not Framework.objects.filter(slug="second-shop").exists()
    assert "ours.json" in text(Page(erin.get(NEW).content))


def test_the_same_file_again_changes_nothing_and_has_no_button(erin, home):
    one = brought(erin, f"{home}import/", json.dumps(draft(erin, home)).encode())
    page = Page(erin.get(one).content)
    assert "There is nothing to put into it." in text(page)
    assert [form.action for form in page.forms if form.action.endswith("apply/")] == []


@pytest.mark.parametrize(
    ("data", "typed", "said"),
    [
        (b"", {}, "The file is empty."),
        (b"x" * 5_000_001, {}, "more than 5 MB"),
        (b"{}", {"name": "y" * 201}, "201"),
        (b"{}", {"format": "doc"}, "not one of the available choices"),
    ],
    ids=["empty", "large", "long name", "format"],
)
def test_what_cannot_be_handed_in_is_said_and_what_was_typed_stays(erin, db, data, typed, said):
    response = bring(erin, NEW, data, **({"name": "My shop"} | typed))
    assert response.status_code == 422
    page = Page(response.content)
    assert said in text(page)
    [name] = page.all("input", name="name")
    assert name.attributes["value"] == ({"name": "My shop"} | typed)["name"]
    assert not FileImport.objects.exists()


def test_no_file_at_all_is_said(erin, home):
    response = erin.post(f"{home}import/", {})
    assert response.status_code == 422
    assert "Choose a file first." in text(Page(response.content))


def test_a_file_that_is_nothing_is_refused_with_a_sentence(erin, framework, home):
    before = compile_live(framework)
    one = brought(erin, f"{home}import/", b"\x00\x01 nothing", called="x.json")
    page = Page(erin.get(one).content)
    assert "The file was not taken. Nothing was changed." in text(page)
    assert len(page.all("ul", class_="brought__messages")) == 1
    assert compile_live(framework) == before


def said(framework: Framework, *messages: list[Any]) -> FileImport:
    """An import that waits, with messages."""
    row = importing.bring(name="said.csv", data=b"x", by="erin", at=NOW, framework=framework)
    row.state, row.messages = FileImport.State.REFUSED, list(messages)
    row.save()
    return row


def test_messages_are_filtered_by_weight_and_downloaded_as_a_table_that_runs_nowhere(erin, framework):
    row = said(
        framework,
        ["error", "exchange-format", "=1+1", {"detail": "<b>one</b>"}],
        ["warning", "exchange-format", "B2", {"detail": "two"}],
    )
    one = f"{NEW}{row.pk}/"
    page = Page(erin.get(one).content)
    assert len(page.all("ul", class_="brought__messages")[0].select("li")) == 2
    assert not page.all("b")
    page = Page(erin.get(f"{one}?severity=warning").content)
    [line] = page.all("ul", class_="brought__messages")[0].select("li")
    assert "two" in line.text
    response = erin.get(f"{one}messages.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [each[1] for each in rows] == ["place", "'=1+1", "B2"]
    assert response.headers["Content-Disposition"].startswith("attachment;")


def test_a_long_list_of_messages_is_cut_and_said_to_be(erin, framework):
    row = said(framework, *(["note", "exchange-twice", f"B{number}", {}] for number in range(103)))
    page = Page(erin.get(f"{NEW}{row.pk}/").content)
    assert len(page.all("ul", class_="brought__messages")[0].select("li")) == 100
    assert "3 more stand in the list to download." in text(page)


def test_who_waits_is_told_how_far_it_is(erin, framework):
    row = said(framework)
    FileImport.objects.filter(pk=row.pk).update(state="applying", stage="write", since=importing.timezone.now())
    one = f"{NEW}{row.pk}/"
    response = erin.get(one)
    assert '<meta http-equiv="refresh" content="3">' in response.content.decode()
    assert erin.get(f"{one}state/").json() == {"is_at_work": True, "stage": "writing the draft"}


def test_who_looks_hears_of_an_interruption_and_writes_nothing(erin, framework):
    row = said(framework)
    long_ago = importing.timezone.now() - 2 * importing.INTERRUPTED_AFTER
    FileImport.objects.filter(pk=row.pk).update(state="applying", stage="write", since=long_ago)
    before = FileImport.objects.values().get(pk=row.pk)
    one = f"{NEW}{row.pk}/"
    assert "The file was not taken. Nothing was changed." in erin.get(one).content.decode()
    assert erin.get(f"{one}state/").json() == {"is_at_work": False, "stage": "done"}
    assert "is being applied" not in erin.get(f"/admin/catalog/framework/{framework.pk}/import/").content.decode()
    assert FileImport.objects.values().get(pk=row.pk) == before
    erin.post(f"{one}apply/")
    row.refresh_from_db()
    assert row.state == FileImport.State.REFUSED


@pytest.mark.parametrize("group", [REVIEWERS, AUDITORS])
def test_who_only_reads_exports_and_imports_nothing(erin, home, group):
    one = brought(erin, f"{home}import/", renamed(erin, home))
    user = User.objects.create_user("rita", "rita@skillgap.example", password="rita-password-123", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    rita = signed_in(confirmed(user))
    pages = [f"{home}export/", f"{home}export/json/", f"{home}import/", one, f"{one}messages.csv"]
    assert [rita.get(path).status_code for path in pages] == [200] * 5
    assert not Page(rita.get(f"{home}import/").content).all("input", type="file")
    assert bring(rita, f"{home}import/", b"{}").status_code == 403
    assert [rita.post(f"{one}{verb}/").status_code for verb in ("apply", "undo", "columns")] == [403] * 3


def test_who_may_see_no_framework_sees_no_file(framework, home):
    user = User.objects.create_user("sam", "sam@skillgap.example", password="sam-password-123", is_staff=True)
    sam = signed_in(confirmed(user))
    pages = [NEW, f"{home}import/", f"{home}export/", f"{home}export/json/", f"{NEW}template.xlsx"]
    assert [sam.get(path).status_code for path in pages] == [403] * 5


def test_an_edition_is_exported_and_what_is_none_is_not_found(erin, edition, home):
    Skill.objects.filter(slug="cut").update(name="Changed since")
    response = erin.get(f"{home}export/json/?edition={edition.digest}")
    assert {skill["name"] for skill in json.loads(response.content)["snapshot"]["skills"]} >= {"To cut"}
    assert edition.digest[:12] in response.headers["Content-Disposition"]
    page = Page(erin.get(f"{home}export/?edition={edition.digest}").content)
    assert f"?edition={edition.digest}" in page.all("a", class_="button")[0].attributes["href"]
    assert [erin.get(f"{home}export/{end}").status_code for end in ("doc/", "json/?edition=x")] == [404, 404]


def test_the_list_costs_twelve_queries_at_most(erin, framework, home):
    for _ in range(20):
        said(framework)
    for path in (NEW, f"{home}import/"):
        erin.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert len(Page(erin.get(path).content).all("tbody")) <= 1
        assert len(asked) <= 12


def test_an_empty_file_is_there_to_fill_in(erin, db):
    address = next(link for link in links(Page(erin.get(NEW).content)) if "template" in link)
    response = erin.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.content.startswith(b"PK")


SHEET = (
    b"Area,Skill,Novice,Master,Owner\n"
    b"Wood,Sawing,Saws with help.,Saws anything.,x\n"
    b",Gluing,Glues with help.,Glues anything.,x\n"
)


def columns_of(client, one: str) -> Form:
    return next(form for form in Page(client.get(one).content).forms if form.action.endswith("columns/"))


def test_a_spreadsheet_is_pictured_corrected_and_read_the_same_way_next_time(erin, framework, home):
    one = brought(erin, f"{home}import/", SHEET, called="shop.csv")
    form = columns_of(erin, one)
    assert [form.fields[f"0-column-{at}"] for at in range(4)] == ["area", "skill", "anchor:1", "anchor:2"]
    assert "Saws with help." in text(Page(erin.get(one).content))
    corrected = form.fields | {"0-column-2": "nothing", "0-column-4": "level:mark", "0-column-0": "definition"}
    assert erin.post(form.action, corrected).headers["Location"] == one
    again = columns_of(erin, one).fields
    assert [again[f"0-column-{at}"] for at in range(5)] == [
        "definition",
        "skill",
        "nothing",
        "anchor:2",
        "level:mark",
    ]
    row = FileImport.objects.get()
    [made] = [column for column in row.mapping["tables"][0]["columns"] if column["at"] == "E"]
    assert (made["name"], made["rank"]) == ("Owner", 1)
    erin.post(f"{one}apply/")
    saved = framework.mappings.get()
    assert (saved.name, saved.mapping) == ("shop.csv", row.mapping)
    two = brought(erin, f"{home}import/", SHEET, called="shop.csv", saved=str(saved.pk))
    assert columns_of(erin, two).fields["0-column-0"] == "definition"


def test_a_column_becomes_the_sentences_of_a_step(erin, home):
    one = brought(erin, f"{home}import/", SHEET, called="shop.csv")
    form = columns_of(erin, one)
    erin.post(form.action, form.fields | {"0-column-2": "anchor:2", "0-column-3": "anchor:1"})
    columns = FileImport.objects.get().mapping["tables"][0]["columns"]
    assert [column["step"] for column in columns if column["means"] == "anchor"] == [2, 1]


def test_what_is_chosen_wrongly_is_said_and_can_be_corrected(erin, home):
    one = brought(erin, f"{home}import/", SHEET, called="shop.csv")
    form = columns_of(erin, one)
    erin.post(form.action, form.fields | {"0-column-1": "nothing"})
    assert "does not say which column" in text(Page(erin.get(one).content))
    for wrong in ({"0-column-1": "magic"}, {"0-first": "0"}, {"0-header": "x"}):
        answer = erin.post(form.action, form.fields | wrong, follow=True)
        assert "Nothing was read again" in answer.content.decode()


def test_what_has_no_columns_is_not_read_again(erin, home):
    one = brought(erin, f"{home}import/", renamed(erin, home))
    assert "Nothing was read again" in erin.post(f"{one}columns/", {}, follow=True).content.decode()
