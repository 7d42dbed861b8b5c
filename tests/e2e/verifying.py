"""The page on which a report is checked, in each of its states."""

import json
import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.attempt import Attempt


def verifying(page: Page, attempt: Attempt) -> Iterator[tuple[str, Page]]:
    attempt.answer_all()
    attempt.submit("Zoë Ångström")
    report = attempt.get(f"{attempt.path}report.json").json()
    page.goto(f"{attempt.path}data/")
    code = page.locator(".report-code").inner_text()
    assert re.fullmatch(r"(\w{4}-){5}\w{4}", code)
    yield "data of a report", page
    page.goto("/")
    page.get_by_role("link", name="Check a report").click()
    yield "check a report", page
    for name, content, said in (
        ("checked", report, "Made here"),
        ("changed", report | {"role": "chief"}, "Not as it was made here"),
        ("other key", _renamed(report), "Signed by a key that we do not know"),
        ("unsigned", _unsigned(report), "Not signed"),
        ("no report", {}, "This is no report"),
    ):
        bring(page, json.dumps(content).encode())
        expect(page.get_by_role("heading", name=said)).to_be_visible()
        yield f"check a report, {name}", page
    bring(page, b" " * 900_001)
    expect(page.get_by_text("larger than any report")).to_be_visible()
    yield "check a report, too large", page
    for name, typed, said in (
        ("by code", code.lower(), "Is the paper still as it was made?"),
        ("slip", code[:-1], "There is a slip in this code"),
        ("unknown code", "0" * 24, "We do not know this code"),
    ):
        page.get_by_label("The code on the first page").fill(typed)
        page.get_by_role("button", name="Check the code").click()
        expect(page.get_by_text(said)).to_be_visible()
        yield f"check a report, {name}", page
    page.goto(f"{attempt.path}data/")
    page.get_by_role("button", name="Withdraw the code").click()
    expect(page.get_by_text("The PDF has no code now")).to_be_visible()
    yield "data of a report without a code", page


def bring(page: Page, content: bytes) -> None:
    file: Any = {"name": "report.json", "mimeType": "application/json", "buffer": content}
    page.get_by_label("The JSON file of a report").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()


def _renamed(report: dict[str, Any]) -> dict[str, Any]:
    return report | {"signature": report["signature"] | {"key": "x" * 43}}


def _unsigned(report: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in report.items() if name != "signature"}
