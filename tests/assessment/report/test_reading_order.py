"""What a person hears who has the report read out: headings, pictures in words and actions, in the order of the page."""

from collections.abc import Iterator

from tests.assessment.attempts.past import attempt
from tests.pages import Element, Page, as_elements, read
from tests.workshop import CLOSE, ROLE

HEADINGS = {"h1": "#", "h2": "##", "h3": "###"}
# A sentence of a picture has a line of its own.
READ_OUT = """
# Your gap report
## You meet Junior, and are close to Senior.
picture: Where you stand at each level.
  Junior: met.
  Must-haves: 2 in place.
  Readiness: 100 %.
  Senior: close.
  Must-haves: 2 in place, 1 one step short.
  Readiness: 75 %.
  Lead: not yet.
  Must-haves: 2 two or more steps short.
  Readiness: 52 %.
[Download PDF]
[Plan the way to Senior]
[What if?]
[Other formats, and more]
+ The same as a table
Contents: Gaps | Start with | All skills | Shortest way | Strengths | Where next | How sure | All answers | Keep it
## Between you and Senior
Count the gaps against: Junior | Senior | Lead
### One step to go
- To cut: Plan it: To cut | What helps: To cut | What if: To cut, 4 Skilled
+ 1 more skill counts, too
- To measure: Plan it: To measure | What helps: To measure | What if: To measure, 2 Learner
## Start with these
### To measure
### To cut
## All skills, against Senior
picture: Craft: you and what Senior needs.
  To cut: you 3 Steady, Senior needs 4 Skilled, 1 step to go, must-have.
  The best of: To glue; To weld: you 3 Steady, Senior needs 3 Steady, in place, must-have.
picture: Tools: you and what Senior needs.
  To measure: you 1 New, Senior needs 3 Steady, 2 steps to go, important.
picture: الناس: you and what Senior needs.
  To teach: you 3 Steady, Senior needs 3 Steady, in place, important.
  To ask: you 3 Steady, Senior needs 3 Steady, in place, must-have.
+ All skills as a table
### Craft
### Tools
### الناس
## The shortest way to Senior
+ The steps, one by one
[Make a plan with dates]
## Strengths beyond Senior
## Where next
## How sure is this?
+ How Junior was counted
+ How Senior was counted
+ How Lead was counted
## All your answers
+ 6 of 6 questions answered.
## Keep it, or go on
[PDF with all tables]
[First page alone]
[Download XLSX]
[Download CSV]
[Download JSON]
[Change some answers in a new attempt]
[Back your answers up in a new attempt]
[Start again from nothing]
[Re-check only the areas with gaps]
"""


def read_out(page: Page) -> Iterator[str]:
    """A line for each heading, picture, menu, fold and action; a gap's actions stand in one line after its skill."""
    [main] = page.all("main")
    for each in as_elements(main.find_all(True)):
        match each.name, each.attributes.get("class", "").split():
            case ("h1" | "h2" | "h3") as level, _:
                yield f"{HEADINGS[level]} {each.text}"
            case "svg", _ if each.get("role") == "img":
                title, description = as_elements(each(["title", "desc"]))
                yield f"picture: {title.text}. {description.text}"
            case "nav", _:
                yield f"{each.attributes['aria-label']}: {' | '.join(link.text for link in inner(each, 'a'))}"
            case "summary", _ if not each.find_parent("nav"):
                yield f"+ {each.text}"
            case (("a" | "button"), classes) if "btn" in classes:
                yield f"[{each.text}]"
            case "li", classes if "gap" in classes:
                [skill] = as_elements(each.find_all(class_="gap__skill"))
                yield f"- {skill.text}: {' | '.join(link.text for link in inner(each, 'a'))}"


def inner(element: Element, tag: str) -> list[Element]:
    return as_elements(element(tag))


def test_the_report_reads_in_this_order(alice, edition):
    found = attempt(alice, edition, CLOSE["senior"] | {"measure": 1}, role=ROLE)

    page = read(f"/a/{found.public_id}/report/?level=senior", alice)

    assert list(read_out(page)) == READ_OUT.replace("\n  ", " ").strip().splitlines()


def test_every_entry_of_the_contents_leads_to_a_heading(alice, edition):
    found = attempt(alice, edition, CLOSE["senior"] | {"measure": 1}, role=ROLE)

    page = read(f"/a/{found.public_id}/report/", alice)

    [menu] = page.all("nav", class_="contents no-print")
    asked = [link.attributes["href"].removeprefix("#") for link in inner(menu, "a")]
    headings = [each.attributes["id"] for each in page.all("h2") if each.get("id") not in {None, "where"}]
    assert asked == headings
