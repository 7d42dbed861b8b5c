"""The workbench in tests: where a skill is edited, and in which order skills stand."""

from catalog.models import Skill


def of(home: str, skill: Skill) -> str:
    return f"{home}skill/{skill.pk}/"


def order(area: str = "craft") -> list[str]:
    return list(Skill.objects.filter(area__slug=area).order_by("position").values_list("slug", flat=True))
