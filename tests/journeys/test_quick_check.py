"""Alice in a hurry, without JavaScript: the quick check, what it comes to, and on to the full assessment."""

import json

import pytest

from assessment.answering.core import quick_check
from assessment.role.core import scoring
from tests import blueprint
from tests.assessment import personas
from tests.journeys.browser import Browser

# Somebody at Mid, who is asked some twenty questions.
STEPS = {slug: answer.step for slug, answer in blueprint.bar("mid").items()} | {"res_question": 2}
UNSURE = "mat_statistics"


@pytest.fixture
def alice(edition) -> Browser:
    return Browser()


def begin(alice: Browser) -> str:
    alice.open("/")
    alice.follow("AI/ML Research Specialist")
    alice.follow("Assess your work")
    alice.send(("quick", "Quick check"))
    assert alice.page.texts("h1") == ["Try one first"]
    alice.follow("Skip this and begin")
    return "/".join(alice.path.split("/")[:3])


def answer(alice: Browser, attempt: str) -> list[str]:
    """Answer what is asked until it stops; the second question is skipped. Gives the skills in order."""
    asked: list[str] = []
    while alice.path != f"{attempt}/quick/":
        skill = alice.path.split("/")[-2]
        assert skill not in asked
        asked.append(skill)
        assert alice.page.texts("h1") == [f"Question {len(asked)}"]
        fields = {} if len(asked) == 2 else {f"{skill}-step": str(STEPS[skill])}
        alice.send(("to", "next"), **fields, **({f"{skill}-unsure": "on"} if skill == UNSURE else {}))
    return asked


def test_alice_takes_the_quick_check_and_goes_on_to_the_full_assessment(alice):
    attempt = begin(alice)
    asked = answer(alice, attempt)
    assert alice.page.texts("h1") == ["Your quick check"]
    assert len(asked) < 27

    # She answers what she skipped, from the result.
    alice.open(f"{attempt}/quick/{asked[1]}/")
    alice.send(("to", "next"), **{f"{asked[1]}-step": str(STEPS[asked[1]])})
    while alice.path != f"{attempt}/quick/":
        skill = alice.path.split("/")[-2]
        alice.send(("to", "next"), **{f"{skill}-step": str(STEPS[skill])})
        asked.append(skill)
    [place] = alice.page.texts("p", class_="place")
    assert place.startswith("At Mid now")

    alice.submit(alice.page.form(f"{attempt}/full/"))
    while alice.path != f"{attempt}/check/":
        form = alice.form(("to", "next"))
        for skill in asked:
            assert form.fields.get(f"{skill}-step", str(STEPS[skill])) == str(STEPS[skill])
        alice.send(("to", "next"), **answers_of(form.fields))
    alice.send(("submit", "Finish and see my report"))

    report = json.loads(alice.client.get(f"{attempt}/report.json").content)
    steps = {skill: answer["step"] for skill, answer in report["answers"].items()}
    assert steps == STEPS
    # On the must-haves the full assessment says what the quick check said.
    compiled = blueprint.compiled()
    whole = scoring.score(quick_check.of(compiled).rules, [steps[skill.slug] for skill in compiled.rules.skills])
    assert blueprint.LEVELS[whole.current] == "mid"


def answers_of(fields: dict[str, str]) -> dict[str, str]:
    skills = [name.removesuffix("-rev") for name in fields if name.endswith("-rev")]
    return {f"{skill}-step": str(STEPS[skill]) for skill in skills}


def test_she_stops_and_comes_back_where_she_was(alice):
    attempt = begin(alice)
    first = alice.path
    alice.send(("to", "next"))
    second = alice.path
    alice.follow("Stop and come back later")
    alice.open("/")
    alice.open(f"{attempt}/")
    assert alice.path == second
    alice.send(("to", "back"))
    assert alice.path == first


def test_bob_gets_no_look(alice, bob):
    attempt = begin(alice)
    skill = alice.path.split("/")[-2]
    looks = [bob.get(f"{attempt}/{page}").status_code for page in ("quick/", f"quick/{skill}/")]
    sends = [bob.post(f"{attempt}/{page}", {"end": "1"}).status_code for page in (f"quick/{skill}/", "full/")]
    assert looks + sends == [404] * 4


@pytest.mark.parametrize("seed", [3, 8])
def test_a_persona_is_told_the_level_that_all_must_haves_give(alice, seed):
    attempt = begin(alice)
    steps = personas.steps(seed)
    while alice.path != f"{attempt}/quick/":
        skill = alice.path.split("/")[-2]
        alice.send(("to", "next"), **{f"{skill}-step": str(steps[skill])})
    compiled = blueprint.compiled()
    whole = scoring.score(quick_check.of(compiled).rules, personas.have(seed))
    [place] = alice.page.texts("p", class_="place")
    names = ("Entry", "Mid", "Senior", "Leadership")
    assert place.startswith("Preparing for Entry" if whole.current is None else f"At {names[whole.current]} now")
