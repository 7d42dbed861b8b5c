import pytest

from catalog.models import Framework, Role, Skill
from tests.factories import (
    ExternalLinkFactory,
    ResourceFactory,
    ResourceStepFactory,
    RoleNoteFactory,
    SalaryRangeFactory,
)


@pytest.fixture(autouse=True)
def on_the_shipped_catalogue(request):
    """These tests wait to be moved to the workshop."""
    if "db" in request.fixturenames:
        request.getfixturevalue("shipped")


@pytest.fixture
def full_catalogue(edition) -> None:
    """Something to edit in every table, also in those that the shipped catalogue leaves empty."""
    framework, role = Framework.objects.get(), Role.objects.get()
    RoleNoteFactory(role=role, slug="a-note")
    SalaryRangeFactory(role=role, slug="a-salary")
    resource = ResourceFactory(framework=framework, slug="a-resource")
    python = Skill.objects.get(slug="prg_python")
    ResourceStepFactory(resource=resource, skill=python)
    ExternalLinkFactory(skill=python)
