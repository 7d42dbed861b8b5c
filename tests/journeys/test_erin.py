"""Erin edits what “About this role” and a skill page say; visitors see it once she has published it,
and a report from before stays as it was scored."""

from django.test import Client

from catalog.models import Framework, Requirement, Resource, Role, RoleLevel, RoleNote, SalaryRange, Skill
from tests.catalog.editor import edit, main_form
from tests.pages import read, text

ABOUT, CUT, ASK = "/roles/workshop/maker/about/", "/skills/workshop/cut/", "/skills/workshop/ask/"
ANSWERS = {"cut": 4, "ask": 2}


def words(path: str, client: Client | None = None) -> str:
    return text(read(path, client))


def publish(erin: Client) -> None:
    path = f"/admin/catalog/edition/publish/{Framework.objects.get().pk}/"
    form = main_form(erin.get(path))
    assert erin.post(path, form.fields | {"notes": "Pay, a duty and a book"}).status_code == 302


def test_what_erin_edits_is_seen_after_publishing_and_old_reports_stay(erin, alice, begin):
    done = begin(alice, ANSWERS, submitted=True, target="senior")
    report = f"/a/{done.public_id}/report/"
    pay = SalaryRange.objects.get(slug="maker-pay")
    duty = RoleNote.objects.filter(kind="duty").order_by("position").first()
    book = Resource.objects.get(slug="good-questions")
    before = alice.get(f"/a/{done.public_id}/report.json").json()

    edit(erin, f"/admin/catalog/salaryrange/{pay.pk}/change/", high="234567")
    edit(erin, f"/admin/catalog/rolenote/{duty.pk}/change/", text="You ask what nobody has asked.")
    edit(erin, f"/admin/catalog/resource/{book.pk}/change/", title="A book by another name")
    assert SalaryRange.objects.get(pk=pay.pk).high == 234567
    assert "234,567" not in words(ABOUT)
    assert "You ask what nobody has asked." not in words(ABOUT)

    publish(erin)

    assert "234,567" in words(ABOUT)
    assert "You ask what nobody has asked." in words(ABOUT)
    assert "A book by another name" in words(ASK)
    assert alice.get(f"/a/{done.public_id}/report.json").json() == before
    assert "To cut" in words(report, alice)


def test_an_old_report_shows_the_questions_and_requirements_that_it_was_scored_by(erin, alice, begin):
    done = begin(alice, ANSWERS, submitted=True, target="senior")
    report = f"/a/{done.public_id}/report/"
    before = alice.get(f"/a/{done.public_id}/report.json").json()
    cut, role, senior = Skill.objects.get(slug="cut"), Role.objects.get(), RoleLevel.objects.get(slug="senior")

    edit(erin, f"/admin/catalog/skill/{cut.pk}/change/", **{"anchors-3-text": "I cut what others need."})
    grid = f"/admin/catalog/role/{role.pk}/requirements/"
    cell = f"cell-{cut.pk}-{senior.pk}"
    erin.post(grid, {cell: "2 must-have", "end": "1"})
    assert Requirement.objects.get(level=senior, skill=cut).step == 2
    publish(erin)

    page = words(report, alice)
    assert "I cut leather." in page
    assert "I cut what others need." not in page
    assert alice.get(f"/a/{done.public_id}/report.json").json() == before
    assert "I cut what others need." in words(CUT)
