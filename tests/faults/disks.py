"""Disks of a drill alone: one whose power can be cut, and one that is full.

A power cut: the disk is a file in a loop mount. What the kernel wrote to it when the processes died is what reached the
disk; that file is copied at once, and the copy mounted as after the start of the machine. `commit=600` keeps ext4 from
writing by itself meanwhile. The disk is taken to be honest: what was given to it stays.
"""

import ctypes
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from tests.faults.figures import LeftOut

MEMORY = Path("/dev/shm")
MEGABYTE = 1_000_000


def _run(*command: object) -> None:
    subprocess.run([str(each) for each in command], check=True, capture_output=True)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder in memory where there is one, which PostgreSQL's own user can reach."""
    with tempfile.TemporaryDirectory(prefix="faults-", dir=MEMORY if MEMORY.is_dir() else None) as name:
        Path(name).chmod(0o755)
        yield Path(name)


@cache
def why_no_mounts() -> str:
    """Why nothing can be mounted here; empty where it can."""
    if os.geteuid():
        return "needs to be root, to mount disks"
    if missing := [each for each in ("mkfs.ext4", "mount", "umount") if not shutil.which(each)]:
        return f"needs {', '.join(missing)}"
    with folder() as place:
        try:
            with Disk(place).mounted():
                return ""
        except (subprocess.CalledProcessError, OSError) as error:
            said = getattr(error, "stderr", b"").decode().strip() or str(error)
            return f"loop images cannot be mounted here: {said}"


def need_mounts() -> None:
    if reason := why_no_mounts():
        raise LeftOut(reason)


class Disk:
    """A disk of some megabytes in a file of `place`, mounted at `root` beside it."""

    def __init__(self, place: Path, size: int = 64) -> None:
        self.image, self.root = place / "image", place / "root"
        with self.image.open("wb") as file:
            file.truncate(size * MEGABYTE)
        _run("mkfs.ext4", "-F", "-q", "-m", "0", self.image)

    @contextmanager
    def mounted(self) -> Iterator[Path]:
        self.root.mkdir(exist_ok=True)
        self._mount()
        try:
            yield self.root
        finally:
            _run("umount", "--lazy", self.root)

    def _mount(self) -> None:
        _run("mount", "-o", "loop,commit=600,noatime", self.image, self.root)
        self.root.chmod(0o755)

    def cut(self) -> None:
        """Cut the power, with all processes dead already, and start the machine again."""
        after = self.image.with_name("after")
        _run("cp", "--sparse=always", self.image, after)
        _run("umount", self.root)
        after.replace(self.image)
        self._mount()


@contextmanager
def small(size: int) -> Iterator[Path]:
    """A folder that holds so many megabytes and no more."""
    need_mounts()
    with folder() as place:
        _run("mount", "-t", "tmpfs", "-o", f"size={size}m,mode=755", "none", place)
        try:
            yield place
        finally:
            _run("umount", "--lazy", place)


def fill(place: Path) -> Path:
    """Take all the room that is left; gives the file that takes it."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * MEGABYTE):
            continue
    return ballast


def sync() -> None:
    ctypes.CDLL(None).sync()
