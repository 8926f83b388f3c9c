"""What one record says of each of its actors, ready to be looked up in the registry.

A `Sighting` is one actor of one article: by which names it goes, which roles it is said to have
and where, and whether its identity is settled by the words alone (a state, a body of a state, an
office) or has to be found (a person, a group).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onus.record import Actor, Record
from onus.registry import names
from onus.registry.knowledge import load, words_of
from onus.registry.phrases import Phrase, has_capital, is_sole, read_phrase, without_country
from onus.resolving.countries import country_coded, country_in
from onus.resolving.institutions import institution_named
from onus.resolving.names import acronym_of
from onus.resolving.roles import role_ending

_NAME = re.compile(r" [^\W\d_a-z][\w'’-]+(?: (?:al-|bin |de |van |von )?[^\W\d_a-z][\w'’-]*){0,3}")

_HYPHENED = re.compile(r"-[^\W\d_][\w'’-]*")
_CUT_OFF = re.compile(r"(?:[^\W\d_a-z][\w'’]* ){0,2}[^\W\d_a-z][\w'’]*-$")
_IN_BRACKETS = re.compile(r"(?P<rest>(?: [\w'’-]+){0,5}) \((?P<initials>[A-Z][A-Za-z.]{1,7})\)")

Sort = Literal["settled", "office", "person", "group", "nobody"]


@dataclass(frozen=True, slots=True)
class RoleSeen:
    """A role that the article gives an actor; `start` and `end` are of the sentence that does.

    `title` is the office with its body ("chief of NATO"), with "former" for one that is over.
    """

    title: str
    country: str | None
    sole: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """One actor of one article. `key` is unique for what it stands for, "" when that is open.

    `names` are names in full, the longest first, and other names after them.
    """

    local: str
    sort: Sort
    name: str
    kind: str
    country: str | None
    sector: str | None
    names: tuple[str, ...] = ()
    roles: tuple[RoleSeen, ...] = ()
    key: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether a person goes by one word alone: "Khan"."""
        return self.sort == "person" and all(len(names.words(n)) < 2 for n in self.names)


def sightings(record: Record) -> tuple[Sighting, ...]:
    """The actors of a record in its order."""
    found = [_sighting(record, actor) for actor in record.actors]
    return tuple(found)


def article_key(article: str, name: str) -> str:
    """The key of an actor that is known by one article alone."""
    return f"article:{article}:{' '.join(name.lower().split())}"


def state_key(country: str) -> str:
    """The key of a state."""
    return f"state:{country}"


def office_key(title: str, country: str | None) -> str:
    """The key of an office as an actor."""
    return f"office:{title}:{country or ''}"


def body_key(name: str, country: str | None) -> str:
    """The key of a body that its name, or its name and its state, settle; "" when they do not."""
    institution = institution_named(name)
    if institution is not None:
        return f"body:{institution.name}"
    rest, found = without_country(name)
    first = _one_in_a_state().get(rest.lower())
    whose = country or found
    return f"body:{first}:{whose}" if first is not None and whose is not None else ""


def _sighting(record: Record, actor: Actor) -> Sighting:
    if actor.kind in ("person", "office holder") or _is_titled(actor.name):
        return _person(record, actor)
    if actor.kind == "state" and actor.country:
        return _plain(actor, "settled", state_key(actor.country))
    if actor.kind in ("crowd", "state"):
        return _plain(actor, "nobody", "")
    key = body_key(actor.name, actor.country)
    if key:
        return _plain(actor, "settled", key)
    called = _proper_names(record, actor)
    if not called:
        return _plain(actor, "nobody", "")
    return Sighting(
        actor.id, "group", called[0], actor.kind, actor.country, actor.sector, names=called
    )


def _is_titled(name: str) -> bool:
    """Whether a title with a name behind it was taken for a body: "Health Minister Han So-ra"."""
    phrase = read_phrase(name)
    return bool(phrase.office and phrase.name) and role_ending(phrase.name.lower().split()) is None


def _plain(actor: Actor, sort: Sort, key: str) -> Sighting:
    return Sighting(
        actor.id, sort, actor.name, actor.kind, actor.country, actor.sector, (actor.name,), key=key
    )


def _person(record: Record, actor: Actor) -> Sighting:
    text = record.article.text
    phrases = [(read_phrase(text[start:end]), start) for start, end in _joined(record, actor)]
    called = _person_names([p.name for p, _ in phrases] or [read_phrase(actor.name).name])
    roles = _roles(record, actor, phrases)
    country = actor.country or next((r.country for r in roles if r.country), None)
    if called:
        kind = actor.kind if actor.kind == "office holder" or not roles else "office holder"
        return Sighting(actor.id, "person", called[0], kind, country, actor.sector, called, roles)
    office = next((r for r in roles if r.sole), None)
    if office is None:
        return _plain(actor, "nobody", "")
    return Sighting(
        local=actor.id,
        sort="office",
        name=office_name(office.title, office.country),
        kind="office holder",
        country=office.country,
        sector=actor.sector,
        roles=(office,),
        key=office_key(office.title, office.country),
    )


def _joined(record: Record, actor: Actor) -> list[tuple[int, int]]:
    """The mentions of an actor, each with the name right behind a title that the reader cut off.

    "Health Minister" and "Han So-ra" are one mention; so are they when the name is no mention.
    """
    text = record.article.text
    joined: list[tuple[int, int]] = []
    for start, end in actor.mentions:
        if joined and text[joined[-1][1] : start].isspace():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    whole = [_of_whole_words(text, start, end) for start, end in joined]
    return [(start, _behind_title(text, start, end)) for start, end in whole]


