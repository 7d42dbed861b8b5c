"""The files of config/deploy/ say what they are meant to, and the page that tells how to use them names what is there."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from config.databases import database
from config.env import env
from tests.deploy import container, page
from tests.environment import SETTING
from tests.servers import ROOT

DEPLOY = ROOT / "config" / "deploy"
UNITS = DEPLOY / "systemd"
SANDBOX = (UNITS / "skillgap-.service.d" / "sandbox.conf").read_text().splitlines()
CONFINED = {
    "User=skillgap", "UMask=0077", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "NoNewPrivileges=yes",
    "CapabilityBoundingSet=", "RestrictNamespaces=yes", "SystemCallFilter=@system-service", "PrivateDevices=yes",
}  # fmt: skip


def test_every_unit_runs_as_its_own_user_and_sees_little():
    assert set(SANDBOX) >= CONFINED
    services = sorted(UNITS.glob("*.service"))
    assert [path.name for path in services] == [
        "skillgap-backup.service",
        "skillgap-daily.service",
        "skillgap-site.service",
        "skillgap-worker.service",
    ]
    loosened = re.compile(
        r"^(?:User|UMask|Protect\w+|Private\w+|NoNewPrivileges|Capability\w+|SystemCall\w+)=", re.MULTILINE
    )
    assert [path.name for path in services if loosened.search(path.read_text())] == []


def test_units_call_what_there_is():
    called = [
        line.partition("=")[2].lstrip("-") for path in UNITS.glob("*.service") for line in path.read_text().splitlines()
        if line.startswith("ExecStart=")
    ]  # fmt: skip
    assert len(called) == 8
    assert "/opt/skillgap/.venv/bin/gunicorn --config config/gunicorn.py config.wsgi" in called
    commands = {command.split()[2] for command in called if "manage.py" in command}
    assert {
        "backup",
        "db_worker",
        "expire_assessments",
        "clearsessions",
        "send_reminders",
        "verify_editions",
    } <= commands
    assert commands <= set(get_commands())


def test_the_door_stays_open_where_nginx_knocks():
    door = (UNITS / "skillgap-site.socket").read_text()
    assert "ListenStream=127.0.0.1:8000\n" in door
    assert "server 127.0.0.1:8000;" in (DEPLOY / "nginx.conf").read_text()
    assert "Requires=skillgap-site.socket\n" in (UNITS / "skillgap-site.service").read_text()


def services() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"])


@pytest.mark.parametrize("name", ["database", "prepare", "site", "worker", "daily", "proxy"])
def test_every_container_is_read_only_and_may_little(name):
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")
    assert ("ports" in service) == (name == "proxy")
    for volume in service.get("volumes", []):
        file = volume.split(":")[0]
        assert not file.startswith("./") or file in {"./skillgap.pem", "./skillgap.key"} or (DEPLOY / file).exists()


def test_nobody_reaches_the_database_or_the_site_but_by_the_proxy():
    assert services()["database"]["network_mode"] == "none"
    assert services()["site"]["network_mode"] == "service:proxy"


def test_the_image_runs_as_nobody_in_particular_and_holds_no_secret():
    steps = container.steps()
    assert {name for name, _said in steps} <= container.KNOWN
    assert dict(steps)["USER"] == "10001:10001"
    assert [said for name, said in steps if name == "ENV" and re.search("SECRET|PASSWORD|TOKEN", said)] == []
    ignored = (ROOT / ".containerignore").read_text().splitlines()
    assert {".git", ".env", "var"} <= set(ignored)


def settings() -> dict[str, str]:
    lines = (DEPLOY / "skillgap.env").read_text().splitlines()
    return dict(line.lstrip("#").split("=", 1) for line in lines if re.match(r"#?[A-Z_]+=", line))


def test_the_settings_that_we_show_are_settings(monkeypatch):
    source = "".join(path.read_text() for path in (ROOT / "config").glob("*.py"))
    known = {first or second for first, second in SETTING.findall(source)}
    assert {name.removesuffix("_FILE") for name in settings()} <= known
    monkeypatch.setattr(env, "ENVIRON", settings(), raising=False)
    found = database(is_local=False)
    assert (found["NAME"], found["USER"], found["OPTIONS"]["host"]) == ("skillgap", "skillgap", "/run/postgresql")
    assert "sslmode" not in found["OPTIONS"]


def test_the_roles_of_postgresql_are_two_of_which_one_makes_tables():
    said = (DEPLOY / "postgresql.sql").read_text()
    statements = [line for line in said.splitlines() if line and not line.startswith("--")]
    assert [line for line in statements if re.search(r"SUPERUSER|CREATEDB|CREATEROLE|GRANT (?:ALL|CREATE)", line)] == []
    assert len([line for line in statements if "DEFAULT PRIVILEGES FOR ROLE skillgap_owner" in line]) == 2


@pytest.mark.parametrize("name", ["as-owner", "as-site", "passwords.sh"])
def test_scripts_are_ones_that_a_shell_takes(name):
    done = subprocess.run(["sh", "-n", str(DEPLOY / name)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_page_lays_the_file_of_erasures_where_the_units_may_write():
    commands = page.blocks("Erasures outside the database")
    assert "ReadWritePaths=-/var/lib/skillgap-erasures" in SANDBOX
    assert "echo ERASURE_LEDGER=/var/lib/skillgap-erasures/" in commands[0]
    assert "StateDirectory=\n" in (UNITS / "skillgap-backup.service.d" / "zz-owner.conf").read_text()


def test_the_page_has_its_commands_and_each_file_that_it_names():
    commands = "\n".join(page.blocks())
    assert len(page.blocks()) >= 6
    named = set(re.findall(r"/opt/skillgap(?:-1)?/((?:config|requirements)[\w./-]*)", commands))
    assert {"config/deploy/postgresql.sql", "config/deploy/nginx.conf", "requirements/app.txt"} <= named
    assert sorted(each for each in named if not Path(ROOT, each).exists()) == []
    for block in page.blocks():
        done = subprocess.run(["sh", "-n"], input=block, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
