"""Alice in a hurry, without JavaScript: the quick check, what it comes to, and on to the full assessment."""

from collections.abc import Mapping

import pytest

from tests.journeys.browser import Browser
from tests.journeys.story import answer_all, begin, chosen, hand_in
from tests.workshop import EVERYTHING, MET, MUST_HAVES, NOTHING_YET

QUICK = ("quick", "Quick check")
STEPS = MET["senior"]


@pytest.fixture
def alice(edition) -> Browser:
    return Browser()


def answer(alice: Browser, attempt: str, steps: Mapping[str, int]) -> list[str]:
    """Answer what is asked until it stops; what has no step is skipped. Gives the skills in order."""
    asked: list[str] = []
    if alice.path == f"{attempt}/quick/main/joint/":
        alice.send(("to", "next"), **{"main.joint-member": ""})
    while alice.path != f"{attempt}/quick/":
        skill = alice.path.split("/")[-2]
        assert skill not in asked
        asked.append(skill)
        assert alice.page.texts("h1") == [f"Question {len(asked)}"]
        alice.send(("to", "next"), **chosen(alice, steps))
    return asked


def place(alice: Browser) -> str:
    [told] = alice.page.texts("p", class_="place")
    return told


def test_alice_takes_the_quick_check_and_goes_on_to_the_full_assessment(alice):
    attempt = begin(alice, QUICK)
    asked = answer(alice, attempt, {skill: step for skill, step in STEPS.items() if skill != "ask"})
    assert alice.page.texts("h1") == ["Your quick check"]
    assert set(asked) == set(MUST_HAVES)

    # She answers what she skipped, from the result.
    alice.open(f"{attempt}/quick/ask/")
    while alice.path != f"{attempt}/quick/":
        alice.send(("to", "next"), **chosen(alice, STEPS))
    assert place(alice).startswith("You meet Senior")

    alice.submit(alice.page.form(f"{attempt}/full/"))
    alice.open(f"{attempt}/questions/craft/")
    assert alice.form(("to", "next")).fields["cut-step"] == str(STEPS["cut"])
    answer_all(alice, STEPS)
    hand_in(alice)
    report = alice.client.get(f"{attempt}/report.json").json()
    assert {skill: answer["step"] for skill, answer in report["answers"].items()} == STEPS
    assert report["current"] == {"low": "senior", "high": "senior"}


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (NOTHING_YET, "Preparing for Junior"),
        (MET["junior"], "You meet Junior"),
        (MET["senior"], "You meet Senior"),
        (EVERYTHING, "You meet Lead"),
    ],
)
def test_she_is_told_the_level_that_her_must_haves_give(alice, steps, told):
    attempt = begin(alice, QUICK)
    assert len(answer(alice, attempt, steps)) <= len(MUST_HAVES)
    assert place(alice).startswith(told)


def test_she_stops_and_comes_back_where_she_was(alice):
    attempt = begin(alice, QUICK)
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
    attempt = begin(alice, QUICK)
    skill = alice.path.split("/")[-2]
    looks = [bob.get(f"{attempt}/{page}").status_code for page in ("quick/", f"quick/{skill}/")]
    sends = [bob.post(f"{attempt}/{page}", {"end": "1"}).status_code for page in (f"quick/{skill}/", "full/")]
    assert looks + sends == [404] * 4
