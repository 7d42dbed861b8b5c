"""Where the editor of the workshop's framework works."""

import pytest

from catalog.models import Edition, Framework, Role, Skill


@pytest.fixture
def grid(edition: Edition) -> str:
    """The grid of the workshop's role."""
    return f"/admin/catalog/role/{Role.objects.get().pk}/requirements/"


@pytest.fixture
def home(edition: Edition) -> str:
    """The workbench of the workshop."""
    return f"/admin/catalog/framework/{Framework.objects.get().pk}/workbench/"


@pytest.fixture
def cut(edition: Edition) -> Skill:
    return Skill.objects.get(slug="cut")
