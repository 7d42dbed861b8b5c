"""Starting another role: what was answered comes along with its day, and nothing of the same words is asked again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.models import Answer, Assessment
from catalog import editions
from catalog.models import ExternalLink, Framework, Skill
from tests.assessment.attempts.past import republish
from tests.conftest import NOW, signed_in
from tests.pages import Page, links, read, text
from tests.test_reading_grade import hard
from tests.twin import TWIN, twin
from tests.twin import begin as begin_at
from tests.workshop import FRAMEWORK, MET, PLACE, ROLE, more_roles

__all__ = ["twin"]  # a fixture
TEACHER, SMITH = (f"/roles/{FRAMEWORK}/{role}/start/" for role in ("teacher", "smith"))
BRING = {"bring": "1", "start": "Start"}


def begun(response) -> Assessment:
    assert response.status_code == 303
    return Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])


def as_it_stands(client, path: str) -> dict[str, str]:
    """What the start form sends when nobody touches it."""
    [form] = [form for form in Page(client.get(path).content).forms if "csrfmiddlewaretoken" in form.fields]
    return {**form.fields, "start": "Start"}


@pytest.fixture
def done(alice, three_roles) -> Assessment:
    """A maker's report of the day before, with evidence, a doubt and a question that was left open."""
    attempt = begin_at(alice, FRAMEWORK, {"cut": 3, "measure": 2, "ask": 5}, submitted=False)
    doubtful = [Save("teach", 4, True, "A class", 0), Save("ask", 5, False, "A letter", 1)]
    actions.save_answers(assessment=attempt, saves=doubtful, at=NOW)
    actions.submit(assessment=attempt, person_name="", at=NOW)
    Answer.objects.update(saved_at=NOW - timedelta(days=1))
    return attempt


def test_the_start_page_says_what_comes_along_and_from_where(alice, done):
    page = read(SMITH, alice)
    assert "You have answered 2 of 4 questions before" in page.texts("h2")
    assert "2 answers come from your assessment of" in text(page)
    assert "(Maker)" in text(page)
    assert links(page)[f"/a/{done.public_id}/elsewhere/"] == "See where you stand at this role already"
    assert hard(page) == {}


def test_a_report_of_an_edition_that_has_not_the_role_yet_is_no_place_to_look(alice, begin):
    begin(alice, {"cut": 3}, submitted=True)
    framework = Framework.objects.get()
    more_roles(framework)
    editions.publish(framework=framework, by="tests", at=NOW)
    page = read(SMITH, alice)
    assert "You have answered 1 of 4 questions before" in page.texts("h2")
    assert "See where you stand" not in text(page)


def test_who_leaves_the_form_as_it_is_brings_the_answers_along(alice, done):
    assert as_it_stands(alice, TEACHER)["bring"] == "1"
    attempt = begun(alice.post(TEACHER, as_it_stands(alice, TEACHER)))
    rows = attempt.answers.order_by("skill").values_list("skill", "step", "unsure", "evidence", "rev")
    assert list(rows) == [
        ("ask", 5, False, "A letter", 1),
        ("measure", 2, False, "", 1),
        ("teach", 4, True, "A class", 1),
    ]
    kept = set(attempt.answers.values_list("carried_at", "carried_edition", "carried_role"))
    assert kept == {(NOW - timedelta(days=1), done.edition_id, ROLE)}
    assert (attempt.role, attempt.carried_from, attempt.kind) == ("teacher", done, "full")


def test_who_begins_empty_begins_with_the_warm_up_and_nothing(alice, done):
    response = alice.post(TEACHER, {"bring": "", "start": "Start"})
    assert response.headers["Location"].endswith("/practice/")
    assert (begun(response).answers.count(), begun(response).carried_from) == (0, None)


def test_the_way_leads_to_the_first_open_question(alice, done):
    response = alice.post(SMITH, BRING)
    here = f"/a/{begun(response).public_id}"
    assert response.headers["Location"] == f"{here}/"
    # To cut stands before it, and was answered.
    assert alice.get(f"{here}/").headers["Location"] == f"{here}/questions/craft/#q-weld"


def test_where_nothing_is_open_the_way_leads_straight_to_the_last_look(alice, done):
    here = f"/a/{begun(alice.post(TEACHER, BRING)).public_id}"
    assert alice.get(f"{here}/").headers["Location"] == f"{here}/check/"
    page = read(f"{here}/check/", alice)
    assert text(page).count("You said this on 22 November 2026, for Maker.") == 3
    assert alice.post(f"{here}/submit/").status_code == 303


