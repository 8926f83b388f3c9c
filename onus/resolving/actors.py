"""From mentions to actors: who speaks and acts in an article, each once.

    cast = resolve(doc, article, mentions)
    cast.actors            every actor of at least one mention, a1, a2 ... in reading order
    cast.ids(mention)      ('a1', 'a3') for "India and Pakistan"; () for nobody that is clear

The whole article is read, not only the mentions, since "he" and "the premier" lean on every name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from onus.record import Actor, Article
from onus.resolving.countries import country_coded
from onus.resolving.descriptions import is_of_relative
from onus.resolving.discourse import Said, heads, read_parties
from onus.resolving.home import settle_at_home
from onus.resolving.mentions import Mention, read_mention
from onus.resolving.parties import Party, acts

__all__ = ["Cast", "Said", "heads", "is_anonymous", "resolve"]


@dataclass(frozen=True)
class Cast:
    """The actors of an article and which mention is whose."""

    actors: tuple[Actor, ...]
    _by_word: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _nameless: frozenset[str] = frozenset()

    def ids(self, mention: Span) -> tuple[str, ...]:
        """The actors that `mention` stands for, in reading order; () when it is nobody's.

        A coordination inside the span ("India and Pakistan") gives each of its parts.
        """
        found: dict[str, None] = {}
        for head in heads(mention):
            found.update(dict.fromkeys(self._by_word.get(head.i, ())))
        return tuple(found)

    def is_anonymous(self, mention: Span) -> bool:
        """Whether nobody that `mention` stands for has a name, here or anywhere in the article.

        "He" is anonymous after "a senior official", "the businessman" is not after his name.
        """
        found = self.ids(mention)
        return set(found) <= self._nameless if found else is_anonymous(mention)

    def actor(self, identifier: str) -> Actor | None:
        """The actor with this id."""
        return next((a for a in self.actors if a.id == identifier), None)


def resolve(
    doc: Doc,
    article: Article,
    mentions: Sequence[Span],
    speakers: Sequence[Said] = (),
    bound: Sequence[Span] = (),
) -> Cast:
    """Group the mentions of `doc` into actors.

    `mentions` are noun phrases that speak or act; `speakers` says who says what, so that "I" and
    "we" inside find their speaker; `bound` are those of the mentions that must do something or ask
    it, so that they are no mere places, whatever their clause says. Only actors of at least one
    mention are given.
    """
    wanted = {head.i for mention in mentions for head in heads(mention)}
    binding = {head.i for mention in bound for head in heads(mention)}
    parties, phrases = read_parties(doc, wanted, speakers, binding)
    order = sorted(
        {
            id(p): p
            for i in wanted
            for p in parties.get(i, ())
            if not p.place or i in binding or acts(doc[i])
        }.values(),
        key=lambda p: p.mentions[0].span.start,
    )
    everybody = {id(p): p for found in parties.values() for p in found}
    settle_at_home(list(everybody.values()), doc, article)
    names = {id(party): f"a{number}" for number, party in enumerate(order, start=1)}
    by_word = {
        i: tuple(names[id(p)] for p in found if id(p) in names) for i, found in parties.items()
    }
    spans = _spans(parties, phrases)
    actors = tuple(_actor(names[id(p)], p, spans[id(p)]) for p in order)
    nameless = frozenset(names[id(p)] for p in order if _is_nameless(p))
    return Cast(actors, {i: found for i, found in by_word.items() if found}, nameless)


def is_anonymous(mention: Span) -> bool:
    """Whether `mention` describes somebody without a name: "a senior official", "two sources".

    Institutions, countries, named people and holders of a definite office ("the prime minister")
    are not anonymous; the description of a crowd ("residents") is.
    """
    parts = [read_mention(head) for head in heads(mention)]
    return bool(parts) and all(part is not None and _is_description(part) for part in parts)


def _is_nameless(party: Party) -> bool:
    return not party.named and any(_is_description(mention) for mention in party.mentions)


def _is_description(mention: Mention) -> bool:
    if mention.sort != "role" or mention.role is None:
        return False
    if mention.role.kind == "person":
        return True
    return mention.role.kind == "office holder" and (
        mention.determiner == "indefinite" or (mention.plural and mention.determiner == "bare")
    )


def _spans(
    parties: Mapping[int, tuple[Party, ...]], phrases: Mapping[int, Span]
) -> dict[int, tuple[tuple[int, int], ...]]:
    """Character offsets of every mention of every party, by the party's identity."""
    spans: dict[int, set[tuple[int, int]]] = {}
    for i, found in parties.items():
        for party in found:
            phrase = phrases[i]
            spans.setdefault(id(party), set()).add((phrase.start_char, phrase.end_char))
    return {key: tuple(sorted(found)) for key, found in spans.items()}


def _actor(identifier: str, party: Party, mentions: tuple[tuple[int, int], ...]) -> Actor:
    return Actor(
        id=identifier,
        name=_best_name(party),
        kind=party.kind,
        country=party.country,
        sector=party.sector,
        mentions=mentions,
    )


def _best_name(party: Party) -> str:
    if party.kind == "state" and (country := country_coded(party.country)) is not None:
        return country.name
    if party.named and party.names:
        return max(party.names, key=len) if party.is_person else party.names[0]
    text = " ".join(party.mentions[0].span.text.split())
    if is_of_relative(party.mentions[0]):
        bare = text.partition(" ")[2]
        return bare if party.owner is None else f"{_possessive(_best_name(party.owner))} {bare}"
    if party.kind in ("office holder", "government body", "crowd") and text[:4].lower() == "the ":
        return text[4:]
    return text


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
