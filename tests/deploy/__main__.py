"""From a bare Debian 12 to the running site, by the commands of docs/operations.md as they stand there, and the steps of
the Containerfile in another: `python -m tests.deploy`, as root, with debootstrap, nginx and iproute2 installed here.

`--base FOLDER` keeps the bare system for the next time; `--observatory FOLDER` grades pages by Mozilla's HTTP
Observatory, which `npm install --ignore-scripts @mdn/mdn-http-observatory` put there. Ends with 1 where something is not
as it should be. It asks package registries as this machine is set up for, and takes some minutes.
"""

import argparse
import json
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.deploy import container, machine, page
from tests.deploy.machine import Machine
from tests.servers import ROOT

MOST_MINUTES = 15
CERTIFICATE = "etc/ssl/skillgap.pem"
EDITOR = "editor@skillgap.example"
Line = tuple[str, str, bool]


def by_the_page(server: Machine, folder: Path) -> Iterator[Line]:
    """Every block of the page, timed. What asks a registry does so in this machine's network."""
    began = time.monotonic()
    for block in page.blocks():
        online = "apt-get" in block or "pip install" in block
        if "apt-get install" in block:
            server.run(
                block.replace("apt-get install", "apt-get install --download-only", 1).partition("\nadduser")[0],
                online=True,
            )
        server.run(f"cd /root\n{block}", online=online and "apt-get install" not in block)
        print(f"{time.monotonic() - began:.0f} s: {block.splitlines()[0]}", file=sys.stderr)
    minutes = (time.monotonic() - began) / 60
    yield "from a bare Debian 12 to the running site", f"{minutes:.1f} minutes", minutes <= MOST_MINUTES


def units(server: Machine) -> Iterator[Line]:
    names = "$(cd /etc/systemd/system; ls skillgap-*.service skillgap-*.socket skillgap-*.timer)"
    done = server.run(f"systemd-analyze verify --man=no {names}", check=False)
    said = [line for line in done.stderr.splitlines() if "skillgap" in line]
    yield "systemd-analyze verify", f"{len(said)} remarks {said[:3]}", not done.returncode and not said
    for name in ("site", "worker", "daily", "backup"):
        done = server.run(
            f"systemd-analyze security --offline=true /etc/systemd/system/skillgap-{name}.service", check=False
        )
        last = done.stdout.strip().splitlines()[-1:] or [done.stderr.strip()[-200:]]
        yield f"systemd-analyze security, {name}", last[0].lstrip("→ "), "OK" in last[0]
    made = server.run("systemctl start skillgap-daily.service; systemctl start skillgap-backup.service").stdout
    kept = server.run("cd /var/backups/skillgap; stat -c '%U %a %s bytes' *").stdout.strip()
    yield (
        "the daily unit and the backup",
        f"done, {kept}",
        "Backed up to" in made and kept.startswith("skillgap_owner 600 "),
    )


def ask(server: Machine, *more: str) -> dict[str, Any]:
    done = server.beside(sys.executable, "-m", "tests.deploy.probe", str(server.root / CERTIFICATE), *more)
    if done.returncode:
        log = server.root / "run/skillgap-site.service.log"
        raise RuntimeError(done.stderr + server.run(f"tail -c 3000 /run/{log.name}", check=False).stdout)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def headers(server: Machine, page: str, cookies: str) -> Iterator[Line]:
    """The headers of a page that is somebody's, of one that is not there, and of a fault of ours."""
    fine, missing = ask(server, "headers", page, cookies), ask(server, "headers", "/no/such/page/")
    take = "runuser -u postgres -- psql -q -d skillgap -c '{} SELECT ON catalog_publication {} skillgap'"
    server.run(take.format("REVOKE", "FROM"))
    broken = ask(server, "headers", "/skills/")
    server.run(take.format("GRANT", "TO"))
    asked = (fine, missing, broken)
    told, statuses = [each["headers"] for each in asked], [each["status"] for each in asked]
    differ = {name for one in told for name in one.keys() | told[0].keys() if one.get(name) != told[0].get(name)}
    yield (
        "headers of 200, 404 and 500",
        f"{statuses}, {sorted(differ)} differ",
        statuses == [200, 404, 500] and not differ,
    )


