"""Publishing: an editor sees what would change for visitors, and makes it so; editions themselves are only looked at."""

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client

from catalog import audit, drafts, editions
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.models import AuditEntry, Edition, Framework, Publication, Requirement, Skill
from tests.catalog.editor import main_form
from tests.conftest import signed_in
from tests.factories import make_framework
from tests.pages import Page
from tests.workshop import PLACE


@pytest.fixture
def page(edition) -> str:
    return f"/admin/catalog/edition/publish/{Framework.objects.get().pk}/"


@pytest.fixture
def renamed(edition) -> None:
    Skill.objects.filter(slug="cut").update(name="To <b>cut</b>")


def changes(response) -> list[str]:
    """Each change that the page shows, as it is read out."""
    return [row.text for row in Page(response.content).all("li", class_="change")]


def test_every_change_is_told_in_words_with_what_was_and_what_is(erin, page, renamed):
    Requirement.objects.filter(skill__slug="ask", level__slug="junior").update(step=3)
    Requirement.objects.filter(skill__slug="measure", level__slug="senior").delete()
    response = erin.get(page)
    assert Page(response.content).texts("h2")[0] == "3 changes since edition First: 1 removed, 1 stricter, 1 reworded"
    assert changes(response) == [
        "reworded name To taken out: cut put in: <b>cut</b>",
        "stricter level “Junior” · requirement for “To ask” · step taken out: 2 Learner put in: 3 Steady",
        "removed level “Senior” · requirement for “To measure” skill measure step 3 Steady importance important",
    ]


def test_changes_of_one_sort_have_an_address(erin, page, renamed):
    Requirement.objects.filter(skill__slug="ask", level__slug="junior").update(step=3)
    shown = Page(erin.get(f"{page}?sort=stricter").content)
    assert [row.text.split()[0] for row in shown.all("li", class_="change")] == ["stricter"]
    chosen = [link.text for link in shown.all("a") if link.attributes.get("aria-current") == "true"]
    assert chosen[-1] == "stricter 1"
    assert len(changes(erin.get(f"{page}?sort=nonsense&page=99"))) == 2


def test_many_changes_stand_on_pages_and_groups_of_them_are_folded(erin, page, monkeypatch):
    monkeypatch.setattr("catalog.compared.ON_A_PAGE", 2)
    monkeypatch.setattr("catalog.compared.UNFOLDED", 1)
    Skill.objects.update(effort_percent=150)
    pages = [erin.get(f"{page}?page={number}") for number in (1, 2, 3)]
    assert [len(changes(each)) for each in pages] == [2, 2, 2]
    shown = Page(pages[1].content)
    onward = [link.text for link in shown.all("a") if link.text in {"Previous changes", "Next changes"}]
    assert onward == ["Previous changes", "Next changes"]
    assert [each for each in shown.all("details", class_="group") if "open" in each.attributes] == []


def test_a_long_text_is_folded(erin, page, edition):
    Skill.objects.filter(slug="cut").update(why="Because. " * 90)
    assert "Show all of it" in Page(erin.get(page).content).texts("summary")


def test_publishing_makes_it_so_for_visitors(erin, bob, page, renamed):
    form = main_form(erin.get(page)).fields
    response = erin.post(page, form | {"label": "Autumn", "notes": "A shorter name."})
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/catalog/edition/")
    [current] = editions.current()
    assert (current.label, current.notes, current.published_by) == ("Autumn", "A shorter name.", "erin")
    assert current.digest == form["digest"]
    said = Page(erin.get("/admin/catalog/edition/").content).texts("li", class_="success")
    assert said == ["Published as edition Autumn. Visitors see it now."]
    start = bob.post(f"/roles/{PLACE}/start/", {"start": "Start"}).headers["Location"]
    asked = bob.get(start.replace("practice/", "questions/craft/")).content.decode()
    assert "To &lt;b&gt;cut&lt;/b&gt;" in asked


