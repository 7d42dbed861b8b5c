"""What a quick check comes to, how it becomes the full assessment, and how all other pages take it."""

import pytest
from django.test import Client

from assessment.answering import actions
from assessment.answering.core import quick_check
from assessment.models import Answer, Assessment
from tests.assessment.answering.test_quick import FIRST, ORDER, SECOND, begun, page_of, place, send
from tests.assessment.attempts.past import attempt, republish
from tests.assessment.browser import save, stored
from tests.conftest import NOW, signed_in
from tests.factories import publish_framework
from tests.pages import links, read, text
from tests.project.test_access_matrix import METHODS, rules
from tests.workshop import LONG, MET, ROLE

STEPS = MET["senior"]
SETTLED = "Further answers cannot change which level you meet on the must-haves. It stops here, with"


@pytest.fixture
def done(alice, edition) -> Assessment:
    """Every must-have answered, evidence given for one."""
    return begun(alice, edition, {slug: STEPS[slug] for slug in ORDER}, evidence={"ask": "A <plan>"})


def result(client: Client, quick: Assessment):
    return read(f"/a/{quick.public_id}/quick/", client)


def rows(page) -> dict[str, list[str]]:
    """The lines of the table of levels: the level, then its cells."""
    found = {}
    for row in page.all("tr"):
        head, *cells = [each.text for each in row.inside if each.tag in {"th", "td"}]
        found[head] = cells
    return found


def test_the_result_says_where_somebody_stands_on_the_must_haves(alice, done):
    page = result(alice, done)
    assert page.texts("h1") == ["Your quick check"]
    assert page.texts("p", class_="place") == ["You meet Senior. Next is Lead."]
    assert "4 of 6 questions answered." in text(page)
    assert f"{SETTLED} 2 questions" in text(page)
    assert rows(page) == {
        "Level": ["Readiness", "Verdict on the must-haves", "Must-haves in place"],
        "Junior": ["88–100 %", "Met", "2 of 2"],
        "Senior": ["72–100 %", "Met", "3 of 3"],
        "Lead": ["42–68 %", "Not yet", "0 of 2"],
    }


def test_the_picture_tells_what_the_table_tells(alice, done):
    [picture] = [each for each in result(alice, done).all("svg") if "aria-labelledby" in each.attributes]
    told = picture.text
    assert "Senior: met. Must-haves: 3 in place. Readiness: 72–100 %." in told


def test_verdicts_may_be_a_range_where_the_levels_that_are_met_are_settled(alice, edition):
    """Short of every level in one must-have, nothing else matters; of others nothing is known."""
    page = result(alice, begun(alice, edition, {FIRST: 1, SECOND: 6}))
    assert page.texts("p", class_="place") == ["Preparing for Junior."]
    assert f"{SETTLED} 4 questions" in text(page)


def test_a_skipped_must_have_that_could_decide_is_named_and_leaves_a_range(alice, edition):
    quick = begun(alice, edition, {slug: STEPS[slug] for slug in ORDER if slug not in {FIRST, SECOND}})
    for skill in (FIRST, SECOND):
        actions.pass_over(assessment=quick, skill=skill, at=NOW)
    page = result(alice, quick)
    assert page.texts("p", class_="place") == ["Junior or Senior, or not there yet: the open answers decide."]
    assert SETTLED not in text(page)
    named = [each.attributes["href"] for each in page.all("a") if each.text == "To cut"]
    assert named == [page_of(quick, SECOND)]
    assert "To cut (skipped)" in text(page)
    assert rows(page)["Senior"][1] == "Between “Not yet” and “Met”"


def test_an_unsure_answer_that_could_decide_is_named(alice, done):
    save(alice, done, SECOND, STEPS[SECOND], 1, unsure=True)
    assert "To cut (not sure)" in text(result(alice, done))


