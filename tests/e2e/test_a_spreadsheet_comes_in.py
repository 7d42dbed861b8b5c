"""An editor who has never seen it brings a spreadsheet to a published framework, with few presses after choosing the file."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.site import Site
from tests.e2e.test_editors_clicks import Hand, enter

MOST = 10
# A file that somebody really uses, where it lies beside the repository; else one that is made like it.
FOUND = Path(__file__).parents[3] / "shared/data/messy/01_jotb_levels_as_columns_merged_areas.xlsx"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AREAS = {"Technical Proficiency": 6, "Problem Solving": 3, "Collaboration": 4, "Ownership": 3}
HOW = ("with somebody beside me", "alone", "and shows others how")
LEVELS = ("Junior Developer (L1)", "Mid-Level Developer (L2)", "Senior Developer (L3)")


def workbook() -> bytes:
    """Four areas in merged cells, sixteen skills, three levels with a sentence for each."""
    if FOUND.exists():
        return FOUND.read_bytes()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Competency Matrix"
    sheet.append(["Competency Area", "Skill/Attribute", *LEVELS])
    at = 2
    for area, number in AREAS.items():
        for skill in range(number):
            name = f"{area} {number - skill}"
            sheet.append([area if not skill else None, name, *(f"Does {name.lower()} {how}." for how in HOW)])
        sheet.merge_cells(start_row=at, end_row=at + number - 1, start_column=1, end_column=1)
        at += number
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.thorough
def test_a_spreadsheet_is_published_in_a_few_presses(
    new_site: Callable[..., Site], new_context: Callable[..., BrowserContext]
):
    page = enter(new_site(), new_context)
    page.goto("/admin/catalog/framework/import/")
    hand = Hand(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "Developer ladder.xlsx", "mimeType": SHEET, "buffer": workbook()}
    )
    hand.press(page.get_by_role("button", name="Read the file"))
    for kind, number in (("area", 4), ("skill", 16), ("level", 3), ("anchor", 48)):
        expect(page.locator(f"[data-kind={kind}] td").first).to_have_text(str(number))
    hand.press(page.get_by_role("button", name="Put this into the draft"))
    hand.press(page.get_by_role("link", name="Publish"))
    hand.press(page.get_by_role("button", name="Publish"))
    expect(page.locator(".messagelist")).to_contain_text("Visitors see it now.")
    print(f"{hand.clicks} presses")
    assert hand.clicks <= MOST
    page.goto("/roles/")
    expect(page.get_by_role("link", name="Developer").first).to_be_visible()
