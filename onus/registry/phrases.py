"""Reads the words of one mention: title, country, institution and name.

    read_phrase("former Pakistan Prime Minister Imran Khan")
    Phrase(name="Imran Khan", office="prime minister", country="PAK", body=None, holds=False)

The record keeps a mention as a stretch of text; this is what can be learnt from it without a parse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onus.registry.knowledge import words_of
from onus.resolving.countries import country_in
from onus.resolving.institutions import Institution, institution_named
from onus.resolving.roles import Role, is_courtesy, role_ending

_TOKEN = re.compile(r"[^\s,;:()\[\]\"“”]+")
_LONGEST = 6  # words of a country's or an institution's name


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a mention says. `name` is a personal name without titles, "" when there is none.

    `office` is the first title of the group that means the same office; `country` is ISO 3166-1
    alpha-3; `body` an institution's printed name; `holds` is False for a former or would-be holder;
    `plain` when nothing in the phrase narrows the office down further ("deputy", "regional").
    """

    name: str = ""
    office: str | None = None
    country: str | None = None
    body: str | None = None
    holds: bool = True
    plain: bool = True


def read_phrase(text: str) -> Phrase:
    """The parts of the mention `text`; an empty `Phrase` for a pronoun or a bare noun."""
    words = [w for w in _TOKEN.findall(text) if not _says_nothing(w)]
    cut, role = _title(words)
    if role is None:
        return Phrase(name=_name(words))
    before, after = words[: cut - len(role.noun.split())], words[cut:]
    whose, named = _of(after) if after and after[0].lower() == "of" else ([], after)
    country, body, rest = _belonging([*before, *whose])
    lower = [w.lower() for w in rest]
    office, former = _current(role.office)
    second = next((w for w in lower if w in words_of("offices", "second")), None)
    return Phrase(
        name=_name(named),
        office=office if second is None else f"{second} {office}",
        country=country,
        body=body,
        holds=not former and not any(_not_now(w) for w in lower),
        plain=all(w in words_of("offices", "besides") for w in lower),
    )


def is_sole(office: str, body: str | None) -> bool:
    """Whether one person at a time holds this office, in a country or in the body named."""
    if body is not None:
        return office in words_of("offices", "sole") or office in words_of(
            "offices", "sole in a body"
        )
    return office in words_of("offices", "sole")


def without_country(text: str) -> tuple[str, str | None]:
    """The text without determiner and country words, and the country they name."""
    country, _, rest = _belonging(_TOKEN.findall(text), bodies=False)
    while rest and rest[0].lower() in ("the", "a", "an", "its", "their", "his", "her"):
        rest = rest[1:]
    while rest and rest[-1].lower() in ("of", "in", "'s", "’s"):
        rest = rest[:-1]
    return " ".join(rest), country


def is_capital(word: str) -> bool:
    """Whether the word is written as a name is: its first letter is a capital."""
    letters = [c for c in word if c.isalpha()]
    return bool(letters) and letters[0].isupper()


def has_capital(word: str) -> bool:
    """Whether one of its parts is written as a name: "al-Haddad"."""
    return any(is_capital(part) for part in word.split("-"))


def _current(office: str) -> tuple[str, bool]:
    """The office without "former" or "ex-" in front, and whether that stood there."""
    words = office.replace("ex-", "ex- ").split()
    if len(words) > 1 and _not_now(words[0]):
        role = role_ending(words[1:])
        return (role.office if role is not None else " ".join(words[1:])), True
    return office, False


def _not_now(word: str) -> bool:
    return word in words_of("offices", "not now") or word.startswith("ex-")


def _says_nothing(word: str) -> bool:
    """Whether this is "Mr" or "Dr.", which tells neither office nor name."""
    return is_courtesy(word) and not _not_now(word.lower()) and role_ending([word.lower()]) is None


def _title(words: Sequence[str]) -> tuple[int, Role | None]:
    """Where the title of the phrase ends, and the title: before "of", or else the last one that
    a name follows.

    A title that ends the phrase after a capitalised name is a surname: "Stephen King".
    """
    lower = [w.lower() for w in words]
    behind = [i for i in range(len(words), 0, -1) if i == len(words) or is_capital(words[i])]
    found = [
        (cut, role)
        for cut in [*(i for i, w in enumerate(lower) if w == "of" and i > 0), *behind]
        if (role := role_ending(lower[:cut])) is not None
        and role.kind in ("office holder", "person")
        and (cut < len(words) or not _is_surname(words, role))
    ]
    return next((f for f in found if " of " in f[1].noun), found[0] if found else (0, None))


def _of(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Parts "of India Narendra Modi" into the owner and the name behind it."""
    start = 2 if len(words) > 1 and words[1].lower() == "the" else 1
    for end in range(min(len(words), start + _LONGEST), start, -1):
        chunk = " ".join(words[start:end])
        if institution_named(chunk) is not None or country_in(chunk) is not None:
            return list(words[start:end]), list(words[end:])
    small = [i for i, w in enumerate(words) if i >= start and not is_capital(w)]
    if small and words[small[-1]].lower() != "of":  # "of army staff Qamar Bajwa"
        return list(words[start : small[-1] + 1]), list(words[small[-1] + 1 :])
    return list(words[start:]), []


def _is_surname(words: Sequence[str], role: Role) -> bool:
    before = words[: len(words) - len(role.noun.split())]
    return (
        is_capital(words[-1])
        and len(before) > 0
        and all(is_capital(w) for w in before)
        and country_in(" ".join(before)) is None
        and institution_named(" ".join(before)) is None
        and role_ending([w.lower() for w in before]) is None
        and len(role.noun.split()) == 1
        and not _possessive(before[-1])
    )


def _possessive(word: str) -> bool:
    return word.endswith(("'s", "’s", "s'", "s’"))


def _name(words: Sequence[str]) -> str:
    """The personal name that these words are, "" when they are none."""
    while words and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    kept: list[str] = []
    for word in words:
        bare = word.rstrip(".") if len(word) > 2 else word
        for ending in ("'s", "’s", "'", "’"):
            bare = bare.removesuffix(ending)
        if not bare or any(c.isdigit() for c in bare) or bare in words_of("names", "behind"):
            break
        if not has_capital(bare) and bare.lower() not in words_of("names", "particles"):
            break
        kept.append(bare)
    while kept and not has_capital(kept[-1]):
        kept.pop()
    if len(kept) == 1 and kept[0].lower() in words_of("names", "no names"):
        return ""
    return " ".join(kept)


def _belonging(
    words: Sequence[str], *, bodies: bool = True
) -> tuple[str | None, str | None, list[str]]:
    """The country and the institution that the words name, and the words left over."""
    countries: dict[str, None] = {}
    body: Institution | None = None
    rest: list[str] = []
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST), start, -1):
            chunk = " ".join(words[start:end])
            found = institution_named(chunk) if bodies else None
            country = None if found else country_in(chunk)
            if found is not None:
                body = body or found
                if found.country:
                    countries.setdefault(found.country)
            elif country is not None:
                countries.setdefault(country.code)
            if found is not None or country is not None:
                start = end
                break
        else:
            if words[start] not in ("'s", "’s"):
                rest.append(words[start])
            start += 1
    only = next(iter(countries)) if len(countries) == 1 else None
    return only, body.name if body else None, rest
