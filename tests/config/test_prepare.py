"""A server is made ready by a command of its own; what tries Skillgap out stays on this machine."""

import sqlite3

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import demo
from tests.config.production import PRODUCTION, SECRET, Site

pytestmark = pytest.mark.slow

COUNTS = "SELECT (SELECT count(*) FROM catalog_skill), (SELECT count(*) FROM catalog_publication)"


@pytest.fixture
def fresh(tmp_path) -> Site:
    return Site(tmp_path)


def counted(site: Site) -> tuple[int, int]:
    with sqlite3.connect(site.folder / "var" / "skillgap.sqlite3") as database:
        first, second = database.execute(COUNTS).fetchone()
    return first, second


@pytest.mark.thorough
def test_a_server_is_made_ready_once_and_again_without_a_change(fresh):
    secret = fresh.folder / "secret"
    secret.write_text(SECRET)
    server = {"SECRET_KEY_FILE": str(secret), "ALLOWED_HOSTS": "skillgap.example"}
    for _time in range(2):
        done = fresh.run("manage.py", "prepare", **server)
        assert done.returncode == 0, done.stderr
        assert counted(fresh) == (64, 2)
    assert not (fresh.folder / ".env").exists()
    assert (fresh.folder / "var" / "static" / "staticfiles.json").is_file()
    database = fresh.folder / "var" / "skillgap.sqlite3"
    assert [path.name for path in database.parent.glob("skillgap.*") if path.stat().st_mode & 0o077] == []
    database.chmod(0o644)
    done = fresh.run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **server)
    assert f"{database} can be read by everybody on this machine." in done.stderr
    assert fresh.run("manage.py", "check", "--tag", "reliability", **server).returncode == 0
    assert database.stat().st_mode & 0o077 == 0


def test_a_server_whose_settings_are_wrong_is_not_touched(fresh):
    done = fresh.run("manage.py", "prepare", PROXY_COUNT="1", **PRODUCTION)
    assert done.returncode == 1
    assert "skillgap.E002" in done.stderr
    assert not (fresh.folder / "var").exists()


def told(monkeypatch: pytest.MonkeyPatch, address: str) -> str:
    """What the demo refuses an address with; it has to before it writes anything."""
    monkeypatch.setattr(demo, "fill", pytest.fail)
    with pytest.raises(CommandError) as refusal:
        call_command("demo", address)
    return str(refusal.value)


@pytest.mark.parametrize("address", ["0.0.0.0:8000", ":8000", "[::]:8000", "192.0.2.7:8000", "skillgap.example:80"])
def test_the_demo_listens_on_this_machine_alone(monkeypatch, address):
    assert "demo is for this machine alone: use 127.0.0.1." in told(monkeypatch, address)


@pytest.mark.parametrize("address", ["8000", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:x"])
def test_an_address_that_is_none_is_told(monkeypatch, address):
    assert "is no ADDRESS:PORT" in told(monkeypatch, address)


@pytest.mark.parametrize(
    "more", [{}, {"SECRET_KEY": "", "SECRET_KEY_FILE": "secret"}], ids=["secret", "secret in a file"]
)
def test_the_demo_makes_no_server_and_writes_nothing_there(fresh, more):
    (fresh.folder / "secret").write_text(SECRET)
    done = fresh.run("manage.py", "demo", "--no-server", **PRODUCTION | more)
    assert (done.returncode, "demo is for this machine alone: use prepare." in done.stderr) == (1, True)
    assert not (fresh.folder / ".env").exists()


def test_the_demo_does_not_say_for_a_server_that_it_is_this_machine(fresh):
    """As it was: only the secret is set, in a file, and LOCAL=1 was written beside it."""
    (fresh.folder / "secret").write_text(SECRET)
    done = fresh.run("manage.py", "demo", "--no-server", SECRET_KEY_FILE="secret")
    assert (done.returncode, "ALLOWED_HOSTS is not set" in done.stderr) == (1, True)
    assert not (fresh.folder / ".env").exists()
