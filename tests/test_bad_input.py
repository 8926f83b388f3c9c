"""Whatever stands in a file: a sentence that says what is wrong, or an article that is sound."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onus.cli import app
from onus.errors import SourceError
from onus.sources import load
from onus.sources.text import MAX_BYTES, MAX_CHARACTERS
from tests.records import herring

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


ROW = json.dumps({"text": SENTENCE})
RECORD = json.dumps(herring().to_dict(), indent=2)
FEED = "<rss version='2.0'><channel><item><title>No talks</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.jsonl", ROW, "holds a table of articles"),
        ("a.JSON", f"[{ROW}]", "holds a table of articles"),
        ("a.csv", f"text\n{SENTENCE}\n", "holds a table of articles"),
        ("a.tsv", f"text\n{SENTENCE}\n", "holds a table of articles"),
        ("a.parquet", "PAR1\1\2\3", "holds a table of articles"),
        ("a.jsonl", f"{ROW}\n" * (MAX_BYTES // len(ROW)), "holds a table of articles"),
        ("a.txt", ROW, "holds JSON"),
        ("a.txt", f"\ufeff\n[{ROW},\n{ROW}]", "holds JSON"),
        ("a.txt", f"{ROW}\n{ROW}\n", "holds JSON"),
        ("a.txt", RECORD, "holds a record"),
        ("a.jsonl", json.dumps(herring().to_dict()), "holds a record"),
        ("a.xml", f"<?xml version='1.0'?>\n<!-- 2 > 1 -->\n{FEED}", "holds a feed"),
        ("a.txt", FEED, "holds a feed"),
        ("a.txt", FEED[:40], "holds a feed"),
        ("a.txt", "<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "holds a feed"),
    ],
)
def test_what_is_no_single_article_is_told_apart(
    tmp_path: Path, name: str, content: str, reason: str
) -> None:
    file = tmp_path / name
    file.write_text(content, "utf-8")
    done = CliRunner().invoke(app, ["read", str(file)])
    assert done.exit_code == 1
    assert done.output.startswith(f"onus: {file}: {reason}")
    assert "`onus add` reads" in done.output
    assert done.output.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        f"[1] {SENTENCE}",
        f"{{sic}} {SENTENCE}",
        f'{{"text": {SENTENCE}',
        f"[LONDON]\n\n{SENTENCE}",
        f"{SENTENCE}He wrote <rss version='2.0'> and <feed> on the board.",
    ],
)
def test_prose_that_only_looks_so_is_read(tmp_path: Path, text: str) -> None:
    file = tmp_path / "article.txt"
    file.write_text(text, "utf-8")
    assert load(str(file)).text == text


def test_an_empty_argument_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "article.txt").write_text(SENTENCE)
    monkeypatch.chdir(tmp_path)
    for command in ("read", "add"):
        done = CliRunner().invoke(app, [command, ""])
        assert done.exit_code == 1
        assert "'': names nothing (an empty argument)" in done.output
    assert "0 articles added" in done.output
    assert "0 articles added" in CliRunner().invoke(app, ["retry"]).output


@pytest.mark.parametrize("name", ["pipe.txt", "pipe.csv", "pipe.json", "pipe.rss", "pipe"])
@pytest.mark.parametrize("command", ["read", "add"])
def test_a_pipe_is_refused_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo(name)
    done = CliRunner().invoke(app, [command, name])
    assert done.exit_code == 1
    assert f"{name}: is a pipe or a device, not a file" in done.output


def test_a_device_is_refused() -> None:
    with pytest.raises(SourceError, match="/dev/null: is a pipe or a device"):
        load("/dev/null")


def test_a_folder_tells_what_it_passes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    mix = tmp_path / "mix"
    (mix / "deep").mkdir(parents=True)
    for name in ("a.md", "deep/b.MD", "notes", "c.pdf", ".hidden.md", "empty.txt"):
        (mix / name).touch()
    os.mkfifo(mix / "pipe.txt")
    done = CliRunner().invoke(app, ["add", "mix", "mix/deep", "mix/empty.txt"])
    assert done.exit_code == 1
    over = "5 files passed over: 2 .md, 1 .pdf, 1 pipe or device, 1 without an ending."
    assert over in done.output.splitlines()
    assert "mix/empty.txt: is empty" in done.output


def test_a_link_that_leads_nowhere_keeps_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.csv"):
        Path(name).symlink_to("gone")
    for sources in (["."], ["a.txt", "b.csv"]):
        said = CliRunner().invoke(app, ["add", *sources]).output
        assert "  a.txt: is a link that leads nowhere\n  b.csv: is a link that" in said
