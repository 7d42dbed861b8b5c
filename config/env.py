"""Reading the environment: one place that fails loudly on what is missing or weak."""

import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
SECRET_LENGTH = 50

env = environ.Env()


def local_file() -> Path:
    return Path(env.str("ENV_FILE", str(ROOT / ".env")))


def read_local_file() -> None:
    """Take settings from .env where the environment itself does not set them."""
    if local_file().exists():
        env.read_env(local_file())


def write_local_file() -> None:
    """Make .env for trying things out on this machine: a fresh secret, plain HTTP. Keeps one that is there."""
    file = local_file()
    if file.exists() or env.str("SECRET_KEY", ""):
        return
    file.touch(mode=0o600)
    file.write_text(
        "# Made by `manage.py demo` for this machine only. A real server sets its own environment.\n"
        f"LOCAL=1\nSECRET_KEY={secrets.token_urlsafe(48)}\n"
    )


def secret(name: str) -> str:
    """A secret from NAME or from the file that NAME_FILE points to; refuses one that is missing or guessable."""
    path = env.str(f"{name}_FILE", "")
    try:
        value = Path(path).read_text().strip() if path else env.str(name, "")
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE={path} cannot be read: {error.strerror}.") from error
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. On a server, set it to {SECRET_LENGTH} or more random characters; "
            "to try Skillgap on this machine, run `manage.py demo` once."
        )
    if len(value) < SECRET_LENGTH or len(set(value)) < 10 or value.startswith("django-insecure"):
        raise ImproperlyConfigured(f"{name} is weak: use {SECRET_LENGTH} or more random characters.")
    return value


def hosts(local: bool) -> list[str]:
    """The host names that this site answers to; on a server they must be listed, and never as `*`."""
    names: list[str] = env.list("ALLOWED_HOSTS", default=LOOPBACK if local else [])
    if not names:
        raise ImproperlyConfigured("ALLOWED_HOSTS is not set. List the host names of this site, with commas between.")
    if "*" in names and not local:
        raise ImproperlyConfigured("ALLOWED_HOSTS must not be `*`: list the host names of this site.")
    return names


def database() -> dict[str, Any]:
    """The database of DATABASE_URL, by default SQLite beside the code, set so that an acknowledged answer stays."""
    config = env.db_url("DATABASE_URL", default=f"sqlite:///{ROOT / 'var' / 'skillgap.sqlite3'}")
    # Opening a connection and setting it up costs as much as a page; both databases keep theirs for a minute.
    config["CONN_MAX_AGE"] = 60
    if config["ENGINE"].endswith("sqlite3"):
        return {**config, "OPTIONS": {**config.get("OPTIONS", {}), **SQLITE_OPTIONS}}
    options = {**POSTGRES_OPTIONS, **config.get("OPTIONS", {})}
    if config.get("HOST") not in {"", "127.0.0.1", "localhost", "::1"}:
        options.setdefault("sslmode", "verify-full")
    return {**config, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


# Measured: Django's defaults lose acknowledged answers in a power cut and refuse saves under load; these do neither
# (docs/adr/0006-sqlite-as-shipped.md).
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON"
    ),
}
POSTGRES_OPTIONS = {
    "connect_timeout": 3,
    "options": "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000",
}


def mail(local: bool) -> dict[str, Any]:
    """How e-mail leaves, from EMAIL_URL, and the address that it comes from, MAIL_FROM; MAIL_WORKS tells whether it does.

    On this machine e-mails are printed where the server runs. A server without EMAIL_URL sends none.
    """
    address = env.str("EMAIL_URL", "consolemail://" if local else "")
    sender = env.str("MAIL_FROM", "skillgap@localhost" if local else "")
    if address and not sender:
        raise ImproperlyConfigured(
            "EMAIL_URL is set, but MAIL_FROM is not. Set it to the address that e-mails come from."
        )
    config = env.email_url_config(address or "dummymail://")
    return {**config, "MAIL_FROM": sender or "webmaster@localhost", "MAIL_WORKS": bool(address)}


def sub_path() -> str:
    """Where below its host the site lives, such as /skillgap; empty when it has the host for itself."""
    path: str = env.str("SCRIPT_NAME", "")
    if path and (not path.startswith("/") or path.endswith("/")):
        raise ImproperlyConfigured("SCRIPT_NAME must be like /skillgap: with a slash before it and none after it.")
    return path


def site_address(local: bool) -> str:
    """The site's host, for links in e-mails that no request asked for; a sub-path comes on top."""
    name = hosts(local)[0].lstrip(".")
    address: str = env.str("SITE_ADDRESS", f"http://{name}:8000" if local else f"https://{name}")
    return address.rstrip("/")