def _of_whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A mention that begins or ends at a hyphen with all of the name: "Abdel-Fattah Qasim"."""
    hyphened = _HYPHENED.match(text, end)
    if hyphened is not None:
        behind = _NAME.match(text, hyphened.end())
        end = (behind or hyphened).end()
    cut_off = _CUT_OFF.search(text, max(0, start - 80), start)
    return (cut_off.start() if cut_off is not None else start), end


def _behind_title(text: str, start: int, end: int) -> int:
    """Where the name ends that stands at once behind the title in `text[start:end]`."""
    phrase = read_phrase(text[start:end])
    behind = _NAME.match(text, end)
    if phrase.office is None or phrase.name or behind is None:
        return end
    words = behind.group().split()
    no_name = words[0].lower() in words_of("names", "no names") or country_in(words[0]) is not None
    return end if no_name else behind.end()


def office_name(title: str, country: str | None) -> str:
    """An office as it is shown: "prime minister of Pakistan"."""
    state = country_coded(country)
    return title if state is None or " of " in title else f"{title} of {state.name}"


def _person_names(found: list[str]) -> tuple[str, ...]:
    """The names of one person, the one that the article uses most in full first."""
    counts = Counter(name for name in found if names.words(name))
    if not counts:
        return ()
    length = {name: len(names.words(name)) for name in counts}
    first = max(counts, key=lambda n: (length[n] > 1, counts[n] * (length[n] > 1), length[n], n))
    rest = [
        name
        for name in sorted(counts, key=lambda n: (-length[n], n))
        if name != first and (length[name] == 1 or names.likeness(first, name) >= 0.8)
    ]
    return (first, *rest)


def _roles(record: Record, actor: Actor, phrases: list[tuple[Phrase, int]]) -> tuple[RoleSeen, ...]:
    found: dict[tuple[str, str | None], RoleSeen] = {}
    for phrase, start in phrases:
        if phrase.office is None or (not phrase.name and phrase.country is phrase.body is None):
            continue  # "the official" is how the article goes on about somebody, and no evidence
        title = phrase.office if phrase.body is None else f"{phrase.office} of {phrase.body}"
        title = title if phrase.holds else f"former {title}"
        country = phrase.country or (actor.country if phrase.body is None else None)
        sole = (
            phrase.holds
            and phrase.plain
            and (country is not None or phrase.body is not None)
            and is_sole(phrase.office, phrase.body)
        )
        first, last = _sentence(record, start)
        found.setdefault((title, country), RoleSeen(title, country, sole, first, last))
    return tuple(found.values())


def _sentence(record: Record, offset: int) -> tuple[int, int]:
    """The sentence that holds a character; the character itself when none is known."""
    return next(
        ((s, e) for s, e in record.sentences if s <= offset < e),
        (offset, min(offset + 1, len(record.article.text))),
    )


def _proper_names(record: Record, actor: Actor) -> tuple[str, ...]:
    """The names of an organisation; () when the article only describes it."""
    text = record.article.text
    main = _without_article(actor.name)
    called = [
        name
        for start, end in actor.mentions
        if (name := _without_article(" ".join(text[start:end].split())))
        and _is_proper(name, starts=_starts_sentence(record, start))
    ]
    if main not in called:
        if not called and not _is_proper(main, starts=True):
            return ()
        main = main if _is_proper(main, starts=True) else called[0]
    others = [
        name
        for name in dict.fromkeys(called)
        if name != main and (acronym_of(main, name) or names.body_likeness(main, name) >= 0.9)
    ]
    explained = [part for _, end in actor.mentions for part in _explained(text, main, end)]
    return tuple(dict.fromkeys((*explained[:1], main, *others, *explained[1:])))


def _explained(text: str, main: str, end: int) -> tuple[str, ...]:
    """The name and its initials where they stand behind it in brackets, whole if it was cut off.

    "East African Council" in "the East African Council for Peace (EACP)" is the council for peace.
    """
    behind = _IN_BRACKETS.match(text, end)
    if behind is None:
        return ()
    whole, initials = main + behind["rest"], behind["initials"]
    return (whole, initials) if acronym_of(whole, initials) else ()


def _without_article(name: str) -> str:
    bare = name[4:] if name[:4].lower() == "the " else name
    for ending in ("'s", "’s", "'", "’"):
        bare = bare.removesuffix(ending)
    return bare


def _is_proper(name: str, *, starts: bool) -> bool:
    """Whether a body is named and not only described: "Lahore High Court", not "the court"."""
    rest, _ = without_country(name)
    words = rest.split()
    role = role_ending([w.lower() for w in words])
    own = words[: len(words) - len(role.noun.split())] if role is not None else words
    capital = [i for i, word in enumerate(own) if has_capital(word)]
    if not capital:
        return False
    lone = capital == [0] and starts and words[0] == name.split(maxsplit=1)[0]
    return not lone or len(words) == 1 or all(has_capital(w) for w in words)


def _starts_sentence(record: Record, offset: int) -> bool:
    return any(start == offset for start, _ in record.sentences)


@cache
def _one_in_a_state() -> dict[str, str]:
    return {str(name): str(row[0]) for row in load("bodies")["one in a state"] for name in row}
