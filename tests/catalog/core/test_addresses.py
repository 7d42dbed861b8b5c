"""Addresses as headers write them, and what stands behind those of IPv6."""

from ipaddress import ip_address

import pytest

from catalog.core import addresses


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        (" 192.0.2.1 ", "192.0.2.1"),
        ("192.0.2.1:443", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ('"[2001:db8::1]:443"', "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
    ],
)
def test_an_address_is_read_in_every_spelling(text, address):
    assert addresses.read(text) == ip_address(address)


@pytest.mark.parametrize("text", ["", "unknown", "_hidden", "unix:", "192.0.2", "300.0.0.1", "a:b", "[]", "::1::"])
def test_what_is_no_address_is_none(text):
    assert addresses.read(text) is None


CARRYING = [
    "::{ip}",
    "::ffff:{ip}",
    "::ffff:0:{ip}",
    "64:ff9b::{ip}",
    "64:ff9b:1::{ip}",
    "2002:{hex}::1",
    "2001:0:4136:e378:8000:63bf:{inverted}",
]
PRIVATE = ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "172.16.0.9", "100.64.0.1", "224.0.0.1"]


def written(form: str, ip: str) -> str:
    number = int(ip_address(ip))

    def halves(value: int) -> str:
        return f"{value >> 16:x}:{value & 0xFFFF:x}"

    return form.format(ip=ip, hex=halves(number), inverted=halves(number ^ 0xFFFF_FFFF))


@pytest.mark.parametrize("form", CARRYING)
@pytest.mark.parametrize("ip", PRIVATE)
def test_an_address_that_stands_for_a_private_one_is_none_of_the_worlds(form, ip):
    address = ip_address(written(form, ip))
    assert addresses.carried(address) == ip_address(ip)
    assert not addresses.is_public(address)


@pytest.mark.parametrize("form", CARRYING)
def test_an_address_that_stands_for_a_public_one_is_public(form):
    assert addresses.is_public(ip_address(written(form, "8.8.8.8")))


@pytest.mark.parametrize("ip", ["::", "::1", "fe80::1", "fc00::1", "ff02::1", *PRIVATE])
def test_a_private_address_is_none_of_the_worlds(ip):
    assert addresses.carried(ip_address(ip)) is None
    assert not addresses.is_public(ip_address(ip))


@pytest.mark.parametrize("ip", ["2606:4700::1111", "1.1.1.1"])
def test_a_public_address_is_the_worlds(ip):
    assert addresses.carried(ip_address(ip)) is None
    assert addresses.is_public(ip_address(ip))
