"""Texts of Onus's own for the head that finds obligations: `owed.txt`, read with their marks."""

from __future__ import annotations

from pathlib import Path

from benchmarks.marked import OwedText, laid_by, unmarked

FILE = Path(__file__).with_name("owed.txt")
NEWS = Path(__file__).with_name("owed_news.tsv")
"""Marked sentences of news, without their words: see `benchmarks.news_obligations`."""


def owed_texts(path: Path = FILE) -> list[OwedText]:
    """The texts of a file.

    Raises `ValueError` naming the line where marks do not match, the kind is not known, an
    obligation has no act or no cue, or a line that goes on (`+`) has another text.
    """
    found: list[OwedText] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        try:
            kind, _, marked = line.partition("\t")
            text, marks = unmarked(marked)
            laid = (*laid_by(kind.removeprefix("+"), marks),)
            if not kind.startswith("+"):
                found.append(OwedText(text, laid))
            elif found and found[-1].text == text:
                found[-1] = OwedText(text, (*found[-1].laid, *laid))
            else:
                raise ValueError("goes on with another text")
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from error
    return found
