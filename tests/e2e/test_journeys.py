"""The whole way at both widths, by mouse and by keyboard, with JavaScript and without; and what it says to nobody else."""

from playwright.sync_api import expect

from tests.e2e.asking import SKILL, backing
from tests.e2e.attempt import Attempt
from tests.e2e.journey import WAYS, reported, walk
from tests.e2e.watch import Watch


@WAYS
def test_from_home_to_the_report_and_its_pdf(new_context, base, size, hand, script):
    context = new_context(*size, java_script_enabled=script)
    watch = Watch(context, base)
    page = context.new_page()

    chosen = walk(page, hand(page), saves_as_you_go=script)

    with page.expect_download() as download:
        hand(page).press(page.get_by_role("link", name="Download PDF"))

    assert download.value.path().read_bytes().startswith(b"%PDF")
    assert reported(page) == list(chosen.values())
    assert len(chosen) == 45
    assert watch.complaints == []
    assert watch.strangers == []


def test_the_watch_sees_what_breaks_the_security_policy(new_context, base):
    context = new_context()
    watch = Watch(context, base)
    page = context.new_page()
    page.goto("/")

    for harm in ("document.body.setAttribute('style', 'color: red')", "fetch('https://example.org/').catch(() => {})"):
        with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
            page.evaluate(harm)

    assert len([complaint for complaint in watch.complaints if "Content Security Policy" in complaint]) >= 2
    # The request itself never leaves.
    assert watch.strangers == []


def test_the_skip_link_leads_to_the_content(new_context):
    page = new_context().new_page()
    page.goto("/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_a_reload_shows_what_was_saved(new_context):
    context = new_context()
    page = context.new_page()
    attempt = Attempt(context)
    page.goto(attempt.page_of("prg"))
    page.locator("#prg_python-3").check()
    page.locator("#prg_python-unsure").check()
    expect(page.get_by_role("status")).to_have_text("Saved")

    page.reload()

    expect(page.locator("#prg_python-3")).to_be_checked()
    expect(page.locator("#prg_python-unsure")).to_be_checked()
    expect(page.get_by_role("status")).to_have_text("")


def test_a_reload_shows_what_was_written(new_context):
    page = backing(Attempt(new_context())).page
    words = "Ein Beleg: ö, 漢字, 🙂\nhttps://example.org/"
    page.locator(f"#{SKILL}-evidence").fill(words)
    expect(page.get_by_role("status")).to_have_text("Saved")

    page.reload()

    expect(page.locator(f"#{SKILL}-evidence")).to_have_value(words)


def test_the_back_button_shows_what_was_saved_without_javascript(new_context):
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(Attempt(context).page_of("prg"))
    page.locator("#prg_python-2").check()
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url(lambda url: "/questions/prg/" not in url)

    page.go_back()

    expect(page.locator("#prg_python-2")).to_be_checked()


def test_back_after_finishing_leads_to_the_report(new_context):
    context = new_context()
    attempt = Attempt(context)
    attempt.answer_all()
    page = context.new_page()
    page.goto(attempt.page_of("ppl"))
    page.goto(f"{attempt.path}check/")
    page.get_by_role("button", name="Finish and see my report").click()
    page.wait_for_url("**/report/")

    page.go_back()

    expect(page.get_by_role("heading", name="Your gap report")).to_be_visible()


def test_a_private_link_opens_the_attempt_in_another_browser(new_context):
    context = new_context()
    attempt = Attempt(context)
    attempt.save("prg_python", 3)
    page = context.new_page()
    page.goto(f"{attempt.path}data/")
    page.get_by_role("button", name="Make a private link").click()
    link = page.locator(".private-link a").inner_text()
    elsewhere = new_context(390, 844).new_page()

    elsewhere.goto(link)
    elsewhere.get_by_role("button", name="Open it here").click()

    expect(elsewhere.locator("#prg_python-3")).to_be_checked()
