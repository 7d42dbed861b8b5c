import pytest

from catalog import editions
from tests.config.production import Site


@pytest.fixture(autouse=True)
def forget_editions():
    """A test's own editions are rolled back and their keys used again; a process at work never sees that."""
    yield
    editions.name_of.cache_clear()


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Site:
    return Site(tmp_path_factory.mktemp("site"))