def test_a_note_of_two_lines_is_kept_as_it_was_typed_and_nothing_is_warned_of(erin, page, renamed):
    typed = {"label": " Cafe\u0301 ", "notes": " A shorter name.\r\nAnd more.\r\n"}
    assert erin.post(page, main_form(erin.get(page)).fields | typed).status_code == 302
    [current] = editions.current()
    assert (current.label, current.notes) == ("Caf\u00e9", "A shorter name.\nAnd more.")
    assert Page(erin.get("/admin/catalog/edition/").content).texts("li", class_="warning") == []


def test_a_label_is_shown_as_words(erin, page, renamed):
    erin.post(page, main_form(erin.get(page)).fields | {"label": "<b>Bold</b>", "notes": "<i>n</i>"})
    for address in ("/admin/catalog/edition/", f"/editions/{editions.current()[0].digest}/"):
        seen = erin.get(address).content.decode()
        assert ("&lt;b&gt;Bold&lt;/b&gt;" in seen, "<b>Bold</b>" in seen, "<i>n</i>" in seen) == (True, False, False)


def test_publishing_is_written_into_the_history(erin, page, renamed):
    erin.post(page, main_form(erin.get(page)).fields)
    [current] = editions.current()
    [entry] = audit.of_page(Edition, current.pk).filter(by="erin")
    assert (entry.verb, entry.values["digest"][1]) == ("published", current.digest)


def test_what_changed_while_she_looked_is_not_published_unseen(erin, page, renamed, edition):
    form = main_form(erin.get(page)).fields | {"label": "Autumn", "notes": "A shorter name."}
    Skill.objects.filter(slug="measure").update(name="Somebody else's change")
    response = erin.post(page, form)
    assert response.status_code == 422
    shown = Page(response.content)
    assert shown.texts("li", class_="warning") == ["The catalogue changed while you looked. Please look at it again."]
    assert "reworded name taken out: To measure put in: Somebody else's change" in changes(response)
    assert editions.current() == [edition]
    again = main_form(response).fields
    assert (again["label"], again["notes"]) == ("Autumn", "A shorter name.")
    assert erin.post(page, again).status_code == 302
    assert editions.load(editions.current()[0].digest).skill["measure"].name == "Somebody else's change"


@pytest.mark.parametrize("fields", [{}, {"label": "x"}, {"digest": "0" * 64}, {"digest": ""}], ids=str)
def test_nothing_is_published_without_the_name_of_what_was_looked_at(erin, page, renamed, edition, fields):
    assert erin.post(page, fields).status_code == 422
    assert editions.current() == [edition]


def test_a_label_that_is_too_long_is_refused(erin, page, renamed, edition):
    response = erin.post(page, main_form(erin.get(page)).fields | {"label": "x" * 81})
    assert "Ensure this value has at most 80 characters (it has 81)." in response.content.decode()
    assert editions.current() == [edition]


def test_with_nothing_new_there_is_nothing_to_publish(erin, page):
    shown = Page(erin.get(page).content)
    assert "Nothing differs from edition First, which visitors see now. There is nothing to publish." in shown.texts(
        "p"
    )
    assert [form.action for form in shown.forms if form.method == "post"] == ["/admin/logout/"]


def test_a_first_edition_is_told_as_such(erin, edition):
    made = make_framework()
    address = f"/admin/catalog/edition/publish/{made.pk}/"
    response = erin.get(address)
    assert "This is the first edition: all of the catalogue is new." in Page(response.content).texts("p")
    assert erin.post(address, main_form(response).fields).status_code == 302
    assert editions.current_of(made).digest == canonical.digest(compile_live(made))


def test_errors_are_shown_and_stop_it(erin, page, renamed, edition):
    form = main_form(erin.get(page)).fields
    Skill.objects.filter(slug="cut").update(name="–")
    shown = Page(erin.get(page).content)
    assert "Publishing waits until the errors are mended." in shown.texts("p")
    assert any("Name: there is no word in it." in text for text in shown.texts("td"))
    assert [form.action for form in shown.forms if form.method == "post"] == ["/admin/logout/"]
    digest = canonical.digest(compile_live(Framework.objects.get()))
    refused = erin.post(page, form | {"digest": digest})
    assert refused.status_code == 422
    assert Page(refused.content).texts("li", class_="error") == ["Nothing was published: the catalogue has errors."]
    assert editions.current() == [edition]
    assert not AuditEntry.objects.filter(by="erin").exists()