def test_every_answer_is_shown_and_can_be_changed_and_the_result_follows(alice, done):
    page = result(alice, done)
    assert [link for link, words in links(page).items() if words.startswith("Change ")] == [
        page_of(done, slug) for slug in ("main/joint", *ORDER)
    ]
    assert "A <plan>" in text(page)
    assert place(done, send(alice, done, FIRST, 1)) == ""
    page = result(alice, done)
    assert page.texts("p", class_="place") == ["Preparing for Junior."]
    # Its answers stay, though most of them matter no more.
    assert "4 of 6 questions answered." in text(page)


def test_a_change_may_bring_up_a_question_that_did_not_matter(alice, edition):
    quick = begun(alice, edition, {FIRST: 1})
    assert result(alice, quick).texts("p", class_="place") == ["Preparing for Junior."]
    assert place(quick, send(alice, quick, FIRST, 3)) == SECOND


def test_the_result_is_derived_and_never_stored(alice, done):
    before = list(Assessment.objects.values()), list(Answer.objects.values())
    result(alice, done)
    assert (list(Assessment.objects.values()), list(Answer.objects.values())) == before


def test_a_result_with_every_question_answered_says_so(alice, db):
    edition = publish_framework(1)
    quick = attempt(alice, edition, {"made-skill-0": 3}, submitted=False, kind="quick")
    page = result(alice, quick)
    assert "Every question is answered." in text(page)
    assert "Every answer is kept" not in text(page)
    assert page.form(f"/a/{quick.public_id}/full/").buttons == [("", "")]


def test_a_check_that_ends_at_the_most_questions_says_so_and_what_was_not_asked(alice, db):
    edition = publish_framework(quick_check.MOST + 2)
    steps = {f"made-skill-{number}": 3 for number in range(quick_check.MOST)}
    quick = attempt(alice, edition, steps, submitted=False, kind="quick")
    told = text(result(alice, quick))
    assert f"A quick check asks {quick_check.MOST} questions at most. These could still decide" in told
    assert "Every question that could decide was asked" not in told
    assert told.count("(not asked)") == 2
    # One of them can be opened and answered all the same.
    assert "This is the last one." in text(read(page_of(quick, f"made-skill-{quick_check.MOST}"), alice))
    assert place(quick, send(alice, quick, f"made-skill-{quick_check.MOST}", 3)) == ""


def test_the_result_tells_of_a_newer_edition(alice, db):
    edition = publish_framework(1)
    quick = attempt(alice, edition, {"made-skill-0": 3}, submitted=False, kind="quick")
    republish(reword="made-skill-0")
    assert "There is a newer edition of these questions." in text(result(alice, quick))


def test_one_button_makes_it_the_full_assessment_with_every_answer(alice, done):
    answers = list(Answer.objects.order_by("pk").values())
    page = result(alice, done)
    assert "2 questions are left (about 5 minutes)." in text(page)
    [form] = [each for each in page.forms if each.action == f"/a/{done.public_id}/full/"]
    response = alice.post(form.action, form.fields)
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{done.public_id}/")
    done.refresh_from_db()
    assert (done.kind, done.submitted_at) == ("full", None)
    assert list(Answer.objects.order_by("pk").values()) == answers
    # The first page with an open question.
    assert alice.get(f"/a/{done.public_id}/").headers["Location"] == f"/a/{done.public_id}/questions/{LONG}/"
    path = f"/a/{done.public_id}/questions/craft/"
    assert read(path, alice).form(path).fields["cut-step"] == str(STEPS["cut"])
    assert alice.get(f"/a/{done.public_id}/quick/").headers["Location"] == f"/a/{done.public_id}/"
    assert alice.get(page_of(done, FIRST)).headers["Location"] == f"/a/{done.public_id}/"


def test_the_full_assessment_ends_in_a_report(alice, done):
    for _time in range(2):
        assert alice.post(f"/a/{done.public_id}/full/").status_code == 303
    assert alice.post(f"/a/{done.public_id}/submit/", {"person_name": ""}).status_code == 303
    assert read(f"/a/{done.public_id}/report/", alice).texts("h1") == ["Your gap report"]


