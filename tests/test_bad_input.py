"""Whatever stands in a file: a sentence that says what is wrong, or an article that is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from onus.errors import SourceError
from onus.sources import load
from onus.sources.text import MAX_BYTES, MAX_CHARACTERS

SENTENCE = "The minister said that the talks with the neighbours had failed. "


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n\0\0", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (bytes(range(256)) * 50, "binary"),
        (b"%PDF-1.7 \n...", "PDF"),
        (b"PK\x03\x04 word/document.xml", "ZIP"),
        (SENTENCE.encode() * (MAX_CHARACTERS // len(SENTENCE) + 1), "1,000,000"),
        (b"x" * (MAX_BYTES + 1), "larger than 10 MB"),
    ],
    ids=["empty", "blank", "mark-only", "binary", "pdf", "zip", "too-long", "too-large"],
)
def test_files_that_are_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(content)
    with pytest.raises(SourceError, match=reason) as caught:
        load(str(file))
    assert str(caught.value).startswith(f"{file}: ")


def test_names_that_lead_nowhere(tmp_path: Path) -> None:
    for name in (str(tmp_path / "missing.txt"), "nul\0.txt", "x" * 5000):
        with pytest.raises(SourceError, match=r"no such file|not the name|cannot be read"):
            load(name)
    with pytest.raises(SourceError, match="is a directory"):
        load(str(tmp_path))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root, who runs tests in containers, may read all
    with pytest.raises(SourceError, match="permission denied"):
        load(str(tmp_path / "article.txt"))


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><p>The minister <b>said that the talks <i>with the neighbours</b> had failed.",
        "<p>The minister said that the talks had failed.</p><p>So did the neighbours of the north",
        "<html><body><p>\x00\x01The minister said that the talks had failed.</p></body></html>",
        "<?xml version='1.0' encoding='utf-8'?><html><p>The ministers' talks failed.</p></html>",
    ],
    ids=["unclosed", "fragment", "control", "declared"],
)
def test_broken_pages_are_read(tmp_path: Path, markup: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(markup, "utf-8")
    assert "talks" in load(str(file)).text


@pytest.mark.parametrize(
    "markup",
    [
        "<html></html>",
        "<html><body><script>x()</script></body></html>",
        "<!doctype html>" + "<div>" * 3000 + SENTENCE,
    ],
    ids=["bare", "script", "deep"],
)
def test_pages_without_a_report(tmp_path: Path, markup: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(markup, "utf-8")
    with pytest.raises(SourceError, match="no article text"):
        load(str(file))


def test_odd_characters_stay_where_they_are(tmp_path: Path) -> None:
    text = "The min\u200bister \u202bsaid\u202c that the \u200ftalks had failed\u2060. " * 3
    file = tmp_path / "article.txt"
    file.write_bytes(text.encode() + b"\xed\xa0\x80")  # and half of a surrogate pair
    article = load(str(file), force=True)
    assert article.text.count("\u200b") == 3
    article.text.encode()
