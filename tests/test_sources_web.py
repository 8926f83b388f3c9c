"""Fetching pages: what is taken, and what is refused. A server of our own stands for the web."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from urllib3.util import Url

from onus.errors import SourceError
from onus.sources import load, web

PAGE = (Path(__file__).parents[1] / "examples" / "ceasefire.html").read_bytes()


class Site(BaseHTTPRequestHandler):
    """A small web site with all that can go wrong."""

    def do_GET(self) -> None:
        match self.path.split("?")[0]:
            case "/page":
                self._answer(200, "text/html; charset=utf-8", PAGE)
            case "/text":
                self._answer(200, "text/plain", b"The ministers of the two countries met in Oslo.")
            case "/image":
                self._answer(200, "image/png", b"\x89PNG")
            case "/huge":
                self._answer(200, "text/html", b"<p>" + b"x" * 3000)
            case "/inside":
                self._send_on("http://127.0.0.1:1/secret")
            case "/metadata":
                self._send_on("http://169.254.169.254/latest/meta-data")
            case "/file":
                self._send_on("file:///etc/passwd")
            case "/moved":
                self._send_on("/page?from=moved")
            case "/loop":
                self._send_on("/loop")
            case "/slow":
                time.sleep(1.5)
            case "/drip":
                self._drip()
            case _:
                self._answer(404, "text/html", b"")

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def _send_on(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def _drip(self) -> None:
        self._answer(200, "text/html", b"<p>")
        for _ in range(30):
            try:
                self.wfile.write(b"x")
                time.sleep(0.1)
            except OSError:
                return

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the site, whose name counts as public while 127.0.0.1 by number does not."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    resolve = web.public_address

    def public_name(url: str, parts: Url) -> str:
        return "127.0.0.1" if parts.host == "news.test" else resolve(url, parts)

    monkeypatch.setattr(web, "public_address", public_name)
    yield f"http://news.test:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_read(site: str) -> None:
    article = load(f"{site}/page")
    assert article.title == "Rebels in Chad halt attacks as government frees prisoners"
    assert article.url == f"{site}/page"
    assert article.publisher == "The Example Courier"


def test_redirects_are_followed(site: str) -> None:
    assert load(f"{site}/moved").url == f"{site}/page?from=moved"


def test_plain_text_is_read_as_it_is(site: str) -> None:
    assert load(f"{site}/text").text == "The ministers of the two countries met in Oslo."


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/inside", "private address"),
        ("/metadata", "private address"),
        ("/file", "only http and https"),
        ("/loop", "redirects more than"),
        ("/image", "image/png, not a page"),
        ("/nothing", "404 Not Found"),
    ],
)
def test_what_is_refused(site: str, path: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        load(f"{site}{path}")
    assert caught.value.source == f"{site}{path}"


def test_a_page_may_not_be_too_large(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MAX_BYTES", 1000)
    with pytest.raises(SourceError, match="larger"):
        load(f"{site}/huge")


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_a_server_may_not_take_too_long(
    site: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "TOTAL_SECONDS", 0.4)
    started = time.monotonic()
    with pytest.raises(SourceError, match="does not answer in time"):
        load(f"{site}{path}")
    assert time.monotonic() - started < 1.4


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
    ],
)
def test_private_addresses_are_refused(url: str) -> None:
    with pytest.raises(SourceError, match=r"private address|not known"):
        load(url)


@pytest.mark.parametrize("url", ["http://", "http://user:pass@news.test/", "http://news.test:x/"])
def test_broken_addresses_are_refused(url: str) -> None:
    with pytest.raises(SourceError, match="not a valid address"):
        load(url)


def test_one_private_answer_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(SourceError, match="private address"):
        load("http://news.test/")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d70e", True),
        ("2002:a00:1::", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert web.is_public(address) is public
