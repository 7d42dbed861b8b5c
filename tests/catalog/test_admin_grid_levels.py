"""Levels that are added beside the grid of their role."""

from catalog.models import RoleLevel
from tests.pages import Page
from tests.workshop import LEVELS


def test_a_level_is_added_by_its_name_alone(erin, grid):
    [form] = [form for form in Page(erin.get(grid).content).forms if "level-name" in form.fields]
    assert form.fields["level-rank"] == "4"
    assert erin.post(grid, form.fields | {"level-name": "Grand master", "add-level": "1"}).status_code == 302
    assert RoleLevel.objects.values_list("slug", "name", "rank", "track").get(rank=4) == (
        "grand-master",
        "Grand master",
        4,
        "",
    )
    assert "Grand master" in erin.get(grid).content.decode()


def test_a_level_has_a_key_of_its_own_and_its_place_to_itself(erin, grid):
    level = {"add-level": "1", "level-name": "Lead", "level-rank": "3"}
    refused = erin.post(grid, level)
    assert refused.status_code == 422
    assert "Another level has this rank and track." in refused.content.decode()
    assert erin.post(grid, level | {"level-track": "people"}).status_code == 302
    assert erin.post(grid, level | {"level-name": "主", "level-rank": "7"}).status_code == 302
    assert set(RoleLevel.objects.values_list("slug", flat=True)) == {*LEVELS, "lead-2", "level"}
