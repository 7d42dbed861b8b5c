"""Whether addresses still answer: asked of a site on this machine that answers in every way there is."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from catalog import links
from catalog.links import Manners, Outcome
from tests.catalog.site import PATIENCE, Site

PATIENT = Manners(timeout=PATIENCE, total=PATIENCE, pause=0, allow_private=True)
# For those that never answer, so that what a busy machine does in this time changes nothing.
IMPATIENT = PATIENT._replace(timeout=0.3)


@pytest.fixture
def site():
    with Site() as site:
        yield site


@pytest.fixture
def names(monkeypatch):
    """Any name under .test is this machine; gives the names as they are looked up."""
    look_up, asked = socket.getaddrinfo, []

    def found(host, *rest, **named):
        asked.append(host)
        return look_up("127.0.0.1" if host.endswith(".test") else host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    return asked


def ask(*urls: str, manners: Manners = PATIENT) -> dict[str, Outcome]:
    return dict(links.check(urls, manners))


@pytest.mark.parametrize(
    ("path", "outcome", "asked"),
    [
        ("/say/200", Outcome(True, "200"), ["HEAD"]),
        ("/say/204", Outcome(True, "204"), ["HEAD"]),
        ("/say/404", Outcome(False, "404"), ["HEAD", "GET"]),
        ("/say/410", Outcome(False, "410"), ["HEAD", "GET"]),
        ("/say/429", Outcome(False, "429"), ["HEAD"]),
        ("/say/503", Outcome(False, "503"), ["HEAD", "GET"]),
        ("/say/304", Outcome(False, "304"), ["HEAD"]),
        ("/say/302", Outcome(False, "302"), ["HEAD"]),
        ("/head/403", Outcome(True, "200"), ["HEAD", "GET"]),
        ("/head/405", Outcome(True, "200"), ["HEAD", "GET"]),
        ("/head/501", Outcome(True, "200"), ["HEAD", "GET"]),
        ("/drop/GET", Outcome(True, "200"), ["HEAD", "GET"]),
        ("/drop", Outcome(False, "connection broken off"), ["HEAD", "GET"]),
        ("/noise", Outcome(False, "an answer that is no HTTP"), ["HEAD", "GET"]),
        ("/loop", Outcome(False, "more than 5 redirects"), ["HEAD"] * 6),
    ],
)
def test_an_answer(site, path, outcome, asked):
    assert ask(site.url(path)) == {site.url(path): outcome}
    assert [method for method, _path in site.asked] == asked


@pytest.mark.parametrize("path", ["/never", "/drip"])
def test_who_does_not_come_to_an_end_is_left_and_not_asked_again(site, path):
    assert ask(site.url(path), manners=IMPATIENT) == {site.url(path): Outcome(False, "no answer in time")}
    assert len(site.asked) <= 1


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("/to/301/say/200", "/say/200"),
        ("/to/308/say/200", "/say/200"),
        ("/to/301/to/301/say/200", "/say/200"),
        ("/to/301/to/302/say/200", "/to/302/say/200"),
        ("/to/302/say/200", ""),
        ("/to/307/say/200", ""),
        ("/to/302/to/301/say/200", ""),
    ],
)
def test_a_redirect_is_followed_and_told_where_it_is_for_good(site, path, moved):
    said = f"200, moved for good to {site.url(moved)}" if moved else "200"
    assert ask(site.url(path)) == {site.url(path): Outcome(True, said)}


def test_a_redirect_to_something_gone_is_not_fine(site):
    [outcome] = ask(site.url("/to/301/say/404")).values()
    assert outcome == Outcome(False, f"404, moved for good to {site.url('/say/404')}")


def test_five_redirects_are_followed_and_no_more(site):
    five, six = (site.url("/to/302" * count + "/say/200") for count in (5, 6))
    assert ask(five, six) == {five: Outcome(True, "200"), six: Outcome(False, "more than 5 redirects")}


def test_a_redirect_leads_to_no_private_network(site, monkeypatch):
    """The first host passes for a public one; where it sends us does not."""
    monkeypatch.setattr(links, "_is_public", lambda address: address == "127.0.0.1")
    start = site.url("/to/302/" + site.url("/say/200", host="127.0.0.2"))
    outcomes = ask(start, manners=PATIENT._replace(allow_private=False))
    assert outcomes == {start: Outcome(False, "not asked: its host is in a private network")}
    assert [path for _method, path in site.asked] == [start.removeprefix(site.url(""))]


def test_a_redirect_leads_to_the_web_only(site):
    start = site.url("/to/302/file:///etc/passwd")
    assert ask(start)[start] == Outcome(False, "no address that can be asked")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0",
        "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::1]",
    ],
)  # fmt: skip
def test_this_machine_is_not_asked(site, host):
    url = site.url("/say/200", host=host)
    [outcome] = ask(url, manners=PATIENT._replace(allow_private=False)).values()
    assert outcome == Outcome(False, "not asked: its host is in a private network")
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("ff02::1", False),
    ],
)
def test_which_addresses_are_public(address, is_public):
    assert links._is_public(address) is is_public


def test_a_host_with_one_private_address_among_others_is_not_asked(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: found)
    [outcome] = ask("http://example.org/", manners=PATIENT._replace(allow_private=False)).values()
    assert outcome.said == "not asked: its host is in a private network"


@pytest.mark.parametrize(
    "url",
    ["ftp://127.0.0.1/", "https://", "http://[1", "http://127.0.0.1:99999/", "http://" + "a" * 64 + ".org/", "nothing"],
)
def test_what_is_no_address_is_told(url):
    assert ask(url) == {url: Outcome(False, "no address that can be asked")}


def test_a_closed_door_is_told(site):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        assert ask(url) == {url: Outcome(False, "connection refused")}


def test_a_name_that_nobody_has_is_told(monkeypatch):
    def unknown(*_args, **_named):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert ask("http://nobody.invalid/") == {"http://nobody.invalid/": Outcome(False, "no such host")}


def test_plain_words_on_a_secure_address_are_told(site):
    url = site.url("/say/200").replace("http:", "https:")
    assert ask(url) == {url: Outcome(False, "no secure connection")}


def test_an_address_is_sent_as_plain_characters_without_name_and_fragment(site):
    url = site.url("/say/200/é b").replace("http://", "http://erin:secret@") + "?q=ü&r=%20#part"
    ask(url)
    [(_method, path)] = set(site.asked)
    assert path == "/say/200/%C3%A9%20b?q=%C3%BC&r=%20"
    assert set(site.hosts) == {f"127.0.0.1:{site.server_port}"}


def test_it_says_who_asks(site):
    ask(site.url("/say/200"))
    assert site.agents == {links.USER_AGENT}
    assert "Skillgap" in links.USER_AGENT


def test_an_address_is_asked_once(site):
    assert len(ask(*[site.url("/say/200")] * 3)) == 1
    assert len(site.asked) == 1


def test_a_host_is_asked_one_thing_at_a_time_also_when_others_send_us_there(site, names):
    senders = [site.url("/to/302/" + site.url(f"/brief/{n}"), host=f"h{n}.test") for n in range(4)]
    outcomes = ask(*(site.url(f"/brief/{n}") for n in range(4, 8)), *senders)
    assert set(outcomes.values()) == {Outcome(True, "200")}
    assert (len(site.asked), site.most_of["127.0.0.1"]) == (12, 1)


def test_a_host_gets_a_pause(site):
    ask(*(site.url(f"/say/20{n}") for n in range(3)), manners=PATIENT._replace(pause=0.2))
    gaps = [after - before for before, after in zip(site.times, site.times[1:], strict=False)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.19  # a pause begins after the answer, so that no machine is too slow for this


def test_hosts_do_not_wait_for_one_another(site, names):
    """Each of the two is answered once both have asked."""
    assert set(ask(*(site.url("/pair", host=f"h{number}.test") for number in range(2))).values()) == {
        Outcome(True, "200")
    }


def test_no_more_hosts_at_once_than_agreed(site, names):
    ask(*(site.url("/pair", host=f"h{number}.test") for number in range(8)), manners=PATIENT._replace(workers=2))
    assert len(site.asked) == 8
    assert site.most_at_once == 2


def test_when_the_time_is_over_the_rest_is_left_out(site):
    assert ask(*(site.url(f"/never/{n}") for n in range(20)), manners=PATIENT._replace(total=0.3)) == {}
    assert len(site.asked) <= 1


def test_no_time_is_no_question(site):
    assert ask(site.url("/say/200"), manners=PATIENT._replace(total=0)) == {}
    assert site.asked == []


def test_an_answer_is_told_while_others_are_waited_for(site, names):
    outcomes = links.check([site.url("/never"), site.url("/say/200", host="h.test")], PATIENT)
    assert next(outcomes) == (site.url("/say/200", host="h.test"), Outcome(True, "200"))
    outcomes.close()


def test_who_stops_listening_stops_the_asking(site):
    outcomes = links.check([site.url(f"/say/200/{n}") for n in range(50)], PATIENT)
    next(outcomes)
    outcomes.close()
    # The site may still hear what was said before.
    assert len(site.asked) <= 2


def test_proxies_of_the_environment_are_not_asked(site, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert ask(site.url("/say/200")) == {site.url("/say/200"): Outcome(True, "200")}


@pytest.fixture
def secure_site(tmp_path, monkeypatch):
    """A site with a certificate for h1.test that is trusted."""
    file = certificate(tmp_path, "h1.test")
    trusted = ssl.create_default_context(cafile=file)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusted)
    with Site() as site:
        site.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        site.context.load_cert_chain(file)
        yield site


def certificate(folder: Path, name: str) -> Path:
    """A file with a certificate that speaks for itself, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "site.pem").write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return folder / "site.pem"


