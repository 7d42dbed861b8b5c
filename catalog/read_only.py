"""The switch by which the site only reads: while tables change, or while it runs on a copy that takes nothing."""

from pathlib import Path

from django.conf import settings


def is_on() -> bool:
    """Whether nothing may be written now: by the setting, or by a file that can come and go while the site runs. It is a
    file of the machine since a database that takes nothing cannot be told."""
    return bool(settings.READ_ONLY) or Path(settings.READ_ONLY_FILE).exists()


def turn(*, on: bool) -> None:
    """Lay the file down, or take it away. Raises OSError where it cannot be."""
    file = Path(settings.READ_ONLY_FILE)
    if on:
        file.touch(mode=0o644)
    else:
        file.unlink(missing_ok=True)
