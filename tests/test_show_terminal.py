"""A record on the terminal."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from onus.record import Article, Record, Span, Statement
from onus.show.terminal import print_record
from tests.records import herring, nothing


def printed(record: Record, width: int = 80, encoding: str = "utf-8", colour: bool = False) -> str:
    bytes_out = io.BytesIO()
    stream = io.TextIOWrapper(bytes_out, encoding=encoding, newline="\n")
    console = Console(
        file=stream,
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        legacy_windows=False,
    )
    print_record(record, console)
    stream.flush()
    return bytes_out.getvalue().decode(encoding)


def flat(output: str) -> str:
    """The output with its line breaks and its layout taken out."""
    return " ".join(output.split())


def test_the_head_says_where_the_article_comes_from() -> None:
    lines = printed(herring()).splitlines()
    assert lines[0].strip() == "Iceland turns down Norway's offer of mackerel talks"
    assert lines[1].strip() == "Reykjavik · 11 June 2024 · The Harbour Post · Nordpress"
    assert "REYKJAVIK (Nordpress) — Iceland on Tuesday rejected" in flat("\n".join(lines[3:6]))


def test_each_kind_of_entry_reads_as_a_sentence_with_its_source() -> None:
    output = flat(printed(herring()))
    assert "s2 Katrin Stefansdottir (via reporters) — told: “The onus is on Norway" in output
    assert "Senior Norwegian official (unnamed) (via Nordpress) — said:" in output
    assert "s1 Iceland → Norway REJECT, meet (CAMEO 125) actual “rejected”" in output
    assert "claimed by senior Norwegian official (unnamed)" in output
    assert "Norway must: withdraw its fleet demand, begun · demanded by Iceland" in output
    assert "by 20 June 2024" in output
    assert "required: verifiable" in output
    assert "begun: Norway RETREAT (“call back”), says senior Norwegian official s5" in output


def test_only_direct_speech_stands_in_quotation_marks() -> None:
    output = flat(printed(herring()))
    assert "— said: Norway's prime minister had told her the fleet" in output
    assert "within a week [indirect]" in output


def test_a_doubtful_reading_says_so() -> None:
    assert "42% sure, uncertain" in flat(printed(herring()))


def test_an_empty_record_says_so() -> None:
    output = printed(nothing())
    assert "Nothing was read from this article." in output
    assert "STATEMENTS" not in output


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_lines_keep_to_the_width_and_lose_no_word(width: int) -> None:
    output = printed(herring(), width)
    assert max(cell_len(line) for line in output.splitlines()) <= width
    for words in ("Stefansdottir", "withdraw", "ASSAULT", "uncertain"):
        assert words in "".join(output.split())


def test_colour_adds_nothing_but_colour() -> None:
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", printed(herring(), colour=True))
    assert coloured == printed(herring())


def test_an_old_terminal_gets_signs_that_it_has() -> None:
    output = printed(herring(), encoding="ascii")
    assert "Iceland -> Norway" in output
    assert '"rejected"' in output
    assert "?" not in output.replace("mackerel?", "")


def test_the_article_cannot_steer_the_terminal() -> None:
    text = "He said \x1b[2J\x07gone\x9b\u202e [bold]now[/bold] :smile:"
    statement = Statement(
        "q", None, None, False, None, Span(3, 7, "said"), Span(8, len(text), text[8:]), "direct", 1
    )
    output = printed(Record(Article("x", text), statements=(statement,)))
    assert not set("\x1b\x07\x9b\u202e") & set(output)
    assert "[bold]now[/bold] :smile:" in output


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["utf-8", "ascii", "cp1252"]))
def test_any_text_can_be_printed(text: str, encoding: str) -> None:
    words = f"{text}\ud800"
    statement = Statement(
        "q", None, words, True, words, Span(0, 1, words), Span(0, 1, words), "mixed", 1
    )
    article = replace(herring().article, title=words, text=words)
    assert "STATEMENTS" in printed(Record(article, statements=(statement,)), 33, encoding)
