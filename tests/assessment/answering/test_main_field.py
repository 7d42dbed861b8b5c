"""Naming a main field: on the page of its group, before the quick check, and by a script; taken back, and never lost."""

import pytest
from django.test import Client

from assessment.answering import actions
from assessment.answering.core.saving import MainSave
from assessment.models import Assessment
from tests.assessment.answering.test_quick import FIRST, begun, page_of, place
from tests.assessment.browser import stored
from tests.clients import Response
from tests.conftest import NOW
from tests.pages import Page, links, read, text

FIELD, REV = "main.joint-member", "main.joint-rev"


@pytest.fixture
def attempt(begin, alice):
    return begin(alice)


@pytest.fixture
def quick(alice, edition) -> Assessment:
    return begun(alice, edition, main={})


def craft(attempt: Assessment) -> str:
    return f"/a/{attempt.public_id}/questions/craft/"


def field_page(quick: Assessment) -> str:
    return f"/a/{quick.public_id}/quick/main/joint/"


def save(client: Client, attempt: Assessment, member: str | None, rev: int) -> Response:
    body = {"group": "joint", "member": member, "rev": rev}
    return client.post(f"/a/{attempt.public_id}/save/", body, content_type="application/json")


def send(client: Client, path: str, **fields: str) -> Response:
    return client.post(path, read(path, client).form(path).fields | {"to": "next"} | fields)


def said(attempt: Assessment) -> tuple[str, int] | None:
    """The member that is stored and its revision."""
    attempt.refresh_from_db()
    entry = attempt.main.get("joint")
    return (entry["member"], entry["rev"]) if entry else None


def choices(page: Page) -> list[str]:
    return [each.attributes["value"] for each in page.all("input", name=FIELD)]


def chosen(page: Page) -> list[str]:
    return [each.attributes["value"] for each in page.all("input", name=FIELD) if "checked" in each.attributes]


def test_it_is_asked_before_the_first_question_of_its_group(alice, attempt):
    page = read(craft(attempt), alice)
    asked = [each.attributes["id"] for each in page.all("fieldset", class_="question")]
    assert asked == ["q-cut", "q-main.joint", "q-glue", "q-weld"]
    assert (choices(page), chosen(page)) == (["glue", "weld", ""], [])
    assert "a step too high for 38 in 100 people instead of 15" in text(page)


def test_pages_without_the_group_do_not_ask_it(alice, attempt):
    assert choices(read(f"/a/{attempt.public_id}/questions/people/", alice)) == []


def test_a_page_saves_it_with_the_answers_and_shows_it_again(alice, attempt):
    response = send(alice, craft(attempt), **{FIELD: "weld", "weld-step": "3"})
    assert response.status_code == 303
    assert said(attempt) == ("weld", 1)
    assert stored(attempt, "weld") == ((3, False, ""), 1)
    assert chosen(read(craft(attempt), alice)) == ["weld"]


def test_it_can_be_taken_back(alice, attempt):
    send(alice, craft(attempt), **{FIELD: "weld"})
    send(alice, craft(attempt), **{FIELD: ""})
    assert said(attempt) == ("", 2)
    assert attempt.named == {}
    assert chosen(read(craft(attempt), alice)) == [""]


def test_a_page_that_says_nothing_of_it_leaves_it_as_it_is(alice, attempt):
    send(alice, craft(attempt), **{"cut-step": "3"})
    assert said(attempt) is None


def test_another_choice_of_another_tab_is_shown_and_not_overwritten(alice, attempt):
    old = read(craft(attempt), alice).form(craft(attempt)).fields
    save(alice, attempt, "glue", 0)
    response = alice.post(craft(attempt), old | {FIELD: "weld", "cut-step": "3"})
    assert response.status_code == 409
    page = Page(response.content)
    assert chosen(page) == ["weld"]
    assert "There: To glue" in text(page)
    assert "#q-main.joint" in links(page)
    assert (said(attempt), stored(attempt, "cut")) == (("glue", 1), ((3, False, ""), 1))
    kept = page.form(craft(attempt)).fields
    assert alice.post(craft(attempt), kept | {"to": "next"}).status_code == 303
    assert said(attempt) == ("weld", 2)


def test_what_is_no_choice_is_refused_and_changes_nothing(alice, attempt):
    response = send(alice, craft(attempt), **{FIELD: "cut", "cut-step": "3"})
    assert response.status_code == 422
    assert "#q-main.joint" in links(Page(response.content))
    assert (said(attempt), stored(attempt, "cut")) == (None, ((3, False, ""), 1))


def test_a_script_saves_by_the_contract_of_an_answer(alice, attempt):
    assert [save(alice, attempt, *each).json() for each in (("weld", 0), ("weld", 0), ("glue", 1), (None, 2))] == [
        {"rev": 1}, {"rev": 1}, {"rev": 2}, {"rev": 3},
    ]  # fmt: skip
    response = save(alice, attempt, "weld", 1)
    assert response.status_code == 409
    assert response.json() == {"error": "conflict", "rev": 3, "stored": {"member": None}}
    assert said(attempt) == ("", 3)


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ({"group": "music", "member": "weld", "rev": 0}, 422, "unknown_group"),
        ({"group": "joint", "member": "cut", "rev": 0}, 422, "bad_value:member"),
        ({"group": "joint", "member": "weld"}, 422, "missing_field:rev"),
    ],
)
def test_a_script_is_told_what_cannot_be(alice, attempt, body, status, error):
    response = alice.post(f"/a/{attempt.public_id}/save/", body, content_type="application/json")
    assert (response.status_code, response.json()) == (status, {"error": error})


