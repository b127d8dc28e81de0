"""Whether any web address leads inside: they are mutated at random, and what is accepted must mean one public host to everybody.

usage: python -m benchmarks.addresses [--count N] [--seed S]

--count  addresses (default 100,000); --seed the first of them (the same seed gives the same addresses).

An accepted address must be read the same by the standard library, by the HTTP library and by itself; its host must be no number
to the system that is not plainly written; and when every name is said to lie on this machine, nothing may be let through but
public IP addresses.  The same is asked of it as the target of a redirect.  Exit status 1 if one of this does not hold.
"""

from __future__ import annotations

import argparse
import ipaddress
import random
import socket
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import httpcore

from timeline.web.address import Address, parse
from timeline.web.border import Border
from timeline.web.trouble import Trouble

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from addresses_kit import HOSTILE

GOOD = [
    "https://news.example/a",
    "http://93.184.215.14/",
    "http://[2606:2800:21f:cb07::1]/",
    "https://zeitung-münchen.example/straße?q=ä",
    "http://news.example:8080/a?b=c#d",
]
CHARS = [
    *"@:/\\?#[]%.;,&=+-_~!$'()*<>^`{|}\" 0179aAxX\t\r\n\0\x7f",
    *"。．｡․‥／＠：＃％＼１７①⑦⓪٠٧ⅰªºß\u00ad\u200b\u200d\u202e\u2028\ufeff\ud800İıſK",
]
PIECES = (
    "127.0.0.1 127.1 0x7f.1 0177.1 2130706433 017700000001 [::1] [::ffff:127.0.0.1] ::1 10.0.0.1 169.254.169.254 localhost "
    "localhost. user:pass@ @ %40 %2e %00 %31 // /// \\\\ \\ ../ http:// https:// file:// xn-- xn--a :80 :443 :22 :0"
).split()
BASE = parse("https://news.example/world/a.html")
INSIDE = Border(lambda *_: ["127.0.0.1"])


def mutation(seed: int) -> str:
    """Return the address with a number: the same each time."""
    rng = random.Random(seed)
    text = rng.choice(GOOD if rng.random() < 0.4 else HOSTILE)
    for _ in range(rng.choice([1, 1, 2, 3, 6])):
        at, end = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        text = rng.choice(
            [
                text[:at] + rng.choice(CHARS) + text[at:],
                text[:at] + rng.choice(CHARS) + text[at + 1 :],
                text[:at] + rng.choice(PIECES) + text[at:],
                text[:at] + text[at + 1 :],
                text[:at] + text[min(end, at + 12) :],
                text[:end] + text[at:end] + text[end:],
                text[:at] + "".join(f"%{byte:02x}" for byte in text[at : at + 2].encode("utf-8", "replace")) + text[at + 2 :],
                text[:at] + text[at:end].swapcase() + text[end:],
                text[:at] + "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text[at : at + 4]) + text[at + 4 :],
            ]
        )
    return text


def faults(address: Address) -> list[str]:
    """Return what is wrong with an address that was accepted."""
    text, wrong = str(address), list[str]()
    if parse(text) != address:
        wrong.append("is read otherwise the second time")
    if not (text.isascii() and text.isprintable() and " " not in text):
        wrong.append("holds characters that no request has")
    split, wire = urlsplit(text), httpcore.URL(text)
    if (split.scheme, split.hostname, split.port or wire.port or 0, split.username) != (
        address.scheme,
        address.host,
        split.port or wire.port or 0,
        None,
    ):
        wrong.append("is read otherwise by the standard library")
    if wire.host.decode("ascii").strip("[]") != address.host:
        wrong.append("is read otherwise by the HTTP library")
    try:
        socket.inet_aton(address.host)
    except (OSError, ValueError):
        pass
    else:
        if not _is_plain(address.host):
            wrong.append("is a number to the system")
    try:
        found = INSIDE.check(address)
    except Trouble:
        return wrong
    if not (_is_plain(address.host) and found == (address.host,) and ipaddress.ip_address(address.host).is_global):
        wrong.append("leads inside")
    return wrong


def _is_plain(host: str) -> bool:
    try:
        return str(ipaddress.ip_address(host)) == host
    except ValueError:
        return False


def main() -> None:
    """Run the campaign and print its figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    counts, wrong, began = Counter[str](), list[str](), time.perf_counter()
    for seed in range(options.seed, options.seed + options.count):
        text = mutation(seed)
        for base in (None, BASE):
            try:
                address = parse(text, base)
            except Trouble as trouble:
                counts["refused"] += 1
                if not str(trouble).isprintable():
                    wrong.append(f"{seed}: {text!a}: the refusal is not fit to be shown")
            except Exception as error:
                wrong.append(f"{seed}: {text!a}: {type(error).__name__}: {error}")
            else:
                counts["accepted"] += 1
                wrong += [f"{seed}: {text!a} as {address}: {fault}" for fault in faults(address)]
    took = time.perf_counter() - began
    print(f"{options.count:,} addresses from seed {options.seed} in {took:.0f} s, each alone and as the target of a redirect")
    print(f"{counts['accepted']:,} accepted, {counts['refused']:,} refused, {len(wrong)} wrong")
    for line in wrong[:20]:
        print(f"  {line}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
