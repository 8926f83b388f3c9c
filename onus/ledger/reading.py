"""From a record to what the ledger compares: its obligations and deeds, with parties resolved.

`party` maps the record's actor ids to parties of the collection.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from onus.language.meaning import meanings
from onus.ledger.model import (
    OFFICIAL,
    LedgerDeed,
    Mention,
    Party,
    Source,
    countries_of,
    full_names,
    near,
    sides_of,
)
from onus.record import Deed, Event, Obligation, Record, Span, Statement
from onus.registry.phrases import read_phrase
from onus.resolving.roles import role_ending
from onus.resolving.whereabouts import countries_in, home_of

_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
_ENVOY = re.compile(r"\b(?:ambassador|envoy|embassy|consul)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|both|two|these|those|its|his|her|their) ")
_ABROAD = re.compile(  # who is at home in no country, or in another one than he is in
    rf"{_ENVOY.pattern}|\b(?:United Nations|U\.?N\.?|International|World|European|African|Arab)\b",
    re.IGNORECASE,
)


def parties_of(record: Record) -> dict[str, Party]:
    """The record's actors as parties, for a collection without a registry: a name is an actor.

    "A pension fund" of one article is "the pension fund" of the next.
    """
    return {
        actor.id: Party(_name(actor.name), actor.name, actor.kind, actor.country)
        for actor in record.actors
    }


def _name(name: str) -> str:
    return _ARTICLE.sub("", " ".join(name.lower().split()))


def mentions_of(record: Record, party: Mapping[str, Party]) -> list[Mention]:
    """The record's obligations, their acts encoded in one pass."""
    at_home = parties_at_home(record, party)  # who must act; who asks may be a guest
    found = [_mention(owed, record, party, at_home) for owed in record.obligations]
    rows = meanings([mention.act for mention in found])
    return [replace(mention, meaning=row) for mention, row in zip(found, rows, strict=True)]


def deeds_of(record: Record, party: Mapping[str, Party]) -> list[LedgerDeed]:
    """The record's deeds. Whose they are is told by its actors and by countries named in it."""
    at_home = parties_at_home(record, party)
    around = about_in(at_home, record.article.place)
    return [
        LedgerDeed(
            sides=sides_of_deed(
                deed.actors,
                named_in(deed),
                sentence_of(record, deed.sentence),
                at_home,
                around,
            ),
            verb=deed.verb,
            words=deed.words.text,
            context=sentence_of(record, deed.sentence),
            outcome=deed.outcome,
            source=_deed_source(deed, record, party),
        )
        for deed in tellings(record)
    ]


def tellings(record: Record) -> list[Deed]:
    """The record's deeds, and each sentence without one, which may still tell what became of it."""
    known = {deed.sentence for deed in record.deeds}
    bare = (n for n in range(1, len(record.sentences) + 1) if n not in known)
    return [*record.deeds, *(_whole(record, number) for number in bare)]


def _whole(record: Record, number: int) -> Deed:
    """A sentence as a deed of nobody's, said by whoever says most of it."""
    start, end = record.sentences[number - 1]
    said = (
        s.id
        for s in record.statements
        if 2 * (min(end, s.content.end) - max(start, s.content.start)) > end - start
    )
    text = record.article.text[start:end]
    words = Span(start, end, text)
    return Deed((), None, "", words, "told", next(said, None), number)


def parties_at_home(record: Record, party: Mapping[str, Party]) -> dict[str, Party]:
    """The parties, each belonging where it is thought to: see `placed`."""
    home = home_of(record.article.place)
    sectors = {actor.id: actor.sector for actor in record.actors}
    return {local: placed(one, sectors.get(local), home) for local, one in party.items()}


def named_in(deed: Deed) -> frozenset[str]:
    """Who the words for a deed's doer name: countries by their code, bodies by "name:" and name.

    Codes are ISO 3166-1 alpha-3.
    """
    if deed.doer is None:
        return frozenset()
    text = deed.doer.text.lower()
    names = {name.removeprefix("the ") for name in full_names(deed.doer.text)}
    bodies = {f"name:{n}" for n in names if " " in n and f"the {n}" in text}  # no persons
    return countries_in(deed.doer.text) | bodies


@lru_cache(maxsize=50_000)
def named_sides(text: str) -> frozenset[str]:
    """The keys of the countries and bodies that a text names."""
    names = {name.removeprefix("the ") for name in full_names(text)}
    return frozenset(
        {f"country:{code}" for code in countries_in(text)} | {f"name:{name}" for name in names}
    )


def about_in(at_home: Mapping[str, Party], place: str | None) -> frozenset[str]:
    """The keys of the states and bodies that an article speaks of, and of all countries in it.

    Persons and crowds are left out: they are many, and stand for their countries. `place` is where
    the article was filed, which is in one of them.
    """
    home = home_of(place)
    bodies = tuple(one for one in at_home.values() if one.kind not in {"person", "crowd"})
    filed = {f"country:{home}"} if home is not None else set()
    return sides_of(bodies) | countries_of(at_home.values()) | filed


def sides_of_deed(
    actors: Collection[str],
    named: Collection[str],
    sentence: str,
    at_home: Mapping[str, Party],
    around: frozenset[str],
) -> frozenset[str]:
    """Whose deed it is, by its actors and by whom its doer's words name, and who is about.

    About are all the article's actors, whose sides `around` are, and the countries named in the
    sentence.
    """
    known = sides_of(tuple(at_home[a] for a in actors if a in at_home))
    known |= _by_short_name(actors, at_home)
    doers = known | {one if ":" in one else f"country:{one}" for one in named}
    return doers | near(around | {f"country:{code}" for code in countries_in(sentence)})


def placed(party: Party, sector: str | None, home: str | None) -> Party:
    """An official of no known country belongs where the article was filed: "the government"."""
    if party.country is not None or home is None or _ABROAD.search(party.name):
        return party
    if party.kind in OFFICIAL and sector in _STATE_SECTORS:
        return replace(party, country=home)
    if party.kind == "crowd":
        police = sector in _STATE_SECTORS and not full_names(party.name)  # and "the officers"
        return replace(party, country=home, kind="government body" if police else "crowd")
    if party.kind == "person" and is_office(party.name):
        return replace(party, country=home, kind="office holder")
    return party


def is_office(role: str) -> bool:
    """Whether a role or a titled name is that of a state's office: "foreign minister".

    That of a body or of somebody's own house is none: "vice president of marketing".
    """
    phrase = read_phrase(role)
    office = role_ending(phrase.office.split()) if phrase.office and phrase.holds else None
    return (
        office is not None
        and office.sector in _STATE_SECTORS
        and (phrase.plain or phrase.country is not None)
        and phrase.body is None
        and _ENVOY.search(role) is None
    )


def sentence_of(record: Record, number: int) -> str:
    """The sentence with this number, "" where the record keeps none."""
    if not 1 <= number <= len(record.sentences):
        return ""
    start, end = record.sentences[number - 1]
    return record.article.text[start:end]


def _mention(
    owed: Obligation, record: Record, party: Mapping[str, Party], at_home: Mapping[str, Party]
) -> Mention:
    return Mention(
        id=f"{record.article.id}:{owed.id}",
        kind=owed.kind,
        bearer=tuple(at_home[a] for a in owed.bearer if a in at_home),
        demander=tuple(party[a] for a in owed.demander if a in party),
        act=owed.act.text,
        context=sentence_of(record, owed.sentence),
        source=_source(record, party, owed.sentence, owed.act.start, owed.act.end, owed.said_in),
        condition_type=owed.condition.type if owed.condition else None,
        condition=owed.condition.text if owed.condition else None,
        qualities=owed.qualities,
        deadline=owed.deadline.end if owed.deadline else None,
        confidence=owed.confidence,
        home=home_of(record.article.place),
    )


def _by_short_name(actors: Collection[str], at_home: Mapping[str, Party]) -> frozenset[str]:
    """ "The Front" for the one body of the article whose name ends so."""
    short = {at_home[a].name for a in actors if a in at_home and " " not in at_home[a].name}
    bodies = {
        party.name: party
        for party in at_home.values()
        if full_names(party.name) and party.name.rpartition(" ")[2] in short
    }
    return next(iter(bodies.values())).sides if len(bodies) == 1 else frozenset()


def _deed_source(deed: Deed, record: Record, party: Mapping[str, Party]) -> Source:
    found = _source(record, party, deed.sentence, deed.words.start, deed.words.end, deed.said_in)
    event = next((e for e in record.events if _is(e, deed)), None)
    return replace(found, event=f"{record.article.id}:{event.id}") if event else found


def _is(event: Event, deed: Deed) -> bool:
    return deed.words.start <= event.trigger.start and event.trigger.end <= deed.words.end


def _source(
    record: Record,
    party: Mapping[str, Party],
    sentence: int,
    start: int,
    end: int,
    said_in: str | None,
) -> Source:
    said = next(_statements(record.statements, said_in), None)
    return Source(
        article=record.article.id,
        date=(record.article.published or "")[:10],
        sentence=sentence,
        start=start,
        end=end,
        statement=f"{record.article.id}:{said.id}" if said else None,
        speaker=party.get(said.speaker) if said and said.speaker else None,
        speaker_text=said.speaker_text if said else None,
    )


def _statements(statements: Sequence[Statement], wanted: str | None) -> Iterator[Statement]:
    return (s for s in statements if s.id == wanted)
