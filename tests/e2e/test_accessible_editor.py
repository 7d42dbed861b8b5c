"""axe finds nothing in the screens of the editor that are ours, in light and dark, narrow and wide."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import look
from tests.e2e.editor import first_form, oversized
from tests.e2e.fitting import scrolls_sideways

pytestmark = pytest.mark.thorough


def test_requirements_grid_its_form_and_its_refusal(rose):
    grid = first_form(rose, "catalog", "role").replace("/change/", "/requirements/")
    rose.goto(grid)
    found = look(rose, "admin requirements") + oversized(rose)

    rose.goto(f"{grid}?plain=1&q=python")
    found += look(rose, "admin requirements as a form") + oversized(rose)
    rose.locator("td input").first.fill("nonsense")
    rose.get_by_role("button", name="Save the grid").click()
    expect(rose.locator(".errornote")).to_be_visible()

    assert found + look(rose, "admin requirements refused", widths=(1280,)) == []


def test_a_vocabulary_is_uploaded_searched_and_linked(rose):
    rose.goto("/admin/catalog/vocabulary/upload/")
    found = look(rose, "admin upload") + oversized(rose)
    rose.get_by_role("button", name="Upload").click()
    expect(rose.get_by_text("This field is required.").first).to_be_visible()
    found += look(rose, "admin upload refused", widths=(1280,))
    skill = first_form(rose, "catalog", "skill")
    rose.goto(skill)
    rose.get_by_role("link", name="Vocabularies", exact=True).click()
    rose.get_by_label("Words of its name").fill("plan")
    rose.get_by_role("button", name="Search").click()
    expect(rose.get_by_role("radio", name="plan a day")).to_be_visible()
    found += look(rose, "admin vocabularies of a skill") + oversized(rose)
    rose.goto("/admin/catalog/vocabulary/")
    rose.get_by_role("link", name="Links of").first.click()
    found += look(rose, "admin links of a framework") + oversized(rose)

    assert found == []


def test_a_file_is_brought_corrected_put_in_and_undone(rose):
    rose.goto("/admin/catalog/framework/import/")
    found = look(rose, "admin import") + oversized(rose)
    rose.get_by_role("button", name="Read the file").click()
    expect(rose.get_by_text("Choose a file first.")).to_be_visible()
    found += look(rose, "admin import refused", widths=(390,))
    sheet = b"Area,Skill,Novice,Master\nWood,Sawing,Saws with help.,Saws anything.\n,Gluing,,Glues anything.\n"
    rose.locator("input[type=file]").set_input_files({"name": "Shop.csv", "mimeType": "text/csv", "buffer": sheet})
    rose.get_by_role("button", name="Read the file").click()
    expect(rose.get_by_role("button", name="Put this into the draft")).to_be_visible()
    found += look(rose, "admin import preview") + oversized(rose)
    rose.get_by_label("Column A of").select_option("nothing")
    rose.get_by_role("button", name="Read it again like this").click()
    expect(rose.get_by_label("Column A of")).to_have_value("nothing")
    rose.get_by_role("button", name="Put this into the draft").click()
    expect(rose.get_by_role("link", name="Look at the draft")).to_be_visible()
    found += look(rose, "admin import applied") + oversized(rose)
    rose.get_by_role("button", name="Undo").click()
    expect(rose.get_by_text("that was undone")).to_be_visible()
    rose.goto(first_form(rose, "catalog", "framework").replace("/change/", "/export/"))

    assert found + look(rose, "admin export") + oversized(rose) == []


def test_reviews_of_a_skill_and_of_all(rose):
    skill = first_form(rose, "catalog", "skill")
    rose.goto(skill)
    rose.locator("#content-main").get_by_role("link", name="Reviews", exact=True).click()
    found = look(rose, "admin reviews of a skill") + oversized(rose)
    rose.get_by_role("button", name="Record the review").click()
    expect(rose.get_by_text("This field is required.")).to_be_visible()
    found += look(rose, "admin review refused", widths=(1280,))
    rose.get_by_label("Reviewed by:").fill(f"Second {time.time():.0f}")
    rose.get_by_role("button", name="Record the review").click()
    expect(rose.get_by_text("Recorded. Visitors see it after the next publishing.")).to_be_visible()
    rose.goto("/admin/catalog/review/")
    rose.get_by_role("link", name="What is reviewed of").first.click()
    found += look(rose, "admin what is reviewed") + oversized(rose)

    assert found == []


def test_a_draft_as_visitors_would_see_it(rose):
    preview = (
        first_form(rose, "catalog", "framework").replace("/catalog/framework/", "/preview/").removesuffix("change/")
    )
    rose.goto(preview)
    found = look(rose, "admin preview") + oversized(rose)
    pages = {}
    for part in ("roles/", "start/", "sample/", "people/", "answer/", "questions/", "skills/"):
        links = rose.locator(f"#content-main a[href*='/preview/'][href*='{part}']")
        pages[part] = links.first.get_attribute("href") or ""
    for part, address in pages.items():
        rose.goto(address)
        found += look(rose, f"admin preview {part}")
        found += [f"{part} scrolls sideways"] if scrolls_sideways(rose) else []

    assert found == []


def test_change_history_and_publishing(rose):
    skill = first_form(rose, "catalog", "skill")
    rose.goto(skill)
    rose.get_by_label("Good practice:").fill(f"Looked at in second {time.time():.0f}.")
    rose.get_by_role("button", name="Save and continue editing").click()
    expect(rose.locator(".messagelist")).to_be_visible()
    found = look(rose, "admin changed")

    rose.goto(skill.replace("/change/", "/history/"))
    expect(rose.locator("#result_list tbody tr").first).to_be_visible()
    found += look(rose, "admin history")

    rose.goto("/admin/catalog/edition/")
    rose.get_by_role("link", name="Publish AI").click()
    expect(rose.get_by_role("heading", name=re.compile("changes? since edition"))).to_be_visible()
    expect(rose.locator("#consequences")).to_contain_text("Nobody's stored report changes")
    found += look(rose, "admin publish")
    rose.goto(rose.url + "?sort=added")
    expect(rose.locator(".kinds [aria-current]")).to_contain_text("added")
    found += look(rose, "admin publish, one sort of changes", widths=(390,))
    rose.get_by_role("button", name="Publish").click()
    expect(rose.locator(".messagelist")).to_be_visible()
    found += look(rose, "admin published")
    rose.get_by_role("link", name="Publish AI").click()
    expect(rose.get_by_text("There is nothing to publish.")).to_be_visible()

    assert found + look(rose, "admin nothing to publish") == []


def test_the_workbench(rose):
    rose.goto("/admin/catalog/framework/help/")
    found = look(rose, "admin help")
    home = first_form(rose, "catalog", "framework").replace("/change/", "/workbench/")
    rose.goto(home)
    expect(rose.get_by_text("Draft: ")).to_contain_text("errors")
    found += look(rose, "admin workbench") + oversized(rose)
    rose.get_by_role("button", name="Add", exact=True).click()
    expect(rose.get_by_text("Choose an area, or name a new one.")).to_be_visible()
    found += look(rose, "admin workbench refused", widths=(390,))
    rose.goto(home)
    rose.locator("[data-skill] > a").first.click()
    rose.locator("summary").evaluate_all("all => all.forEach((each) => { each.parentElement.open = true })")
    found += look(rose, "admin workbench skill") + oversized(rose)
    rose.goto(f"{home}role/add/")
    rose.get_by_role("button", name="Save", exact=True).click()
    expect(rose.locator(".errornote")).to_be_visible()

    assert found + look(rose, "admin workbench role") + oversized(rose) == []


def test_a_row_of_the_outline_is_moved_by_keyboard_and_by_mouse(rose):
    rose.goto(first_form(rose, "catalog", "framework").replace("/change/", "/workbench/"))
    rows = rose.locator("[data-area]").first.locator("[data-skill]")
    names = rows.locator("> a").all_inner_texts()

    rows.nth(0).get_by_role("button", name="down").focus()
    rose.keyboard.press("Enter")
    expect(rows.nth(1).locator("> a")).to_have_text(names[0])
    expect(rows.nth(1).get_by_role("button", name="down")).to_be_focused()
    rows.nth(1).drag_to(rows.nth(0))
    expect(rows.nth(0).locator("> a")).to_have_text(names[0])

    assert rows.locator("> a").all_inner_texts() == names


def test_what_may_become_of_an_edition_and_copies(rose):
    edition = first_form(rose, "catalog", "edition").removesuffix("change/")
    number = edition.split("/")[-2]
    pages = [f"{edition}{page}/" for page in ("change", "current", "withdraw", "note", "restore")]
    pages.append(f"/admin/catalog/edition/compare/?old={number}&new={number}")
    pages += [first_form(rose, "catalog", model).replace("/change/", "/copy/") for model in ("framework", "skill")]
    found = []
    for page in pages:
        rose.goto(page)
        expect(rose.get_by_role("heading", level=1)).to_be_visible()
        found += look(rose, f"admin {page}")

    assert found == []
