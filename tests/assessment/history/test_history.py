"""A person's attempts over time, and two of them side by side."""

import pytest

from assessment.models import PlanTick
from tests.assessment.attempts.past import EVIDENCE, attempt, republish
from tests.assessment.report.makers import MAKERS, handed_in
from tests.assessment.test_query_counts import cost
from tests.conftest import NOW, signed_in
from tests.factories import make_framework, publish_framework
from tests.pages import Page, links, read, text

ALL_ONE = {f"made-skill-{n}": 1 for n in range(3)}


@pytest.fixture
def made(db):
    return publish_framework(3)


def words_of(table: str, page: Page) -> list[str]:
    """The rows of the table under a caption or label, each in one line."""
    [region] = [
        each
        for each in page.all("div", role="region")
        if table in (each.attributes.get("aria-label"), each.attributes.get("aria-labelledby"))
    ]
    return [row.text for row in region.inside if row.tag == "tr"]


def test_without_an_attempt_the_history_says_so(alice, db):
    assert "There is no attempt in this browser yet. Choose a role" in text(read("/history/", alice))


def test_the_history_has_every_attempt_of_this_browser_and_nobody_elses(alice, bob, made):
    first, second = attempt(alice, made, ALL_ONE), attempt(alice, made, ALL_ONE | {"made-skill-0": 3}, days=90)
    started = attempt(alice, made, {"made-skill-0": 4}, days=91, submitted=False)
    others = attempt(bob, made, ALL_ONE, days=7)

    page = read("/history/", alice)

    found = links(page)
    assert found[f"/a/{first.public_id}/report/"] == "23 November 2026"
    assert found[f"/a/{second.public_id}/report/"] == "21 February 2027"
    assert found[f"/a/{started.public_id}/"] == "Go on with the attempt that you started on 22 February 2027, 12:00"
    assert others.public_id not in str(found)
    assert words_of("role-made/made-role past-made/made-role", page)[1:] == [
        "1. 23 November 2026 50 % 33 % Made",
        "2. 21 February 2027 66 % 55 % Made",
    ]
    [picture] = page.all("svg", class_="chart")
    assert len([mark for mark in picture.inside if mark.attributes.get("class") == "c-you"]) == 4


def test_the_history_of_an_account_needs_no_cookie(made, django_user_model, alice):
    user = django_user_model.objects.create_user("alice")
    owned = attempt(None, made, ALL_ONE, owner_id=user.pk)
    client = signed_in(user)
    with_cookie = attempt(client, made, ALL_ONE, days=1)

    assert {f"/a/{each.public_id}/report/" for each in (owned, with_cookie)} <= set(links(read("/history/", client)))
    assert f"/a/{owned.public_id}/report/" not in links(read("/history/", alice))


def test_a_single_attempt_has_nothing_to_compare(alice, made):
    attempt(alice, made, ALL_ONE)
    assert read("/history/", alice).forms == []


def test_an_attempt_that_is_not_finished_shows_no_readiness(alice, made):
    attempt(alice, made, ALL_ONE, submitted=False)
    page = read("/history/", alice)
    assert "No attempt at this role is finished yet." in text(page)
    assert page.all("svg", class_="chart") == []


def test_roles_stand_apart(alice, made):
    make_framework(2, slug="other")
    other = republish(slug="other")
    attempt(alice, made, ALL_ONE)
    attempt(alice, other, {"other-skill-0": 1}, role="other-role")
    assert read("/history/", alice).texts("h2") == ["Role other-role", "Role made-role"]


def test_a_level_that_was_not_there_then_has_no_figure(alice, made):
    attempt(alice, made, ALL_ONE)
    level = made.framework.roles.get().levels.get(rank=2)
    level.pk, level.rank, level.slug, level.name = None, 3, "level-3", "Level 3"
    level.save()
    for requirement in made.framework.roles.get().levels.get(rank=2).requirements.all():
        requirement.pk, requirement.level = None, level
        requirement.save()
    second = attempt(alice, republish(), ALL_ONE, days=1)

    first_row, second_row = words_of("role-made/made-role past-made/made-role", read("/history/", alice))[1:]

    assert "not there yet" in first_row
    assert "not there yet" not in second_row
    path = f"/a/{second.public_id}/compare/{second.public_id}/"
    assert alice.get(path).status_code == 200


