"""The steps of the Containerfile, replayed in a bare system: what an image would be, and whether it runs as one is run."""

import json
import shlex
import shutil
import time
from pathlib import Path

from tests.deploy.machine import Machine
from tests.servers import ROOT

FILE = ROOT / "config" / "deploy" / "Containerfile"
KNOWN = {"FROM", "RUN", "COPY", "ENV", "USER", "WORKDIR", "EXPOSE", "STOPSIGNAL", "CMD"}


def steps() -> list[tuple[str, str]]:
    """The instructions of the Containerfile with what they say."""
    lines = [line for line in FILE.read_text().splitlines() if line and not line.startswith("#")]
    return [(name, said) for name, _space, said in (line.partition(" ") for line in lines)]


def build(machine: Machine, code: Path) -> dict[str, str]:
    """Do all steps; gives the environment, user, folder and command that an image would start with."""
    made = {"folder": "/", "user": "0:0", "env": "", "command": ""}
    for name, said in steps():
        assert name in KNOWN, name
        if name == "WORKDIR":
            made["folder"] = said
            machine.run(f"mkdir -p {said}")
        elif name == "COPY":
            source, target = said.split()
            inside = machine.root / made["folder"].lstrip("/") / target
            inside.parent.mkdir(parents=True, exist_ok=True)
            if (code / source).is_dir():
                shutil.copytree(code / source, inside, dirs_exist_ok=True)
            else:
                shutil.copy(code / source, inside)
        elif name == "RUN":
            machine.run(f"cd {made['folder']}; {said}", online=True)
        elif name == "ENV":
            made["env"] += f" {said}"
        elif name == "USER":
            made["user"] = said
        elif name == "CMD":
            made["command"] = shlex.join(json.loads(said))
    return made


def start(machine: Machine, made: dict[str, str], settings: str) -> float:
    """Start the image with a root that is only read and no right to more; gives the seconds until it is ready."""
    user, group = made["user"].split(":")
    around = f"""
        mount --make-rprivate /
        for each in /usr /etc /opt /var /home /root; do mount --bind $each $each && mount -o remount,bind,ro $each; done
        mount -t tmpfs tmpfs /tmp
        cd {made["folder"]}
        exec setpriv --reuid {user} --regid {group} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \\
          env {made["env"]} {settings} {made["command"]} > /run/image.log 2>&1
    """
    began = time.monotonic()
    machine.run(f"unshare --mount sh -euc {shlex.quote(around)} & sleep 0.1")
    ask = "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz')"
    while machine.run(f'python3 -c "{ask}"', check=False).returncode:
        if time.monotonic() - began > 120:
            raise RuntimeError(
                (machine.root / "run/image.log").read_text() if (machine.root / "run/image.log").exists() else "?"
            )
        time.sleep(0.5)
    return time.monotonic() - began
