"""Reading the environment: one place that fails loudly on what is missing, weak, or cannot be."""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
SECRET_LENGTH = 50
ON, OFF = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}

env = environ.Env()


def text(name: str, default: str = "") -> str:
    """The value of a variable without blanks around it; empty is as good as not set."""
    return str(env.ENVIRON.get(name, "")).strip() or default


def switch(name: str) -> bool:
    """Whether a variable is on; a word that is neither on nor off is refused, since it would be off silently."""
    value = text(name, "0")
    if value.lower() not in ON | OFF:
        raise ImproperlyConfigured(f"{name}={value} is neither on nor off: set it to 1 or 0.")
    return value.lower() in ON


def number(name: str, default: int, *, lowest: int, highest: int) -> int:
    """A whole number within its bounds."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) < 20 and lowest <= int(value) <= highest):
        raise ImproperlyConfigured(f"{name}={value} cannot be: set it to a whole number from {lowest} to {highest}.")
    return int(value)


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """One of some words."""
    value = text(name, default).upper()
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value} cannot be: set it to one of {', '.join(allowed)}.")
    return value


def words(name: str) -> list[str]:
    """The parts of a list with commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def local_file() -> Path:
    return Path(text("ENV_FILE", str(ROOT / ".env")))


def read_local_file() -> None:
    """Take settings from .env where the environment itself does not set them; a file that was named must be there."""
    file = local_file()
    if not file.exists():
        if text("ENV_FILE"):
            raise ImproperlyConfigured(f"ENV_FILE={file} is not there. Name a file that is, or leave ENV_FILE out.")
        return
    try:
        env.read_env(file)
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"The settings in {file} cannot be read: {error}.") from error


def write_local_file() -> None:
    """Make .env for trying things out on this machine: a fresh secret, plain HTTP. Keeps one that is there, and makes
    none where the environment tells of a server, or brings a secret."""
    file = local_file()
    tells_of_a_server = any(text(name) for name in ("SECRET_KEY", "SECRET_KEY_FILE", "ALLOWED_HOSTS"))
    if file.exists() or tells_of_a_server or (text("LOCAL") and not switch("LOCAL")):
        return
    file.touch(mode=0o600)
    file.write_text(
        "# Made by `manage.py demo` for this machine only. A real server sets its own environment.\n"
        f"LOCAL=1\nSECRET_KEY={secrets.token_urlsafe(48)}\n"
    )


def kept(name: str) -> str:
    """The value of NAME, or what stands in the file that NAME_FILE points to; empty where neither is set."""
    path = text(f"{name}_FILE")
    try:
        return Path(path).read_text().strip() if path else text(name)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE={path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(f"{name}_FILE={path} cannot be read: it holds no text.") from error


def secret(name: str) -> str:
    """A secret from NAME or from the file that NAME_FILE points to; refuses one that is missing or guessable."""
    value = kept(name)
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. On a server, set it to {SECRET_LENGTH} or more random characters; "
            "to try Skillgap on this machine, run `manage.py demo` once."
        )
    return strong(name, value)


def optional_secret(name: str) -> str:
    """A secret that may be left out; empty then."""
    return secret(name) if text(name) or text(f"{name}_FILE") else ""


def strong(name: str, value: str) -> str:
    """The secret, unless it can be guessed."""
    if len(value) < SECRET_LENGTH or len(set(value)) < 10 or value.startswith("django-insecure"):
        raise ImproperlyConfigured(f"{name} is weak: use {SECRET_LENGTH} or more random characters.")
    return value


def old_secrets(name: str) -> list[str]:
    """Secrets that are being replaced: what they signed is still believed, so each must be as strong as the new one."""
    return [strong(name, value) for value in words(name)]
