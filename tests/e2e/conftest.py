"""A real server and a real Chromium. Where one of the two cannot be had, the folder is skipped with one line that says so.

The browser lives as long as this package's tests and no longer: Playwright keeps an event loop running in the thread,
and Django refuses its database to every test that would come after it.
"""

import itertools
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests import servers
from tests.e2e.server import Server

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = [
    what
    for what, is_there in (
        ("Chromium (apt install chromium, or CHROMIUM=/path)", CHROMIUM),
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


PATIENCE_MS = 10_000
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


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site, prepared as `./run demo` prepares it, with a superuser (rose) and an editor (erin)."""
    admin = os.environ.get("E2E_POSTGRES")
    with servers.own_database(admin, "e2e") if admin else nullcontext("") as database_url:
        running = Server(tmp_path_factory.mktemp("e2e"), database_url)
        running.prepare()
        running.start()
        yield running
        running.stop()


@pytest.fixture(scope="session")
def base(server: Server) -> str:
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
