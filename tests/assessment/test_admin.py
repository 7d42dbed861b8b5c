"""What staff see of people before they delete something: how many rows go, and nothing that a person said."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User

from assessment.account import actions as account_actions
from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.attempts import actions as attempts_actions
from assessment.models import Assessment
from assessment.plan import actions as plan_actions
from assessment.plan.core.ticks import TickInput
from tests.assessment.account.conftest import member
from tests.conftest import NOW
from tests.pages import Page, text
from tests.workshop import ROLE

EVIDENCE, NAME = "canary-evidence-5d", "Canary Name 5d"
SAID = ("cut", "glue", "measure", EVIDENCE, NAME)


@pytest.fixture
def people(edition) -> dict[str, list[int]]:
    """Two people with all that a person leaves with us; the ids of what the admin shows of them, by model."""
    found: dict[str, list[int]] = {"assessment/assessment": [], "auth/user": [], "mfa/authenticator": []}
    for name in ("ann", "ben"):
        user = member(name)
        attempt, _secret = attempts_actions.start(edition_id=edition.pk, role=ROLE, target="", owner_id=user.pk, at=NOW)
        saves = [Save(skill, 3, False, EVIDENCE, 0) for skill in ("cut", "glue")]
        actions.save_answers(assessment=attempt, saves=saves, at=NOW)
        actions.submit(assessment=attempt, person_name=NAME, at=NOW)
        plan_actions.tick(assessment=attempt, tick_input=TickInput("measure", 3, "done", EVIDENCE), at=NOW)
        account_actions.ask(owner_id=user.pk, framework_id=edition.framework_id, role=ROLE, due_on=NOW.date(), at=NOW)
        second = Authenticator.objects.create(user=user, type="totp", data={"secret": EVIDENCE})
        for ids, row in zip(found.values(), (attempt, user, second), strict=True):
            ids.append(row.pk)
    return found


MODELS = pytest.mark.parametrize("model", ["assessment/assessment", "auth/user", "mfa/authenticator"])


def pages(model: str, ids: list[int]) -> list[str]:
    return [f"/admin/{model}/", *(f"/admin/{model}/{ids[0]}/{page}/" for page in ("change", "delete", "history"))]


@MODELS
def test_no_page_of_the_admin_tells_what_a_person_said(rose, people, model):
    ids = people[model]
    answers = {path: rose.get(path) for path in pages(model, ids)}
    action = {"action": "delete_selected", "_selected_action": [str(each) for each in ids]}
    answers["delete selected"] = rose.post(f"/admin/{model}/", action)
    assert {response.status_code for response in answers.values()} == {200}
    told = {path: text(Page(response.content)) for path, response in answers.items()}
    assert [(path, word) for path, words in told.items() for word in SAID if word in words] == []


@pytest.mark.parametrize("model", ["assessment/assessment", "auth/user"])
def test_the_page_before_deleting_counts(rose, people, model):
    page = Page(rose.get(f"/admin/{model}/{people[model][0]}/delete/").content)
    told = text(page)
    assert "Answers: 2" in told
    assert "Plan ticks: 1" in told
    [listed] = page.all("ul", id="deleted-objects")
    assert len(listed.find_all("li")) == 1


@MODELS
def test_deleting_one_and_several_deletes_them_with_all_that_is_theirs(rose, people, model):
    _app, name = model.split("/")
    first, second = people[model]
    assert rose.post(f"/admin/{model}/{first}/delete/", {"post": "yes"}).status_code == 302
    action = {"action": "delete_selected", "_selected_action": [str(second)], "post": "yes"}
    assert rose.post(f"/admin/{model}/", action).status_code == 302
    left = {
        "assessment": Assessment.objects,
        "user": User.objects.exclude(username="rose"),
        "authenticator": Authenticator.objects,
    }
    assert left[name].count() == 0
    assert Assessment.objects.count() == (2 if name == "authenticator" else 0)
    kept = " ".join(f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all())
    assert LogEntry.objects.count() == 2
    assert [word for word in SAID if word in kept] == []
