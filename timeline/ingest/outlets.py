"""What an outlet is called: the name that a page gives, else its domain without what says nothing ("www", "amp")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

MAX_SITE_WORDS = 5  # of a name behind the headline in a page's title
_DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]{1,63}\.)+[a-z]{2,24}/?", re.IGNORECASE)
_IDLE_HOSTS = re.compile(r"^(?:www\d?|m|mobile|amp|edition|web)\.(?=[^.]+\.)", re.IGNORECASE)
_TAIL = re.compile(
    r" ?(?:\||[-–—·:»] )? ?(?:home(?: ?page)?|official (?:web)?site|latest news|breaking news.*|news feed|rss(?: feed)?) ?$",
    re.IGNORECASE,
)
_BARS = (" | ", " – ", " — ", " - ", " · ", " » ", " :: ")


def choose(names: Iterable[str | None], url: str | None = None) -> str:
    """Return the best of the names that are given for an outlet, tidied; without one, the domain of the address.

    Args:
        names: as they stand, the most trusted first.
        url: of the article.

    >>> choose(["www.example.co.uk", "The Larkhill Ledger"]), choose(["www.example.co.uk"]), choose([], "https://m.ledger.example/a")
    ('The Larkhill Ledger', 'example.co.uk', 'ledger.example')
    """
    tidied = [name for name in map(tidy, names) if name]
    spoken = [name for name in tidied if not _DOMAIN.fullmatch(name) and not name.startswith("@")]
    return next(iter([*spoken, *(name for name in tidied if _DOMAIN.fullmatch(name)), host(url or "")]))


def tidy(name: str | None) -> str:
    """Return a name without white space to spare, quotation marks around it, a tail such as "| Home", or "www." of a domain.

    >>> tidy(" The  Larkhill Ledger | Home"), tidy("https://www.ledger.example/"), tidy(None)
    ('The Larkhill Ledger', 'ledger.example', '')
    """
    words = _TAIL.sub("", " ".join((name or "").split())[:500]).strip(" \"'“”|-–—")
    return host(words) if _DOMAIN.fullmatch(words) else words


def host(url: str) -> str:
    """Return the domain of a web address or of a bare domain, without what says nothing; "" where there is none.

    >>> host("https://www.ledger.example:443/a"), host("ledger.example"), host("file:///a")
    ('ledger.example', 'ledger.example', '')
    """
    try:
        found = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    bare = _IDLE_HOSTS.sub("", found.rstrip("."))
    return bare if re.fullmatch(r"[\w.-]{3,253}", bare) and "." in bare and re.search(r"[^\W\d_]", bare) else ""


def behind(title: str, headline: str) -> str:
    """Return the outlet's name that stands behind the headline in a page's title, or "".

    >>> behind("Treaty signed | The Larkhill Ledger", "Treaty signed"), behind("Treaty signed", "Treaty signed")
    ('The Larkhill Ledger', '')
    """
    rest = title.removeprefix(headline) if headline else ""
    bar = next((bar for bar in _BARS if rest.startswith(bar)), None)
    if bar is None or rest == title:
        return ""
    name = rest.rpartition(bar)[2].strip()
    return name if 0 < len(name.split()) <= MAX_SITE_WORDS else ""
