"""A bare Debian 12 in a folder, as a machine of its own: its processes and its network are apart from ours.

It has no systemd at work; `systemctl` there is tests/deploy/systemctl.py, which does what the units say.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import ROOT

# What a client of package registries goes by on this machine. Nothing of it is named here, and nothing is kept.
CLIENTS = (
    "PIP_",
    "UV_",
    "SSL_CERT",
    "REQUESTS_CA",
    "CURL_CA",
    "http_proxy",
    "https_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
)
# Nothing of the machine that runs the test but this.
BARE = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}
DEBIAN = "bookworm"
LENT = "usr/local/lent"


def debootstrap(folder: Path) -> None:
    """A bare system from where apt on this machine gets its packages. What every Debian has, systemd, is included."""
    target = ["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"]
    mirror = subprocess.run(target, capture_output=True, text=True, check=True).stdout.split()[0]
    command = ["debootstrap", "--variant=minbase", "--include=systemd,adduser", DEBIAN, str(folder), mirror]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


class Machine:
    """A copy of a bare system in `root` while it runs; `holder` keeps its namespaces."""

    def __init__(self, root: Path) -> None:
        self.root, self.holder = root, 0

    def run(
        self, script: str, *, online: bool = False, check: bool = True, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a script there as root; `online` in this machine's network, with its settings for package registries."""
        spaces = ["-m", "-p", *([] if online else ["-n"])]
        env = {**BARE, **(_clients() if online else {}), **more}
        command = ["nsenter", "-t", str(self.holder), *spaces, "chroot", str(self.root), "sh", "-euc", script]
        done = subprocess.run(command, env=env, cwd="/", capture_output=True, text=True, check=False)
        if check and done.returncode:
            raise RuntimeError(f"{script}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done

    def beside(self, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a program of this machine in the network of that one, where skillgap.example is the site."""
        hosts = self.root.parent / "hosts"
        hosts.write_text("127.0.0.1 localhost skillgap.example\n")
        script = f'mount --bind {hosts} /etc/hosts && exec "$@"'
        spaces = ["nsenter", "-t", str(self.holder), "-n", "unshare", "--mount", "sh", "-c", script, "sh"]
        return subprocess.run(
            [*spaces, *command], cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False
        )


def _clients() -> dict[str, str]:
    """The variables by which clients of registries go, and the certificates that they name where `_lend` put them: the
    bundle of the machine itself is written anew when its package is installed."""
    told = {name: value for name, value in os.environ.items() if name.startswith(CLIENTS)}
    return {name: f"/{LENT}{value}" if Path(value).is_file() else value for name, value in told.items()}


def _lend(root: Path) -> None:
    """Copy the settings of apt and pip, and the certificates that they name."""
    for place in ("sources.list", "sources.list.d", "auth.conf.d", "trusted.gpg.d"):
        source, target = Path("/etc/apt") / place, root / "etc/apt" / place
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.exists():
            shutil.copy(source, target)
    asked = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=True).stdout.splitlines()
    ours = [line for line in asked if line.startswith(("Acquire::http", "Acquire::Check", "Acquire::Retries"))]
    (root / "etc/apt/apt.conf.d/99lent").write_text("\n".join(ours) + "\n")
    certificates = [Path(value) for name, value in os.environ.items() if name.startswith(CLIENTS)]
    lent = {each: root / LENT / str(each).lstrip("/") for each in certificates if each.is_file()}
    lent |= {
        each: root / str(each).lstrip("/") for each in map(Path, ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf"))
    }
    lent |= {each: root / str(each).lstrip("/") for each in Path("/etc/xdg/pip").glob("*")}
    lent |= {Path.home() / ".config/pip/pip.conf": root / "root/.config/pip/pip.conf"}
    for source, target in lent.items():
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy(source, target)


@contextmanager
def running(base: Path, folder: Path) -> Iterator[Machine]:
    """A machine from a bare system; it ends with all its processes, and nothing of it is left."""
    root = folder / "root"
    subprocess.run(["cp", "-a", str(base), str(root)], check=True)
    _lend(root)
    shutil.copy(Path(__file__).with_name("systemctl.py"), root / "usr/local/bin/systemctl")
    (root / "usr/local/bin/systemctl").chmod(0o755)
    mounts = f"""
        mount --make-rprivate / && mount --bind {root} {root} && ip link set lo up
        mount -t proc proc {root}/proc && mount --rbind /dev {root}/dev && mount -t tmpfs tmpfs {root}/run
        exec chroot {root} sleep infinity
    """
    machine = Machine(root)
    with subprocess.Popen(
        ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "sh", "-euc", mounts]
    ) as outer:
        try:
            machine.holder = _child(outer.pid)
            yield machine
        finally:
            outer.kill()


def _child(parent: int) -> int:
    """The first process inside, once it sleeps."""
    for _try in range(100):
        found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        if found and Path(f"/proc/{found[0]}/comm").read_text().strip() == "sleep":
            return int(found[0])
        time.sleep(0.1)
    raise RuntimeError("the machine does not begin")