def test_the_name_is_what_a_secure_site_is_asked_for_and_must_prove(secure_site, names):
    """Also where another name at the same address has just proved itself."""
    proved, other = (secure_site.url("/say/200", host=host) for host in ("h1.test", "h2.test"))
    sender = secure_site.url(f"/to/302/{other}", host="h1.test")
    refused = Outcome(False, "its certificate is not trusted")
    assert ask(proved, sender, other) == {proved: Outcome(True, "200"), sender: refused, other: refused}
    assert set(secure_site.hosts) == {f"h1.test:{secure_site.server_port}"}


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(site, names, monkeypatch):
    """A name is looked up once for a question; a second look-up might find another place."""
    looked_at = []
    monkeypatch.setattr(links, "_is_public", lambda address: looked_at.append(address) or True)
    assert set(ask(site.url("/say/200", host="h1.test"), manners=PATIENT._replace(allow_private=False)).values()) == {
        Outcome(True, "200")
    }
    assert (names, looked_at, site.asked) == (["h1.test"], ["127.0.0.1"], [("HEAD", "/say/200")])


def test_a_second_address_of_a_host_is_asked_where_the_first_is_closed(site, monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 0)) for ip in ("127.0.0.2", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: found)
    url = site.url("/say/200", host="h1.test")
    assert ask(url) == {url: Outcome(True, "200")}
