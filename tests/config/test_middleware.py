"""What every request passes: strict bytes in, an id, an address that can be trusted, limits."""

import re

import pytest
from django.test import Client, RequestFactory

from config.middleware import _tell_once, client_ip

FORM = "application/x-www-form-urlencoded"
LIMIT = 1_000_000


@pytest.fixture
def client(db) -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/?a=%00", 400),
        ("/?%00=a", 400),
        ("/?a=%ff", 400),
        ("/?a=%c3%28", 400),
        ("/?a=%ed%a0%80", 400),
        ("/?a=%F0%9F%91%A9", 200),
        ("/?a=%25%30%30", 200),
        ("/?", 200),
        ("/%00", 400),
        ("/privacy/%00", 400),
        ("/accounts/login/?next=%00", 400),
    ],
)
def test_an_address_holds_clean_text_or_is_refused(client, edition, path, status):
    assert client.get(path).status_code == status


@pytest.mark.parametrize("body", ["a=%00", "%00=a", "a=%ff", "a=\x00", "a=%ed%a0%80"])
@pytest.mark.parametrize("path", ["/privacy/", "/no/such/page/", "/accounts/login/"])
def test_a_form_holds_clean_text_or_is_refused_before_anybody_reads_it(client, path, body):
    assert client.generic("POST", path, body, content_type=FORM).status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_a_form_in_our_charset_is_taken(client, charset):
    response = client.generic("POST", "/accounts/login/", "a=b", content_type=f"{FORM}; charset={charset}")
    assert response.status_code == 422


@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "utf-7", "bogus", ""])
@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x"])
def test_a_form_in_another_charset_is_refused(client, kind, charset):
    body = "--x--" if "boundary" in kind else "a=b"
    assert (
        client.generic("POST", "/accounts/login/", body, content_type=f"{kind}; charset={charset}").status_code == 400
    )


@pytest.mark.parametrize(("size", "status"), [(LIMIT, 422), (LIMIT + 1, 413)])
def test_a_form_of_a_megabyte_is_taken_and_a_byte_more_is_not(client, size, status):
    body = "a=" + "x" * (size - 2)
    assert client.generic("POST", "/accounts/login/", body, content_type=FORM).status_code == status


def test_what_claims_to_be_too_large_is_refused_unread(client):
    assert (
        client.generic("POST", "/accounts/login/", "a=b", content_type=FORM, CONTENT_LENGTH="9" * 30).status_code == 413
    )


def test_every_response_has_an_id_of_its_own(client, edition):
    found = [client.get(path).headers["X-Request-ID"] for path in ("/", "/", "/no/such/page/", "/?a=%00")]
    assert len(set(found)) == 4
    assert [each for each in found if not re.fullmatch(r"[0-9a-f]{16}", each)] == []


def test_a_client_cannot_choose_its_id(client, edition):
    assert client.get("/", headers={"X-Request-ID": "chosen"}).headers["X-Request-ID"] != "chosen"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9:52100", "203.0.113.9"),
        (1, "[2001:db8::7]:52100", "2001:db8::7"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "unknown", "192.0.2.1"),
    ],
    ids=[
        "no proxy",
        "no proxy and a claim",
        "one proxy",
        "one proxy and a claim",
        "two proxies and a claim",
        "a hop that is missing",
        "a port",
        "a port of IPv6",
        "a mapped address",
        "no address",
    ],
)
def test_an_address_is_read_as_far_as_our_own_proxies_reach(settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_ip(request) == address


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::1"),
        ("64:ff9b::c000:201", "192.0.2.1"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_an_address_of_a_connection_is_read_as_what_it_is(remote, address):
    assert client_ip(RequestFactory().get("/", REMOTE_ADDR=remote)) == address


@pytest.mark.parametrize(
    ("forwarded", "address"), [("203.0.113.9", "192.0.2.1"), ("nobody, 203.0.113.9", "192.0.2.1")], ids=["few", "none"]
)
def test_what_is_said_of_a_hop_is_true_of_one_that_cannot_be_read_too(settings, caplog, forwarded, address):
    _tell_once.cache_clear()
    settings.PROXY_COUNT = 2
    assert client_ip(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)) == address
    [said] = caplog.messages
    assert "fewer addresses, or none that can be read there" in said


@pytest.mark.parametrize(("proxies", "forwarded"), [(0, "203.0.113.9"), (2, "203.0.113.9")])
def test_proxies_that_are_counted_wrong_are_told_once(settings, caplog, proxies, forwarded):
    _tell_once.cache_clear()
    settings.PROXY_COUNT = proxies
    for _time in range(3):
        client_ip(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded))
    [said] = caplog.messages
    assert f"PROXY_COUNT is {proxies}" in said
    assert "203.0.113" not in said


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Forwarded-Server", "Forwarded"])
def test_a_claimed_host_is_ignored(begin, alice, header):
    attempt = begin(alice)
    response = alice.post(f"/a/{attempt.public_id}/data/resume-link/", headers={header: "evil.example"}, follow=True)
    page = response.content.decode()
    assert "http://testserver/resume/" in page
    assert "evil.example" not in page


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "a b", "testserver:x", "testserver\r\nX: y"]
)
def test_a_host_that_is_not_ours_is_refused(client, edition, host):
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    ("where", "status"),
    [
        ({}, 204),
        ({"REMOTE_ADDR": "::1"}, 204),
        ({"REMOTE_ADDR": "192.0.2.7"}, 403),
        ({"REMOTE_ADDR": ""}, 403),
        ({"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, 403),
        ({"HTTP_FORWARDED": "for=192.0.2.7"}, 403),
    ],
    ids=str,
)
def test_a_site_for_this_machine_answers_nobody_else_behind_whatever_name(settings, where, status):
    settings.MIDDLEWARE = ["config.middleware.this_machine_alone", *settings.MIDDLEWARE]
    response = Client().get("/csrf/", **where)
    assert response.status_code == status
    assert ("take LOCAL away" in response.content.decode()) == (status == 403)
