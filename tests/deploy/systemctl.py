#!/usr/bin/env python3
"""Stands for systemctl in a folder without systemd at work: it does what units say, as far as a folder can.

A unit's commands run as its user, with its environment, umask and no right to more, a read-only system around them and a
/tmp of their own; a socket is opened first and handed on. Services of Debian itself go by their own scripts.
"""

import os
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path

UNITS = Path("/etc/systemd/system")
RUNNING = Path("/run/units")
# No memory that is written and run: the kernel's own way to it (PR_SET_MDWE), which a program hands on to its children.
STRICT = "import ctypes, os, sys; ctypes.CDLL(None).prctl(65, 1, 0, 0, 0); os.execvp(sys.argv[1], sys.argv[1:])"


def read(name: str) -> list[tuple[str, str]]:
    """The lines of a unit with those of what is laid beside it, as systemd reads them."""
    folders = (UNITS / f"{name}.d", UNITS / f"{name.partition('-')[0]}-.{name.rpartition('.')[2]}.d")
    beside = sorted((file for folder in folders for file in folder.glob("*.conf")), key=lambda file: file.name)
    files = [UNITS / name, *beside]
    lines = [line.strip() for file in files for line in file.read_text().splitlines()]
    return [
        (key, value) for key, found, value in (line.partition("=") for line in lines) if found and key[0] not in "#;"
    ]


def all_of(name: str, key: str) -> list[str]:
    """The values of a key; an empty one takes back those before it."""
    values: list[str] = []
    for found, value in read(name):
        if found == key:
            values = [*values, value] if value else []
    return values


def confined(name: str, command: str) -> list[str]:
    """The command as systemd would run it: a system that is only read, and a user who can become no other."""
    user, group = all_of(name, "User")[-1], all_of(name, "Group")[-1]
    states = [f"/var/lib/{state}" for state in all_of(name, "StateDirectory")]
    for state in states:
        Path(state).mkdir(exist_ok=True)
    (mask,) = all_of(name, "UMask")
    writable = [path.lstrip("-") for path in all_of(name, "ReadWritePaths")]
    writable = [path for path in writable if Path(path).exists()]
    around = f"""
        mount --make-rprivate /
        {"".join(f"mkdir -p /run/kept{path} && mount --bind {path} /run/kept{path}; " for path in writable)}
        for each in /usr /etc /opt /var /home /root; do mount --bind $each $each && mount -o remount,bind,ro $each; done
        {"".join(f"mount --bind /run/kept{path} {path}; " for path in writable)}
        mount -t tmpfs tmpfs /tmp
        {"".join(f"mount -t tmpfs -o mode=700,uid=$(id -u {user}) tmpfs {state}; " for state in states)}
        umask {mask}
        exec setpriv --reuid {user} --regid {group} --init-groups --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
    """
    strict = [sys.executable, "-c", STRICT] if "yes" in all_of(name, "MemoryDenyWriteExecute") else []
    return ["unshare", "--mount", "sh", "-euc", around, "sh", *strict, *shlex.split(command)]


def environment(name: str) -> dict[str, str]:
    told = dict(value.strip('"').split("=", 1) for value in all_of(name, "Environment"))
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", **told}


def start(name: str) -> None:
    env, doors = environment(name), all_of(name, "Requires")
    (place,) = all_of(name, "WorkingDirectory")
    if all_of(name, "Type") == ["oneshot"]:
        for command in all_of(name, "ExecStart"):
            done = subprocess.run(confined(name, command.lstrip("-")), cwd=place, env=env, check=False)
            if done.returncode and not command.startswith("-"):
                sys.exit(done.returncode)
        return
    (command,) = all_of(name, "ExecStart")
    listening = [opened(door) for door in doors]
    child = os.fork()
    if child:
        RUNNING.mkdir(exist_ok=True)
        (RUNNING / name).write_text(str(child))
        return
    os.setsid()
    log = os.open(f"/run/{name}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.chdir(place)
    for number, door in enumerate(listening):
        os.dup2(door.fileno(), 3 + number)
        os.set_inheritable(3 + number, True)  # where it had that number already, copying it changes nothing
    if listening:
        env |= {"LISTEN_FDS": str(len(listening)), "LISTEN_PID": str(os.getpid())}
    argv = confined(name, command)
    os.execvpe(argv[0], argv, env)


def opened(door: str) -> socket.socket:
    (where,) = all_of(door, "ListenStream")
    host, _colon, port = where.rpartition(":")
    return socket.create_server((host, int(port)), backlog=int(all_of(door, "Backlog")[0]), reuse_port=True)


def stop(name: str) -> None:
    file = RUNNING / name
    if not file.exists():
        return
    process = int(file.read_text())
    os.kill(process, 15)
    while (
        Path(f"/proc/{process}").exists()
        and "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2][:3]
    ):
        time.sleep(0.05)
    file.unlink()


def act(verb: str, name: str) -> None:
    if not (UNITS / name).exists():
        subprocess.run(["service", name.removesuffix(".service"), verb], stdout=subprocess.DEVNULL, check=True)
    elif name.endswith(".service"):
        if verb in {"stop", "restart"}:
            stop(name)
        if verb in {"start", "restart"}:
            start(name)
        if verb == "reload":
            os.kill(int((RUNNING / name).read_text()), 1)


def main() -> None:
    verb, *names = [each for each in sys.argv[1:] if not each.startswith("--")]
    for name in names:
        if verb == "enable":
            assert all_of(name, "WantedBy"), f"{name} cannot be enabled: it has no WantedBy"
            if "--now" in sys.argv:
                act("start", name)
        else:
            act(verb, name if "." in name else f"{name}.service")


if __name__ == "__main__":
    main()
