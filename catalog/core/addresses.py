"""Addresses of machines as they are written in headers, and the IPv4 address that one of IPv6 may stand for."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

# Networks whose last 32 bits are an IPv4 address: compatible, mapped, translated (RFC 4291, 2765), NAT64 (6052, 8215).
CARRIERS = tuple(
    IPv6Network(each) for each in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")
)
LOWEST_CARRIED = 2**16  # :: and ::1 are nobody's IPv4 address


def read(text: str) -> Address | None:
    """The address in a header or of a connection, without port, brackets and zone; None for what is none."""
    bare = text.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return ip_address(bare.partition("%")[0])
    except ValueError:
        return None


def carried(address: Address) -> IPv4Address | None:
    """The IPv4 address that one of IPv6 stands for: written in it, or at the end of a tunnel (6to4, Teredo)."""
    if address.version == 4:
        return None
    if int(address) >= LOWEST_CARRIED and any(address in network for network in CARRIERS):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    if address.sixtofour:
        return address.sixtofour
    return address.teredo[1] if address.teredo else None


def is_public(address: Address) -> bool:
    """Whether all the world can reach an address, and the one that it stands for: nothing of our own network."""
    inner = carried(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast
