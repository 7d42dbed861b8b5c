"""What tests let through of the shell's environment: what programs need to run, and nothing that the site reads."""

import os
import re

# Neither the shell nor an .env beside the code decides what a test sees.
SITE = {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "LOCAL": "1",
    "ALLOWED_HOSTS": "127.0.0.1,localhost",
    # Small, so that they are soon reached; tests/assessment/test_class.py goes by those that we ship.
    "LIMIT_STARTS": "30",
    "LIMIT_SIGN_UPS": "20",
    "LIMIT_LOG_INS": "60",
    "LIMIT_NEW_PASSWORDS": "20",
    "LIMIT_GUESSES": "20",
}
PROGRAMS = ("HOME", "LANG", "LC_", "LD_LIBRARY_PATH", "PATH", "PYTHON", "TMPDIR")
SLOW = {"PYTHONDONTWRITEBYTECODE"}  # each process would compile anew all that it imports
# How the code reads a setting: by a function of config/env.py, or by the library below it.
SETTING = re.compile(
    r"\benv\.\w+\(\s*f?\"([A-Z_]+)\"|\b(?:text|switch|number|choice|words|kept|secret|old_secrets|optional_secret)\(\s*\"([A-Z_]+)\""
)


def clean(**named: str) -> dict[str, str]:
    """The environment of a process that a test starts: the site's settings for tests with those that are `named`."""
    shell = {name: value for name, value in os.environ.items() if name.startswith(PROGRAMS) and name not in SLOW}
    return {**shell, **SITE, **named}
