"""Where the site lives: on this machine alone or on a server, under which names, behind which proxies."""

import re
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured
from django.utils.ipv6 import is_valid_ipv6_address

from config.env import local_file, number, switch, text, words

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
MOST_PROXIES = 10
_HOST = re.compile(r"\.?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*|\[[0-9a-f:.]+\]", re.I)
# One part of a path; `.` and `..` are none, since a browser takes them away before it asks.
_PART = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._~-]+")


def is_loopback(host: str) -> bool:
    """Whether a host name or an address is this machine, as only this machine can reach it."""
    name = host.lower().removeprefix("[").removesuffix("]")
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def local() -> bool:
    """LOCAL: plain HTTP for this machine alone. It takes HTTPS, safe cookies and the second factor away, so whatever
    says that this is a server contradicts it, wherever LOCAL itself stands."""
    is_local = switch("LOCAL")
    if not is_local:
        return False
    named = [_split(name, each).hostname for name in ("CSRF_TRUSTED_ORIGINS", "SITE_ADDRESS") for each in words(name)]
    others = [name for name in (*words("ALLOWED_HOSTS"), *filter(None, named)) if not is_loopback(name)]
    proxies = {"PROXY_COUNT": proxy_count() > 0, "PROXY_SETS_HTTPS_HEADER": switch("PROXY_SETS_HTTPS_HEADER")}
    others += [name for name, is_said in proxies.items() if is_said]
    if others:
        raise ImproperlyConfigured(
            f"LOCAL is on, which is for this machine alone, but {' and '.join(others)} belongs to a server. "
            f"Take LOCAL away; where the environment does not set it, it stands in {local_file()}."
        )
    return True


def debug(is_local: bool) -> bool:
    """DEBUG, which shows the insides of the site to everybody: only together with LOCAL."""
    is_on = switch("DEBUG")
    if is_on and not is_local:
        raise ImproperlyConfigured("DEBUG is on, which is for development alone. Take it away, or set LOCAL=1 too.")
    return is_on


def hosts(is_local: bool) -> list[str]:
    """The host names that this site answers to; on a server they must be listed, and never as `*`."""
    names = words("ALLOWED_HOSTS") or (LOOPBACK if is_local else [])
    if not names:
        raise ImproperlyConfigured("ALLOWED_HOSTS is not set. List the host names of this site, with commas between.")
    if "*" in names:
        raise ImproperlyConfigured("ALLOWED_HOSTS must not be `*`: list the host names of this site.")
    for name in names:
        if not is_host(name):
            raise ImproperlyConfigured(
                f"ALLOWED_HOSTS={name} is no host name: write it without https://, port or path."
            )
    return names


def origins(is_local: bool) -> list[str]:
    """Other origins that may send forms: scheme and host, on a server with https."""
    return [_origin("CSRF_TRUSTED_ORIGINS", each, is_local) for each in words("CSRF_TRUSTED_ORIGINS")]


def site_address(is_local: bool) -> str:
    """The site's scheme and host, for links in e-mails that no request asked for; a sub-path comes on top."""
    name = hosts(is_local)[0].lstrip(".")
    address = text("SITE_ADDRESS", f"http://{name}:8000" if is_local else f"https://{name}")
    return _origin("SITE_ADDRESS", address.rstrip("/"), is_local)


def _origin(name: str, address: str, is_local: bool) -> str:
    schemes = ("http", "https") if is_local else ("https",)
    parts = _split(name, address)
    try:
        is_whole = bool(parts.hostname and is_host(_bracketed(parts.hostname))) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.scheme not in schemes or parts.path or parts.query or parts.fragment or parts.username:
        raise _no_origin(name, address)
    return address


def _split(name: str, address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise _no_origin(name, address) from error


def _no_origin(name: str, address: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"{name}={address} cannot be: set it to a scheme and a host, like https://skillgap.example."
    )


def is_host(name: str) -> bool:
    """Whether it is a name or an address of a host, as one writes it in an address."""
    return bool(_HOST.fullmatch(name)) and (name[0] != "[" or is_valid_ipv6_address(name[1:-1]))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def sub_path() -> str:
    """Where below its host the site lives, such as /skillgap; empty when it has the host for itself."""
    path = text("SCRIPT_NAME")
    if path and (not path.startswith("/") or not all(_PART.fullmatch(part) for part in path[1:].split("/"))):
        raise ImproperlyConfigured("SCRIPT_NAME must be like /skillgap: with a slash before it and none after it.")
    return path


def admin_path() -> str:
    """Where the editor is: one part of an address that no page of ours has."""
    path = text("ADMIN_PATH", "admin/")
    taken = {"a", "accounts", "csrf", "editions", "healthz", "history", "import", "mine", "privacy", "resume", "roles"}
    taken |= {"livez", "metrics", "readyz"}
    taken |= {
        ".well-known",
        "about",
        "accessibility",
        "api",
        "how-we-score",
        "ims",
        "s",
        "schema",
        "skills",
        "static",
        "style",
        "robots.txt",
        "sitemap.xml",
        "verify",
    }
    if not path.endswith("/") or not _PART.fullmatch(path[:-1]) or path[:-1] in taken:
        raise ImproperlyConfigured(
            f"ADMIN_PATH={path} cannot be: set it to one free part of an address with a slash after it, like editor-7f3a/."
        )
    return path


def proxy_count() -> int:
    """How many proxies of ours stand in front; client addresses are read that many hops from the right, never further."""
    return number("PROXY_COUNT", 0, lowest=0, highest=MOST_PROXIES)


def workers() -> int:
    """How many processes answer requests, each one at a time."""
    return number("WORKERS", 4, lowest=1, highest=256)


def time_zone() -> str:
    """The time zone of the site, such as Europe/Berlin: what day it is there counts."""
    name = text("TIME_ZONE", "UTC")
    if name not in available_timezones() - {"Factory", "localtime"}:
        raise ImproperlyConfigured(f"TIME_ZONE={name} is no time zone. Set it to one such as Europe/Berlin, or UTC.")
    return name


def erasure_ledger() -> str:
    """ERASURE_LEDGER: a file outside the database that says what was erased; empty for none."""
    file = Path(text("ERASURE_LEDGER"))
    if text("ERASURE_LEDGER") and (not file.is_absolute() or not file.parent.is_dir() or file.is_dir()):
        raise ImproperlyConfigured(
            f"ERASURE_LEDGER={file} cannot be: write the full path of a file, in a folder that is there."
        )
    return text("ERASURE_LEDGER")
