"""The editors' list of remarks, their counts, and how long they are kept."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import feedback
from catalog.models import Edition, Feedback, Skill
from tests.conftest import signed_in
from tests.pages import Page, text

LIST = "/admin/catalog/feedback/"
DAY = date(2026, 11, 20)


def remark(edition: Edition, skill: str = "cut", text: str = "", on: date = DAY) -> Feedback:
    feedback.keep(digest=edition.digest, skill=skill, kind="unclear", text=text, on=on)
    return Feedback.objects.latest("pk") if not text else Feedback.objects.get(text=text)


def staff(*rights: str) -> Client:
    user = User.objects.create_user("sam", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return signed_in(user)


def marked(client: Client, action: str, *rows: Feedback):
    return client.post(LIST, {"action": action, "_selected_action": [str(row.pk) for row in rows], "index": "0"})


def test_an_editor_reads_marks_as_done_and_opens_again(erin, edition):
    one, two = remark(edition, text="One"), remark(edition, "ask", "Two")
    page = Page(erin.get(LIST).content)
    address = f"/admin/catalog/skill/{Skill.objects.get(slug='cut').pk}/change/"
    assert address in [link.attributes["href"] for link in page.all("a")]
    assert marked(erin, "mark_done", one, two).status_code == 302
    assert feedback.open_by_skill(edition.framework_id) == {}
    assert "2 remarks changed." in erin.get(LIST).content.decode()
    marked(erin, "open_again", two)
    assert feedback.open_by_skill(edition.framework_id) == {"ask": 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [("skill=ask", ["Two"]), ("is_done__exact=1", []), ("kind__exact=unclear", ["One", "Two"]), ("q=one", ["One"])],
)
def test_the_list_is_filtered(erin, edition, query, found):
    remark(edition, text="One"), remark(edition, "ask", "Two")
    rows = Page(erin.get(f"{LIST}?{query}").content).texts("td", class_="field-text")
    assert sorted(rows) == found


def test_a_remark_on_a_skill_that_is_gone_stays_to_be_read(erin, edition):
    remark(edition, "no-such-skill")
    assert "no-such-skill" in erin.get(LIST).content.decode()


def test_health_counts_what_waits_by_skill(erin, edition):
    remark(edition, text="One"), remark(edition, text="Two"), remark(edition, "ask", "Three")
    marked(erin, "mark_done", Feedback.objects.get(text="Three"))
    page = Page(erin.get(f"/admin/catalog/edition/health/{edition.framework_id}/").content)
    assert "2 remarks wait for an editor: cut (2)" in text(page)
    [link] = [link.attributes["href"] for link in page.all("a") if link.text == "cut"]
    assert len(Page(erin.get(link).content).all("td", class_="field-text")) == 2


def test_who_may_only_look_marks_nothing_and_a_stranger_sees_nothing(edition):
    one = remark(edition, text="One")
    sam = staff("view_feedback")
    assert "One" in sam.get(LIST).content.decode()
    marked(sam, "mark_done", one)
    assert Feedback.objects.get().is_done is False
    User.objects.get(username="sam").user_permissions.clear()
    assert (sam.get(LIST).status_code, sam.get(f"{LIST}{one.pk}/change/").status_code) == (403, 403)


def test_nobody_writes_one_in_the_editor_or_changes_its_words(rose, edition):
    one = remark(edition, text="One")
    assert rose.get(f"{LIST}add/").status_code == 403
    rose.post(f"{LIST}{one.pk}/change/", {"text": "Other", "is_done": "on", "_save": "Save"})
    one.refresh_from_db()
    assert (one.text, one.is_done) == ("One", True)


def test_the_daily_command_deletes_old_ones(edition, settings):
    today = timezone.localdate()
    remark(edition, text="Old", on=today - timedelta(days=settings.KEEP_FEEDBACK_DAYS + 1))
    remark(edition, text="New", on=today - timedelta(days=settings.KEEP_FEEDBACK_DAYS))
    call_command("expire_assessments", verbosity=0)
    assert [each.text for each in Feedback.objects.all()] == ["New"]


@pytest.mark.parametrize("count", [1, 60])
def test_the_list_costs_the_same_for_few_and_for_many(erin, edition, count):
    for _ in range(count):
        remark(edition)
    erin.get("/admin/")
    with CaptureQueriesContext(connection) as queries:
        assert erin.get(LIST).status_code == 200
    assert len(queries) <= 12
