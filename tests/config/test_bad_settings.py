"""Every setting refuses a value that cannot be, with a sentence that names it; nothing is taken for something else."""

import os
import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import get_resolver

from config.env import env
from tests.config.production import PRODUCTION, SECRET
from tests.environment import SETTING

ROOT = Path(__file__).parents[2]
HERE = {"SECRET_KEY": SECRET, "LOCAL": "1"}
SERVER = dict(PRODUCTION)
SIGNING_KEY, PUBLIC_KEY = "private." + "A" * 43, "public." + "A" * 43
# Bad values of a server's settings, by name. What may hold any text has none.
BAD: dict[str, list[str]] = {
    "ADMIN_PATH": ["admin", "/admin/", "", "a/b/", "accounts/", "roles/", ".*/", "/", "../", "./"],
    "ALLOWED_HOSTS": [
        "",
        "*",
        "*.example",
        "https://skillgap.example",
        "skillgap.example:443",
        "a b",
        "x/y",
        ".",
        ",",
        "[:::]",
    ],
    "CONTACT": [
        "nobody",
        "a@b@c",
        "http://skillgap.example",
        "javascript:alert(1)",
        "mailto:a@skillgap.example",
        "https://",
    ],
    "CSRF_TRUSTED_ORIGINS": [
        "skillgap.example",
        "http://a.example",
        "https://*",
        "https://[:::]",
        "https://[::1",
        "https://a.example/x",
        "https://a:x",
    ],
    "DATABASE_URL": [
        "hostile",
        "mysql://a@b/c",
        "sqlite://:memory:",
        "sqlite://",
        "postgres://a@db.example/c?sslmode=disable",
        "postgres://a@db.example/c?sslmode=allow",
        "postgres://a@db.example/c?sslmode=prefer",
        "postgres://a@/c?host=db.example&sslmode=disable",
        "postgres://a@127.0.0.1,db.example/c?sslmode=disable",
        "postgres://a@127.0.0.1/c?connect_timeout=0",
        "postgres://a@127.0.0.1:x/c",
    ],
    "DATABASE_POOL": ["-1", "many", "1001", "1.5"],
    "DEBUG": ["1", "true", "maybe"],
    "EMAIL_URL": [
        "hostile",
        "consolemail://",
        "filemail:///tmp/x",
        "dummymail://",
        "smtp://",
        "smtp://a:x",
        "pop3://a",
    ],
    "ENV_FILE": ["/nowhere/at/all"],
    "KEEP_FINISHED_DAYS": ["0", "-1", "x", "1.5", "36501", "9" * 30, "²"],
    "KEEP_UNFINISHED_DAYS": ["0", "-1", "x", "1.5", "36501"],
    "KEEP_UNCONFIRMED_DAYS": ["0", "-1", "x"],
    "IMPORT_MEMORY_MB": ["0", "127", "much", "16385"],
    "IMPORT_SECONDS": ["0", "-1", "601", "1.5"],
    "KEEP_FEEDBACK_DAYS": ["0", "-1", "x"],
    "KEEP_ERASURES_DAYS": ["0", "-1", "x", "36501"],
    "ERASURE_LEDGER": ["ledger", "./ledger.jsonl", "/nowhere/at/all/ledger", "/"],
    "KEEP_IDLE_ACCOUNT_DAYS": ["0", "30", "-1", "x", "36501"],
    "KEEP_IMPORTS_DAYS": ["0", "-1", "x"],
    **{
        f"LIMIT_{what}": ["0", "-1", "none", "1000001", "1e3"]
        for what in ("STARTS", "SIGN_UPS", "LOG_INS", "NEW_PASSWORDS", "REMARKS", "GUESSES", "VERIFICATIONS")
    },
    "OIDC_CLIENT_ID": ["skillgap"],
    "OIDC_CLIENT_SECRET": ["canary"],
    "OIDC_CLIENT_SECRET_FILE": ["/nowhere/at/all"],
    "OIDC_NAME": ["Our Office", "\u0007", "x" * 61],
    "OIDC_ONLY": ["1", "maybe"],
    "OIDC_STRONG_ACR": ["gold"],
    "OIDC_TRUSTED_DOMAINS": ["company.example", "@company.example", "company", "*", ".example", "a b.example"],
    "OIDC_URL": [
        "https://login.example",
        "login.example",
        "http://login.example",
        "https://",
        "https://login.example/?a=b",
        "https://login.example/#a",
        "https://u:canary@login.example",
        "https://login.example:x",
        "https://login.example:0",
        "https://[::1",
        "https://login.example/" + "x" * 200,
        "ftp://login.example",
    ],
    "METRICS_TOKEN": ["short", "a" * 60],
    "METRICS_TOKEN_FILE": ["/nowhere/at/all", "/dev/null"],
    "PDFS_AN_HOUR": ["0", "x", "10001"],
    "PDFS_AT_ONCE": ["0", "x", "101"],
    "LOCAL": ["1", "maybe", "2"],
    "LOG_LEVEL": ["LOUD", "5"],
    "MAIL_FROM": ["nobody", "a@b@c", "Skillgap <nobody>"],
    "PROXY_COUNT": ["-1", "11", "x", "1.0"],
    "PROXY_SETS_HTTPS_HEADER": ["maybe", "X-Forwarded-Proto"],
    "READ_ONLY": ["maybe"],
    "READ_ONLY_FILE": [],
    "SCRIPT_NAME": ["skillgap", "/skillgap/", "/", "/a b", "/a//b", "/..", "/.", "/a/../b"],
    "SECRET_KEY": ["", "short", "a" * 60],
    "SECRET_KEY_FALLBACKS": ["short", f"{SECRET},short", "a" * 60],
    "SECRET_KEY_FILE": ["/nowhere/at/all", "/dev/null"],
    "SIGNING_KEY": [PUBLIC_KEY, "private.AAAA", f"{SIGNING_KEY}x", "private." + "?" * 43, SECRET],
    "SIGNING_KEY_FILE": ["/nowhere/at/all", "/dev/urandom-not"],
    "SIGNING_OLD_KEYS": [SIGNING_KEY, f"{PUBLIC_KEY},x", PUBLIC_KEY[7:], "public." + "é" * 43],
    "STAFF_IDLE_MINUTES": ["0", "1441", "x"],
    "STAFF_SUDO_MINUTES": ["0", "1441", "x"],
    "SITE_ADDRESS": [
        "skillgap.example",
        "http://skillgap.example",
        "https://skillgap.example/x",
        "https://",
        "https://[::1",
        "ftp://a",
    ],
    "TASK_WORKER": ["maybe", "2"],
    "WORKERS": ["0", "257", "many"],
    "TIME_ZONE": ["Mars/Olympus", "UTC+1", "../x", "Europe"],
}
TOGETHER = {"EMAIL_URL": {"MAIL_FROM": "a@skillgap.example"}, "MAIL_FROM": {"EMAIL_URL": "smtp://127.0.0.1"}}
EMPTY_IS_DEFAULT = {("ADMIN_PATH", "")}


