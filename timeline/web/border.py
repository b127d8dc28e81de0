"""The border: which machines may be connected to.  A name is resolved once, every address it has is checked, and the connection
goes to a checked address, so that no second answer of a name server (rebinding) can lead elsewhere."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Iterable, Sequence

from timeline import limits
from timeline.web.address import IP, Address, inside
from timeline.web.trouble import Kind, Trouble

ALLOWED_PORTS = frozenset({80, 443, 8080, 8443})

# The special-purpose registries of IANA as of 2026, where the standard library of older Pythons knows less, and what cloud
# providers keep their machines' secrets on.
_CLOSED_4 = tuple(
    map(
        ipaddress.IPv4Network,
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
        "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 "
        "203.0.113.0/24 224.0.0.0/4 240.0.0.0/4".split(),
    )
)
# Of IPv6 only 2000::/3 is public; in it, these carry another address inside (Teredo, 6to4) or are kept for special uses.
_OPEN_6 = ipaddress.IPv6Network("2000::/3")
_CLOSED_6 = tuple(map(ipaddress.IPv6Network, "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20".split()))

Resolve = Callable[[str, int], Sequence[str]]
"""From a host's name and a port to its IP addresses; raises OSError where there are none."""


def is_public(ip: IP) -> bool:
    """Say whether an IP address belongs to the public internet, and carries no other address inside.

    >>> [is_public(ipaddress.ip_address(text)) for text in ("93.184.216.34", "10.0.0.1", "::ffff:93.184.216.34", "64:ff9b::1")]
    [True, False, False, False]
    """
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not any(ip in network for network in _CLOSED_4)
    # An interface id of 0:5efe:w.x.y.z is ISATAP's way to carry an IPv4 address under any prefix (RFC 5214).
    tunnel = (int(ip) >> 32) & 0xFDFF_FFFF == 0x0000_5EFE
    return ip in _OPEN_6 and ip.is_global and not tunnel and not any(ip in network for network in _CLOSED_6)


def system_resolve(host: str, port: int) -> list[str]:
    """Ask the system for the IP addresses of a host, for a limited time.

    Raises:
        OSError: where there are none (socket.gaierror) or no answer comes in time (TimeoutError).
    """
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put([str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else socket.gaierror(socket.EAI_NONAME, str(error)))

    # The system's own time limit cannot be set: a thread that waits longer is left to itself.
    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=limits.RESOLVE_SECONDS)
    except queue.Empty as error:
        raise TimeoutError from error
    if isinstance(answer, OSError):
        raise answer
    return answer


class Border:
    """Decides which IP addresses may be connected to for a web address.

    Args:
        resolve: how names become IP addresses.
        exempt: pairs of an IP address and a port that are let through although they are not public: for tests with servers on
            loopback, and only for them.  Nothing in the product passes it (tests/test_architecture.py).
    """

    def __init__(self, resolve: Resolve = system_resolve, exempt: Iterable[tuple[str, int]] = ()) -> None:
        self._resolve = resolve
        self._exempt = frozenset(exempt)

    def check(self, address: Address) -> tuple[str, ...]:
        """Return the IP addresses to connect to, all of them checked, in the order of the resolver.

        Raises:
            Trouble: if the host has no address, or one that is not public, or the port is not one of the web's.
        """
        found = self._addresses(address)
        if all((str(ip), address.port) in self._exempt for ip in found):
            return tuple(map(str, found))
        if not all(map(is_public, found)):
            raise Trouble(inside(address.host), Kind.NEVER)
        if address.port not in ALLOWED_PORTS:
            raise Trouble(f"port {address.port} is not one that web sites use. Save the page and add the file.", Kind.NEVER)
        return tuple(map(str, found))

    def _addresses(self, address: Address) -> list[IP]:
        try:
            return [ipaddress.ip_address(address.host)]
        except ValueError:
            pass  # a name
        try:
            found = [ipaddress.ip_address(text) for text in self._resolve(address.host, address.port)]
        except TimeoutError as error:
            raise Trouble(f"no name server answered for {address.host}. Check your connection, and try again.") from error
        except (OSError, ValueError) as error:
            raise Trouble(f"there is no host {address.host}. Check the spelling, and your connection.") from error
        if not found:
            raise Trouble(f"there is no host {address.host}. Check the spelling, and your connection.")
        return found
