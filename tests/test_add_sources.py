"""Whatever a person names gives its articles one at a time, or the reason why there is none."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from urllib3.util import Url

from onus.errors import SourceError
from onus.sources import load, web
from onus.sources.feeds import read_feed
from onus.sources.folders import Found, Wanted, find_articles, total_size
from tests.records import TEXT, herring
from tests.wire import reports

LONG = " ".join(reports())  # as long as a report that a feed carries in full


def found(source: Path | str, **wanted: object) -> list[Found]:
    """All that is found at a source."""
    return list(find_articles(Wanted(str(source), **wanted)))  # type: ignore[arg-type]


def one(source: Path | str, **wanted: object) -> Found:
    """The only thing found at a source."""
    (only,) = found(source, **wanted)
    return only


def text_of(item: Found) -> str:
    """The text of the article found."""
    assert item.article is not None, item.reason
    return item.article.text


def test_a_folder_gives_its_files_and_those_of_its_folders_in_order(tmp_path: Path) -> None:
    first, second, third = reports(3)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.txt").write_text(second)
    (tmp_path / "a.txt").write_text(first)
    (tmp_path / "z.html").write_text(f"<html><body><article><p>{LONG}</p></article></body></html>")
    (tmp_path / ".hidden.txt").write_text(third)
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.7")
    items = found(tmp_path)
    assert [Path(item.source).name for item in items] == ["a.txt", "z.html", "c.txt"]
    assert all(item.article for item in items)
    assert sum(item.size for item in items) == total_size([Wanted(str(tmp_path))])


def test_a_folder_without_articles_says_what_it_looked_for(tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.7")
    assert "holds no articles (.txt" in str(one(tmp_path).reason)


def test_one_bad_file_does_not_lose_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text(reports(1)[0])
    bad, good = found(tmp_path)
    assert (bad.article, bad.reason) == (None, "is empty")
    assert bad.wanted == Wanted(bad.source)
    assert text_of(good) == reports(1)[0]


def jsonl(path: Path, rows: list[object]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_json_lines_carry_all_that_an_article_has(tmp_path: Path) -> None:
    row = {
        "text": reports(1)[0],
        "title": "No talks",
        "published": "2024-03-04T10:00:00Z",
        "publisher": "The Harbour Post",
        "url": "https://harbour.example/1",
        "section": "world",
    }
    item = one(jsonl(tmp_path / "a.jsonl", [row]))
    assert item.article is not None
    assert (item.article.title, item.article.published) == ("No talks", "2024-03-04")
    assert (item.article.publisher, item.article.url) == (row["publisher"], row["url"])
    assert item.source == f"{tmp_path}/a.jsonl:1"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"text": None}, "has no text"),
        ({"text": 5}, "has a text that is no string (5)"),
        ({"text": [LONG]}, "has a text that is no string"),
        ({"body": "x"}, "has no column 'text' for the text; it has 'body'; say which one it is"),
        ([1, 2], "is no JSON object"),
        ({"text": LONG, "published": "soon"}, "published date 'soon' is not a date"),
    ],
)
def test_a_row_without_an_article_says_why(tmp_path: Path, row: object, reason: str) -> None:
    item = one(jsonl(tmp_path / "a.jsonl", [row]))
    assert reason in str(item.reason)
    assert item.wanted == Wanted(f"{tmp_path}/a.jsonl", rows=(1,))


def test_a_line_may_be_a_record_as_read_writes_it(tmp_path: Path) -> None:
    item = one(jsonl(tmp_path / "a.jsonl", [herring().to_dict()]))
    assert item.article is not None
    assert (item.article.text, item.article.publisher) == (TEXT, "The Harbour Post")


def test_a_line_that_is_no_json_is_a_failure_of_that_row_only(tmp_path: Path) -> None:
    table = tmp_path / "a.jsonl"
    table.write_text(f'{{"text": \n\n{json.dumps({"text": LONG})}\n')
    bad, good = found(table)
    assert (bad.source, bad.reason) == (f"{table}:1", "is no JSON")
    assert good.source == f"{table}:3"


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        (json.dumps([{"text": LONG}, 5, {"text": LONG}]), [1, 2, 3]),
        (json.dumps([{"text": LONG}], indent=2), [1]),
        (json.dumps({"text": LONG}, indent=2), [1]),
        (json.dumps({"text": LONG}), [1]),
        (f"{json.dumps({'text': LONG})}\n\n{json.dumps({'text': LONG})}", [1, 3]),
        (json.dumps(herring().to_dict(), indent=2), [1]),
    ],
    ids=["list", "indented", "one", "one line", "lines", "record"],
)
def test_json_is_a_table_too(tmp_path: Path, content: str, numbers: list[int]) -> None:
    table = tmp_path / "a.json"
    table.write_text(content, encoding="utf-8")
    items = found(table)
    assert [item.source for item in items] == [f"{table}:{number}" for number in numbers]
    assert [item.reason for item in items if item.article is None] == (
        ["is no JSON object"] if len(numbers) == 3 else []
    )
    assert [found(table, rows={number}) for number in numbers] == [[item] for item in items]


@pytest.mark.parametrize("content", ["", "[", '{"text": \n', '"talks"'])
def test_json_that_is_no_table_says_so(tmp_path: Path, content: str) -> None:
    table = tmp_path / "a.json"
    table.write_text(content)
    assert one(table).reason in ("is no JSON", "is no JSON object")


def test_a_row_of_csv_is_called_by_the_line_on_which_it_begins(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text(f'id,text\n1,"{TEASER}\n{TEASER}"\n\n2,\n3,{TEASER}\n4,\n')
    items = found(table)
    assert [item.source for item in items] == [f"{table}:{line}" for line in (2, 5, 6, 7)]
    assert [item.reason for item in items] == [None, "has no text", None, "has no text"]
    assert one(table, rows={5}) == items[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_may_be_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    told = f"São Tomé’s minister João António spoke on Monday of the fish. {reports(1)[0]}"
    with (tmp_path / "a.csv").open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows([["title", "text"], ["Café", told]])
    item = one(tmp_path / "a.csv")
    assert text_of(item) == told
    assert item.article is not None
    assert item.article.title == "Café"


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_csv_with_columns_of_other_names(tmp_path: Path, name: str, delimiter: str) -> None:
    with (tmp_path / name).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(["Headline", "body", "date"])
        writer.writerow(["No talks, again; really", reports(1)[0], "2024-03-04"])
        writer.writerow(["Border", reports(2)[1], ""])
    columns = {"text": "body", "published": "date", "title": "Headline"}
    first, second = found(tmp_path / name, columns=columns)
    assert text_of(first) == reports(1)[0]
    assert first.article is not None
    assert (first.article.title, first.article.published) == (
        "No talks, again; really",
        "2024-03-04",
    )
    assert text_of(second) == reports(2)[1]


def test_single_rows_of_a_table_can_be_asked_for(tmp_path: Path) -> None:
    table = jsonl(tmp_path / "a.jsonl", [{"text": report} for report in reports(3)])
    assert [text_of(item) for item in found(table, rows={2, 3})] == reports(3)[1:]


def test_a_table_without_the_column_asked_for_lists_those_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,story\n1,x\n")
    assert "has no column 'text' for the text; it has 'id', 'story'" in str(
        one(tmp_path / "a.csv").reason
    )
    named = one(tmp_path / "a.csv", columns={"text": "story", "published": "when"})
    assert named.reason == "has no column 'when'; it has 'id', 'story'"


def test_parquet(tmp_path: Path) -> None:
    table = pyarrow.table(
        {"body": [reports(1)[0], None], "day": [date(2024, 3, 4), None], "other": [1, 2]}
    )
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    columns = {"text": "body", "published": "day"}
    good, empty = found(tmp_path / "a.parquet", columns=columns)
    assert text_of(good) == reports(1)[0]
    assert good.article is not None
    assert good.article.published == "2024-03-04"
    assert empty.reason == "has no text"


@pytest.mark.parametrize("name", ["a.parquet", "a.csv", "a.jsonl", "a.json", "a.xml", "a.html"])
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_a_file_of_any_bytes_gives_articles_or_reasons(
    tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    for item in found(tmp_path / name):
        assert (item.article is None) == (item.reason is not None)


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Harbour Post</title>
<item><title>In &lt;b&gt;full&lt;/b&gt;</title><link>https://harbour.example/full</link>
<pubDate>Mon, 04 Mar 2024 09:00:00 GMT</pubDate><description>A teaser.</description>
<content:encoded><![CDATA[<p>{LONG}</p><script>count()</script><p>The <i>end</i> &amp; all.</p>]]>
</content:encoded></item>
<item><title>Inside</title><link>http://127.0.0.1/secret</link><description>Short.</description></item>
<item><title>Nowhere</title><description>Short.</description></item>
</channel></rss>"""


