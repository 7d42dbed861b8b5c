"""A role or a framework that is hidden: nowhere to be found and not to be begun, at once; what was begun goes on."""

import pytest
from django.test import Client

from assessment.models import Assessment
from catalog import copying, editions, index, lifecycle
from catalog.compile import compile_live
from catalog.core import canonical
from catalog.models import Framework, Role
from tests.catalog.editor import edit, page_of
from tests.conftest import NOW
from tests.factories import publish_framework
from tests.pages import Page, links, read
from tests.workshop import FRAMEWORK, MET, PLACE, ROLE

OF_ROLE = tuple(
    f"/roles/{PLACE}/{page}" for page in ("", "about/", "sample/", "sample/ladder.png", "start/", "sample.json")
)
LISTS = ("/", "/roles/", "/roles/?q=maker", "/skills/workshop/cut/", "/sitemap.xml")


def hide(is_hidden: bool = True) -> None:
    lifecycle.hide_role(role=Role.objects.get(framework__slug=FRAMEWORK), is_hidden=is_hidden)


def named(path: str) -> bool:
    """Whether a page leads to the role."""
    return f"/roles/{PLACE}/" in Client().get(path).content.decode()


@pytest.mark.parametrize("path", LISTS)
def test_a_page_that_was_made_before_leads_to_it_no_more_and_then_again(edition, path):
    publish_framework(slug="made")
    assert named(path)
    hide()
    assert not named(path)
    hide(False)
    assert named(path)


def test_its_own_pages_are_not_found(bob, edition):
    before = {bob.get(path).status_code for path in OF_ROLE}
    hide()
    assert (before - {404}, {bob.get(path).status_code for path in OF_ROLE}) == ({200}, {404})
    assert bob.post(f"/roles/{PLACE}/start/", {"start": "Start"}).status_code == 404
    assert bob.get(f"/roles/{ROLE}/").status_code == 404
    assert bob.get("/skills/workshop/cut/").status_code == 200


def test_a_hidden_framework_is_found_nowhere(bob, edition):
    publish_framework(slug="made")
    bob.get("/skills/")
    Framework.objects.filter(slug=FRAMEWORK).update(is_hidden=True)
    assert {bob.get(path).status_code for path in (*OF_ROLE, "/skills/workshop/cut/")} == {404}
    for path in ("/", "/roles/", "/skills/", "/skills/?q=cut", "/sitemap.xml", "/how-we-score/"):
        page = bob.get(path)
        assert page.status_code == 200
        assert FRAMEWORK not in page.content.decode()
    assert links(read("/skills/"))
    assert len(editions.current()) == 2


def test_what_was_begun_goes_on_and_nothing_new_begins(begin, alice, edition):
    attempt = begin(alice)
    hide()
    page = alice.get(f"/a/{attempt.public_id}/", follow=True)
    assert page.status_code == 200
    assert alice.get(f"/a/{attempt.public_id}/questions/craft/").status_code == 200


def test_a_report_stays_and_offers_nothing_that_cannot_be(begin, alice, edition):
    attempt = begin(alice, MET["junior"], submitted=True)
    report = f"/a/{attempt.public_id}/report/"
    before = alice.get(report)
    assert "/again/" in before.content.decode()
    hide()
    after = alice.get(report)
    assert after.status_code == 200
    assert "/again/" not in after.content.decode()
    assert alice.post(f"/a/{attempt.public_id}/again/").status_code == 409
    assert alice.get(f"/a/{attempt.public_id}/plan/").status_code == 200
    assert (
        alice.get(f"/a/{attempt.public_id}/report.json").content
        == alice.get(f"/a/{attempt.public_id}/report.json").content
    )


def test_the_catalogue_is_what_it_was(edition):
    hide()
    Framework.objects.update(is_hidden=True)
    assert canonical.digest(compile_live(Framework.objects.get())) == edition.digest
    assert [is_true for _publication, is_true in editions.verify_index()] == [True]


def test_a_tick_hides_and_the_list_says_so(erin, bob, edition):
    role, framework = page_of("role"), page_of("framework")
    assert edit(erin, role, hidden="on").status_code == 302
    assert bob.get(f"/roles/{PLACE}/").status_code == 404
    assert Page(erin.get("/admin/catalog/role/").content).texts("td", class_="field-hidden") == ["hidden"]
    assert edit(erin, framework, is_hidden="on").status_code == 302
    assert Page(erin.get("/admin/catalog/framework/").content).texts("td", class_="field-hidden") == ["hidden"]
    assert list(index.skills()) == []
    fields = {name: value for name, value in form_fields(erin, role).items() if name != "hidden"}
    assert erin.post(role, fields | {"_save": "Save"}).status_code == 302
    assert Framework.objects.get().hidden_roles == ""


def form_fields(client: Client, path: str) -> dict[str, str]:
    [form] = [form for form in Page(client.get(path).content).forms if form.method == "post" and form.action == ""]
    return dict(form.fields)


def test_a_role_that_gets_another_key_stays_hidden_under_both(erin, bob, edition):
    hide()
    assert edit(erin, page_of("role"), slug="builder").status_code == 302
    assert bob.get(f"/roles/{PLACE}/").status_code == 404
    editions.publish(framework=edition.framework, by="erin", at=NOW)
    assert bob.get(f"/roles/{FRAMEWORK}/builder/").status_code == 404


def test_a_role_that_is_gone_from_the_draft_stays_hidden(bob, edition):
    hide()
    Role.objects.all().delete()
    assert bob.get(f"/roles/{PLACE}/").status_code == 404
    assert (list(index.roles()), index.roles(even_hidden=True).count()) == ([], 1)


def test_a_key_that_begins_like_a_hidden_one_is_shown(edition):
    Framework.objects.update(hidden_roles=f"{ROLE}-of-tools\nthe-{ROLE}")
    assert index.roles().count() == 1
    assert Client().get(f"/roles/{PLACE}/").status_code == 200


def test_two_hide_at_once_and_one_of_them_looks_again(erin, rose, edition):
    page = page_of("role")
    opened = form_fields(rose, page)
    edit(erin, page, hidden="on")
    refused = rose.post(page, opened | {"name": "Other", "_save": "Save"})
    assert refused.status_code == 409
    assert Role.objects.get().is_hidden


def test_where_else_somebody_stands_names_no_hidden_role(begin, alice, edition):
    role = Role.objects.get()
    copying.copy_role(role=role, name="Builder", slug="builder")
    editions.publish(framework=edition.framework, by="erin", at=NOW)
    attempt = begin(alice, MET["junior"], submitted=True)
    Assessment.objects.filter(pk=attempt.pk).update(edition=editions.current_of(edition.framework))
    page = f"/a/{attempt.public_id}/elsewhere/"
    assert "Builder" in alice.get(page).content.decode()
    lifecycle.hide_role(role=Role.objects.get(slug="builder"), is_hidden=True)
    assert "Builder" not in alice.get(page).content.decode()
