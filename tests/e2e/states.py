"""Every public page in every state that a person can bring it into, one after the other in one browser."""

from collections.abc import Callable, Iterator

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.attempt import AREAS, PLACE, Attempt
from tests.e2e.progress import progress
from tests.e2e.second_factor import log_in, second_factor
from tests.e2e.sharing import sharing
from tests.e2e.site import PASSWORD
from tests.e2e.verifying import verifying

OPEN_ALL = "for (const each of document.querySelectorAll('details')) each.open = true"
LEVELS = ("entry", "mid", "senior", "lead")


def public_states(context: BrowserContext, part: str) -> Iterator[tuple[str, Page]]:
    """(name, page in that state) of a part. The page is one and the same; look at it before asking for the next."""
    page = context.new_page()
    yield from PARTS[part](page, Attempt(context, "mid"))
    page.close()


def _catalogue(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    # As a first visit is: no attempt to go on with.
    page.context.clear_cookies()
    for name, path in (
        ("home", "/"),
        ("role", f"/roles/{PLACE}/"),
        ("role by importance", f"/roles/{PLACE}/?sort=importance"),
        ("about the role", f"/roles/{PLACE}/about/"),
        ("skill", "/skills/ai-ml-research/prg_python/"),
        ("skill of a group", "/skills/ai-ml-research/aim_nlp/"),
        ("roles", "/roles/"),
        ("skills", "/skills/"),
        ("skills found", "/skills/?q=model+data"),
        ("nothing found", "/roles/?q=unobtainium"),
        ("sample", f"/roles/{PLACE}/sample/"),
        ("start", f"/roles/{PLACE}/start/"),
        ("how we score", "/how-we-score/"),
        ("privacy", "/privacy/"),
        ("about", "/about/"),
        ("for programs", "/api/"),
        ("style", "/style/"),
        ("accessibility", "/accessibility/"),
        ("resume unknown", f"/resume/{'x' * 43}/"),
        ("nothing shared", f"/s/{'x' * 43}/"),
    ):
        page.goto(path)
        yield name, page
    page.goto(f"/roles/{PLACE}/")
    page.get_by_label("all levels").check()
    yield "role at all levels", page
    page.get_by_role("link", name="edition").click()
    yield "edition", page


def _practice(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    page.goto(f"{attempt.path}practice/")
    yield "practice empty", page
    page.get_by_role("button", name="Show what fits").click()
    expect(page.get_by_text("Choose the sentence that fits best")).to_have_count(2)
    yield "practice error", page
    for person in (1, 2):
        page.locator(f"input[name=person-{person}][value='2']").check()
    page.get_by_role("button", name="Show what fits").click()
    expect(page.get_by_role("heading", name="What fits, and why")).to_be_visible()
    yield "practice result", page


def _empty(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    # One page for each area, from one template: the words of all of them are looked at when they are answered.
    for area in (AREAS[0], AREAS[-1]):
        page.goto(attempt.page_of(area))
        yield f"questions {area} empty", page
    page.goto(f"{attempt.path}check/")
    yield "check empty", page
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("There is no answer yet")).to_be_visible()
    yield "check refused", page


def _answered(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    attempt.answer_all()
    for area in AREAS:
        page.goto(attempt.page_of(area))
        page.evaluate(OPEN_ALL)
        yield f"questions {area} answered", page
    page.goto(f"{attempt.path}back-it-up/")
    expect(page.get_by_role("heading", name="Back it up")).to_be_visible()
    yield "back it up", page
    page.locator("[name$='-evidence']").first.evaluate("each => { each.value = 'x'.repeat(1007) }")
    page.evaluate("document.getElementById('questions').submit()")
    expect(page.get_by_text("by this many characters")).to_be_visible()
    yield "back it up refused", page
    page.goto(f"{attempt.path}check/")
    expect(page.get_by_role("heading", name="You skipped")).to_be_visible()
    expect(page.get_by_role("heading", name="Worth a second look")).to_be_visible()
    yield "check with notes", page


def _quick(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    quick = Attempt(page.context, button="quick")
    page.goto(f"{quick.path}quick/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Before the first question")
    page.get_by_label("Specialism: computer vision").check()
    expect(page.get_by_role("status")).to_have_text("Saved")
    yield "quick main field", page
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 1")
    yield "quick question", page
    skill = page.url.split("/")[-2]
    page.locator(f"#{skill}-3").check()
    expect(page.get_by_role("status")).to_have_text("Saved")
    page.evaluate(OPEN_ALL)
    yield "quick question answered", page
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 2")
    page.locator("[name$='-rev']").evaluate("each => { each.value = 'x' }")
    page.evaluate("document.getElementById('questions').submit()")
    expect(page.get_by_text("The form sent something that is not an answer")).to_be_visible()
    yield "quick question refused", page
    page.goto(f"{quick.path}quick/")
    walk_quick(page, skip_every=4)
    expect(page.get_by_text("so the result stays a range")).to_be_visible()
    yield "quick result open", page
    for link in page.locator(".panel--main li a").all():
        expect(link).to_be_visible()
    while (open_one := page.locator(".panel--main li a")).count():
        open_one.first.click()
        page.locator(".anchors input").nth(4).check()
        here = page.url
        page.get_by_role("button", name="Save and continue").click()
        expect(page).not_to_have_url(here)
        walk_quick(page)
    expect(page.get_by_text("Further answers cannot change which level you meet")).to_be_visible()
    yield "quick result", page
    page.get_by_role("link", name="Back it up").click()
    expect(page.get_by_role("heading", name="Back it up")).to_be_visible()
    yield "back it up after a quick check", page


def walk_quick(page: Page, step: int = 3, *, skip_every: int = 0) -> int:
    """Answer what the quick check asks until it stops; gives how many questions that were."""
    number = 0
    while not page.url.endswith("/quick/"):
        number += 1
        here = page.url
        if skip_every and number % skip_every == 0:
            page.get_by_role("button", name="Skip for now").click()
        else:
            page.locator(".anchors input").nth(step).check()
            page.get_by_role("button", name="Save and continue").click()
        expect(page).not_to_have_url(here)
    page.wait_for_load_state()
    return number


def _report(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    attempt.answer_all()
    attempt.submit("Zoë Ångström")
    page.goto(f"{attempt.path}report/?level=mid")
    yield "report as it opens", page
    for level in LEVELS:
        page.goto(f"{attempt.path}report/?level={level}")
        expect(page.get_by_role("heading", name="Your gap report")).to_be_visible()
        page.evaluate(OPEN_ALL)
        yield f"report {level}", page
    page.goto(f"{attempt.path}elsewhere/")
    expect(page.get_by_role("heading", name="Where else do I stand?")).to_be_visible()
    yield "where else", page
    page.goto("/")
    expect(page.get_by_role("heading", name="Go on where you were")).to_be_visible()
    yield "home with an attempt", page
    page.goto("/roles/ai-ml-research/data-scientist/start/")
    expect(page.get_by_label("Bring them along")).to_be_checked()
    yield "start with answers", page
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".question-fold").first).to_be_visible()
    yield "questions with answers of another role", page


def _data(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    page.goto(f"{attempt.path}data/")
    yield "data", page
    page.get_by_role("button", name="Make a private link").click()
    link = page.locator(".private-link a")
    expect(link).to_be_visible()
    yield "data with link", page
    address = link.get_attribute("href") or ""
    page.get_by_label("Yes, close it on this device").check()
    page.get_by_role("button", name="Forget it on this device").click()
    expect(page.get_by_role("heading", name="Closed on this device")).to_be_visible()
    yield "forgotten", page
    page.goto(address)
    yield "resume", page
    page.get_by_role("button", name="Open it here").click()
    page.goto(f"{attempt.path}data/")
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Tick the box if you want to delete it")).to_be_visible()
    yield "data not deleted", page
    page.get_by_label("Yes, delete this assessment").check()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="Deleted")).to_be_visible()
    yield "deleted", page


def _plan(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    attempt.answer_all()
    attempt.submit()
    plan = f"{attempt.path}plan/"
    for name, query in (
        ("plan", ""),
        ("plan of all gaps", "?what=everything&level=lead"),
        ("plan of some hours", "?what=hours&budget=60&tz=Europe/Berlin"),
        ("plan with nothing to do", "?what=hours&budget=1"),
        ("plan with other wishes", "?was=level%3Dmid&level=entry&hours=9&also=prg_python"),
        ("plan refused", "?budget=&hours=99&start=soon&tz=Moon"),
        ("file of a plan refused", "../report.pdf?hours=99"),
    ):
        page.goto(plan + query)
        page.evaluate(OPEN_ALL)
        yield name, page
    page.goto(plan)
    for button, state in (("I have started", "started"), ("Done", "done"), ("Not now", "put off")):
        page.locator(".plan-step summary").first.click()
        page.locator(".plan-step").first.get_by_role("button", name=button).click()
        expect(page.locator(".plan-ticks").get_by_text(f": {state},")).to_be_visible()
    page.evaluate(OPEN_ALL)
    yield "plan with ticks", page


def _what_if(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    attempt.answer_all()
    attempt.submit()
    for name, query in (
        ("what if", ""),
        ("what if some were higher", "?prg_python=4&mat_statistics=4&res_experiment_design=3"),
        ("what if one were lower", "?prg_python=0&level=lead"),
        ("what if refused", "?prg_python=9&juggling=1&level=king&res_question=3"),
    ):
        page.goto(f"{attempt.path}what-if/{query}")
        expect(page.get_by_role("heading", name="What if?")).to_be_visible()
        page.evaluate(OPEN_ALL)
        yield name, page


def _visitor(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    for name, path in (
        ("log in", "login/"),
        ("sign up", "signup/"),
        ("look into your mailbox", "confirm-email/"),
        ("confirm a wrong link", "confirm-email/wrong/"),
        ("new password", "password/reset/"),
        ("new password wrong link", "password/reset/key/1-wrong/"),
        ("new password done", "password/reset/key/done/"),
        ("new password asked for", "password/reset/done/"),
        ("account closed", "inactive/"),
    ):
        page.goto(f"/accounts/{path}")
        yield name, page
    page.goto("/accounts/signup/")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("This field is required")).to_be_visible()
    yield "sign up refused", page


def _account(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    log_in(page, "/mine/")
    expect(page.get_by_role("heading", name="Begun in this browser")).to_be_visible()
    yield "mine with one to claim", page
    page.get_by_role("button", name="Put it into my account").click()
    expect(page.get_by_text("It is in your account now")).to_be_visible()
    yield "mine", page
    page.get_by_role("button", name="in 3 months").first.click()
    expect(page.get_by_text("We send you one e-mail on").first).to_be_visible()
    yield "mine with a reminder", page
    page.get_by_role("button", name="Do not remind me").first.click()
    expect(page.get_by_role("button", name="in 3 months").first).to_be_visible()
    page.goto(f"{attempt.path}data/")
    yield "data in an account", page
    for name, path in (
        ("change address", "email/"),
        ("change password", "password/change/"),
        ("log out", "logout/"),
        ("second factor", "2fa/"),
    ):
        page.goto(f"/accounts/{path}")
        yield name, page
    page.goto("/mine/delete/")
    yield "is it you", page
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_text("Nothing was deleted")).to_be_visible()
    yield "delete account refused", page


PARTS: dict[str, Callable[[Page, Attempt], Iterator[tuple[str, Page]]]] = {
    "catalogue": _catalogue,
    "practice": _practice,
    "empty": _empty,
    "answered": _answered,
    "quick": _quick,
    "report": _report,
    "plan": _plan,
    "progress": progress,
    "what if": _what_if,
    "data": _data,
    "sharing": sharing,
    "visitor": _visitor,
    "account": _account,
    "second factor": second_factor,
    "verifying": verifying,
}