def test_a_feed_that_carries_its_reports(tmp_path: Path) -> None:
    feed = tmp_path / "feed.rss"
    feed.write_text(RSS, encoding="utf-8")
    full, inside, nowhere = found(feed)
    assert text_of(full).endswith("\n\nThe end & all.")
    assert "count()" not in text_of(full)
    assert full.article is not None
    assert (full.article.title, full.article.published) == ("In full", "2024-03-04")
    assert (full.article.publisher, full.article.url) == (
        "The Harbour Post",
        "https://harbour.example/full",
    )
    assert "private address" in str(inside.reason)
    assert inside.wanted == Wanted("http://127.0.0.1/secret")
    assert nowhere.reason == "has neither a text nor an address"


TEASER = "Peru recalled its ambassador from Chile on Monday."


def feed_of(path: Path, *items: str) -> Path:
    entries = "".join(f"<item><title>T</title>{item}</item>" for item in items)
    path.write_text(f"<rss version='2.0'><channel><title>Wire</title>{entries}</channel></rss>")
    return path


def test_the_text_of_an_entry_stands_for_a_page_that_cannot_be_had(tmp_path: Path) -> None:
    told = f"<description>{TEASER}</description>"
    link = "<link>http://127.0.0.1/secret</link>"
    linked, alone = found(feed_of(tmp_path / "a.rss", link + told, told))
    assert (text_of(linked), text_of(alone)) == (TEASER, TEASER)
    assert linked.article is not None
    assert (linked.article.url, linked.article.publisher) == ("http://127.0.0.1/secret", "Wire")
    assert (linked.source, alone.source) == ("http://127.0.0.1/secret", f"{tmp_path}/a.rss:2")


