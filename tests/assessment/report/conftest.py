import pytest

from catalog.models import Framework
from tests.assessment.report.test_next_steps import publish


@pytest.fixture
def english(db) -> None:
    """The workshop in English, where the words of a PDF are read: those of another language wait to be mended."""
    Framework.objects.update(language="en")
    publish()
