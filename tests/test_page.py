"""A record as an HTML page and as a fragment for notebooks."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onus.record import Record
from onus.show.page import fragment, page
from tests.records import at, herring, nothing

VOID = {"meta", "input", "br"}


class Reader(HTMLParser):
    """Reads HTML and keeps what the tests ask for; fails on tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.article: list[str] = []
        self.marked: dict[str, str] = {}
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("data-of") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        inside = [tag for tag, _ in self.open]
        if "p" in inside and "sup" not in inside and "article" not in inside:
            self.article.append(data)
            for key in (self.open[-1][1]).split():
                self.marked[key] = self.marked.get(key, "") + data

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]

    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.tags if tag == "a"]


both = pytest.mark.parametrize("show", [page, fragment])


@both
def test_the_whole_article_is_shown_with_its_marks(show: Callable[[Record], str]) -> None:
    record = herring()
    read = Reader(show(record))
    shown = " ".join("".join(read.article).split())
    for paragraph in record.article.text.split("\n\n"):
        assert paragraph.strip() in shown
    assert read.marked["e2"] == "attackan Icelandic patrol boatFree Herring Front"
    assert read.marked["o3"] == (
        "share its catch data with the Exploration Council"
        "if Iceland opens its ports to Norwegian vessels"
    )


@both
def test_every_link_inside_leads_somewhere(show: Callable[[Record], str]) -> None:
    read = Reader(show(herring()))
    ids = read.ids()
    assert len(ids) == len(set(ids))
    inner = [link[1:] for link in read.links() if link.startswith("#")]
    assert len(inner) > 20
    assert set(inner) <= set(ids)


@both
def test_nothing_is_fetched(show: Callable[[Record], str]) -> None:
    html = show(herring())
    tags = {tag for tag, _ in Reader(html).tags}
    assert not tags & {"link", "img", "iframe", "object"}
    assert not re.search(r"@import|url\(|\bsrc=", html)


def test_the_policy_allows_the_pages_own_script_and_no_other() -> None:
    html = page(herring())
    script = re.search(r"<script>(.*)</script>", html, re.DOTALL)
    assert script is not None
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    policy = dict(Reader(html).tags[[tag for tag, _ in Reader(html).tags].index("meta") + 2][1])
    assert f"script-src 'sha256-{digest}'" in (policy["content"] or "")
    assert "default-src 'none'" in (policy["content"] or "")


NASTY = '</p><script>alert(1)</script><img src=x onerror=alert(1)>"\' onmouseover="x{{ 7*7 }}'


def nasty(words: str) -> Record:
    """A record in which `words` stand wherever words can."""
    record = herring()
    text = f"{words} said {words} x"
    span = at(text, "said")
    return replace(
        record,
        article=replace(
            record.article,
            text=text,
            title=words,
            place=words,
            published=words,
            publisher=words,
            language=words,
            url=words,
        ),
        actors=tuple(
            replace(actor, id=words, name=words, sector=words, designations=(words,))
            for actor in record.actors
        ),
        statements=tuple(
            replace(statement, id=words, speaker_text=words, speaker=None, via=words, cue=span)
            for statement in record.statements
        ),
        events=tuple(
            replace(event, id=words, said_in=words, source_text=words, trigger=span, mode=words)
            for event in record.events
        ),
        obligations=tuple(
            replace(obligation, id=words, act=span, qualities=(words,))
            for obligation in record.obligations
        ),
        sentences=((0, len(text)),),
    )


@both
@pytest.mark.parametrize("words", [NASTY, "javascript:alert(1)", "]]><!--", "a\u202eb\x00\x1b"])
def test_what_the_record_says_stays_text(show: Callable[[Record], str], words: str) -> None:
    read = Reader(show(nasty(words)))
    plain = Reader(show(nasty("plain")))
    assert [tag for tag, _ in read.tags if tag in ("script", "img", "style")] == [
        tag for tag, _ in plain.tags if tag in ("script", "img", "style")
    ]
    assert not any(name.startswith("on") for _, attrs in read.tags for name in attrs)
    assert not any("javascript" in link for link in read.links())
    shown = words.replace("\x00", "�").replace("\x1b", "�")
    assert shown in "".join(read.article)


@both
@settings(max_examples=40, deadline=None)
@given(words=st.text(alphabet=st.characters(), min_size=1, max_size=40))
def test_any_text_gives_sound_html(show: Callable[[Record], str], words: str) -> None:
    html = show(nasty(f"{words}\ud800"))
    html.encode()
    assert {tag for tag, _ in Reader(html).tags} <= {tag for tag, _ in Reader(show(herring())).tags}


@both
def test_an_empty_record_says_so(show: Callable[[Record], str]) -> None:
    html = show(nothing())
    assert "Nothing was read from this article" in html
    assert "The tide was out at noon." in html
    assert 'type="radio"' not in html


@both
def test_entries_beyond_the_text_are_listed_but_not_marked(show: Callable[[Record], str]) -> None:
    record = herring()
    short = replace(record, article=replace(record.article, text="Short."), sentences=())
    html = show(short)
    assert "withdraw its fleet" in html
    assert 'href="#t' not in html


def test_the_page_rounds_confidence_as_the_terminal_does() -> None:
    record = herring()
    (first, *others) = record.obligations
    shown = page(replace(record, obligations=(replace(first, confidence=0.797), *others)))
    assert "80% sure" in shown
    assert "79% sure" not in shown


def test_two_fragments_can_share_a_document() -> None:
    record = herring()
    other = replace(record, article=replace(record.article, title="Another"))
    assert not set(Reader(fragment(record)).ids()) & set(Reader(fragment(other)).ids())


def test_a_notebook_shows_the_fragment() -> None:
    assert herring()._repr_html_() == fragment(herring())


def test_actors_are_listed_with_kind_country_and_designations() -> None:
    html = page(herring())
    listed = html[html.index('<ul class="actors">') :]
    assert re.search(r"Free Herring Front</b>\s*<span>armed group</span>\s*<span>REB", listed)
    assert "European Union: terrorist organisation" in listed