def test_a_page_folds_what_was_said_before_and_says_where_and_when(alice, done):
    here = f"/a/{begun(alice.post(SMITH, BRING)).public_id}"
    page = read(f"{here}/questions/craft/", alice)
    folds = [fold for fold in page.all("details") if "question-fold" in fold.attributes["class"]]
    assert [next(each.text for each in fold.inside if each.tag == "summary") for fold in folds] == [
        "To cut: 3 Steady You said this on 22 November 2026, for Maker."
    ]
    assert [fold.attributes.get("open") for fold in folds] == [None]
    assert folds[0].find(id="cut-3").attrs.get("checked") is not None
    assert [each.attributes["data-skill"] for each in page.all("fieldset") if "data-skill" in each.attributes] == [
        "cut",
        "weld",
        "forge",
    ]


def test_going_on_leaves_out_pages_on_which_all_was_said_before_and_keeps_the_days(alice, done):
    attempt = begun(alice.post(SMITH, BRING))
    path = f"/a/{attempt.public_id}/questions/craft/"
    fields = {**Page(alice.get(path).content).form(path).fields, "weld-step": "2", "forge-step": "1", "to": "next"}
    response = alice.post(path, fields)
    assert response.headers["Location"] == f"/a/{attempt.public_id}/back-it-up/"
    assert attempt.answers.get(skill="cut").carried_at == NOW - timedelta(days=1)
    assert attempt.answers.get(skill="weld").carried_at is None


def test_an_answer_that_is_changed_is_one_of_this_attempt(alice, done):
    attempt = begun(alice.post(SMITH, BRING))
    actions.save_answers(assessment=attempt, saves=[Save("cut", 4, False, None, 1)], at=NOW)
    row = attempt.answers.get(skill="cut")
    assert (row.step, row.carried, row.carried_edition, row.carried_role) == (4, None, None, "")


def test_the_report_says_where_and_when_an_answer_was_given(alice, done):
    attempt = begun(alice.post(TEACHER, BRING))
    alice.post(f"/a/{attempt.public_id}/submit/")
    assert text(read(f"/a/{attempt.public_id}/report/", alice)).count("said on 22 November 2026, for Maker") == 3


def test_the_newest_answer_to_a_skill_counts_whichever_attempt_it_is_from(alice, done):
    second = begin_at(alice, FRAMEWORK, {"cut": 6}, submitted=False)
    page = text(read(SMITH, alice))
    assert "1 answer comes from your assessment" in page
    attempt = begun(alice.post(SMITH, BRING))
    assert dict(attempt.answers.values_list("skill", "step")) == {"cut": 6, "measure": 2}
    assert attempt.carried_from == second


def test_an_answer_keeps_its_first_day_and_role_through_more_than_one_role(alice, done):
    teacher = begun(alice.post(TEACHER, BRING))
    done.delete()
    attempt = begun(alice.post(SMITH, BRING))
    said = attempt.answers.get(skill="measure")
    assert (said.carried_at, said.carried_role, attempt.carried_from) == (NOW - timedelta(days=1), ROLE, teacher)


def test_a_question_in_other_words_is_asked_anew(alice, done):
    republish(reword="ask", slug=FRAMEWORK)
    assert "You have answered 2 of 3 questions before" in read(TEACHER, alice).texts("h2")
    attempt = begun(alice.post(TEACHER, BRING))
    assert sorted(attempt.answers.values_list("skill", flat=True)) == ["measure", "teach"]
    assert alice.get(f"/a/{attempt.public_id}/").headers["Location"].endswith("/questions/people/#q-ask")


def test_the_main_field_comes_along_where_the_role_has_its_group(alice, three_roles):
    """The smith is asked to weld alone, so there is no group to name a field of; the maker has it."""
    maker = begin_at(alice, FRAMEWORK, {"glue": 3, "weld": 2}, submitted=False)
    Assessment.objects.filter(pk=maker.pk).update(main={"joint": {"member": "weld", "rev": 2}})
    assert begun(alice.post(SMITH, BRING)).main == {}
    again = begun(alice.post(f"/roles/{FRAMEWORK}/{ROLE}/start/", BRING))
    assert (again.main, again.answers.count()) == ({}, 0)


