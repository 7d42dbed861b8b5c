"""Saved means saved: what the page says while answers go to the server, and when they do not get there."""

import pytest
from playwright.sync_api import Dialog, Route, expect

from tests.e2e.asking import AREA, OTHER, SAVED, SAVES, SKILL, WAITING, Tab, backing, comes_to, holds, stored
from tests.e2e.attempt import Attempt
from tests.e2e.second_factor import log_in
from tests.e2e.site import PASSWORD


@pytest.fixture
def attempt(new_context) -> Attempt:
    return Attempt(new_context())


@pytest.fixture
def tab(attempt) -> Tab:
    return Tab(attempt.context, attempt)


def test_saved_is_said_only_after_the_server_said_so(tab, attempt):
    with tab.held() as saves:
        tab.choose(3)
        tab.has_sent_all()
        assert len(saves) == 1
        tab.says("Saving")
        assert stored(attempt) == {}
        saves[0].continue_()

        tab.says(SAVED)

    assert stored(attempt) == {SKILL: "3"}


def test_one_request_is_under_way_at_a_time_and_the_newest_value_wins(tab, attempt):
    with tab.held() as saves:
        for step in (1, 2, 4):
            tab.choose(step)
        tab.choose(0, OTHER)
        tab.has_sent_all()
        assert len(saves) == 1
        for number in (2, 3):
            with tab.page.expect_request(SAVES):
                saves[-1].continue_()
            tab.has_sent_all()
            assert len(saves) == number
            tab.says("Saving")
        saves[-1].continue_()

        tab.says(SAVED)

    assert stored(attempt) == {SKILL: "4", OTHER: "0"}


def lose(route: Route) -> None:
    """The server gets it and stores it, and the page never hears of that."""
    route.fetch()
    route.abort()


def test_a_save_whose_answer_is_lost_is_repeated_and_changes_nothing(tab, attempt):
    with tab.in_trouble(lose):
        tab.choose(3)
    assert stored(attempt) == {SKILL: "3"}

    tab.says(SAVED)

    tab.page.reload()
    tab.chosen(3)
    expect(tab.page.locator(f"[name={SKILL}-rev]")).to_have_value("1")


def test_a_change_after_a_lost_answer_is_no_clash_with_oneself(tab, attempt):
    with tab.in_trouble(lose):
        tab.choose(3)

    tab.choose(1)

    tab.says(SAVED)
    assert tab.notice().count() == 0
    assert stored(attempt) == {SKILL: "1"}


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_in_trouble_is_asked_again(tab, attempt, status):
    with tab.in_trouble(lambda route: route.fulfill(status=status, json={"error": "trouble"})):
        tab.choose(2)

    tab.says(SAVED)

    assert stored(attempt) == {SKILL: "2"}


def test_a_server_that_is_restarted_gets_the_answer_in_the_end(tab, attempt, server):
    tab.choose(1)
    tab.says(SAVED)
    server.stop()
    try:
        tab.choose(3)
        tab.says(WAITING)
    finally:
        server.serve()

    tab.says(SAVED)

    assert stored(attempt) == {SKILL: "3"}
    tab.page.reload()
    tab.chosen(3)


def test_answers_given_offline_arrive_when_the_network_is_back(tab, attempt):
    tab.attempt.context.set_offline(True)
    tab.choose(3)
    tab.choose(4, OTHER)
    tab.says(WAITING)

    tab.attempt.context.set_offline(False)

    tab.says(SAVED)
    assert stored(attempt) == {SKILL: "3", OTHER: "4"}


def test_words_typed_offline_arrive_when_the_network_is_back(attempt):
    tab = backing(attempt)
    attempt.context.set_offline(True)
    tab.evidence().fill("Typed on a train")
    tab.says(WAITING)

    attempt.context.set_offline(False)

    tab.says(SAVED)
    tab.page.reload()
    expect(tab.evidence()).to_have_value("Typed on a train")


def test_going_on_while_offline_waits_and_goes_when_all_is_saved(tab, attempt):
    tab.attempt.context.set_offline(True)
    tab.choose(3)
    tab.says(WAITING)
    tab.go_on()
    tab.says(WAITING)

    tab.attempt.context.set_offline(False)

    tab.is_on_the_next_page()
    assert stored(attempt) == {SKILL: "3"}


def test_saving_and_going_on_outlive_a_deleted_csrf_cookie(tab, attempt):
    attempt.context.clear_cookies(name="csrftoken")

    tab.choose(3)

    tab.says(SAVED)
    assert stored(attempt) == {SKILL: "3"}
    tab.go_on()
    tab.is_on_the_next_page()


def test_saving_and_going_on_outlive_a_login_in_another_tab(tab, attempt):
    before = attempt.token
    login = attempt.context.new_page()
    login.goto("/admin/login/")
    login.get_by_label("Email address").fill("erin@skillgap.example")
    login.get_by_label("Password").fill(PASSWORD)
    login.get_by_role("button", name="Log in").click()
    expect(login.get_by_role("button", name="Log out")).to_be_visible()
    assert attempt.token != before

    tab.choose(3)

    tab.says(SAVED)
    assert stored(attempt) == {SKILL: "3"}
    tab.go_on()
    tab.is_on_the_next_page()


