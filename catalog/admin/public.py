"""Where visitors read of a row; None for what they do not see, such as a skill that no edition has yet."""

from django.db.models import Model
from django.urls import reverse

from catalog import index
from catalog.models import Edition, Framework, Resource, Role, RoleLevel, RoleNote, SalaryRange, Skill


def address_of(row: Model) -> str | None:
    """The address of the public page of a row, or of the page that tells of it; None where there is none."""
    match row:
        case Framework():
            role = next((role for role in row.roles.all() if _role(role)), None)
            return reverse("catalog:roles") if role else None
        case Role():
            return _role(row)
        case RoleLevel():
            return _role(row.role)
        case RoleNote() | SalaryRange():
            return _role(row.role, "role-about")
        case Skill():
            return _skill(row)
        case Resource():
            first = row.steps.select_related("skill__framework").order_by("skill").first()
            return _skill(first.skill) if first else None
        case Edition():
            return reverse("catalog:edition-detail", args=[row.digest])
    return None


def _role(role: Role, page: str = "role-detail") -> str | None:
    framework = role.framework.slug
    is_public = any(index.digests_of_role(framework, role.slug))
    return reverse(f"catalog:{page}", args=[framework, role.slug]) if is_public else None


def _skill(skill: Skill) -> str | None:
    framework = skill.framework.slug
    is_public = any(index.digests_of_skill(framework, skill.slug))
    return reverse("catalog:skill-detail", args=[framework, skill.slug]) if is_public else None