def test_nobody_else_can_save_it(bob, attempt):
    assert save(bob, attempt, "weld", 0).status_code == 404


def test_what_was_handed_in_keeps_its_main_field(alice, begin):
    done = begin(alice, {"cut": 3}, submitted=True)
    assert save(alice, done, "weld", 0).status_code == 409
    with pytest.raises(actions.AlreadySubmitted):
        actions.save_main(assessment=done, save=MainSave("joint", "weld", 0), at=NOW)
    assert said(done) is None


def test_the_last_look_shows_it_with_the_way_to_change_it(alice, attempt):
    path = f"/a/{attempt.public_id}/check/"
    assert "Your main field none named, so your highest answer counts" in text(read(path, alice))
    save(alice, attempt, "weld", 0)
    page = read(path, alice)
    assert "Your main field To weld" in text(page)
    assert f"{craft(attempt)}#q-main.joint" in links(page)


def test_the_quick_check_asks_it_first_and_then_only_what_counts(alice, quick):
    assert place(quick, alice.get(f"/a/{quick.public_id}/quick/")) == "main/joint"
    page = read(field_page(quick), alice)
    assert (page.texts("h1"), choices(page)) == (["Before the first question"], ["glue", "weld", ""])
    assert "Read down" not in text(page)

    response = send(alice, field_page(quick), **{FIELD: "weld"})

    assert response.headers["Location"] == f"/a/{quick.public_id}/"
    assert place(quick, alice.get(f"/a/{quick.public_id}/quick/")) == FIRST
    # The other member no longer counts: its page leads on.
    assert place(quick, alice.get(page_of(quick, "glue"))) == ""
    assert alice.get(page_of(quick, "weld")).status_code == 200


def test_who_goes_on_without_a_choice_is_not_asked_again(alice, quick):
    send(alice, field_page(quick))
    assert said(quick) == ("", 1)
    assert place(quick, alice.get(f"/a/{quick.public_id}/quick/")) == FIRST


def test_an_open_page_of_a_member_that_counts_no_more_is_saved_all_the_same(alice, quick):
    path = page_of(quick, "glue")
    fields = read(path, alice).form(path).fields
    send(alice, field_page(quick), **{FIELD: "weld"})
    assert alice.post(path, fields | {"glue-step": "3", "to": "back"}).headers["Location"] == field_page(quick)
    assert stored(quick, "glue") == ((3, False, ""), 1)
    assert alice.post(path, fields | {"glue-evidence": "x" * 1001, "glue-rev": "1"}).status_code == 422


def test_the_result_of_the_quick_check_shows_it_and_follows_a_change(alice, edition):
    steps = {"ask": 3, "cut": 4, "glue": 5, "weld": 1}
    quick = begun(alice, edition, steps, main={"joint": "weld"})
    path = f"/a/{quick.public_id}/quick/"
    page = read(path, alice)
    assert "Your main field To weld" in text(page)
    assert page.texts("p", class_="place")[0].startswith("You meet Junior")

    assert field_page(quick) in links(page)
    send(alice, field_page(quick), **{FIELD: "glue"})

    assert read(path, alice).texts("p", class_="place")[0].startswith("You meet Senior")


def test_the_quick_checks_page_shows_another_tabs_choice(alice, quick):
    old = read(field_page(quick), alice).form(field_page(quick)).fields
    save(alice, quick, "glue", 0)
    response = alice.post(field_page(quick), old | {FIELD: "weld"})
    assert response.status_code == 409
    assert (chosen(Page(response.content)), said(quick)) == (["weld"], ("glue", 1))


def test_a_form_that_was_cut_off_is_refused(alice, quick):
    assert alice.post(field_page(quick), {FIELD: "weld"}).status_code == 400
    assert said(quick) is None


@pytest.mark.parametrize("group", ["music", "cut"])
def test_only_groups_have_a_page(alice, quick, group):
    assert alice.get(f"/a/{quick.public_id}/quick/main/{group}/").status_code == 404


def test_a_choice_that_loses_the_race_with_handing_in_is_refused(alice, quick, monkeypatch):
    def lost(**_said):
        raise actions.AlreadySubmitted

    monkeypatch.setattr(actions, "save_main", lost)
    assert send(alice, field_page(quick), **{FIELD: "weld"}).status_code == 409


@pytest.mark.parametrize("press", ["again", "recheck"])
def test_a_new_attempt_takes_it_over(alice, begin, press):
    done = begin(alice, {"cut": 3, "weld": 3})
    save(alice, done, "weld", 0)
    actions.submit(assessment=done, person_name="", at=NOW)
    alice.post(f"/a/{done.public_id}/{press}/", {"prefill": "1"})
    assert Assessment.objects.exclude(pk=done.pk).get().main == {"joint": {"member": "weld", "rev": 1}}