def test_what_was_typed_after_the_log_in_ended_is_saved_when_it_is_back(new_context):
    context = new_context()
    log_in(context.new_page(), "/privacy/")
    attempt = Attempt(context)
    tab = Tab(context, attempt)
    [session] = [each for each in context.cookies() if each["name"] == "sessionid"]
    context.clear_cookies(name="sessionid")
    tab.choose(3)
    expect(tab.page.locator("#save-status")).to_have_attribute("data-state", "gone")

    context.add_cookies([session])
    tab.page.evaluate("window.dispatchEvent(new Event('focus'))")

    tab.says(SAVED)
    assert stored(attempt) == {SKILL: "3"}


def test_leaving_with_something_unsaved_warns_and_staying_keeps_it(tab, attempt):
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    tab.page.on("dialog", stay)
    with tab.held() as saves:
        tab.choose(3)
        with tab.page.expect_event("dialog"):
            tab.page.get_by_role("link", name="Stop and come back later").click()
        saves[0].continue_()
        tab.says(SAVED)
    tab.chosen(3)

    tab.page.get_by_role("link", name="Stop and come back later").click()

    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Keep it or delete it")
    assert asked == ["beforeunload"]


def test_leaving_all_the_same_sends_what_waits(attempt):
    tab = backing(attempt)
    tab.page.on("dialog", lambda dialog: dialog.accept())
    # Typed words wait for a pause in the typing before they are sent, and on this page no time passes from now on.
    tab.page.clock.install()
    tab.page.clock.pause_at("2100-01-01")
    tab.evidence().press_sequentially("Last words")
    tab.says("Saving")

    tab.page.evaluate("location.assign('/privacy/')")

    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Privacy")
    comes_to(lambda: holds(attempt, "Last words"))


HIDE = """() => {
  Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
LEAVE = "() => location.assign('/privacy/')"


@pytest.mark.parametrize("go", [HIDE, LEAVE], ids=["out of sight", "leaving"])
def test_on_a_slow_line_the_newest_word_is_what_stays(tab, attempt, go):
    tab.page.on("dialog", lambda dialog: dialog.accept())
    # It is stored, and the page waits for the answer as long as it lives.
    tab.page.route(SAVES, lambda route: route.fetch())
    with tab.page.expect_request(SAVES):
        tab.choose(2)
    tab.choose(4)

    tab.page.evaluate(go)

    comes_to(lambda: stored(attempt) == {SKILL: "4"})


@pytest.mark.parametrize("go", [HIDE, LEAVE], ids=["out of sight", "leaving"])
def test_on_a_slow_line_the_newest_line_is_what_stays(attempt, go):
    tab = backing(attempt)
    tab.page.on("dialog", lambda dialog: dialog.accept())
    tab.page.route(SAVES, lambda route: route.fetch())
    with tab.page.expect_request(SAVES):
        tab.evidence().fill("First words")
    tab.evidence().fill("Last words")

    tab.page.evaluate(go)

    comes_to(lambda: holds(attempt, "Last words"))
    assert stored(attempt)[SKILL] == "3"


def test_back_shows_what_was_saved(tab):
    tab.choose(3)
    tab.says(SAVED)
    tab.go_on()
    tab.is_on_the_next_page()

    tab.page.go_back()

    tab.chosen(3)


def test_back_shows_the_newest_answer_and_not_what_the_browser_remembers(tab, attempt):
    tab.choose(3)
    tab.says(SAVED)
    tab.go_on()
    tab.is_on_the_next_page()
    attempt.save(SKILL, 1, rev=1)

    tab.page.go_back()

    tab.chosen(1)
    expect(tab.page.locator(f"[name={SKILL}-rev]")).to_have_value("2")


def test_what_was_written_stays_with_a_changed_answer_and_goes_with_a_cleared_one(tab, attempt):
    attempt.save(SKILL, 4, evidence="A canary")
    tab.page.reload()
    tab.choose(2)
    tab.says(SAVED)
    assert holds(attempt, "A canary")

    tab.page.get_by_role("button", name="Clear my answer to Python programming").click()

    expect(tab.page.locator(f"#q-{SKILL} [role=status]")).to_have_text(
        "Cleared: your answer, and what you wrote with it."
    )
    assert not holds(attempt, "A canary")
    tab.choose(2)
    tab.says(SAVED)
    assert not holds(attempt, "A canary")


def test_areas_count_the_answers_as_they_are_saved(tab):
    count = tab.page.locator(f"[data-area={AREA}] [data-answered]")
    expect(count).to_have_text("0")

    tab.choose(3)
    tab.choose(0, OTHER)
    tab.says(SAVED)
    expect(count).to_have_text("2")
    tab.page.get_by_role("button", name="Clear my answer to Python programming").click()

    tab.says(SAVED)
    expect(count).to_have_text("1")


def test_a_tick_without_an_answer_waits_for_one(tab, attempt):
    with tab.held() as saves:
        tab.page.locator(f"#{SKILL}-unsure").check()
        tab.has_sent_all()
        assert saves == []
    tab.says("")

    tab.choose(2)
    tab.says(SAVED)

    tab.page.reload()
    tab.chosen(2)
    expect(tab.page.locator(f"#{SKILL}-unsure")).to_be_checked()
