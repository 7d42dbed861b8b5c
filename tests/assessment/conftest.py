import pytest

from catalog import editions


@pytest.fixture(autouse=True)
def forget_editions():
    """A test's own editions are rolled back and their keys used again; a process at work never sees that."""
    yield
    editions.name_of.cache_clear()
