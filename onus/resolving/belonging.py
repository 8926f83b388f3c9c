"""Whom an office belongs to: countries, institution and sector in the words round a role."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Span, Token

from onus.resolving.countries import country_in
from onus.resolving.gazetteer import sites
from onus.resolving.institutions import institution_named
from onus.resolving.knowledge import load
from onus.resolving.labels import label_of
from onus.resolving.phrases import INSIDE, lemma_of, phrase
from onus.resolving.roles import Role, role_ending


def belonging(
    head: Token, titles: Sequence[Token], person: Span | None
) -> tuple[tuple[str, ...], str | None, str | None]:
    """Countries, institution and sector that the words round a role give it."""
    found: dict[str, None] = {}
    body: str | None = None
    sector: str | None = None
    groups = [list(titles)] + [
        phrase(part)
        for owner in {head, *(t for t in titles if t.dep_ not in INSIDE)}
        for child in owner.children
        if child.dep_ == "nmod"
        and (person is None or child.i > person.end)
        and any(c.dep_ == "case" and c.lower_ in _BELONGING for c in child.children)
        for part in (child, *child.conjuncts)
    ]
    before = _country_before(titles, person)
    if before is not None:
        found.setdefault(before)
    for group in groups:
        for chunk in _chunks(group, titles=person is not None and group is groups[0]):
            institution = institution_named(chunk)
            country = None if institution else country_in(chunk)
            if institution is not None and body is None:
                body, sector = institution.name, institution.sector
                if institution.country:
                    found.setdefault(institution.country)
            elif country is not None:
                found.setdefault(country.code)
            elif (land := _division(chunk)) is not None:
                found.setdefault(land)
        inner = role_ending(
            [lemma_of(w) for w in group[: -1 if group is groups[0] else None] if w.pos_ != "ADJ"]
        )
        if sector is None and inner is not None and inner.sector != "UNK":
            sector = inner.sector
    return tuple(found), body, sector


_BELONGING = frozenset({"of", "for", "from", "in", "at", "to", "with", "on"})


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
            if institution_named(text) or country_in(text) or _division(text):
                chunks.append(text)
                start = end
                break
        else:
            start += 1
    return chunks


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
