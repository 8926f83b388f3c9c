"""An answer as a table: what stands in it, whatever the words and the terminal are."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from rich.markup import escape

from onus.commands.output import Shape, put


@dataclass(frozen=True)
class Told:
    who: str
    words: str


def shown(rows: Sequence[Told], limit: int | None = None) -> None:
    put(
        rows,
        Told,
        Shape.table,
        limit,
        ("Who", "Told"),
        lambda row: (escape(row.who), escape(row.words)),
    )


def printed(told: Told, capsys: pytest.CaptureFixture[str]) -> str:
    shown([told])
    return capsys.readouterr().out


def test_words_that_look_like_markup_or_like_a_smiley_stay_as_they_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    told = Told("The [green] party", "It won :100: [sic] of [bold] seats")
    out = printed(told, capsys)
    assert told.who in out
    assert told.words in out


def test_an_article_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(Told("A\x1b[2J minister", "He \x07\u202eresigned"), capsys)
    assert not set("\x1b\x07\u202e") & set(out)


@pytest.mark.parametrize("width", [30, 80, 200])
def test_nothing_of_a_long_name_is_lost_and_no_line_is_too_long(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    name = "Donaudampfschifffahrtsgesellschaft"
    out = printed(Told(name, "It sails. " * 20), capsys)
    assert all(len(line) <= width for line in out.splitlines())
    assert "".join(line.split("  ")[0].strip() for line in out.splitlines()[3:]) == name
    assert out.count("sails.") == 20


def test_a_terminal_that_lacks_letters_gets_others_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", terminal)
    shown([Told("Müller", "“Never” — he said")])
    terminal.flush()
    assert isinstance(terminal.buffer, io.BytesIO)
    assert b'"Never" -- he said' in terminal.buffer.getvalue()
    assert b"M?ller" in terminal.buffer.getvalue()


def test_fifty_are_shown_unless_more_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [Told(f"M{number}.", "Yes") for number in range(51)]
    shown(rows)
    few = capsys.readouterr()
    assert "M49." in few.out
    assert "M50." not in few.out
    assert "--limit" in few.err
    shown(rows, limit=51)
    assert "M50." in capsys.readouterr().out


def test_that_nothing_answers_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    shown([])
    assert capsys.readouterr().out == "Nothing answers that.\n"
