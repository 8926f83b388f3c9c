"""Fetching a page without being led astray: public addresses only, with limits on time and size.

Every hop of a redirect is resolved here, its addresses are checked, and the connection goes to the
very address that was checked, so that a name cannot be pointed elsewhere in between.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus
from typing import NoReturn
from urllib.parse import urljoin

import urllib3
from urllib3.util import Url, parse_url

from onus.errors import SourceError
from onus.sources.text import MAX_BYTES

CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
TOTAL_SECONDS = 40.0
MAX_REDIRECTS = 8
_CHUNK = 65_536
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_TEXT_TYPES = ("text/plain",)
_HEADERS = {
    "User-Agent": "onus (reads one news article; https://pypi.org/project/onus/)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}
_REDIRECTS = (301, 302, 303, 307, 308)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent: `url` after redirects, `charset` as the server names it."""

    url: str
    body: bytes
    charset: str | None
    is_text: bool


def fetch(url: str, also: Collection[str] = ()) -> Page:
    """The page at an http(s) address; `also` names further media types that are taken.

    Raises `SourceError` naming `url` when it cannot be had: a private address at any hop, no
    answer in time, an error of the server, too many bytes, or something that is no page.
    """
    deadline = time.monotonic() + TOTAL_SECONDS
    here = url
    for _ in range(MAX_REDIRECTS + 1):
        parts = _checked(url, here)
        try:
            with _Exchange(url, parts, public_address(url, parts), deadline) as exchange:
                onward = exchange.redirect()
                if onward is None:
                    return exchange.page(here, also)
        except urllib3.exceptions.TimeoutError:
            _too_slow(url)
        except urllib3.exceptions.SSLError:
            raise SourceError(url, "the server's certificate is not valid") from None
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            raise SourceError(url, "the server cannot be reached or broke off") from None
        here = urljoin(here, onward)
    raise SourceError(url, f"redirects more than {MAX_REDIRECTS} times")


def public_address(url: str, parts: Url) -> str:
    """The address to connect to for `parts`; raises `SourceError` when any is not public."""
    host = (parts.host or "").strip("[]")
    try:
        answers = socket.getaddrinfo(host, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SourceError(url, f"the host {host} is not known") from None
    addresses = [str(answer[4][0]) for answer in answers]
    if not all(is_public(address) for address in addresses):
        raise SourceError(url, f"leads to a private address ({host}), which is refused")
    return next((address for address in addresses if "." in address), addresses[0])


def is_public(address: str) -> bool:
    """True for an address of the open internet, also when it is wrapped in an IPv6 address."""
    parsed = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or _nat64(parsed)
        if inner is not None:
            parsed = inner
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


def _checked(url: str, here: str) -> Url:
    try:
        parts = parse_url(here)
    except urllib3.exceptions.LocationParseError:
        raise SourceError(url, "is not a valid address") from None
    if parts.scheme not in ("http", "https"):
        raise SourceError(url, f"leads to {parts.scheme}://, only http and https are read")
    if not parts.host or parts.auth is not None:
        raise SourceError(url, "is not a valid address")
    return parts


def _port(parts: Url) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _too_slow(url: str) -> NoReturn:
    raise SourceError(url, "the server does not answer in time")


class _Exchange:
    """One request to one checked address, closed at the end of the `with` block."""

    def __init__(self, url: str, parts: Url, address: str, deadline: float) -> None:
        self._url = url
        self._deadline = deadline
        left = deadline - time.monotonic()
        if left <= 0:
            _too_slow(url)
        timeout = urllib3.Timeout(connect=min(CONNECT_SECONDS, left), read=min(READ_SECONDS, left))
        if parts.scheme == "https":
            self._pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(
                address,
                _port(parts),
                timeout=timeout,
                server_hostname=parts.host,
                assert_hostname=parts.host,
            )
        else:
            self._pool = urllib3.HTTPConnectionPool(address, _port(parts), timeout=timeout)
        self._response = self._pool.request(
            "GET",
            parts.request_uri,
            headers={**_HEADERS, "Host": parts.netloc or ""},
            redirect=False,
            retries=False,
            preload_content=False,
        )

    def __enter__(self) -> _Exchange:
        return self

    def __exit__(self, *_: object) -> None:
        self._response.close()
        self._pool.close()

    def redirect(self) -> str | None:
        """Where the server sends us on to, None when this is the answer."""
        if self._response.status not in _REDIRECTS:
            return None
        return self._response.headers.get("Location")

    def page(self, here: str, also: Collection[str]) -> Page:
        """The body of the answer, checked for status, kind and size."""
        status = self._response.status
        if status != HTTPStatus.OK:
            raise SourceError(self._url, f"the server answers {status} {self._phrase(status)}")
        declared = self._response.headers.get("Content-Type", "")
        kind = declared.split(";")[0].strip().lower()
        if kind not in (*_PAGE_TYPES, *_TEXT_TYPES, *also):
            raise SourceError(self._url, f"is {kind or 'of no stated type'}, not a page of text")
        charset = _CHARSET.search(declared)
        return Page(
            url=here,
            body=self._body(),
            charset=charset.group(1) if charset else None,
            is_text=kind in _TEXT_TYPES,
        )

    def _body(self) -> bytes:
        body = bytearray()
        while chunk := self._response.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > MAX_BYTES:
                limit = MAX_BYTES // 1_000_000
                raise SourceError(self._url, f"is larger than {limit} MB")
            if time.monotonic() > self._deadline:
                _too_slow(self._url)
        return bytes(body)

    @staticmethod
    def _phrase(status: int) -> str:
        try:
            return HTTPStatus(status).phrase
        except ValueError:
            return ""