def test_two_attempts_are_chosen_from_two_lists(alice, made):
    first, second = attempt(alice, made, ALL_ONE), attempt(alice, made, ALL_ONE, days=90)
    [form] = read("/history/", alice).forms
    assert (form.method, form.fields) == (
        "get",
        {"role": "made/made-role", "first": first.public_id, "second": second.public_id},
    )

    response = alice.get("/history/", form.fields)

    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/a/{first.public_id}/compare/{second.public_id}/",
    )


def test_an_attempt_that_is_not_in_the_list_is_refused(alice, bob, made):
    first, _second = attempt(alice, made, ALL_ONE), attempt(alice, made, ALL_ONE, days=90)
    others = attempt(bob, made, ALL_ONE)

    response = alice.get("/history/", {"role": "made/made-role", "first": first.public_id, "second": others.public_id})

    assert response.status_code == 422
    assert "Choose an attempt from the list." in response.content.decode()
    assert others.public_id not in response.content.decode()


def test_a_comparison_tells_closed_steps_from_wobble(alice, made):
    first = attempt(alice, made, ALL_ONE)
    PlanTick.objects.create(assessment=first, skill="made-skill-1", to_step=2, state="done", ticked_at=NOW)
    PlanTick.objects.update(ticked_at="2026-12-24T00:00Z")
    steps = {"made-skill-0": 3, "made-skill-1": 2, "made-skill-2": 2}
    second = attempt(alice, made, steps, days=90, evidence={"made-skill-0": EVIDENCE})

    page = read(f"/a/{first.public_id}/compare/{second.public_id}/", alice)

    assert "3 steps closed in 2 skills." in text(page)
    assert "New evidence for 1 skill." in text(page)
    assert words_of("Table: skills that changed", page)[1:] == [
        f"Skill made-skill-0 1 Foundation 3 Practitioner 2 steps closed (new evidence) New evidence: {EVIDENCE}",
        "Skill made-skill-1 1 Foundation 2 Working 1 step closed (a plan step done)",
        "Skill made-skill-2 1 Foundation 2 Working up, within the usual wobble",
    ]
    assert words_of("readiness-caption", page)[1:] == [
        "Level 1 50 % 100 % +50 points up, beyond the usual wobble",
        "Level 2 33 % 77 % +44 points up, beyond the usual wobble",
    ]
    assert words_of("areas-caption", page)[1:] == ["Area made-area 3 1.0 2.3 up, beyond the usual wobble (0.8 steps)"]
    assert "so all of the change is yours" in text(page)


def test_a_tick_of_another_time_is_no_reason(alice, made):
    first = attempt(alice, made, ALL_ONE)
    second = attempt(alice, made, ALL_ONE | {"made-skill-1": 2}, days=90)
    tick = {"skill": "made-skill-1", "to_step": 2}
    PlanTick.objects.create(assessment=second, state="done", ticked_at="2027-12-24T00:00Z", **tick)
    PlanTick.objects.create(assessment=first, state="started", ticked_at="2026-12-24T00:00Z", **tick)
    page = read(f"/a/{first.public_id}/compare/{second.public_id}/", alice)
    assert "No step counts as closed between these two attempts." in text(page)


def test_the_earlier_attempt_comes_first_whatever_the_address(alice, made):
    first, second = attempt(alice, made, ALL_ONE), attempt(alice, made, {"made-skill-0": 3}, days=90)
    pages = [
        text(read(f"/a/{one.public_id}/compare/{two.public_id}/", alice))
        for one, two in ((first, second), (second, first))
    ]
    assert pages[0] == pages[1]
    assert "From 23 November 2026 to 21 February 2027." in pages[0]
    assert "not answered this time" in pages[0]


