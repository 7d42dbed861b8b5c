"""The files of the shipped catalogue, as tests read them."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.shipped import FRAMEWORK

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # by libyaml where there is one
CATALOG = Path(__file__).parents[2] / "fixtures" / "catalog"
FOLDER = CATALOG / FRAMEWORK
FILES = sorted(CATALOG.glob("*/*.yaml"))


@cache
def entries(name: str, framework: str = FRAMEWORK) -> list[dict[str, Any]]:
    """What a file of a framework holds: it takes long to read."""
    rows: list[dict[str, Any]] = yaml.load((CATALOG / framework / f"{name}.yaml").read_text(), LOADER)
    return rows


def called(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"
