"""A real server and a real Chromium. Where one of the two cannot be had, the folder is skipped with one line that says so.

The browser lives as long as this package's tests and no longer: Playwright keeps an event loop running in the thread,
and Django refuses its database to every test that would come after it.
"""

import itertools
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests import servers
from tests.e2e.site import PASSWORD, Site, serving, settings
from tests.once import made_once

# The headless shell is the same engine without the desktop around it, and needs a quarter less time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
MISSING = [
    what
    for what, is_there in (
        ("Chromium (apt install chromium-headless-shell, or CHROMIUM=/path)", CHROMIUM),
        ("playwright", find_spec("playwright")),
        ("axe-playwright-python", find_spec("axe_playwright_python")),
    )
    if not is_there
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE_MS = servers.PATIENCE * 1000
_speaker: list[Path] = []


class Absent(pytest.Module):
    """Stands for all tests of the folder when the browser is missing."""

    def collect(self) -> Any:
        pytest.skip(f"The browser tests need {' and '.join(MISSING)}.")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """When the browser is missing, the first file says so for all of them: one line in the report."""
    if not MISSING or not collection_path.match("test_*.py"):
        return None
    _speaker.append(collection_path)
    return collection_path != _speaker[0]


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    return Absent.from_parent(parent, path=module_path) if MISSING else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            # The site is another process: to watch this one costs and tells nothing.
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as `prepare` makes it, to be copied; made by the first process of this run that asks for it."""
    return made_once(
        tmp_path_factory,
        "e2e.sqlite3",
        lambda file: servers.prepare("tests.e2e.prepare", settings(f"sqlite:///{file}")),
    )


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site that all tests share: do not change what another one looks at."""
    folder = tmp_path_factory.mktemp("e2e")
    with ExitStack() as stack:
        if admin := os.environ.get("E2E_POSTGRES"):
            url = stack.enter_context(servers.own_database(admin, "e2e"))
            servers.prepare("tests.e2e.prepare", settings(url))
        else:
            url = f"sqlite:///{shutil.copy(request.getfixturevalue('prepared'), folder)}"
        yield stack.enter_context(serving(folder, url))


@pytest.fixture
def new_site(prepared: Path, tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Serves a site for one test alone, with other settings or with a database that nobody else looks at."""
    with ExitStack() as stack:

        def serve(**more: str) -> Site:
            return stack.enter_context(serving(tmp_path, f"sqlite:///{shutil.copy(prepared, tmp_path)}", **more))

        yield serve


@pytest.fixture(scope="session")
def base(server: Site) -> str:
    return server.base


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


_networks = itertools.count(random.randrange(1 << 16))


def network() -> dict[str, str]:
    """A client network of its own, so that no test uses up another's throttle."""
    number = next(_networks)
    return {"X-Forwarded-For": f"10.{number >> 8 & 255}.{number & 255}.1"}


@pytest.fixture
def new_context(browser: Any, base: str) -> Iterator[Callable[..., Any]]:
    """Makes browser contexts: each is a person with a cookie jar and a network of their own."""
    opened = []

    def make(width: int = 1280, height: int = 900, **options: Any) -> Any:
        options = {"base_url": base, "extra_http_headers": network(), **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE_MS)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def sign_in(new_context: Callable[..., Any]) -> Callable[[str], Any]:
    """Opens the editor as somebody of this name, in a browser that axe can look into."""
    from playwright.sync_api import expect

    from tests.e2e.accessibility import options_for_axe

    def sign_in(name: str) -> Any:
        page = new_context(**options_for_axe()).new_page()
        page.goto("/admin/login/")
        page.get_by_label("Email address").fill(f"{name}@skillgap.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("heading", name="Site administration")).to_be_visible()
        return page

    return sign_in


@pytest.fixture
def rose(sign_in: Callable[[str], Any]) -> Any:
    return sign_in("rose")
