"""The grid of a role in tests: its cells, what is stored of them, and sending some as the script or a plain form does."""

from django.test import Client

from catalog.models import Requirement, RoleLevel, Skill
from tests.clients import Response
from tests.pages import Page


def cell(skill: str, level: str) -> str:
    return f"cell-{Skill.objects.get(slug=skill).pk}-{RoleLevel.objects.get(slug=level).pk}"


def requirement(skill: str, level: str) -> tuple[str, int | None] | None:
    return Requirement.objects.filter(skill__slug=skill, level__slug=level).values_list("importance", "step").first()


def stored() -> list[tuple[object, ...]]:
    return list(
        Requirement.objects.order_by("level_id", "skill_id").values_list("level_id", "skill_id", "importance", "step")
    )


def codes(response: Response) -> dict[str, str]:
    """What each cell of a page holds."""
    return {
        f"cell-{each['data-cell']}": each["data-code"]
        for each in (element.attributes for element in Page(response.content).all("td"))
        if "data-cell" in each
    }


def send(client: Client, grid: str, **changes: str) -> Response:
    """Save some cells as the script does: each with what the page shows of it now."""
    shown = codes(client.get(grid))
    seen = {f"initial-{name}": shown[name] for name in changes}
    return client.post(grid, changes | seen | {"end": "1"})


def plain_form(response: Response) -> dict[str, str]:
    [form] = [form for form in Page(response.content).forms if any(name.startswith("cell-") for name in form.fields)]
    return form.fields
