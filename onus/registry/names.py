"""Names compared across alphabets, spellings and word orders.

    key("Владимир Путин") == key("Putin, Vladimir")   a coarse key, to look names up by
    likeness("Zelenskyy, Volodymyr", "Volodymyr Zelensky")   0 to 1, to decide by

A key keeps the consonants of a name and nothing of their order, so that it finds too much on
purpose; `likeness` looks closely at what was found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import jellyfish
from anyascii import anyascii

from onus.registry.knowledge import load, words_of

INITIALS = "#"
"""What the keys of initials begin with."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z0-9]+")
_VOWELS = frozenset("aeiouyw")
_RUN = re.compile(r"[aeiouyw]+|[^aeiouyw]+")
_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{2})")  # Arabic, as "al" in Latin letters
_BEFORE_H = re.compile(r"([زسكتد])(?=ه)")  # z and h, which "zh" would make one sound
_JOINED = re.compile(r"\b(?:a[dlnrstz]|ash|ath|adh|e[dl]|u[lr])-(?=\w{3})")  # "an-Nasr", "as-Sisi"
_PLURAL = re.compile(r"(?<=\w{4}[^ius])s$")
_CASED = re.compile(r"[A-Za-zÀ-ɏ]")


@lru_cache(maxsize=65_536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in plain lower-case Latin letters, particles and generations left out.

    "Saeed, Hafiz Muhammad" is turned round first. At least one word is kept.
    """
    turned = _BEFORE_H.sub(r"\1w", _ARTICLE.sub("", _turned(name)))
    latin = anyascii(turned)
    if not _CASED.search(turned):  # a script whose words are not spaced: 习近平 gives XiJinPing
        latin = _CAMEL.sub(" ", latin)
    latin = _JOINED.sub("", latin.lower())
    latin = latin.replace("'", "").replace("`", "").replace(".", " ")
    found = _WORD.findall(latin)
    kept = [
        word
        for i, word in enumerate(found)
        if i == 0
        or not (word in words_of("names", "particles") or word in words_of("names", "generation"))
    ]
    if len(kept) > 1 and kept[0] in ("al", "el", "the"):
        kept = kept[1:]
    return tuple(_joined(kept))


def key(name: str) -> str:
    """The coarse key of a name: its consonants, sorted. "" for a text without letters."""
    return _key(words(name))


def keys(name: str) -> tuple[str, ...]:
    """The keys to look a whole name up by: of all its words, and of the first and the last."""
    found = words(name)
    whole = _key(found)
    outer = _key((found[0], found[-1])) if len(found) > 2 else whole
    return tuple(dict.fromkeys(k for k in (whole, outer) if k))


def near_keys(name: str) -> tuple[str, ...]:
    """Keys that names with a slip in one word share: the other word and the slip's first letter."""
    found = words(name)
    if len(found) < 2:
        return ()
    ends = ((found[0], found[-1]), (found[-1], found[0]))
    return tuple(f"^{sound(one)} {other[0]}" for one, other in ends)


def body_words(name: str) -> tuple[str, ...]:
    """The words of an organisation's name in the singular, legal forms left out."""
    found = [word for word in words(name) if word not in words_of("names", "legal")]
    return tuple(_PLURAL.sub("", word) for word in found or words(name))


def body_key(name: str) -> str:
    """The coarse key of an organisation's name."""
    return _key(body_words(name))


def initials_key(initials: str) -> str:
    """The key of initials that a body may go by and has not been seen to."""
    return INITIALS + "".join(body_words(initials))


def likeness(one: str, other: str) -> float:
    """How surely two persons' names are forms of one name, from 0 to 1.

    1 for the same words in any order; spelling variants and an initial cost little, a middle name
    that only one has costs a little more. A single word is like a longer name only when it is the
    same single word: "Khan" is not "Imran Khan".
    """
    return _likeness(words(one), words(other), extra=0.02)


def body_likeness(one: str, other: str) -> float:
    """How surely two names are forms of one organisation's name, from 0 to 1."""
    return _likeness(body_words(one), body_words(other), extra=0.15)


def word_likeness(one: str, other: str) -> float:  # noqa: PLR0911
    """How surely two words of names are spellings of one, from 0 to 1."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return 0.93 if long.startswith(short) else 0.0
    if short[0].isdigit() or long[0].isdigit():
        return 0.0
    if sound(one) == sound(other):
        return 0.97
    same_consonants = skeleton(one) == skeleton(other)
    if same_consonants and (_is_abjad(one) or _is_abjad(other)):
        return 0.95
    if len(short) < 4:  # Li and Liu
        return 0.0
    return _letters_alike(short, long, same_consonants=same_consonants)


def _letters_alike(short: str, long: str, *, same_consonants: bool) -> float:
    close = jellyfish.jaro_winkler_similarity(short, long)
    if same_consonants:
        if "a" in (short[-1], long[-1]) and short[-1] != long[-1]:
            return 0.8  # Maria and Mario, Ivanov and Ivanova
        return 0.91 if close >= 0.88 or _one_vowel_off(sound(short), sound(long)) else 0.8
    slip = len(short) >= 6 and jellyfish.damerau_levenshtein_distance(short, long) == 1
    return 0.86 if slip or close >= 0.92 else 0.0


def _one_vowel_off(one: str, other: str) -> bool:
    """Whether two sounds differ in one vowel: "Yusuf" and "Yousef", not "Hassan" and "Hussein"."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


@lru_cache(maxsize=65_536)
def part_key(word: str) -> str:
    """The key of one word of a name, for bare surnames; finer than the key of a whole name."""
    return f"~{sound(word)}"


def sound(word: str) -> str:
    """A word with spelling variants made alike: "Hussein", "Husayn" and "Hussain" are one."""
    text = re.sub(r"(.)\1+", r"\1", _double_vowels(_consonants(re.sub(r"^[yj]e", "e", word))))
    return "".join(
        _vowel(run, last=match.end() == len(text)) if run[0] in _VOWELS else run
        for match in _RUN.finditer(text)
        if (run := match.group().replace("h", "") if len(match.group()) > 1 else match.group())
    )


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """The consonants of a word, "" when it has none."""
    text = _consonants(word).replace("g", "k").replace("z", "s").replace("h", "")
    bare = "".join(letter for letter in text if letter not in _VOWELS)
    return re.sub(r"(.)\1+", r"\1", bare)


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    one: int
    other: int


def _likeness(one: Sequence[str], other: Sequence[str], *, extra: float) -> float:
    if not one or not other:
        return 0.0
    if "".join(one) == "".join(other) or sorted(one) == sorted(other):
        return 1.0
    short, long = sorted((tuple(one), tuple(other)), key=len)
    if len(short) == 1 and len(long) > 1:
        return 0.0
    pairs = _best_pairs(short, long)
    if len(pairs) < len(short):
        return 0.0
    weight = sum(len(short[p.one]) + len(long[p.other]) for p in pairs)
    score = sum(p.score * (len(short[p.one]) + len(long[p.other])) for p in pairs) / weight
    # a wrong word is not made good by the length of the right ones
    score = min(score, min(p.score for p in pairs) + 0.05)
    missing = len(long) - len(short)
    if missing:
        met = {p.other for p in pairs}
        inside = {0, len(long) - 1} <= met
        score -= missing * (extra if inside else max(extra, 0.08))
    return max(0.0, score)


def _best_pairs(short: Sequence[str], long: Sequence[str]) -> list[_Pair]:
    """Each word of `short` with the word of `long` that it is most like, the likest first."""
    every = sorted(
        (_Pair(word_likeness(a, b), i, j) for i, a in enumerate(short) for j, b in enumerate(long)),
        key=lambda p: (-p.score, abs(p.one - p.other), p.one, p.other),
    )
    taken: list[_Pair] = []
    for pair in every:
        if pair.score and all(p.one != pair.one and p.other != pair.other for p in taken):
            taken.append(pair)
    return taken


def _key(found: Sequence[str]) -> str:
    text = "".join(skeleton(word) for word in found)
    return "".join(sorted(text or "".join(found)))


def _turned(name: str) -> str:
    head, comma, tail = name.partition(",")
    if (
        comma
        and tail.strip()
        and tail.strip().rstrip(".").lower() not in words_of("names", "generation")
    ):
        return f"{tail.strip()} {head.strip()}"
    return name


def _joined(found: Sequence[str]) -> list[str]:
    """Servant names as one word in one spelling: "abdul", "rahman" gives "abdrahman"."""
    out: list[str] = []
    for word in found:
        if out and out[-1] in words_of("names", "servant"):
            out[-1] = "abd" + word
            continue
        longer = next(
            (
                s
                for s in sorted(words_of("names", "servant"), key=len, reverse=True)
                if _begins(word, s)
            ),
            None,
        )
        out.append("abd" + word[len(longer) :] if longer is not None else word)
    return out


def _begins(word: str, servant: str) -> bool:
    return len(servant) > 3 and word.startswith(servant) and len(word) >= len(servant) + 3


def _consonants(word: str) -> str:
    for written, plain in _spellings():
        word = word.replace(written, plain)
    word = re.sub(r"c(?=[eiy])", "s", re.sub(r"^w", "v", word))
    return word.replace("c", "k") if "c" in word and not word.endswith("c") else word


def _double_vowels(word: str) -> str:
    return word.replace("ee", "i").replace("oo", "u")


def _vowel(run: str, *, last: bool) -> str:
    """A run of vowels by its class: with i or y, with o or u, or neither; the last letter tells
    "Maria" from "Mario".
    """
    first = "i" if set(run) & set("iy") else "u" if set(run) & set("ouw") else "a"
    ending = "i" if run[-1] in "iy" else "u" if run[-1] in "ouw" else "a"
    return first + ending if last and len(run) > 1 and ending != first else first


def _is_abjad(word: str) -> bool:
    return not set(word) & set("aeiou")


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    return tuple((str(written), str(plain)) for written, plain in load("names")["same consonant"])