def rights(server: Machine) -> Iterator[Line]:
    """The site's role writes rows and makes no table; its user writes to no file of the code."""
    sql = "runuser -u skillgap -- psql -q -d skillgap -c"
    refused = [
        server.run(f"{sql} '{statement}'", check=False).returncode
        for statement in ("CREATE TABLE x (y int)", "DROP TABLE catalog_skill", "ALTER TABLE catalog_skill ADD x int")
    ]
    refused.append(server.run("runuser -u skillgap -- touch /opt/skillgap/x", check=False).returncode)
    yield "tables and files that the site cannot change", f"{len(refused)} of {len(refused)} refused", all(refused)


def editor(server: Machine) -> dict[str, Any]:
    """The first editor, made by the command of the page, who then logs in by the pages."""
    password = secrets.token_urlsafe(20)
    make = f"createsuperuser --noinput --username editor --email {EDITOR}"
    server.run(f"/opt/skillgap/config/deploy/as-site {make}", DJANGO_SUPERUSER_PASSWORD=password)
    return ask(server, "editor", EDITOR, password)


def erasures(server: Machine, attempt: str, cookies: str) -> Iterator[Line]:
    """Who deletes an attempt is in the file of the page's section, and stays deleted when a backup is put back after the
    database was lost."""
    lay_file, put_back = page.blocks("Erasures outside the database")
    sql = "runuser -u postgres -- psql -q -At -d skillgap -c"
    server.run(lay_file)
    server.run("systemctl start skillgap-backup.service")
    ask(server, "erase", attempt, cookies)
    kept = server.run("cd /var/lib/skillgap-erasures; stat -c '%U %a' ledger; wc -l < ledger").stdout.split()
    yield "what was erased is in a file", " ".join(kept), kept == ["skillgap", "600", "1"]
    backup = server.run("ls /var/backups/skillgap/* | tail -n 1").stdout.strip()
    server.run(f"{sql} 'TRUNCATE assessment_erasure'")
    done = server.run(put_back.replace("FILE", backup)).stdout.strip().splitlines()
    left = server.run(f"{sql} 'SELECT public_id FROM assessment_assessment'").stdout.split()
    is_well = bool(left) and attempt.removeprefix("/a/") not in left and ask(server, "headers", "/")["status"] == 200
    yield "erased again after a restore", f"{done[-1]}; {len(left)} attempts are left", is_well


def grades(server: Machine, observatory: Path, pages: dict[str, str], cookies: str) -> Iterator[Line]:
    package = observatory / "node_modules/@mdn/mdn-http-observatory"
    (package / "conf/hsts-preload.json").write_text("{}")
    for name, path in pages.items():
        done = server.beside(
            "node", str(ROOT / "tests/deploy/grade.mjs"), str(observatory), "skillgap.example", path, cookies,
            NODE_EXTRA_CA_CERTS=str(server.root / CERTIFICATE),
        )  # fmt: skip
        found = (
            json.loads(done.stdout)
            if done.stdout
            else {"grade": done.stderr[-500:], "score": 0, "status": 0, "at": "", "missed": ""}
        )
        told = f"{found['grade']} / {found['score']}, status {found['status']} {found['missed'] or ''}"
        is_it = (found["status"], found["at"]) == (200, path)
        yield f"Observatory, {name}", told if is_it else f"{told} at {found['at']}", is_it and found["grade"] == "A+"