def test_what_was_skipped_is_an_open_question_of_the_full_assessment(alice, edition):
    quick = begun(alice, edition)
    send(alice, quick, FIRST)
    alice.post(f"/a/{quick.public_id}/full/")
    path = f"/a/{quick.public_id}/questions/people/"
    page = read(path, alice)
    assert f"{FIRST}-step" not in page.form(path).fields
    assert alice.get(f"/a/{quick.public_id}/").headers["Location"] == f"/a/{quick.public_id}/practice/"
    assert alice.post(path, page.form(path).fields | {f"{FIRST}-step": "2"}).status_code == 303
    assert stored(quick, FIRST) == ((2, False, ""), 2)


@pytest.mark.parametrize(("kind", "submitted"), [("recheck", False), ("full", False), ("full", True)])
def test_no_other_attempt_is_turned_into_anything(alice, edition, kind, submitted):
    other = attempt(alice, edition, {FIRST: 2}, role=ROLE, kind=kind, submitted=submitted)
    before = list(Assessment.objects.values())
    assert alice.post(f"/a/{other.public_id}/full/").status_code == 303
    assert list(Assessment.objects.values()) == before


@pytest.mark.parametrize(
    "page",
    [
        *("questions/craft/", "questions/people/", "check/", "", "report/", "report.pdf", "report.json"),
        *("plan/", "plan.ics", "recheck/"),
    ],
)
def test_every_look_at_an_unfinished_attempt_ends_at_the_quick_check(alice, done, page):
    response = alice.get(f"/a/{done.public_id}/{page}", follow=True)
    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == f"/a/{done.public_id}/quick/"


def test_a_page_of_an_area_that_is_sent_all_the_same_is_saved(alice, edition):
    quick = begun(alice, edition)
    response = alice.post(f"/a/{quick.public_id}/questions/people/", {f"{FIRST}-step": "2", "end": "1"}, follow=True)
    assert response.redirect_chain[-1][0] == page_of(quick, SECOND)
    assert stored(quick, FIRST) == ((2, False, ""), 1)


def test_a_quick_check_is_not_handed_in(alice, done):
    response = alice.post(f"/a/{done.public_id}/submit/", {"person_name": "Alice"})
    assert response.headers["Location"] == f"/a/{done.public_id}/quick/"
    done.refresh_from_db()
    assert done.submitted_at is None


def test_it_is_not_compared_and_no_attempt_starts_from_it(alice, done, edition):
    other = attempt(alice, edition, STEPS, role=ROLE)
    for pair in ((done, other), (other, done)):
        response = alice.get(f"/a/{pair[0].public_id}/compare/{pair[1].public_id}/", follow=True)
        assert response.redirect_chain[-1][0] == f"/a/{done.public_id}/quick/"
    response = alice.post(f"/a/{done.public_id}/again/", {"prefill": "1"}, follow=True)
    assert response.redirect_chain[-1][0] == f"/a/{done.public_id}/quick/"
    assert set(Assessment.objects.all()) == {done, other}


@pytest.mark.parametrize("answered", [0, 3])
def test_no_address_breaks_on_it_and_no_stranger_learns_of_it(alice, bob, edition, answered):
    quick = begun(alice, edition, dict.fromkeys(ORDER[:answered], 3))
    alice.raise_request_exception = bob.raise_request_exception = False
    for name, rule in rules().items():
        path = rule["path"]
        if "{attempt}" not in path or name == "assessment:delete":
            continue
        for method in METHODS:
            mine, theirs = (
                client.generic(method, path.format(attempt=quick.public_id)).status_code for client in (alice, bob)
            )
            assert mine < 500, (name, method)
            assert theirs in {404, 405}, (name, method)


def test_lists_of_attempts_call_it_a_quick_check(alice, done, django_user_model):
    assert f"started {done.started_at:%-d %B %Y, %H:%M}, 4 of 6 questions answered (quick check)" in text(
        read("/", alice)
    )
    assert "(quick check)" in text(read("/history/", alice))
    user = django_user_model.objects.create_user("ann")
    attempt(None, done.edition, {}, role=ROLE, owner_id=user.pk, submitted=False, kind="quick")
    page = read("/mine/", signed_in(user))
    assert "(quick check)" in text(page)
