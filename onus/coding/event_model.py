"""What event coding passes on: candidates read off the parse, and events with their codes."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from onus.coding.triggers import Entry
from onus.record import Factuality


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be an event: parties, the word that stands for it, and what the lexicon says of it.

    `entry` is None for a predicate that the lexicon does not know. `happened` is the model's score.
    `acts` says whether the target is one who can act, and no thing.
    """

    source: Span | None
    target: Span | None
    trigger: Token
    trigger_span: Span
    entry: Entry | None
    happened: float | None
    acts: bool = True


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event with its PLOVER code; spans are of the annotated `Doc`, parties not yet resolved.

    `source` or `target` is None when the text does not say; a target may be a thing ("the ruling").
    An event that stands `alone` is one though nobody is named: "a curfew was imposed".
    """

    source: Span | None
    target: Span | None
    trigger: Token
    trigger_span: Span
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    quad: int
    factuality: Factuality
    confidence: float
    alone: bool = False
