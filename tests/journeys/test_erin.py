"""Erin edits what the role page, the market page and a skill page say; visitors see it once she has published it, and
a report from before stays as it was scored."""

from django.test import Client

from catalog.models import Framework, Requirement, Resource, Role, RoleLevel, RoleNote, SalaryRange, Skill
from tests.catalog.editor import edit, main_form
from tests.pages import Page

ROLE, MARKET, SKILL = (
    "/roles/ai-ml-research-specialist/",
    "/roles/ai-ml-research-specialist/market/",
    "/skills/prg_python/",
)


def words(path: str, client: Client | None = None) -> str:
    response = (client or Client()).get(path)
    assert response.status_code == 200
    [main] = Page(response.content).all("main")
    return " ".join(main.text.split())


def publish(erin: Client) -> None:
    path = f"/admin/catalog/edition/publish/{Framework.objects.get().pk}/"
    form = main_form(erin.get(path))
    assert erin.post(path, form.fields | {"notes": "Pay, a duty and a book"}).status_code == 302


def test_what_erin_edits_is_seen_after_publishing_and_old_reports_stay(erin, alice, begin):
    done = begin(alice, {"prg_python": 3, "mat_statistics": 2}, submitted=True, target="mid")
    report = f"/a/{done.public_id}/report/"
    pay = SalaryRange.objects.get(slug="ai-researcher")
    duty = RoleNote.objects.filter(kind="duty").order_by("position").first()
    book = Resource.objects.filter(steps__skill__slug="prg_python", kind="book").first()
    before = alice.get(f"/a/{done.public_id}/report.json").json()

    edit(erin, f"/admin/catalog/salaryrange/{pay.pk}/change/", high="234567")
    edit(erin, f"/admin/catalog/rolenote/{duty.pk}/change/", text="You ask what nobody has asked.")
    edit(erin, f"/admin/catalog/resource/{book.pk}/change/", title="A book by another name")
    assert SalaryRange.objects.get(pk=pay.pk).high == 234567
    assert "234,567" not in words(MARKET)
    assert "You ask what nobody has asked." not in words(ROLE)

    publish(erin)

    assert "234,567" in words(MARKET)
    assert "You ask what nobody has asked." in words(ROLE)
    assert "A book by another name" in words(SKILL)
    assert alice.get(f"/a/{done.public_id}/report.json").json() == before
    assert "Statistics and inference" in words(report, alice)


def test_an_old_report_shows_the_questions_and_requirements_that_it_was_scored_by(erin, alice, begin):
    done = begin(alice, {"prg_python": 3, "mat_statistics": 2}, submitted=True, target="mid")
    report = f"/a/{done.public_id}/report/"
    asked = Skill.objects.get(slug="prg_python").anchors.get(step=3).text
    before = alice.get(f"/a/{done.public_id}/report.json").json()
    python, role, mid = (
        Skill.objects.get(slug="prg_python"),
        Role.objects.get(),
        RoleLevel.objects.get(slug="mid"),
    )

    anchor = python.anchors.get(step=3)
    place = next(n for n, row in enumerate(python.anchors.order_by("step")) if row == anchor)
    edit(
        erin, f"/admin/catalog/skill/{python.pk}/change/", **{f"anchors-{place}-text": "I write code that others use."}
    )
    grid = f"/admin/catalog/role/{role.pk}/requirements/"
    cell = f"cell-{python.pk}-{mid.pk}"
    erin.post(grid, main_form(erin.get(grid)).fields | {cell: "essential-2"})
    assert Requirement.objects.get(level=mid, skill=python).step == 2
    publish(erin)

    page = words(report, alice)
    assert asked in page
    assert "I write code that others use." not in page
    assert alice.get(f"/a/{done.public_id}/report.json").json() == before
    assert "I write code that others use." in words(SKILL)
