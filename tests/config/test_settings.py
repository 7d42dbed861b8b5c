"""The settings refuse to start unsafe, and what starts is safe as it stands."""

import json

import pytest

from tests.config.production import PRODUCTION, SECRET, Site

pytestmark = pytest.mark.slow

REFUSED = "django.core.exceptions.ImproperlyConfigured: "
NO_SECRET = (
    f"{REFUSED}SECRET_KEY is not set. On a server, set it to 50 or more random characters; "
    "to try Skillgap on this machine, run `manage.py demo` once."
)
WEAK = f"{REFUSED}SECRET_KEY is weak: use 50 or more random characters."
NO_HOSTS = f"{REFUSED}ALLOWED_HOSTS is not set. List the host names of this site, with commas between."
ANY_HOST = f"{REFUSED}ALLOWED_HOSTS must not be `*`: list the host names of this site."


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, NO_SECRET),
        ({"ALLOWED_HOSTS": "skillgap.example"}, NO_SECRET),
        ({**PRODUCTION, "SECRET_KEY": ""}, NO_SECRET),
        ({**PRODUCTION, "SECRET_KEY": SECRET[:49]}, WEAK),
        ({**PRODUCTION, "SECRET_KEY": "a" * 60}, WEAK),
        ({**PRODUCTION, "SECRET_KEY": "abcabcabc" * 7}, WEAK),
        ({**PRODUCTION, "SECRET_KEY": f"django-insecure-{SECRET}"}, WEAK),
        ({"SECRET_KEY": SECRET}, NO_HOSTS),
        ({**PRODUCTION, "ALLOWED_HOSTS": ""}, NO_HOSTS),
        ({**PRODUCTION, "ALLOWED_HOSTS": "*"}, ANY_HOST),
        ({**PRODUCTION, "ALLOWED_HOSTS": "skillgap.example,*"}, ANY_HOST),
        ({"LOCAL": "1"}, NO_SECRET),
    ],
    ids=[
        "nothing set",
        "no secret",
        "empty secret",
        "a character short",
        "one letter over and over",
        "nine letters over and over",
        "Django's marked secret",
        "no hosts",
        "empty hosts",
        "any host",
        "any host among others",
        "local without a secret",
    ],
)
def test_an_unsafe_environment_is_refused_in_one_clear_line(site, environment, said):
    assert site.start(**environment) == (1, said)


@pytest.mark.parametrize(
    "environment",
    [PRODUCTION, {"SECRET_KEY": SECRET, "LOCAL": "1"}, {**PRODUCTION, "SECRET_KEY": SECRET[:50]}],
    ids=["a server", "this machine", "just long enough"],
)
def test_a_safe_environment_starts(site, environment):
    assert site.start(**environment) == (0, "")


def test_a_secret_may_stand_in_a_file(site, tmp_path):
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    hosts = {"ALLOWED_HOSTS": "skillgap.example"}
    assert site.start(SECRET_KEY_FILE=str(tmp_path / "secret"), **hosts) == (0, "")
    (tmp_path / "secret").write_text("short\n")
    assert site.start(SECRET_KEY_FILE=str(tmp_path / "secret"), **hosts) == (1, WEAK)


def test_a_secret_file_that_is_not_there_is_told(site, tmp_path):
    path = tmp_path / "nowhere"
    assert site.start(SECRET_KEY_FILE=str(path), ALLOWED_HOSTS="skillgap.example") == (
        1,
        f"{REFUSED}SECRET_KEY_FILE={path} cannot be read: No such file or directory.",
    )


def test_the_deployment_check_finds_nothing_and_nothing_is_silenced(site):
    done = site.run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (0 silenced).\n"


def test_a_server_is_strict_where_this_machine_cannot_be(site):
    names = [
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "SECURE_HSTS_PRELOAD",
        "SESSION_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE",
        "SESSION_ENGINE",
        "CSRF_COOKIE_NAME",
        "CSRF_COOKIE_SECURE",
        "CSRF_COOKIE_HTTPONLY",
        "USE_X_FORWARDED_HOST",
        "SECURE_PROXY_SSL_HEADER",
        "SILENCED_SYSTEM_CHECKS",
    ]
    code = (
        "import json, django; from django.conf import settings; django.setup(); "
        f"print(json.dumps({{name: getattr(settings, name) for name in {names}}}))"
    )
    done = site.run("-c", code, DJANGO_SETTINGS_MODULE="config.settings", **PRODUCTION)
    assert json.loads(done.stdout) == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 63_072_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_COOKIE_SECURE": True,
        # The page's script reads it when it saves.
        "CSRF_COOKIE_HTTPONLY": False,
        "USE_X_FORWARDED_HOST": False,
        "SECURE_PROXY_SSL_HEADER": None,
        "SILENCED_SYSTEM_CHECKS": [],
    }


ASK = """
import json, django
django.setup()
from django.test import Client
def told(response): return [response.status_code, dict(response.headers), str(response.cookies)]
client = Client(headers={"host": "skillgap.example"})
print(json.dumps([told(client.get("/csrf/")), told(client.get("/csrf/", secure=True))]))
"""


