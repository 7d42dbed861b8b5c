import pytest

from tests.config.production import Site


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Site:
    return Site(tmp_path_factory.mktemp("site"))
