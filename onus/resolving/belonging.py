"""Whom an office belongs to: countries, institution and sector in the words round a role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from onus.resolving.countries import country_in
from onus.resolving.gazetteer import sites
from onus.resolving.institutions import institution_named
from onus.resolving.knowledge import load
from onus.resolving.labels import label_of
from onus.resolving.phrases import INSIDE, lemma_of, phrase
from onus.resolving.roles import Role, is_posted, role_ending


def belonging(
    head: Token, titles: Sequence[Token], person: Span | None
) -> tuple[tuple[str, ...], str | None, str | None]:
    """Countries, institution and sector that the words round a role give it."""
    found: dict[str, None] = {}
    body: str | None = None
    sector: str | None = None
    role = role_ending([lemma_of(w) for w in titles])
    posted = role is not None and is_posted(role)
    groups = [_Group(tuple(titles), tells_land=True)]
    groups += [
        group
        for owner in {head, *(t for t in titles if t.dep_ not in INSIDE)}
        for child in owner.children
        if child.dep_ == "nmod" and (person is None or child.i > person.end)
        for part in (child, *child.conjuncts)
        if (group := _behind(child, part, posted=posted)) is not None
    ]
    before = _country_before(titles, person)
    if before is not None:
        found.setdefault(before)
    for at, group in enumerate(groups):
        for chunk in _chunks(group.words, titles=person is not None and at == 0):
            institution = institution_named(chunk)
            country = None if institution else country_in(chunk)
            land = None if institution or country else _division(chunk)
            if institution is not None and body is None:
                body, sector = institution.name, institution.sector
                land = institution.country
            elif country is not None:
                land = country.code
            if land is not None and group.tells_land:
                found.setdefault(land)
        inner = role_ending(
            [lemma_of(w) for w in group.words[: -1 if at == 0 else None] if w.pos_ != "ADJ"]
        )
        if sector is None and inner is not None and inner.sector != "UNK":
            sector = inner.sector
    return tuple(found), body, sector


@dataclass(frozen=True, slots=True)
class _Group:
    """Words that can say whom an office belongs to, and whether a country in them is its own."""

    words: tuple[Token, ...]
    tells_land: bool


_BELONGING = frozenset({"of", "for", "from", "in", "at", "to", "with", "on"})
_OF_BODIES = frozenset({"with", "on"})  # an expert on Peru, a lawyer with its Supreme Court
_TO_THE_HOST = frozenset({"to", "in", "at", "for"})


def _behind(first: Token, part: Token, *, posted: bool) -> _Group | None:
    """What stands behind a noun, as far as it belongs to it; `first` carries the preposition."""
    cases = {c.lower_ for c in first.children if c.dep_ == "case"} & _BELONGING
    if not cases:
        return None
    words = phrase(part)
    own = not (posted and cases & _TO_THE_HOST)
    if cases & _OF_BODIES:
        own = role_ending([lemma_of(w) for w in words]) is not None
    return _Group(tuple(words), tells_land=own)


def _country_before(titles: Sequence[Token], person: Span | None) -> str | None:
    """The country right before a title, which the parse can hang on another noun:
    "Pakistan Prime Minister Imran Khan's offer"."""
    first = titles[0] if titles else None if person is None else person[0]
    if first is None or first.i == 0 or first.text[:1].islower():
        return None
    before = first.nbor(-1)
    if (
        before.pos_ not in ("PROPN", "ADJ")
        or label_of(before) == "PER"
        or before.sent != first.sent
    ):
        return None
    if role_ending([lemma_of(w) for w in titles]) is None:
        return None
    country = country_in(before.text)
    return None if country is None else country.code


def _division(text: str) -> str | None:
    """The country of a state or town of two words and more: "New Mexico", "South Carolina"."""
    lands = {site.country for site in sites(text)} if " " in text and text[:1].isupper() else set()
    return next(iter(lands)) if len(lands) == 1 else None


def _chunks(words: Sequence[Token], *, titles: bool) -> list[str]:
    """The longest stretches of neighbouring words that name a country or an institution.

    `titles` says that the words stand before a person's name and are none themselves.
    """
    chunks: list[str] = []
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + 6), start, -1):
            if words[end - 1].i - words[start].i >= end - start + 2:
                continue
            text = words[start].doc[words[start].i : words[end - 1].i + 1].text
            if end - start == 1 and not titles and label_of(words[start]) == "PER":
                continue  # "Cuban" in "Mark Cuban"
            if _is_other_place(words, start, end):
                continue
            if institution_named(text) or country_in(text) or _division(text):
                chunks.append(text)
                start = end
                break
        else:
            start += 1
    return chunks


def _is_other_place(words: Sequence[Token], start: int, end: int) -> bool:
    """Whether the words before or behind make no country of this name: "Nassau County police",
    "ethnic Albanian rebels"."""
    following = words[end].text if end < len(words) else ""
    before = words[start].nbor(-1).lower_ if words[start].i > 0 else ""
    larger = following[:1].isupper() and following.lower() in load("roles")["divisions"]
    return (larger and end - start == 1) or before == "ethnic"


def sector_of(role: Role | None, of_body: str | None) -> str | None:
    """The sector of a role, or that of its body where the role has none of its own."""
    if role is None:
        return of_body
    if of_body is not None and (role.sector == "UNK" or role.noun in _borrowers()):
        return of_body
    return None if role.sector == "UNK" else role.sector


@cache
def _borrowers() -> frozenset[str]:
    return frozenset(load("roles")["sector of body"])
