"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from itertools import chain
from pathlib import Path

from onus.errors import SourceError

_BYTE_ORDER_MARKS = (  # the longer ones first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_CONTROL_SHARE = 0.02  # more than this is not text
_NUL_SHARE = 0.1
_WESTERN_SHARE = 0.05  # fewer high bytes than this: English with curly quotes and accents
_ACCENT = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])")  # among plain letters
_SAMPLE = 200_000
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.I
)


def decode(data: bytes, source: str) -> str:
    """The text in `data`. Raises `SourceError` naming `source` when it is empty or no text."""
    _refuse_binary(data, source)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace"), source)
    text = data.decode("utf-8", errors="replace")
    if not _is_mostly_utf8(text):
        text = data.decode(_guess(data), errors="replace")
    return _checked(text, source)


def encoding_of(path: str) -> str:
    """The encoding of a file of text, which may be too large to be held at once.

    Raises `OSError` when it cannot be read.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = beyond = 0
    sample = b""
    with Path(path).open("rb") as stream:
        begin = stream.read(max(len(mark) for mark, _ in _BYTE_ORDER_MARKS))
        for mark, encoding in _BYTE_ORDER_MARKS:
            if begin.startswith(mark):
                return encoding
        for block in chain([begin], iter(lambda: stream.read(_SAMPLE), b"")):
            text = decoder.decode(block)
            if not text.isascii():
                broken += text.count("\ufffd")
                beyond += sum(sign > "\x7f" for sign in text)
            if broken and not sample:
                sample = block
    return "utf-8" if _is_utf8(broken, beyond) else _guess(sample)


def _is_mostly_utf8(decoded: str) -> bool:
    return _is_utf8(decoded.count("\ufffd"), sum(sign > "\x7f" for sign in decoded))


def _is_utf8(broken: int, beyond: int) -> bool:
    """A few broken bytes among signs that decode well are damage, not another encoding."""
    return broken == 0 or broken < beyond / 4


def decode_page(data: bytes, source: str, charset: str | None = None) -> str:
    """The markup in `data`; `charset` is what the server said, then what the page says counts."""
    _refuse_binary(data, source)
    declared = _META_CHARSET.search(data[:4096])
    candidates = [charset, declared.group(1).decode("ascii", "replace") if declared else None]
    if any(data.startswith(mark) for mark, _ in _BYTE_ORDER_MARKS):
        return decode(data, source)
    for candidate in candidates:
        if candidate is None:
            continue
        try:
            return _checked(data.decode(codecs.lookup(candidate).name), source)
        except (LookupError, UnicodeError):
            continue
    return decode(data, source)


def _refuse_binary(data: bytes, source: str) -> None:
    if not data.strip(b" \t\r\n\0"):
        raise SourceError(source, "is empty")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(source, f"is {kind}; Onus reads text and HTML")


def _guess(data: bytes) -> str:
    """Bytes that are not UTF-8: an older code page, or UTF-16 without its mark."""
    sample = data[:_SAMPLE]
    if sample.count(0) > len(sample) / 4:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    beyond = sum(byte >= 0x80 for byte in sample)
    if beyond < _WESTERN_SHARE * len(sample) or len(_ACCENT.findall(sample)) > beyond / 2:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"


def _checked(text: str, source: str) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _CONTROL_SHARE * len(sample) or sample.count(
        "\0"
    ) > _NUL_SHARE * len(sample):
        raise SourceError(source, "is not text (binary data); Onus reads text and HTML")
    return text
