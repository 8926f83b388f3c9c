"""The country of officials whom a paper calls by their title alone: "President Obama", "a court".

A paper leaves the country out at home. Known leaders bring theirs. Where the bodies of state and
parties in an article that have a country nearly all have the same one, or the article is about
one country that its dateline does not speak against, that is the country of those that have none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onus.record import Article
from onus.resolving.gazetteer import sites
from onus.resolving.knowledge import load
from onus.resolving.leaders import country_of_leader
from onus.resolving.parties import Party
from onus.resolving.phrases import lemma_of
from onus.resolving.place_choice import countries_in
from onus.resolving.roles import role_ending

_OF_STATE = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "OPP"})
_CROWDS_OF_STATE = frozenset({"COP", "JUD", "MIL"})
_BODIES = 2  # distinct bodies of state that have to speak for it
_SHARE = 0.75
# How often an article has to name the country that it is about, and how much of all countries.
_NAMED = 3
_SHARE_AT_DATELINE = 0.5


def settle_at_home(parties: Sequence[Party], doc: Doc, article: Article) -> None:
    """Give leaders their country, officials and bodies of state without one the article's.

    Somebody named gets it only where no other country is much spoken of: a guest has a name too.
    """
    for party in parties:
        party.country = party.country or country_of_leader(party)
    home, sure = _home(parties, doc, article)
    if home is None:
        return
    for party in parties:
        own = _is_of_state(party) and not _is_beyond_states(party)
        if party.country is None and not party.place and own and (sure or not _is_somebody(party)):
            party.country = home


def _is_somebody(party: Party) -> bool:
    return party.is_person and party.named


def _is_of_state(party: Party) -> bool:
    if party.kind == "crowd":
        return party.sector in _CROWDS_OF_STATE
    return party.kind in ("office holder", "government body") and party.sector in _OF_STATE


def _is_beyond_states(party: Party) -> bool:
    """ "The European parliament", "foreign ministers" and what belongs to a body of its own."""
    highest = any(role.office in load("roles")["highest offices"] for role in party.roles)
    if party.body is not None or (party.plural and highest):
        return True
    words = {w.lower_ for mention in party.mentions for w in mention.span if w.i < mention.head.i}
    if words.intersection(load("roles")["beyond states"]):
        return True
    return any(_is_of_no_state(mention.head) for mention in party.mentions)


def _is_of_no_state(head: Token) -> bool:
    """Whether an office belongs to a body that is none of state: "the fund's mission chief"."""
    owners = [c for c in head.children if c.dep_ in ("nmod:poss", "nmod")]
    owners += [c for owner in owners for c in owner.children if c.dep_ == "nmod:poss"]
    roles = [role_ending([lemma_of(owner)]) for owner in owners if owner.pos_ == "NOUN"]
    return any(r is not None and r.sector not in (*_OF_STATE, "UNK") for r in roles)


def _bodies(parties: Sequence[Party]) -> Counter[str]:
    """How many bodies and officials of each state are in the article."""
    return Counter(
        party.country
        for party in parties
        if party.country is not None
        and party.kind in ("government body", "organisation", "office holder")
        and party.sector in _OF_STATE
        and not party.place
    )


def _home(parties: Sequence[Party], doc: Doc, article: Article) -> tuple[str | None, bool]:
    """The country that the article is at home in, or None, and whether hardly another is in it."""
    place = article.place and article.place.split("/")[0]
    if place in load("roles")["seats of organisations"]:
        place, article = None, replace(article, place=None)
    dateline = None if place is None else _country_of_place(place)
    home = _home_of_bodies(parties)
    if home is not None:
        return home, dateline in (None, home)
    told = _told(parties, doc, article)
    if dateline is not None:
        told[dateline] += 1
    if not told:
        return None, False
    (country, count), *_ = told.most_common(1)
    share = count / told.total()
    if dateline is None:
        at_home = count >= _NAMED and share >= _SHARE
    else:
        at_home = dateline == country and share >= _SHARE_AT_DATELINE
    return (country if at_home else None), share > _SHARE


def _home_of_bodies(parties: Sequence[Party]) -> str | None:
    bodies = _bodies(parties)
    if not bodies:
        return None
    (country, count), *_ = bodies.most_common(1)
    return country if count >= _BODIES and count >= _SHARE * bodies.total() else None


def _told(parties: Sequence[Party], doc: Doc, article: Article) -> Counter[str]:
    """How much the article is about each country, by what it names and by their bodies."""
    told = countries_in(doc, article) + _bodies(parties)
    for entity in doc.ents:
        if entity.label_ == "LOC" and (land := _country_of_place(entity.text)) is not None:
            told[land] += 1
    return told


def _country_of_place(name: str) -> str | None:
    """The country of the largest town or division of this name; of states `countries_in` tells."""
    found = [site for site in sites(name) if site.level not in ("country", "region")]
    return max(found, key=lambda site: site.population).country if found else None
