"""axe finds nothing when something went wrong either: refused and clashing answers, and every error page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.accessibility import look, options_for_axe
from tests.e2e.asking import backing
from tests.e2e.attempt import PLACE, Attempt
from tests.e2e.site import PASSWORD, serving

pytestmark = pytest.mark.thorough

AREA = "prg"
SKILL = "prg_python"


def without_script(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A browser that does not get our script, as on a bad network; axe itself cannot run without JavaScript."""
    context = new_context(**options_for_axe())
    context.route("**/saving*.js", lambda route: route.abort())
    return context


def is_headed(page: Page, heading: str) -> None:
    expect(page.locator("h1")).to_have_text(heading)


def test_evidence_that_is_too_long_is_refused_on_an_accessible_page(new_context):
    page = backing(Attempt(without_script(new_context))).page

    page.locator(f"#{SKILL}-evidence").fill("x" * 1001)
    page.get_by_role("button", name="Save and continue").click()

    expect(page.get_by_role("alert").nth(1)).to_have_text(
        "This was not saved. The evidence is too long. Please shorten it by this many characters: 1."
    )
    assert look(page, "back it up refused") == []


def test_a_clash_is_shown_on_an_accessible_page(new_context):
    context = without_script(new_context)
    page = context.new_page()
    attempt = Attempt(context)
    page.goto(attempt.page_of(AREA))
    attempt.save(SKILL, 3, evidence="https://example.org/theirs", unsure=True)

    page.locator(f"#{SKILL}-1").check()
    page.get_by_role("button", name="Save and continue").click()

    expect(page.locator(f"#q-{SKILL} [role=alert]")).to_be_visible()
    assert look(page, "questions clash") == []


def test_a_clash_is_shown_accessibly_by_the_script_too(new_context):
    context = new_context(**options_for_axe())
    page = context.new_page()
    attempt = Attempt(context)
    page.goto(attempt.page_of(AREA))
    attempt.save(SKILL, 3, evidence="https://example.org/theirs")

    page.locator(f"#{SKILL}-1").check()
    page.get_by_role("button", name="Keep what I chose here").wait_for()

    assert look(page, "questions clash notice") == []


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/nothing/", "There is nothing here for you"),
        ("/?q=%ff", "We could not read that"),
    ],
    ids=["404", "400"],
)
def test_error_pages_of_an_address_are_accessible(new_context, path, heading):
    page = new_context(**options_for_axe()).new_page()

    page.goto(path)

    is_headed(page, heading)
    assert look(page, heading) == []


def test_429_page_is_accessible(new_context):
    page = new_context(**options_for_axe()).new_page()

    for _ in range(21):
        page.goto(f"/resume/{'x' * 43}/")

    is_headed(page, "A little too often")
    assert look(page, "429") == []


def test_403_page_is_accessible(new_context):
    page = new_context(**options_for_axe()).new_page()
    page.goto("/admin/login/?next=/admin/auth/user/")
    page.get_by_label("Email address").fill("erin@skillgap.example")
    page.get_by_label("Password").fill(PASSWORD)

    page.get_by_role("button", name="Log in").click()

    is_headed(page, "That is not open to you")
    assert look(page, "403") == []


def test_csrf_page_is_accessible_and_sends_again_what_was_typed(new_context):
    context = new_context(**options_for_axe())
    page = context.new_page()
    page.goto(f"/roles/{PLACE}/start/")
    page.locator("summary", has_text="Level").click()
    page.get_by_text("Mid (").click()
    context.clear_cookies(name="csrftoken")

    page.get_by_role("button", name="Start").click()

    is_headed(page, "Your browser sent no cookie")
    assert look(page, "403 no cookies") == []
    page.evaluate("document.cookie = `csrftoken=${'x'.repeat(32)}; path=/`")
    page.get_by_role("button", name="Send it again").click()
    is_headed(page, "Please send that again")
    assert look(page, "403 csrf") == []
    page.get_by_role("button", name="Send it again").click()
    is_headed(page, "Try one first")


def test_409_page_is_accessible(new_context):
    context = without_script(new_context)
    attempt = Attempt(context)
    attempt.answer_all()
    page = context.new_page()
    page.goto(attempt.page_of(AREA))
    page.locator(f"#{SKILL}-0").check()
    attempt.submit()

    page.get_by_role("button", name="Save and continue").click()

    is_headed(page, "This was handed in already")
    assert look(page, "409") == []


def test_413_page_is_accessible(new_context):
    context = without_script(new_context)
    page = context.new_page()
    page.goto(Attempt(context).page_of(AREA))
    # A field that nobody sees: drawing a million letters would take the browser half a minute.
    page.locator(f"[name={SKILL}-rev]").evaluate("field => { field.value = 'x'.repeat(1_000_001) }")

    page.get_by_role("button", name="Save and continue").click()

    is_headed(page, "That was too much at once")
    assert look(page, "413") == []


def test_500_and_503_pages_are_accessible(new_context, tmp_path: Path):
    database = tmp_path / "db" / "broken.sqlite3"
    with serving(tmp_path, f"sqlite:///{database}") as site:
        page = new_context(**options_for_axe(), base_url=site.base).new_page()

        page.goto(f"/roles/{PLACE}/")
        is_headed(page, "We cannot reach our database right now")
        found = look(page, "503")
        database.parent.mkdir()
        database.write_text("This is no database. " * 100)
        page.goto(f"/roles/{PLACE}/")
        is_headed(page, "Something broke on our side")

        assert found + look(page, "500") == []


def test_the_page_without_a_mail_server_is_accessible_and_the_sign_up_is_undone(new_context, new_site):
    site = new_site(EMAIL_URL="smtp://127.0.0.1:9", MAIL_FROM="skillgap@skillgap.example")
    page = new_context(**options_for_axe(), base_url=site.base).new_page()

    for _ in range(2):
        page.goto("/accounts/signup/")
        page.get_by_label("Email address").fill("zoe@skillgap.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign up").click()
        is_headed(page, "We cannot send e-mail right now")

    assert "Traceback" not in site.log_file.read_text()
    assert look(page, "503 mail") == []


def test_pages_are_accessible_while_the_site_only_reads(new_context, new_site):
    site = new_site(READ_ONLY="1")
    page = new_context(**options_for_axe(), base_url=site.base).new_page()

    page.goto(f"/roles/{PLACE}/start/")
    expect(page.get_by_role("status")).to_contain_text("nothing can be saved just now")
    found = look(page, "only reading")
    page.get_by_role("button", name="Start").click()
    is_headed(page, "Nothing can be saved just now")
    expect(page.get_by_role("button", name="Send it again")).to_be_visible()

    assert found + look(page, "503 only reading") == []