@pytest.fixture
def start(monkeypatch):
    """Load the settings with an environment and nothing else; gives them."""

    def load(environment: dict[str, str]) -> dict[str, object]:
        monkeypatch.setattr(env, "ENVIRON", {"ENV_FILE": os.devnull, **environment}, raising=False)
        return runpy.run_path(str(ROOT / "config" / "settings.py"))

    return load


def names() -> set[str]:
    source = "".join(path.read_text() for path in (ROOT / "config").glob("*.py"))
    return {first or second for first, second in SETTING.findall(source)}


def test_every_setting_has_bad_values_here():
    assert sorted(names() - set(BAD)) == []


CASES = [(name, value) for name, values in BAD.items() for value in values if (name, value) not in EMPTY_IS_DEFAULT]


@pytest.mark.parametrize(("name", "value"), CASES, ids=lambda text: text[:40] or "empty")
def test_a_bad_value_is_refused_by_name_with_what_to_do(start, name, value):
    start(SERVER)
    with pytest.raises(ImproperlyConfigured) as refused:
        start({**SERVER, **TOGETHER.get(name, {}), name: value})
    said = str(refused.value)
    assert name.removesuffix("_FILE") in said
    assert len(said) > len(name) + 15
    assert said.endswith(".")


def test_no_secret_is_told_when_it_is_refused(start):
    for name in ("SECRET_KEY", "SECRET_KEY_FALLBACKS", "SIGNING_KEY", "SIGNING_OLD_KEYS"):
        with pytest.raises(ImproperlyConfigured) as refused:
            start({**SERVER, name: "$canary-secret"})
        assert "canary" not in str(refused.value)
    with pytest.raises(ImproperlyConfigured) as refused:
        start({**SERVER, **OIDC, "OIDC_URL": "https://u:canary@login.example"})
    assert "canary" not in str(refused.value)
    for value in ("ftp://u:canary@h", "smtp://u:canary@"):
        with pytest.raises(ImproperlyConfigured) as refused:
            start({**SERVER, "MAIL_FROM": "a@skillgap.example", "EMAIL_URL": value})
        assert "canary" not in str(refused.value)


@pytest.mark.parametrize(
    "server",
    [
        {"ALLOWED_HOSTS": "skillgap.example"},
        {"ALLOWED_HOSTS": "127.0.0.1,skillgap.example"},
        {"ALLOWED_HOSTS": "192.0.2.7"},
        {"ALLOWED_HOSTS": "*"},
        {"ALLOWED_HOSTS": "localhost.example"},
        {"SITE_ADDRESS": "https://skillgap.example"},
        {"CSRF_TRUSTED_ORIGINS": "https://skillgap.example"},
        {"PROXY_COUNT": "1"},
        {"PROXY_SETS_HTTPS_HEADER": "1"},
    ],
    ids=str,
)
def test_what_tells_of_a_server_refuses_local(start, server):
    with pytest.raises(ImproperlyConfigured, match=r"^(LOCAL is on|ALLOWED_HOSTS)"):
        start({**HERE, **server})


ADDRESSES = ("CSRF_TRUSTED_ORIGINS", "SITE_ADDRESS")


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name in ADDRESSES for value in ("http://[::1", "http://a]")]
)
def test_an_address_that_cannot_be_read_is_refused_by_name_on_this_machine_too(start, name, value):
    with pytest.raises(ImproperlyConfigured, match=rf"^{name}=.* cannot be: set it to .*\.$"):
        start({**HERE, name: value})


@pytest.mark.parametrize("more", [{}, {"ALLOWED_HOSTS": "127.0.0.2,localhost,[::1],app.localhost"}, {"DEBUG": "yes"}])
def test_this_machine_may_be_local(start, more):
    found = start({**HERE, **more})
    assert (found["LOCAL"], found["HTTPS"], found["DEBUG"]) == (True, False, "DEBUG" in more)


def test_off_is_off_in_every_spelling(start):
    for word in ("0", "false", "No", "OFF", " 0 ", ""):
        found = start({**SERVER, "DEBUG": word, "LOCAL": word})
        assert (found["DEBUG"], found["LOCAL"], found["HTTPS"]) == (False, False, True)
        assert start({**HERE, "PROXY_SETS_HTTPS_HEADER": word})["LOCAL"] is True


def test_no_proxy_is_none_in_every_spelling(start):
    for number in ("0", "00", " 0 ", ""):
        assert start({**HERE, "PROXY_COUNT": number})["LOCAL"] is True


def test_the_editor_takes_the_place_of_no_page(start):
    """The first part of every address of ours is refused as the editor's."""
    firsts = {str(each.pattern).split("/")[0].removeprefix("^") for each in get_resolver().url_patterns}
    for included in get_resolver().url_patterns:
        if str(included.pattern) == "":
            firsts |= {str(each.pattern).split("/")[0] for each in included.url_patterns}
    firsts = {first for first in firsts if first and "<" not in first} - {"admin"}
    assert {"accounts", "roles", "a", "mine"} <= firsts
    taken = []
    for first in sorted(firsts | {"static"}):
        try:
            start({**SERVER, "ADMIN_PATH": f"{first}/"})
        except ImproperlyConfigured:
            taken.append(first)
    assert sorted(firsts | {"static"}) == taken


OIDC = {"OIDC_URL": "https://login.example/realms/ours/", "OIDC_CLIENT_ID": "skillgap", "OIDC_CLIENT_SECRET": "canary"}


def test_an_identity_provider_is_whole_or_none(start, tmp_path):
    assert start(SERVER)["OIDC"] is None
    found = start({**SERVER, **OIDC})["OIDC"]
    assert found == ("https://login.example/realms/ours", "skillgap", "canary", "login.example", False, (), ())
    (tmp_path / "secret").write_text("of-a-file\n")
    more = {"OIDC_CLIENT_SECRET": "", "OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret"), "OIDC_ONLY": "1"}
    more |= {"OIDC_NAME": "Büro", "OIDC_TRUSTED_DOMAINS": "Company.example, b.example", "OIDC_STRONG_ACR": "gold"}
    found = start({**SERVER, **OIDC, **more})["OIDC"]
    assert found[2:] == ("of-a-file", "Büro", True, ("company.example", "b.example"), ("gold",))


@pytest.mark.parametrize("name", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_half_an_identity_provider_is_refused_by_what_is_missing(start, name):
    with pytest.raises(ImproperlyConfigured, match=rf"^OIDC_URL is set, but {name} is not") as refused:
        start({**SERVER, **OIDC, name: ""})
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9400", "http://localhost:9400/realms/a", "https://login.example"])
def test_a_provider_on_this_machine_needs_no_https_to_try_things_out(start, url):
    assert start({**HERE, **OIDC, "OIDC_URL": url})["OIDC"].url == url
    if url.startswith("http:"):
        with pytest.raises(ImproperlyConfigured, match=r"^OIDC_URL="):
            start({**SERVER, **OIDC, "OIDC_URL": url})
    with pytest.raises(ImproperlyConfigured, match=r"^OIDC_URL="):
        start({**HERE, **OIDC, "OIDC_URL": "http://login.example"})
