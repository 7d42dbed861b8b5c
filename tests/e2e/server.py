"""A real server for the browser tests: gunicorn on a free port with a database of its own."""

import fcntl
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests import environment

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "correct-horse-battery"
PATIENCE = 120  # generous: how busy the machine is must not decide what a test says

# What the shipped catalogue has none of, so that every screen of the editor has something to show.
STAGE = f"""
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, User
from catalog.models import Framework, Resource, Role, RoleNote, SalaryRange, Skill

if not User.objects.filter(username="rose").exists():
    User.objects.create_superuser("rose", "rose@skillgap.example", password="{PASSWORD}")
    User.objects.create_user("erin", "erin@skillgap.example", password="{PASSWORD}", is_staff=True).groups.add(
        Group.objects.get(name="Catalogue editors")
    )
    User.objects.create_user("person-ann", "ann@skillgap.example", password="{PASSWORD}")
    for user in User.objects.all():
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    role, framework, skill = Role.objects.first(), Framework.objects.first(), Skill.objects.first()
    RoleNote.objects.create(slug="note", role=role, kind="market", title="Market", text="Growing.").skills.add(skill)
    SalaryRange.objects.create(slug="pay", role=role, title="Specialist", low=1, high=2, currency="EUR", year=2025)
    resource = Resource.objects.create(
        slug="book", framework=framework, title="A book", url="https://example.org/", kind="book", hours=8,
        checked_on="2026-01-05",
    )
    resource.steps.create(skill=skill, from_step=1, to_step=2)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Gunicorn with two workers. It can be stopped and started again in the middle of a test."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder = folder
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = environment.clean(
            DJANGO_SETTINGS_MODULE="config.settings",
            DATABASE_URL=database_url or f"sqlite:///{folder / 'e2e.sqlite3'}",
            # Each browser context names an address of its own; otherwise all share one throttle.
            PROXY_COUNT="1",
        )

    def manage(self, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"manage.py {arguments[0]}:\n{done.stdout}{done.stderr}"

    def prepare(self) -> None:
        # Parallel test processes share var/static, which collectstatic writes.
        with (Path(tempfile.gettempdir()) / "skillgap-e2e.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.manage("demo", "--no-server")
            self.manage("shell", "-c", STAGE)

    def start(self) -> None:
        command = ["-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "2"]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *command, "--log-level", "warning"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        self._wait_until_it_answers()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE)
            self.process = None

    def log(self) -> str:
        return (self.folder / "server.log").read_text()

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.base}/privacy/", timeout=PATIENCE):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"The server did not start:\n{self.log()}")
