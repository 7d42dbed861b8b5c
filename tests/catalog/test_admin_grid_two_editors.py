"""Two editors of one grid: nothing of either is lost or overwritten unseen."""

from catalog.models import Requirement, RoleLevel
from tests.catalog.cells import cell, plain_form, requirement, send
from tests.pages import Page


def test_two_editors_at_once_lose_nothing_of_each_other(erin, grid):
    """What Erin did not touch stays as her colleague left it meanwhile."""
    asked = f"{grid}?plain=1"
    opened = plain_form(erin.get(asked))
    Requirement.objects.filter(skill__slug="measure", level__slug="lead").update(step=4)
    assert erin.post(asked, opened | {cell("cut", "junior"): "4 important"}).status_code == 302
    assert requirement("cut", "junior") == ("important", 4)
    assert requirement("measure", "lead") == ("important", 4)


def test_a_cell_that_both_changed_is_refused_with_both_versions(erin, grid):
    cut, measure = cell("cut", "junior"), cell("measure", "junior")
    mine = {cut: "important-4", f"initial-{cut}": "essential-2", measure: "helpful-2", f"initial-{measure}": ""}
    assert send(erin, grid, **{cut: "helpful-2"}).status_code == 302
    refused = erin.post(grid, mine | {"end": "1"})
    assert refused.status_code == 409
    assert (requirement("cut", "junior"), requirement("measure", "junior")) == (("helpful", 2), None)
    [row] = Page(refused.content).all("div", class_="conflict")[0].find("tbody").find_all("tr")
    assert [each.text for each in row.find_all(["th", "td"])] == [
        "To cut, Junior", "2 must-have, Learner", "2 helpful, Learner", "4 important, Skilled",
    ]  # fmt: skip
    waiting = {
        f"cell-{each['data-cell']}": (each["data-seen"], each["data-code"])
        for each in Page(refused.content).all("td")
        if "data-seen" in each.attributes
    }
    assert waiting == {cut: ("helpful-2", "important-4"), measure: ("", "helpful-2")}
    again = {name: code for name, (_seen, code) in waiting.items()}
    again |= {f"initial-{name}": seen for name, (seen, _code) in waiting.items()}
    assert erin.post(grid, again | {"end": "1"}).status_code == 302
    assert (requirement("cut", "junior"), requirement("measure", "junior")) == (("important", 4), ("helpful", 2))


def test_a_second_press_is_taken(erin, grid):
    cut = cell("cut", "junior")
    sent = {cut: "important-4", f"initial-{cut}": "essential-2", "end": "1"}
    assert [erin.post(grid, sent).status_code for _press in range(2)] == [302, 302]


def test_a_cell_of_a_level_that_another_deleted_is_not_lost_unseen(erin, grid):
    lead = cell("cut", "lead")
    RoleLevel.objects.get(slug="lead").delete()
    refused = erin.post(grid, {lead: "helpful-2", f"initial-{lead}": "important-3", "end": "1"})
    assert refused.status_code == 409
    [row] = Page(refused.content).all("div", class_="conflict")[0].find("tbody").find_all("tr")
    assert [each.text for each in row.find_all("td")] == ["3 important, Steady", "deleted", "helpful-2"]
