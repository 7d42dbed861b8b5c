"""The pages that look back in every state: the history, two attempts side by side, a re-check, a report from a file."""

import json
from collections.abc import Iterator

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.attempt import PLACE, Attempt


def progress(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    page.goto("/history/")
    expect(page.get_by_text("No attempt at this role is finished yet")).to_be_visible()
    yield "history of an open attempt", page
    attempt.answer_all()
    attempt.submit()
    exported = attempt.get(f"{attempt.path}report.json").body()
    yield from _recheck(page, attempt)
    yield from _import(page, exported)
    page.goto("/history/")
    yield "history", page
    page.get_by_role("button", name="Show what changed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed")
    yield "compare", page
    page.goto(f"/history/?role={PLACE}&first=x&second=y")
    expect(page.get_by_text("Choose an attempt from the list").first).to_be_visible()
    yield "history refused", page
    page.context.clear_cookies()
    page.goto("/history/")
    yield "history of nobody", page


def _recheck(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    page.goto(f"{attempt.path}recheck/")
    yield "recheck", page
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Start the re-check").click()
    expect(page.get_by_text("Choose at least one area")).to_be_visible()
    yield "recheck refused", page
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Start the re-check").click()
    page.wait_for_url("**/questions/**")
    page.locator("input[type=radio][value='4']").first.check()
    page.get_by_role("status").get_by_text("Saved").wait_for()
    yield "questions of a recheck", page
    page.goto(page.url.partition("questions/")[0].partition("practice/")[0] + "check/")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Your gap report")).to_be_visible()
    yield "report of a recheck", page


def _import(page: Page, exported: bytes) -> Iterator[tuple[str, Page]]:
    page.goto("/import/")
    yield "import", page
    _choose(page, b"no JSON")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "import of another file", page
    page.get_by_role("button", name="See what fits").click()
    expect(page.get_by_text("Choose the JSON file of a report first.")).to_be_visible()
    yield "import of nothing", page
    report = json.loads(exported)
    report["answers"]["old_skill"] = {"step": 1, "unsure": False, "evidence": ""}
    report["edition"]["digest"] = "0" * 64
    first = next(iter(report["answers"].values()))  # else this browser would have it already
    first["step"] = (first["step"] + 1) % 5
    _choose(page, json.dumps(report).encode())
    expect(page.get_by_role("heading", name="Not taken")).to_be_visible()
    yield "import dry run", page
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("heading", name="Your gap report")).to_be_visible()
    yield "imported report", page


def _choose(page: Page, content: bytes) -> None:
    file: FilePayload = {"name": "report.json", "mimeType": "application/json", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="See what fits").click()
