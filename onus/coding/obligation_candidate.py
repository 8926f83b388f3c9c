"""What the obligation coder hands to the reader: one `Owed` for each act that is owed."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from onus.coding.obligation_clauses import parties
from onus.record import ConditionType, ObligationKind


@dataclass(frozen=True, slots=True)
class Draft:
    """What a construction finds, before conditions are looked for and coordinated acts split.

    `act` is the head of the act; with `whole` the act is the full clause, subject included,
    because nobody named bears it ("the violence must stop"). `span` are the act's words where they
    are not those of `act` alone ("the ten trucks that Peru promised"); `without` are words that do
    not belong to it.
    """

    kind: ObligationKind
    cue: Span
    act: Token
    bearer: Token | None
    demander: Token | None
    confidence: float
    bearer_is_speaker: bool = False
    demander_is_speaker: bool = False
    whole: bool = False
    condition: tuple[ConditionType, Span] | None = None
    consequence: Span | None = None
    span: Span | None = None
    without: frozenset[Token] = frozenset()


@dataclass(frozen=True, slots=True)
class Owed:
    """Somebody must, offers to, promises to, refuses to or threatens to do something.

    All spans belong to the article's `Doc`. `bearer` is who must act, `demander` who asks or is
    promised; where the words name neither but the speaker of the surrounding statement is meant,
    the span is None and `bearer_is_speaker` or `demander_is_speaker` is true. First persons
    ("we must") are left as they stand for whoever resolves pronouns. `deadline` are the words of
    a time limit. `stand_in` is who bears it where nobody can tell whom a pronoun means. `sentence`
    counts from 1 as in the record.
    """

    kind: ObligationKind
    cue: Span
    act: Span
    bearer: Span | None
    demander: Span | None
    condition: tuple[ConditionType, Span] | None
    consequence: Span | None
    deadline: Span | None
    qualities: tuple[str, ...]
    sentence: int
    confidence: float
    bearer_is_speaker: bool = False
    demander_is_speaker: bool = False
    stand_in: Span | None = None

    @property
    def bearers(self) -> list[Span]:
        """The single parties of `bearer`: two for "India and Pakistan"."""
        return [] if self.bearer is None else parties(self.bearer)

    @property
    def demanders(self) -> list[Span]:
        """The single parties of `demander`."""
        return [] if self.demander is None else parties(self.demander)