@pytest.mark.parametrize("end", ["<item><title>U</title><descr", "<item", ""])
def test_a_feed_that_is_cut_off_says_so_behind_its_whole_entries(tmp_path: Path, end: str) -> None:
    feed = feed_of(tmp_path / "a.rss", f"<description>{TEASER}</description>")
    feed.write_text(feed.read_text().partition("</channel>")[0] + end)
    whole, broken = found(feed)
    assert text_of(whole) == TEASER
    assert (broken.source, broken.wanted) == (str(feed), Wanted(str(feed)))
    assert broken.reason == "is broken: the feed is cut off after 1 whole entry"


def test_a_feed_that_is_cut_off_in_its_head(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<?xml version='1.0'?><rss vers")
    assert one(tmp_path / "a.xml").reason == "is broken: the feed is cut off after 0 whole entries"


def test_a_bare_ampersand_does_not_break_a_feed(tmp_path: Path) -> None:
    item = one(feed_of(tmp_path / "a.rss", f"<description>{TEASER} A & B.</description>"))
    assert text_of(item) == f"{TEASER} A & B."


def test_an_atom_feed() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>A</title>
    <link href="https://wire.example/a"/><updated>2024-03-04T23:00:00+02:00</updated></entry></feed>"""
    (entry,) = read_feed(atom, "feed")
    assert (entry.link, entry.title, entry.published) == (
        "https://wire.example/a",
        "A",
        "2024-03-04",
    )
    assert (entry.publisher, entry.text) == ("Wire", None)


def test_xml_that_is_no_feed_is_refused() -> None:
    with pytest.raises(SourceError, match="feed: is no RSS or Atom feed"):
        list(read_feed(b"<?xml version='1.0'?><notes/>", "feed"))


class Site(BaseHTTPRequestHandler):
    """A site with a feed whose entries point to its pages."""

    def do_GET(self) -> None:
        host = self.headers["Host"]
        match self.path:
            case "/feed":
                items = "".join(
                    f"<item><title>T</title><link>http://{host}/{name}</link>"
                    "<pubDate>Mon, 04 Mar 2024 09:00:00 GMT</pubDate></item>"
                    for name in ("page", "gone")
                )
                self._answer(
                    "application/rss+xml", f"<rss version='2.0'><channel>{items}</channel></rss>"
                )
            case "/page":
                self._answer("text/plain", reports(1)[0])
            case _:
                self.send_error(404)

    def _answer(self, kind: str, body: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the site, whose name counts as public."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    resolve = web.public_address

    def public_name(url: str, parts: Url) -> str:
        return "127.0.0.1" if parts.host == "news.test" else resolve(url, parts)

    monkeypatch.setattr(web, "public_address", public_name)
    yield f"http://news.test:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_feed_of_teasers_gives_the_pages_they_point_to(site: str) -> None:
    page, gone = found(f"{site}/feed")
    assert text_of(page) == reports(1)[0]
    assert page.article is not None
    assert (page.article.published, page.article.url) == ("2024-03-04", f"{site}/page")
    assert (gone.source, gone.reason) == (f"{site}/gone", "the server answers 404 Not Found")
    assert gone.wanted == Wanted(f"{site}/gone", published="2024-03-04")


def test_the_page_of_an_entry_goes_before_its_teaser(site: str, tmp_path: Path) -> None:
    told = f"<description>{TEASER}</description>"
    links = (f"<link>{site}/{name}</link>" for name in ("page", "gone"))
    page, gone = found(feed_of(tmp_path / "a.rss", *(link + told for link in links)))
    assert (text_of(page), text_of(gone)) == (reports(1)[0], TEASER)


def test_a_feed_at_an_address_is_no_article(site: str) -> None:
    with pytest.raises(SourceError, match="/feed: holds a feed of articles"):
        load(f"{site}/feed")


def test_a_page_at_an_address_and_an_address_that_is_refused(site: str) -> None:
    assert text_of(one(f"{site}/page")) == reports(1)[0]
    assert "private address" in str(one("http://127.0.0.1:1/feed").reason)
