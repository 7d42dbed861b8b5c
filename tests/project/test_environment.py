"""What the shell has set decides nothing that a test sees, but for the database."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import environment

ROOT = Path(__file__).parents[2]
CODE = """
from tests import settings
print({name: repr(getattr(settings, name)) for name in dir(settings) if name.isupper()})
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> dict[str, str]:
    """A value that no setting can have, for each variable that the site reads; and a file with another one."""
    source = "".join(path.read_text() for path in (ROOT / "config").glob("*.py"))
    names = {first or second for first, second in environment.SETTING.findall(source)}
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL", "ENV_FILE", "PROXY_COUNT"} <= names
    file = tmp_path_factory.mktemp("shell") / "file"
    file.write_text("MORE=hostile\nADMIN_PATH=hostile/\n")
    return dict.fromkeys([*names - {"DATABASE_URL"}, "SECRET_KEY_FILE"], "hostile") | {"ENV_FILE": str(file)}


def settings(**shell: str) -> str:
    """All settings of the test run as text, read in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **shell},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return re.sub(r" at 0x\w+", "", done.stdout)


def test_the_settings_of_tests_are_the_same_in_every_shell(hostile):
    assert settings(**hostile) == settings()


def test_the_shell_says_which_database(tmp_path):
    assert str(tmp_path) in settings(DATABASE_URL=f"sqlite:///{tmp_path}/other.sqlite3")


def test_a_process_that_a_test_starts_has_what_it_names_and_no_more(hostile, monkeypatch):
    for name, value in hostile.items():
        monkeypatch.setenv(name, value)
    found = environment.clean(PROXY_COUNT="1")
    assert found["PATH"] == os.environ["PATH"]
    assert found["PROXY_COUNT"] == "1"
    assert "hostile" not in found.values()