def test_a_quick_check_begins_with_what_is_there(alice, done):
    response = alice.post(SMITH, {"bring": "1", "quick": "Quick check"})
    attempt = begun(response)
    assert (attempt.kind, attempt.answers.count()) == ("quick", 2)
    asked = alice.get(f"/a/{attempt.public_id}/quick/").headers["Location"]
    assert asked.split("/")[-2] in {"forge", "weld"}


def test_at_the_role_that_was_answered_all_begins_as_before(alice, done):
    assert "You have answered" not in text(read(f"/roles/{FRAMEWORK}/{ROLE}/start/", alice))
    assert begun(alice.post(f"/roles/{FRAMEWORK}/{ROLE}/start/", BRING)).answers.count() == 0


def test_nothing_comes_from_attempts_of_others_nor_of_another_framework(alice, bob, done):
    assert "You have answered" not in text(read(SMITH, bob))
    assert begun(bob.post(SMITH, BRING)).answers.count() == 0


def test_answers_in_an_account_come_along_in_any_browser(three_roles, django_user_model):
    ann = signed_in(django_user_model.objects.create_user("ann"))
    begin_at(ann, FRAMEWORK, {"cut": 3})
    other = signed_in(django_user_model.objects.get(username="ann"))
    assert begun(other.post(SMITH, BRING)).answers.count() == 1


@pytest.mark.parametrize("attempts", [1, 4])
def test_the_start_page_costs_as_much_for_many_attempts_as_for_one(alice, three_roles, attempts):
    for _each in range(attempts):
        begin_at(alice, FRAMEWORK, MET["lead"])
    alice.get(SMITH)
    with CaptureQueriesContext(connection) as queries:
        alice.get(SMITH)
    assert len(queries) == 3


def link(skill: str, uri: str, relation: str = "exactMatch", *, framework: str = FRAMEWORK) -> None:
    """An editor's link of a skill to one of another framework, published."""
    row = Skill.objects.get(framework__slug=framework, slug=skill)
    ExternalLink.objects.create(skill=row, scheme="skillgap", uri=uri, label="The same", relation=relation)
    editions.publish(framework=row.framework, by="tests", at=NOW)


@pytest.mark.parametrize(("at", "skill", "uri"), [(FRAMEWORK, "cut", f"{TWIN}/ask"), (TWIN, "ask", f"{FRAMEWORK}/cut")])
def test_an_exact_link_of_either_framework_carries_an_answer_to_the_other(alice, twin, at, skill, uri):
    begin_at(alice, TWIN, {"ask": 4, "cut": 2})
    link(skill, uri, framework=at)
    page = read(f"/roles/{PLACE}/start/", alice)
    assert "You have answered 1 of 6 questions before" in page.texts("h2")
    assert "The editors say that the skills are the same; please check these answers." in text(page)
    attempt = begun(alice.post(f"/roles/{PLACE}/start/", BRING))
    assert list(attempt.answers.values_list("skill", "step")) == [("cut", 4)]
    said = text(read(f"/a/{attempt.public_id}/questions/craft/", alice))
    assert "for Maker° (الورشة°)" in said


@pytest.mark.parametrize("relation", ["closeMatch", "broadMatch", "narrowMatch", "relatedMatch"])
def test_any_other_relation_carries_nothing(alice, twin, relation):
    begin_at(alice, TWIN, {"ask": 4})
    link("cut", f"{TWIN}/ask", relation)
    assert "You have answered" not in text(read(f"/roles/{PLACE}/start/", alice))


def test_without_a_link_nothing_comes_from_another_framework(alice, twin):
    begin_at(alice, TWIN, MET["lead"])
    assert "You have answered" not in text(read(f"/roles/{PLACE}/start/", alice))
    assert begun(alice.post(f"/roles/{PLACE}/start/", BRING)).answers.count() == 0


def test_a_link_that_was_taken_back_carries_nothing_more(alice, twin):
    begin_at(alice, TWIN, {"ask": 4})
    link("cut", f"{TWIN}/ask")
    ExternalLink.objects.filter(scheme="skillgap").delete()
    editions.publish(framework=Framework.objects.get(slug=FRAMEWORK), by="tests", at=NOW)
    assert "You have answered" not in text(read(f"/roles/{PLACE}/start/", alice))
