"""What the stories have in common: to begin from the home page, to answer page by page, to hand in."""

from collections.abc import Mapping

from tests.journeys.browser import Browser


def begin(who: Browser, button: tuple[str, str] = ("start", "Start")) -> str:
    """From the home page to the first question; gives the address of the attempt."""
    who.open("/")
    who.follow("Maker")
    who.follow("Assess your work")
    who.send(button)
    assert who.page.texts("h1") == ["Try one first"]
    who.follow("Skip this and begin")
    return attempt(who)


def attempt(who: Browser) -> str:
    """The address of the attempt that somebody looks at, without the slash at its end."""
    return "/".join(who.path.split("/")[:3])


def chosen(who: Browser, steps: Mapping[str, int]) -> dict[str, str]:
    """The fields of the page of questions that is open, by steps of skills; what has no step is skipped."""
    fields = who.form(("to", "next")).fields
    skills = [name.removesuffix("-rev") for name in fields if name.endswith("-rev")]
    return {f"{skill}-step": str(steps[skill]) for skill in skills if skill in steps}


def answer_all(who: Browser, steps: Mapping[str, int]) -> None:
    """From the page of questions that is open to the last look."""
    while not who.path.endswith("/check/"):
        who.send(("to", "next"), **chosen(who, steps))


def hand_in(who: Browser, name: str = "") -> None:
    who.send(("submit", "Finish and see my report"), person_name=name)
    assert who.page.texts("h1") == ["Your gap report"]


def reported(steps: Mapping[str, int]) -> Browser:
    """Somebody with a report before them, who answered with these steps."""
    who = Browser()
    begin(who)
    answer_all(who, steps)
    hand_in(who)
    return who