def restarts(server: Machine) -> Iterator[Line]:
    """While the site is started anew, who comes waits and is not turned away."""
    server.run("systemctl reload skillgap-site")
    asked = [ask(server, "headers", "/privacy/")["status"] for _time in range(3)]
    server.run("systemctl restart skillgap-site")
    asked += [ask(server, "headers", "/privacy/")["status"] for _time in range(3)]
    yield "asked while it reloads and restarts", str(asked), set(asked) == {200}


def a_new_version(server: Machine) -> Iterator[Line]:
    """The same code once more, as a new version by the page; who asks the old one meanwhile is answered."""
    server.run("cp -a /opt/skillgap-1 /opt/skillgap-2")
    for block in page.blocks("A new version"):
        server.run(f"cd /root\n{block}")
    asked = [ask(server, "headers", "/privacy/")["status"] for _time in range(3)]
    where = server.run("readlink /proc/$(cat /run/units/skillgap-site.service)/cwd").stdout.strip()
    yield (
        "a new version by the page",
        f"{asked}, runs in {where[-15:]}",
        set(asked) == {200} and where.endswith("/opt/skillgap-2"),
    )


def on_a_machine(base: Path, folder: Path, observatory: Path | None) -> Iterator[Line]:
    folder.mkdir()
    with machine.running(base, folder) as server:
        code = server.root / "root/skillgap.tar.gz"
        subprocess.run(["git", "archive", "--format=tar.gz", "-o", str(code), "HEAD"], cwd=ROOT, check=True)
        yield from by_the_page(server, folder)
        walked = ask(server, "journey")
        own, cookies = walked["pages"], str(walked["cookies"])
        yield "a journey through nginx, by TLS, to the report and its PDF", "done", True
        yield from units(server)
        yield from headers(server, own["question"], cookies)
        yield from rights(server)
        theirs = editor(server)
        yield "staff log in with a second factor", "done", True
        if observatory:
            pages = {"home": "/", **own, "verify": "/verify/", "log in": "/accounts/login/"}
            yield from grades(server, observatory, pages, cookies)
            yield from grades(server, observatory, theirs["pages"], str(theirs["cookies"]))
        yield from erasures(server, own["question"].partition("/questions/")[0], cookies)
        yield from restarts(server)
        yield from a_new_version(server)


def as_an_image(base: Path, folder: Path) -> Iterator[Line]:
    (folder / "code").mkdir(parents=True)
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(folder / "code")], input=archive, check=True)
    with machine.running(base, folder) as image:
        began = time.monotonic()
        made = container.build(image, folder / "code")
        yield "the steps of the Containerfile", f"{(time.monotonic() - began) / 60:.1f} minutes", True
        settings = "SECRET_KEY=$(head -c 60 /dev/urandom | base64 -w0) ALLOWED_HOSTS=skillgap.example WORKERS=2 DATABASE_URL=sqlite:////tmp/x"
        python = "/opt/skillgap/.venv/bin/python manage.py migrate -v 0"
        command = f"sh -c '{python} && exec {made['command']}'"
        seconds = container.start(image, made | {"command": command}, settings)
        yield f"the image as {made['user']}, its root only read", f"ready after {seconds:.0f} s", made["user"] != "0:0"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--base", type=Path)
    options.add_argument("--observatory", type=Path)
    options.add_argument("--no-image", action="store_true")
    options.add_argument("--no-machine", action="store_true")
    chosen = options.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        base = chosen.base or folder / "base"
        if not base.exists():
            machine.debootstrap(base)
        if not chosen.no_machine:
            wrong += _told(on_a_machine(base, folder / "machine", chosen.observatory))
        if not chosen.no_image:
            wrong += _told(as_an_image(base, folder / "image"))
    return 1 if wrong else 0


def _told(lines: Iterator[Line]) -> int:
    wrong = 0
    for what, found, is_well in lines:
        print(f"{'ok  ' if is_well else 'NOT '} {what}: {found}", flush=True)
        wrong += not is_well
    return wrong


if __name__ == "__main__":
    sys.exit(main())