def test_warnings_are_shown_and_stop_nothing(erin, page, renamed):
    Skill.objects.filter(slug="cut").update(citations="")
    response = erin.get(page)
    assert "It cites nothing." in Page(response.content).texts("td")
    assert erin.post(page, main_form(response).fields).status_code == 302


def test_a_framework_that_is_not_there_cannot_be_published(erin, edition):
    assert erin.get("/admin/catalog/edition/publish/999999/").status_code == 404


def staff(*rights: str) -> Client:
    user = User.objects.create_user("sam", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return signed_in(user)


def test_publishing_needs_its_own_right(page, renamed, edition):
    sam = staff("view_edition", "change_skill", "change_framework")
    assert sam.get(page).status_code == 403
    digest = canonical.digest(compile_live(Framework.objects.get()))
    assert sam.post(page, {"digest": digest}).status_code == 403
    assert editions.current() == [edition]
    assert page not in sam.get("/admin/catalog/edition/").content.decode()
    assert page not in sam.get(f"/admin/catalog/framework/{Framework.objects.get().pk}/change/").content.decode()


def test_who_may_publish_is_led_there(erin, page):
    for address in ("/admin/catalog/edition/", f"/admin/catalog/framework/{Framework.objects.get().pk}/change/"):
        assert page in [link.attributes.get("href") for link in Page(erin.get(address).content).all("a")]


@pytest.mark.parametrize("who", ["erin", "rose"])
def test_an_edition_can_be_looked_at_and_no_more(request, edition, who):
    client = request.getfixturevalue(who)
    before = list(Edition.objects.values())
    address = f"/admin/catalog/edition/{edition.pk}"
    response = client.get(f"{address}/change/")
    assert edition.digest in response.content.decode()
    assert [form.action for form in Page(response.content).forms if form.buttons] == ["/admin/logout/"]
    assert client.post(f"{address}/change/", {"label": "Tampered"}).status_code == 403
    assert client.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    assert client.post("/admin/catalog/edition/add/", {"label": "Forged"}).status_code == 403
    deletion = {"action": "delete_selected", "_selected_action": str(edition.pk), "post": "yes"}
    client.post("/admin/catalog/edition/", deletion)
    assert list(Edition.objects.values()) == before
    assert Publication.objects.count() == 1


def test_publishing_compiles_once_and_in_one_transaction(erin, page, renamed, monkeypatch):
    form = main_form(erin.get(page)).fields
    seen = []

    def compile_once(framework, today=None):
        seen.append(connection.in_atomic_block and len(connection.savepoint_ids) > before)
        return compile_live(framework, today)

    before = len(connection.savepoint_ids)
    monkeypatch.setattr("catalog.editions.compile_live", compile_once)
    monkeypatch.setattr("catalog.drafts.compile_live", compile_once)
    assert erin.post(page, form).status_code == 302
    assert seen == [True]


def test_the_page_tidies_and_writes_out_each_of_the_two_catalogues_once(erin, page, renamed, monkeypatch):
    for kept in (drafts._judged, drafts._published):
        kept.cache_clear()
    written, tidied = [], []
    payload, tidy = canonical.payload, canonical.tidied
    monkeypatch.setattr(canonical, "payload", lambda value: written.append(value) or payload(value))
    monkeypatch.setattr(canonical, "tidied", lambda value: tidied.append(value) or tidy(value))
    assert erin.get(page).status_code == 200
    assert (len(written), len(tidied)) == (2, 2)


def test_content_of_before_says_that_it_keeps_its_label_and_note(erin, page, edition):
    name = Skill.objects.get(slug="cut").name
    for changed in ("Cutting", name):
        Skill.objects.filter(slug="cut").update(name=changed)
        response = erin.get(page)
        form = main_form(response).fields
        assert erin.post(page, form | {"label": "Typed", "notes": "Typed too."}).status_code == 302
        shown = Page(erin.get("/admin/catalog/edition/").content)
    assert "Just this was published before" in response.content.decode()
    assert "label" not in form
    assert [text.split(":")[-1].strip() for text in shown.texts("li", class_="warning")] == ["Typed · Typed too."]
    assert editions.current() == [edition]
