"""What an editor must press from nothing to a published framework: a scale, six skills, three levels, 17 requirements and
resources, with all texts at hand. Pasting and typing are no clicks, nor is Tab; every press of the mouse is, into a
field, too, and every Enter or Space on a button."""

import json
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.site import PASSWORD, Site

MOST = 60
STEPS = ("Not yet", "Helped", "Alone", "Teaching")
SKILLS = {
    "Sawing": "Part a board along a line.",
    "Planing": "Make a face flat.",
    "Joining": "Fit two parts so that they hold.",
    "Gluing": "Join two parts for good.",
    "Finishing": "Make a face last.",
    "Quoting": "Say what a piece will cost.",
}
LEVELS = ("Apprentice", "Joiner", "Master")
# What each level asks, in the order of the skills; the first level asks for five of them.
ASKED = (
    ("1 must-have", "2 must-have", "3 must-have"),
    ("1 must-have", "2 must-have", "3 must-have"),
    ("1 important", "2 must-have", "3 must-have"),
    ("1 helpful", "2 important", "3 important"),
    ("1 helpful", "1 helpful", "2 important"),
    ("", "1 important", "3 must-have"),
)
# How each step is said in the first person, for a skill's verb.
ANCHORS = (
    "I have seen {verb} and not done it.",
    "I do {verb} while somebody stands beside me.",
    "I do {verb} alone and it is used as it is.",
    "I show others {verb} and they do it after me.",
)
PASTE = """(cell, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  data.setData("text", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


class Hand:
    """An editor's hand: presses are counted, keys that type are not."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def press(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def type(self, *texts: str) -> None:
        """Texts into the field that has the focus and those that Tab leads to, one after the other; "" leaves one as it is."""
        for number, text in enumerate(texts):
            if number:
                self.page.keyboard.press("Tab")
            if text:
                self.page.keyboard.insert_text(text)

    def into(self, field: str, *texts: str) -> None:
        """Press into a field, then type."""
        self.press(self.page.locator(field))
        self.type(*texts)

    def paste(self, into: Locator, text: str) -> None:
        """Press somewhere, then paste."""
        self.press(into)
        into.evaluate(PASTE, text)


def enter(site: Site, new_context: Callable[..., BrowserContext]) -> Page:
    page = new_context(base_url=site.base).new_page()
    page.goto("/admin/login/")
    page.get_by_label("Email address").fill("erin@skillgap.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Site administration")).to_be_visible()
    return page


def test_a_framework_of_six_skills_takes_few_clicks(new_site, new_context):
    page = enter(new_site(), new_context)
    hand = Hand(page)

    make_framework(hand)
    make_skills(hand)
    make_role(hand)
    publish(hand)

    assert published(page) == meant()
    print(f"{hand.clicks} clicks")
    assert hand.clicks <= MOST


def make_framework(hand: Hand) -> None:
    """The stock form: the framework, four steps, one person for the warm-up."""
    page = hand.page
    hand.press(page.locator("#content-main .model-framework a.addlink"))
    hand.into("#id_name", "Joinery")
    hand.into("#id_practice_skill", "Keeping a bicycle in repair")
    for value, name in enumerate(STEPS):
        hand.press(page.get_by_role("button", name="Add another Proficiency step"))
        hand.into(f"#id_steps-{value}-value", str(value), name, f"What {name.lower()} means.", str(10 * value))
    hand.press(page.get_by_role("button", name="Add another Practice person"))
    hand.into("#id_practice-0-position", "1", "Mia mends flat tyres alone.", "2", "Nobody stands beside her.")
    hand.press(page.get_by_role("button", name="Save", exact=True))


def make_skills(hand: Hand) -> None:
    page = hand.page
    hand.press(page.get_by_role("link", name="Workbench of Joinery"))
    hand.into("#id_new_area", "Wood", "\n".join(f"{name} – {meaning}" for name, meaning in SKILLS.items()))
    hand.press(page.get_by_role("button", name="Add", exact=True))
    for name in SKILLS:
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        verb = name.lower()
        hand.paste(page.locator("#id_anchors-0-text"), "\n".join(text.format(verb=verb) for text in ANCHORS))
        address = f"https://example.org/{verb}"
        hand.into("#id_new_title", f"A course in {verb}", "", address, "20", "1-3")
        hand.press(page.get_by_role("button", name="Save and next skill"))
    expect(page.get_by_text("is saved")).to_be_visible()


def make_role(hand: Hand) -> None:
    page = hand.page
    hand.press(page.get_by_role("link", name="Add a role"))
    hand.into("#id_name", "Joiner", "Makes what is asked for of wood.")
    hand.into("#id_levels-0-name", LEVELS[0])
    for number, name in enumerate(LEVELS[1:], 1):
        hand.into(f"#id_levels-{number}-name", name)
    hand.press(page.get_by_role("button", name="Save and go to the grid"))
    cell = page.locator("#grid td").first
    hand.paste(cell, "\n".join("\t".join(row) for row in ASKED))
    expect(page.locator("#grid-count")).to_contain_text("17")
    hand.press(page.get_by_role("button", name="Save the grid"))


def publish(hand: Hand) -> None:
    page = hand.page
    hand.press(page.get_by_role("link", name="Workbench"))
    expect(page.get_by_text("0 errors")).to_be_visible()
    hand.press(page.get_by_role("link", name="Review and publish"))
    hand.press(page.get_by_role("button", name="Publish"))
    expect(page.locator(".messagelist")).to_contain_text("Visitors see it now.")


def meant() -> dict[str, object]:
    keys = [name.lower() for name in SKILLS]
    return {
        "scale": list(STEPS),
        "skills": [(key, name, meaning) for key, (name, meaning) in zip(keys, SKILLS.items(), strict=True)],
        "anchors": {key: [text.format(verb=key) for text in ANCHORS] for key in keys},
        "levels": [(name.lower(), rank) for rank, name in enumerate(LEVELS, 1)],
        "asked": {
            level.lower(): sorted(
                (key, int(row[column].split()[0]), row[column].split()[1].replace("must-have", "essential"))
                for key, row in zip(keys, ASKED, strict=True)
                if row[column]
            )
            for column, level in enumerate(LEVELS)
        },
        "resources": sorted((f"https://example.org/{key}", 20, [(key, 1), (key, 2), (key, 3)]) for key in keys),
    }


def published(page: Page) -> dict[str, object]:
    """What visitors get: the edition's own JSON."""
    page.goto("/roles/joinery/joiner/")
    digest = page.locator("a[href*='/editions/']").first.get_attribute("href") or ""
    value = json.loads(page.request.get(f"{digest.rstrip('/')}.json").text())
    [role] = value["roles"]
    skills = sorted(value["skills"], key=lambda skill: skill["position"])
    return {
        "scale": [step["name"] for step in value["scale"]],
        "skills": [(skill["slug"], skill["name"], skill["definition"]) for skill in skills],
        "anchors": {skill["slug"]: [anchor["text"] for anchor in skill["anchors"]] for skill in skills},
        "levels": sorted(((level["slug"], level["rank"]) for level in role["levels"]), key=lambda level: level[1]),
        "asked": {
            level["slug"]: sorted((need["skill"], need["step"], need["importance"]) for need in level["requirements"])
            for level in role["levels"]
        },
        "resources": sorted(
            (each["url"], each["hours"], sorted((row["skill"], row["step"]) for row in each["steps"]))
            for each in value["resources"]
        ),
    }
