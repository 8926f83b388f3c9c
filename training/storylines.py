"""Texts of Onus's own that tell what became of obligations: `storylines/*.txt`, `sequels*.txt`.

A storyline is some articles of an invented wire service, a sentence a line:

    STORY<TAB>title
    DATE<TAB>2023-03-04
    S<TAB>+a:demand:the port:the union<TAB>The union gave the port a week to [a take back 212 men].
    DATE<TAB>2023-03-16
    S<TAB>a:broken,=b<TAB>The week passed without a single docker being called back.

`+a` lays an obligation (kind, bearer, demander), its act marked by its letter; `a:broken` says that
the sentence tells what became of it; `=a` that it only speaks of it again. A sequel is one sentence
(`E<TAB>kind<TAB>text`, its act marked by A) and later ones (`L<TAB>effect<TAB>text`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from onus.language.effects import SILENT
from onus.terms import Effect, ObligationKind

FOLDER = Path(__file__).with_name("storylines")
SEQUELS = Path(__file__).with_name("sequels.txt")
PLAIN = Path(__file__).with_name("sequels_plain.txt")
NEAR = Path(__file__).with_name("sequels_near.txt")
NOTHING, AGAIN = SILENT

_MARK = re.compile(r"\[([a-z]) ([^\[\]]*)\]")
_SEQUEL_MARK = re.compile(r"\[([A-D]) ")
_TAG = re.compile(r",\s*(?=[+=]?[a-z](?:[:,]|$))")


@dataclass(frozen=True, slots=True)
class Laid:
    """An obligation as the sentence `told` lays it: the first `article` and `sentence`, from 0.

    `bearer` and `demander` are as the author names them, None where he does not.
    """

    kind: str
    act: str
    told: str
    article: int = 0
    sentence: int = 0
    bearer: str | None = None
    demander: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and what it makes of obligations, by their letters: an effect, or `AGAIN`.

    `acts` has the words that are marked in it as the act of an obligation.
    """

    text: str
    says: Mapping[str, str]
    acts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Storyline:
    """Articles of sentences, the obligations that they lay, by letter, and the articles' days."""

    title: str
    articles: list[list[Sentence]] = field(default_factory=list)
    laid: dict[str, Laid] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)

    def later(self, letter: str) -> Iterator[tuple[Sentence, str | None]]:
        """The sentences after the one that lays an obligation, each with the one before it."""
        first = self.laid[letter]
        for at, article in enumerate(self.articles):
            for number, sentence in enumerate(article):
                if (at, number) > (first.article, first.sentence):
                    yield sentence, article[number - 1].text if number else None


@dataclass(frozen=True, slots=True)
class Sequel:
    """An obligation and later sentences, each with its effect or `NOTHING`."""

    laid: Laid
    later: list[tuple[str, str]]


def storylines(folder: Path = FOLDER) -> list[Storyline]:
    """All storylines of a folder's text files.

    Raises `ValueError` naming file and line for a tag that cannot be read, an act that is not
    marked, or an obligation that was not laid before.
    """
    return [story for path in sorted(folder.glob("*.txt")) for story in _stories(path)]


def sequels(path: Path = SEQUELS) -> list[Sequel]:
    """The sequels of a file; `ValueError` naming the line for a kind or effect that is none."""
    found: list[Sequel] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        what, label, text = line.split("\t", 2)
        if what == "E" and label in get_args(ObligationKind):
            act = re.search(r"\[A ((?:[^\[\]]|\[[^\]]*\])*)\]", text)
            told = _plain(text)
            found.append(Sequel(Laid(label, _plain(act[1]) if act else told, told), []))
        elif what == "L" and label in {NOTHING, *get_args(Effect)}:
            found[-1].later.append((label, text))
        else:
            raise ValueError(f"{path.name}, line {number}: {what} {label}")
    return found


def _plain(text: str) -> str:
    return _SEQUEL_MARK.sub("", text).replace("]", "")


def _stories(path: Path) -> Iterator[Storyline]:
    story: Storyline | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            what, rest = line.split("\t", 1)
            if what == "STORY":
                if story is not None:
                    yield story
                story = Storyline(rest)
            elif story is None:
                raise ValueError("no story yet")
            elif what == "DATE":
                story.articles.append([])
                story.days.append(rest.strip())
            elif what == "S":
                _take(story, *rest.split("\t", 1))
            else:
                raise ValueError(f"{what} is nothing known")
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from error
    if story is not None:
        yield story


def _take(story: Storyline, tags: str, marked: str) -> None:
    """Add a sentence to the last article."""
    text, acts = _unmarked(marked)
    says: dict[str, str] = {}
    for tag in [] if tags == "-" else _TAG.split(tags):
        letter, *more = tag.strip().lstrip("+=").split(":")
        if tag.startswith("+"):
            if not more or more[0] not in get_args(ObligationKind) or letter not in acts:
                raise ValueError(f"{tag}: no kind, or no act marked")
            place = len(story.articles) - 1, len(story.articles[-1])
            parties = [None if name in {"", "?"} else name for name in [*more[1:], "", ""]]
            story.laid[letter] = Laid(more[0], acts[letter], text, *place, *parties[:2])
        elif letter not in story.laid:
            raise ValueError(f"{tag}: not laid before")
        elif tag.startswith("="):
            says[letter] = AGAIN
        elif more and more[0] in get_args(Effect):
            says[letter] = more[0]
        else:
            raise ValueError(f"{tag}: no effect")
    story.articles[-1].append(Sentence(text, says, acts))


def _unmarked(marked: str) -> tuple[str, dict[str, str]]:
    """The text without its marks, and what each marks; marks may lie within each other."""
    acts: dict[str, str] = {}

    def note(mark: re.Match[str]) -> str:
        acts.setdefault(mark[1], mark[2])
        return mark[2]

    text, left = marked, 1
    while left:
        text, left = _MARK.subn(note, text)
    return text, acts
