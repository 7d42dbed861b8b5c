"""Both databases, set so that an acknowledged answer stays, and that none is waited for without end."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.env import ROOT, env, number, text
from config.place import is_loopback

POSTGRES_SCHEMES = ("postgres", "postgresql")
# What neither encrypts nor asks who answers must not carry answers over a network.
UNSAFE_MODES = ("disable", "allow", "prefer")

# Measured: Django's defaults lose acknowledged answers in a power cut and refuse saves under load; these do neither
# (docs/adr/0006-sqlite-as-shipped.md). Who waits five seconds for a lock is told to try again.
SQLITE_OPTIONS = {
    "timeout": 5,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON"
    ),
}
# The server ends what takes too long. ANSWER_SECONDS is for a server that does not even do that (config/connections.py).
POSTGRES_OPTIONS = {
    "connect_timeout": 3,
    "options": "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000",
}
ANSWER_SECONDS = 7.0


def database(is_local: bool) -> dict[str, Any]:
    """The database of DATABASE_URL, by default SQLite beside the code."""
    url = text("DATABASE_URL", f"sqlite:///{ROOT / 'var' / 'skillgap.sqlite3'}")
    # Opening a connection and setting it up costs as much as a page; both databases keep theirs for a minute.
    config = {**_parsed(url), "CONN_MAX_AGE": 60}
    pooled = number("DATABASE_POOL", 0, lowest=0, highest=1000)
    if config["ENGINE"].endswith("sqlite3"):
        if config["NAME"] == ":memory:" and not is_local:
            raise ImproperlyConfigured(
                "DATABASE_URL names no file, so every answer would be lost: write sqlite:////path."
            )
        return {**config, "OPTIONS": {**config.get("OPTIONS", {}), **SQLITE_OPTIONS}}
    return {**config, "CONN_HEALTH_CHECKS": True, **_kept_or_lent(_postgres_options(config), pooled)}


def _kept_or_lent(options: dict[str, Any], most: int) -> dict[str, Any]:
    """Each thread keeps its connection for a minute; or a process lends so many to its threads, for a request each."""
    if not most:
        return {"OPTIONS": options}
    pool = {"min_size": 1, "max_size": most, "timeout": options["connect_timeout"]}
    return {"CONN_MAX_AGE": 0, "OPTIONS": {**options, "pool": pool}}


def _parsed(url: str) -> dict[str, Any]:
    scheme = url.partition(":")[0]
    if scheme not in {"sqlite", *POSTGRES_SCHEMES}:
        raise ImproperlyConfigured("DATABASE_URL cannot be: write postgres://user@host/name or sqlite:////path.")
    try:
        return dict(env.db_url_config(url))
    except ValueError as error:
        raise ImproperlyConfigured("DATABASE_URL cannot be read: write postgres://user@host/name.") from error


def _postgres_options(config: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = config.get("OPTIONS", {})
    options = {**POSTGRES_OPTIONS, **given}
    # What the URL adds stands beside what we need; of one name, the later one counts.
    if "options" in given:
        options["options"] = f"{given['options']} {POSTGRES_OPTIONS['options']}"
    if options["connect_timeout"] not in range(1, 31):
        raise ImproperlyConfigured("DATABASE_URL must say connect_timeout in seconds, from 1 to 30, or leave it out.")
    places = [str(given.get(name, "")) for name in ("host", "hostaddr")] + config["HOST"].split(",")
    is_remote = "service" in given or any(
        place and not place.startswith("/") and not is_loopback(place) for place in places
    )
    if is_remote:
        options.setdefault("sslmode", "verify-full")
        if options["sslmode"] in UNSAFE_MODES:
            raise ImproperlyConfigured(
                f"DATABASE_URL says sslmode={options['sslmode']}, so answers could be read on their way. "
                "Use verify-full, or require where the network is your own."
            )
    return options
