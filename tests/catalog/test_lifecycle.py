"""What becomes of an edition: made current again, withdrawn, annotated, compared, restored as the draft."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction
from django.test import Client

from catalog import editions, index, lifecycle
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.models import AuditEntry, Edition, EditionNote, Framework, KeptDraft, Publication, Skill, Withdrawal
from catalog.rights import REVIEWERS
from tests.catalog.editor import main_form
from tests.conftest import NOW, confirmed, signed_in
from tests.pages import Page, text
from tests.workshop import MET, PLACE

LIST = "/admin/catalog/edition/"
SKILL_PAGE = "/skills/workshop/cut/"


@pytest.fixture
def newer(edition: Edition) -> Edition:
    """A second edition, which is the current one."""
    rename("Cutting")
    return editions.publish(framework=edition.framework, by="erin", at=NOW, label="Second")


def rename(name: str) -> None:
    Skill.objects.filter(slug="cut").update(name=name)


def address(edition: Edition, page: str) -> str:
    return f"{LIST}{edition.pk}/{page}/"


def digest_of(edition: Edition) -> str:
    return canonical.digest(compile_live(Framework.objects.get(pk=edition.framework_id)))


def press(client: Client, path: str, **typed: str):
    return client.post(path, main_form(client.get(path)).fields | typed)


def told(page: Page) -> list[str]:
    """Each change that a page shows, as it is read out."""
    return [row.text for row in page.all("li", class_="change")]


def test_an_older_edition_is_what_visitors_see_again_and_the_draft_stays(erin, bob, edition, newer):
    rename("Of the draft")
    draft = digest_of(edition)
    assert "Cutting" in bob.get(SKILL_PAGE).content.decode()
    response = press(erin, address(edition, "current"))
    assert (response.status_code, response.headers["Location"]) == (302, f"{LIST}{edition.pk}/change/")
    assert editions.current_of(edition.framework) == edition
    assert "To cut" in bob.get(SKILL_PAGE).content.decode()
    assert digest_of(edition) == draft
    assert AuditEntry.objects.filter(verb="made current", by="erin").count() == 1


def test_pressing_twice_makes_current_once(erin, edition, newer):
    press(erin, address(edition, "current"))
    assert erin.post(address(edition, "current")).status_code == 302
    assert Publication.objects.filter(edition=edition).count() == 2
    assert "There is nothing to do" in text(Page(erin.get(address(edition, "current")).content))


def test_what_was_withdrawn_can_be_begun_by_nobody_until_another_is_current(erin, bob, begin, alice, edition):
    attempt = begin(alice)
    response = press(erin, address(edition, "withdraw"), reason="A step was wrong.")
    assert response.status_code == 302
    assert editions.current() == []
    assert (list(index.roles()), list(index.skills()), editions.current_digests()) == ([], [], ())
    assert {bob.get(path).status_code for path in (SKILL_PAGE, f"/roles/{PLACE}/", f"/roles/{PLACE}/start/")} == {404}
    assert {bob.get(path).status_code for path in ("/", "/roles/", "/skills/", "/how-we-score/", "/sitemap.xml")} == {
        200
    }
    assert alice.get(f"/a/{attempt.public_id}/", follow=True).status_code == 200
    assert [is_true for _publication, is_true in editions.verify_index()] == [True]
    said = text(Page(bob.get(f"/editions/{edition.digest}/").content))
    assert "withdrawn" in said
    assert "A step was wrong." in said
    rename("Cutting")
    made = editions.publish(framework=edition.framework, by="erin", at=NOW)
    assert editions.current() == [made]
    assert bob.get(SKILL_PAGE).status_code == 200


def test_a_plan_made_on_what_was_withdrawn_still_names_what_to_learn_from(begin, alice, edition):
    attempt = begin(alice, MET["junior"], submitted=True)
    plan, report = (f"/a/{attempt.public_id}/{page}/" for page in ("plan", "report"))
    before = alice.get(plan).content.decode().count("https://example.org/")
    lifecycle.withdraw(edition=edition, by="erin", at=NOW)
    assert alice.get(plan).content.decode().count("https://example.org/") == before > 0
    after = alice.get(report)
    assert (after.status_code, "/again/" in after.content.decode()) == (200, False)


def test_publishing_says_that_it_takes_a_withdrawal_back(erin, edition):
    lifecycle.withdraw(edition=edition, by="rose", at=NOW)
    page = erin.get(f"{LIST}publish/{edition.framework.pk}/").content.decode()
    assert "It was withdrawn from new use; this takes that back." in page
    assert "Visitors see no edition of this framework now" in page


def test_withdrawing_an_older_edition_changes_nothing_for_visitors(erin, edition, newer):
    press(erin, address(edition, "withdraw"))
    assert editions.current() == [newer]
    assert index.roles().count() == 1


def test_a_withdrawal_is_made_once_and_taken_back_by_making_current(erin, edition):
    press(erin, address(edition, "withdraw"), reason="First")
    assert erin.post(address(edition, "withdraw"), {"reason": "Second"}).status_code == 302
    assert [each.reason for each in Withdrawal.objects.all()] == ["First"]
    press(erin, address(edition, "current"))
    [withdrawal] = Withdrawal.objects.all()
    assert (withdrawal.by, withdrawal.lifted_by, withdrawal.lifted_at is not None) == ("erin", "erin", True)
    assert editions.current() == [edition]
    assert "withdrawn" not in Client().get(f"/editions/{edition.digest}/").content.decode()


def test_an_edition_is_withdrawn_once_at_a_time(edition):
    lifecycle.withdraw(edition=edition, by="erin", at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(edition=edition, at=NOW)


def test_publishing_the_content_of_a_withdrawn_edition_takes_that_back(edition):
    lifecycle.withdraw(edition=edition, by="erin", at=NOW)
    assert editions.publish(framework=edition.framework, by="rose", at=NOW) == edition
    assert editions.current() == [edition]
    assert Withdrawal.objects.get().lifted_by == "rose"


def test_an_index_of_a_withdrawn_edition_is_found_and_emptied(edition):
    lifecycle.withdraw(edition=edition, by="erin", at=NOW)
    index.write(Publication.objects.latest("pk"), editions.load(edition.digest))
    assert [is_true for _publication, is_true in editions.verify_index()] == [False]
    editions.mend_index(framework=edition.framework)
    assert [is_true for _publication, is_true in editions.verify_index()] == [True]


def test_a_label_and_a_note_stand_beside_the_edition_and_leave_it_as_it_is(erin, bob, edition):
    before = Edition.objects.values().get()
    assert press(erin, address(edition, "note"), label="Winter", text="A <b>typo</b>.").status_code == 302
    assert press(erin, address(edition, "note")).status_code == 422
    assert EditionNote.objects.count() == 1
    assert Edition.objects.values().get() == before
    said = bob.get(f"/editions/{edition.digest}/").content.decode()
    assert "Winter" in said
    assert "A &lt;b&gt;typo&lt;/b&gt;." in said
    assert "Winter (First)" in text(Page(erin.get(LIST).content))


def test_the_list_says_what_is_current_and_what_was_withdrawn_by_whom(erin, edition, newer):
    lifecycle.withdraw(edition=edition, by="rose", at=NOW)
    page = Page(erin.get(LIST).content)
    assert page.texts("td", class_="field-state") == [
        "current since 2026-11-23, by erin",
        "withdrawn on 2026-11-23 by rose",
    ]


def test_the_list_and_the_page_cost_as_much_whatever_became_of_editions(erin, edition, django_assert_max_num_queries):
    for number in range(6):
        rename(f"Cut {number}")
        made = editions.publish(framework=edition.framework, by="erin", at=NOW)
        lifecycle.annotate(edition=made, by="erin", at=NOW, label=f"No. {number}")
        lifecycle.withdraw(edition=made, by="erin", at=NOW)
    with django_assert_max_num_queries(12):
        erin.get(LIST)
    with django_assert_max_num_queries(12):
        erin.get(f"{LIST}{made.pk}/change/")
    with django_assert_max_num_queries(12):
        erin.get(f"{LIST}compare/?old={edition.pk}&new={made.pk}")


def test_any_two_editions_are_compared(erin, edition, newer):
    page = Page(erin.get(f"{LIST}compare/?old={edition.pk}&new={newer.pk}").content)
    assert page.texts("h2")[0] == "1 change from edition First to Second"
    assert told(page) == ["reworded name taken out: To cut put in: Cutting"]
    back = Page(erin.get(f"{LIST}compare/?old={newer.pk}&new={edition.pk}").content)
    assert told(back) == ["reworded name taken out: Cutting put in: To cut"]
    kept = [link.attributes["href"] for link in back.all("a") if "sort=reworded" in link.attributes.get("href", "")]
    assert kept == [f"?old={newer.pk}&new={edition.pk}&sort=reworded"]


@pytest.mark.parametrize(("query", "status"), [("?old=0&new=0", 422), ("?old=x&new=", 422), ("?new=1", 200), ("", 200)])
def test_a_comparison_of_nothing_asks_again(erin, edition, query, status):
    response = erin.get(f"{LIST}compare/{query}")
    assert response.status_code == status
    assert told(Page(response.content)) == []


def test_a_draft_is_replaced_by_an_edition_and_that_is_undone(erin, edition, newer):
    rename("Of the draft")
    draft = digest_of(edition)
    shown = Page(erin.get(address(edition, "restore")).content)
    assert shown.texts("h2")[0] == "1 change to the draft"
    assert told(shown) == ["reworded name taken out: Of the draft put in: To cut"]
    response = press(erin, address(edition, "restore"))
    assert response.status_code == 302
    assert digest_of(edition) == edition.digest
    assert editions.current_of(edition.framework) == newer
    listed = Page(erin.get(response.headers["Location"]).content)
    [undo] = [link.attributes["href"] for link in listed.all("a") if link.text == "Undo"]
    assert press(erin, undo).status_code == 302
    assert digest_of(edition) == draft
    assert KeptDraft.objects.count() == 2
    assert AuditEntry.objects.filter(verb="restored", by="erin").count() == 2


def test_a_draft_that_changed_since_it_was_looked_at_is_not_replaced(erin, edition, newer):
    path = address(edition, "restore")
    form = main_form(erin.get(path)).fields
    rename("Typed meanwhile")
    response = erin.post(path, form)
    assert response.status_code == 422
    page = Page(response.content)
    assert page.texts("li", class_="warning") == ["The draft changed while you looked. Please look at it again."]
    assert told(page) == ["reworded name taken out: Typed meanwhile put in: To cut"]
    assert Skill.objects.get(slug="cut").name == "Typed meanwhile"
    assert not KeptDraft.objects.exists()


def test_restoring_twice_does_it_once(erin, edition, newer):
    path = address(edition, "restore")
    form = main_form(erin.get(path)).fields
    assert erin.post(path, form).status_code == 302
    assert erin.post(path, form | {"digest": edition.digest}).status_code == 302
    assert KeptDraft.objects.count() == 1
    assert "There is nothing to restore" in text(Page(erin.get(path).content))


@pytest.mark.parametrize("page", ["current", "withdraw", "note", "restore"])
def test_who_may_not_publish_sees_none_of_it(edition, page):
    user = User.objects.create_user("rita", "rita@skillgap.example", password="rita-password-123", is_staff=True)
    user.groups.add(Group.objects.get(name=REVIEWERS))
    rita = signed_in(confirmed(user))
    assert rita.get(address(edition, page)).status_code == 403
    assert rita.post(address(edition, page), {"label": "x", "digest": edition.digest}).status_code == 403
    assert (
        page not in rita.get(f"{LIST}{edition.pk}/change/").content.decode().split('object-tools"')[1].split("</ul>")[0]
    )
    assert (Publication.objects.count(), Withdrawal.objects.count(), EditionNote.objects.count()) == (1, 0, 0)
