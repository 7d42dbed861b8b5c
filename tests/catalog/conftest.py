import pytest

from catalog import editions
from catalog.models import Framework, Role, Skill
from tests.factories import (
    ExternalLinkFactory,
    ResourceFactory,
    ResourceStepFactory,
    RoleNoteFactory,
    SalaryRangeFactory,
)


@pytest.fixture(autouse=True)
def forget_editions():
    """A test's own editions are rolled back and their keys used again; a process at work never sees that."""
    yield
    editions.name_of.cache_clear()


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
