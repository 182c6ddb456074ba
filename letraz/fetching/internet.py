"""Which addresses of the internet a stranger's page may lie at.

The networks are those of the IANA special-purpose registries for IPv4 and IPv6. They are written down here because
what `ipaddress` calls global differs between versions of Python; its own word is asked as well.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

#: This network, private, shared by carriers, loopback, link-local, protocols, documentation, AS112, 6to4 relays,
#: benchmarks, multicast, reserved. The last is the one address in public space where a cloud answers its own machines.
_NOT_V4 = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
    "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 "
    "203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32"
)

#: Of the global unicast block: protocols with Teredo and ORCHID, documentation, 6to4, AS112.
_NOT_V6 = "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20"

#: All of IPv6 that is handed out. Outside lie loopback, mapped, NAT64, local and link-local addresses, and multicast.
_HANDED_OUT = IPv6Network("2000::/3")

_REFUSED = [ip_network(text) for text in f"{_NOT_V4} {_NOT_V6}".split()]


def is_public(text: str) -> bool:
    """Whether an address, as a resolver writes it, is one that anybody on the internet may be sent to.

    False for what is no address, and for every way to write a private IPv4 address inside an IPv6 one: those ways are
    refused whole.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return address.is_global and _handed_out(address) and not any(address in network for network in _REFUSED)


def _handed_out(address: IPv4Address | IPv6Address) -> bool:
    return isinstance(address, IPv4Address) or (address in _HANDED_OUT and address.scope_id is None)