def test_a_server_speaks_https_alone(site):
    done = site.run("-c", ASK, DJANGO_SETTINGS_MODULE="config.settings", **PRODUCTION)
    (status, headers, _cookies), (safe, safe_headers, cookie) = json.loads(done.stdout)
    assert (status, headers["Location"]) == (301, "https://skillgap.example/csrf/")
    assert safe == 204
    assert safe_headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert cookie.startswith("Set-Cookie: __Host-csrftoken=")
    assert "; Path=/; SameSite=Lax; Secure" in cookie
    assert "Domain" not in cookie


def test_the_attempt_cookie_of_a_server_is_bound_to_its_host(site):
    code = "import django; django.setup(); from assessment import access; print(access.cookie_name('x'))"
    done = site.run("-c", code, DJANGO_SETTINGS_MODULE="config.settings", **PRODUCTION)
    assert done.stdout == "__Host-attempt-x\n"


def test_the_local_file_is_made_once_for_its_owner_alone(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("fresh"))
    write = "from config.env import write_local_file; write_local_file()"
    assert site.run("-c", write).returncode == 0
    made = site.folder / ".env"
    first = made.read_text()
    assert oct(made.stat().st_mode & 0o777) == "0o600"
    assert site.start() == (0, "")
    site.run("-c", write)
    assert made.read_text() == first


@pytest.mark.parametrize("name", ["SECRET_KEY", "SECRET_KEY_FILE", "ALLOWED_HOSTS", "LOCAL"])
def test_the_local_file_is_not_made_where_the_environment_says_what_this_is(tmp_path_factory, name):
    site = Site(tmp_path_factory.mktemp("fresh"))
    site.run("-c", "from config.env import write_local_file; write_local_file()", **{name: "0"})
    assert not (site.folder / ".env").exists()


def test_the_local_file_is_made_where_the_environment_says_that_this_is_no_server(tmp_path_factory):
    """As `./run serve` does on a fresh checkout."""
    site = Site(tmp_path_factory.mktemp("fresh"))
    site.run("-c", "from config.env import write_local_file; write_local_file()", LOCAL="1", DEBUG="1")
    assert site.start(LOCAL="1", DEBUG="1") == (0, "")


def test_a_file_left_over_from_trying_out_weakens_no_server(tmp_path_factory):
    """Whether the rest of the settings stands in the environment or in that file."""
    site = Site(tmp_path_factory.mktemp("fresh"))
    left = site.folder / ".env"
    told = (
        f"{REFUSED}LOCAL is on, which is for this machine alone, but skillgap.example belongs to a server. "
        f"Take LOCAL away; where the environment does not set it, it stands in {left}."
    )
    left.write_text(f"LOCAL=1\nDEBUG=1\nSECRET_KEY={SECRET}\n")
    assert site.start(**PRODUCTION) == (1, told)
    assert site.start(ALLOWED_HOSTS="skillgap.example") == (1, told)
    left.write_text(f"LOCAL=1\nSECRET_KEY={SECRET}\nALLOWED_HOSTS=skillgap.example\n")
    assert site.start() == (1, told)


def test_the_environment_goes_before_the_local_file(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("fresh"))
    (site.folder / ".env").write_text(f"LOCAL=1\nSECRET_KEY={SECRET}\n")
    assert site.start(LOCAL="0") == (1, NO_HOSTS)


MAIL_STATE = """
import json, django
from django.conf import settings
django.setup()
names = ["EMAIL_BACKEND", "MAIL_WORKS", "DEFAULT_FROM_EMAIL", "SITE_ADDRESS", "STAFF_NEED_SECOND_FACTOR"]
print(json.dumps([getattr(settings, name) for name in names]))
"""


@pytest.mark.parametrize(
    ("environment", "state"),
    [
        (PRODUCTION, ["dummy", False, "webmaster@localhost", "https://skillgap.example", True]),
        (
            {**PRODUCTION, "EMAIL_URL": "smtp+tls://u:p@mail.example:587", "MAIL_FROM": "a@skillgap.example"},
            ["smtp", True, "a@skillgap.example", "https://skillgap.example", True],
        ),
        (
            {"SECRET_KEY": SECRET, "LOCAL": "1"},
            ["console", True, "skillgap@localhost", "http://127.0.0.1:8000", False],
        ),
    ],
    ids=["a server without e-mail", "a server with e-mail", "this machine"],
)
def test_e_mail_and_the_second_factor_are_as_the_place_asks(site, environment, state):
    done = site.run("-c", MAIL_STATE, DJANGO_SETTINGS_MODULE="config.settings", **environment)
    backend, *others = json.loads(done.stdout)
    assert [backend.split(".")[-2], *others] == state


def test_e_mail_without_a_sender_is_refused(site):
    told = f"{REFUSED}EMAIL_URL is set, but MAIL_FROM is not. Set it to the address that e-mails come from."
    assert site.start(**PRODUCTION, EMAIL_URL="smtp://mail.example") == (1, told)