def test_a_comparison_across_editions_keeps_the_catalogue_apart(alice, made):
    first = attempt(alice, made, ALL_ONE)
    new = republish(reword="made-skill-0", require="made-skill-1", step=4)
    second = attempt(alice, new, ALL_ONE, days=90)

    page = read(f"/a/{first.public_id}/compare/{second.public_id}/", alice)

    assert "Skill made-skill-0: asked in other words" in text(page)
    assert "No answer changed." in text(page)
    assert "2 skills did not change" in text(page)
    assert words_of("readiness-caption", page)[1:] == [
        "Level 1 50 % 37 % no change no change \u221225 to 0 points \u221212 to +12 points",
        "Level 2 33 % 30 % no change no change \u221213 to +16 points \u221220 to +10 points",
    ]


def test_others_attempts_do_not_exist(alice, bob, made):
    hers, his = attempt(alice, made, ALL_ONE), attempt(bob, made, ALL_ONE)
    for client in (alice, bob):
        for one, two in ((hers, his), (his, hers)):
            assert client.get(f"/a/{one.public_id}/compare/{two.public_id}/").status_code == 404


def test_roles_are_not_compared(alice, made):
    make_framework(2, slug="other")
    other = attempt(alice, republish(slug="other"), {"other-skill-0": 1}, role="other-role")
    hers = attempt(alice, made, ALL_ONE)
    assert alice.get(f"/a/{hers.public_id}/compare/{other.public_id}/").status_code == 404


def test_old_answers_are_not_shown_while_new_ones_are_given(alice, made):
    before = attempt(alice, made, ALL_ONE, evidence={"made-skill-0": EVIDENCE})
    now = attempt(alice, made, {}, days=90, submitted=False)
    response = alice.get(f"/a/{before.public_id}/compare/{now.public_id}/")
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{now.public_id}/check/")
    for page in ("questions/made-area/", "check/"):
        html = alice.get(f"/a/{now.public_id}/{page}").content.decode()
        assert EVIDENCE not in html
        assert " checked" not in html


def test_report_and_home_lead_to_the_history_once_there_are_two(alice, made):
    first = attempt(alice, made, ALL_ONE)
    pages = ("/", f"/a/{first.public_id}/report/")
    assert ["/history/" in links(read(path, alice)) for path in pages] == [False, False]
    attempt(alice, made, ALL_ONE, days=1)
    assert ["/history/" in links(read(path, alice)) for path in pages] == [True, True]


@pytest.mark.parametrize("count", [2, 50])
@pytest.mark.parametrize("skills", [1, 50])
def test_history_and_comparison_cost_the_same_for_one_and_for_fifty(alice, db, count, skills):
    edition = publish_framework(skills)
    answers = {f"made-skill-{n}": n % 5 for n in range(skills)}
    made = [attempt(alice, edition, answers, days=day) for day in range(count)]
    assert cost(lambda: alice.get("/history/")) == 2
    assert cost(lambda: alice.get(f"/a/{made[0].public_id}/compare/{made[-1].public_id}/")) == 5


def test_another_main_field_stands_for_itself(begin, alice):
    glue, weld = (handed_in(begin, alice, MAKERS["main-field"]._replace(main=main)) for main in ("glue", "weld"))
    path = f"/a/{glue.public_id}/compare/{weld.public_id}/"
    page = read(path, alice)

    assert "Your main field: then To glue, now To weld." in text(page)
    assert words_of("readiness-caption", page)[0].endswith("Is that much? Your main field changed")
    assert all("no change no change +" in row for row in words_of("readiness-caption", page)[2:])
    same = handed_in(begin, alice, MAKERS["main-field"]._replace(main="weld"))
    page = read(f"/a/{weld.public_id}/compare/{same.public_id}/", alice)
    assert "main field" not in text(page)
