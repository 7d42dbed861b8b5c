"""A checkout of its own without any .env, to start in a process of its own with an environment of our choosing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINKED = ("catalog", "assessment", "templates", "static", "fixtures")
SECRET = "Qm3vX8pL1rT6yU9wE2zA5sD7fG0hJ4kC-nB_iOaPqRsTuVwXyZ01"
PRODUCTION = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "skillgap.example"}


class Site:
    """What looks for other files beside itself is copied, the rest linked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "config", folder / "config", ignore=ignored)
        shutil.copy(ROOT / "manage.py", folder)
        for name in LINKED:
            (folder / name).symlink_to(ROOT / name)

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run Python here with nothing in its environment but what is given."""
        return subprocess.run(
            [sys.executable, "-W", "ignore", *command],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(self.folder), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, **environment: str) -> tuple[int, str]:
        """Load the settings; gives the exit status and the last line that was said."""
        done = self.run("-c", "import config.settings", **environment)
        return done.returncode, (done.stderr.strip().splitlines() or [""])[-1]
