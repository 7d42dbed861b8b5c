import pytest

from tests.config.production import Site


@pytest.fixture(autouse=True)
def on_the_shipped_catalogue(request):
    """These tests wait to be moved to the workshop."""
    if "db" in request.fixturenames:
        request.getfixturevalue("shipped")


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Site:
    return Site(tmp_path_factory.mktemp("site"))
