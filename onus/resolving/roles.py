"""Common nouns that stand for actors: from "foreign minister" to kind and PLOVER sector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onus.resolving.knowledge import load

RoleKind = Literal[
    "state", "government body", "organisation", "armed group", "office holder", "person"
]
Gender = Literal["male", "female"]

KINDS: tuple[RoleKind, ...] = (
    "state",
    "government body",
    "organisation",
    "armed group",
    "office holder",
    "person",
)


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun makes of an actor. `office` is one and the same for titles of one office."""

    noun: str
    kind: RoleKind
    sector: str
    office: str


def role_ending(words: Sequence[str]) -> Role | None:
    """The role that the longest ending of these words names; words are lower-case lemmas.

    A hyphen can be a word of its own: "secretary", "-", "general".
    """
    for start in range(max(0, len(words) - _LONGEST), len(words)):
        text = " ".join(words[start:])
        role = _roles().get(text)
        if role is None and "-" in text:
            text = text.replace(" - ", "-")
            role = _roles().get(text) or _roles().get(text.replace("-", " "))
        if role is not None:
            return role
    return None


def words_of_role(role: Role, words: Sequence[str]) -> int:
    """How many of the last of these words name the role, hyphens counted."""
    noun = role.noun.replace("-", " ").split()
    for count in range(len(noun), len(words) + 1):
        if [part for word in words[-count:] for part in word.replace("-", " ").split()] == noun:
            return count
    return len(role.noun.split())


def is_courtesy(word: str) -> bool:
    """Whether this is a title that says nothing of an office: "Mr", "Dr."."""
    return word.lower() in _courtesies()


def is_calendar_word(word: str) -> bool:
    """Whether this is a day of the week or a month, which names nobody."""
    return word.lower() in _calendar()


def stands_bare(role: Role) -> bool:
    """Whether the singular noun is a party without any article: "police", "parliament"."""
    return role.noun in _bare() or is_collective(role)


def acts_with(role: Role) -> frozenset[str]:
    """The prepositions behind which the noun is an act instead: "opposition to the deal"."""
    return frozenset(load("roles")["acts"].get(role.noun, ()))


def is_posted(role: Role) -> bool:
    """Whether the office is held abroad: "the ambassador to Peru" is not Peru's."""
    return role.noun in _posted()


def is_written_as_name(role: Role) -> bool:
    """Whether the noun is a body only with a capital letter: "the House"."""
    return role.noun in load("roles")["written as names"]


def is_accusing(role: Role) -> bool:
    """Whether only an accuser may call somebody so: "a spy"."""
    return role.sector in load("roles")["accusing"]


def is_singular_only(role: Role) -> bool:
    """Whether the plural is no actor: "prosecutions"."""
    return role.noun in _singular_only()


def is_vague(role: Role) -> bool:
    """Whether the noun can take up almost any party of its kind: "the group", "the leader"."""
    return role.noun in _vague()


def is_collective(role: Role) -> bool:
    """Whether the singular noun stands for many people: "the family", "the crew"."""
    return role.noun in _collective()


def gender_of(words: Sequence[str]) -> Gender | None:
    """The gender that these words give a person, or None: "spokeswoman", "king", "Mr"."""
    for word in (*words, " ".join(words)):
        lower = word.lower()
        if lower in _genders():
            return _genders()[lower]
        if lower.endswith("woman"):
            return "female"
        if lower.endswith("man") and lower not in ("human", "german", "roman", "ottoman"):
            return "male"
    return None


def gender_of_name(name: str) -> Gender | None:
    """The gender that the given name of a full name shows, or None: "Ann Lee", not "Lee"."""
    first, _, rest = name.partition(" ")
    return _given_names().get(first.lower()) if rest else None


_LONGEST = 5  # words in the longest noun of the data file


@cache
def _roles() -> dict[str, Role]:
    data = load("roles")
    offices = {title: group[0] for group in data["same office"] for title in group}
    return {
        noun: Role(noun, kind, sector, offices.get(noun, noun))
        for kind in KINDS
        for sector, nouns in data[kind].items()
        for noun in nouns
    }


@cache
def _courtesies() -> frozenset[str]:
    return frozenset(load("roles")["courtesy"])


@cache
def _calendar() -> frozenset[str]:
    return frozenset(load("roles")["calendar"])


@cache
def _bare() -> frozenset[str]:
    return frozenset(load("roles")["bare"])


@cache
def _posted() -> frozenset[str]:
    return frozenset(load("roles")["posted"])


@cache
def _singular_only() -> frozenset[str]:
    return frozenset(load("roles")["singular only"])


@cache
def _vague() -> frozenset[str]:
    return frozenset(load("roles")["vague"])


@cache
def _collective() -> frozenset[str]:
    return frozenset(load("roles")["collective"])


@cache
def _given_names() -> dict[str, Gender]:
    data = load("given_names")
    return {
        **dict.fromkeys(data["male"], "male"),
        **dict.fromkeys(data["female"], "female"),
    }


@cache
def _genders() -> dict[str, Gender]:
    data = load("roles")
    return {
        **dict.fromkeys(data["male"], "male"),
        **dict.fromkeys(data["female"], "female"),
    }
