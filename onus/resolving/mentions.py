"""Reads one noun phrase: what kind of actor it stands for, before anything is resolved.

`read_mention` takes the head word of a noun phrase and gives a `Mention`: a country, a named
institution, a person with titles, another name, a description by role, or a pronoun.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Literal

from spacy.tokens import Span, Token

from onus.resolving.belonging import belonging, sector_of
from onus.resolving.countries import (
    country_in,
    country_named,
    country_of_adjective,
    country_of_people,
    country_of_seat,
)
from onus.resolving.institutions import Institution, institution_named
from onus.resolving.knowledge import load
from onus.resolving.labels import label_of
from onus.resolving.person_names import person_in
from onus.resolving.phrases import (
    Determiner,
    clean,
    core_of,
    determiner_of,
    is_plural,
    left_end,
    lemma_of,
    of_words,
    phrase,
    span_of,
    with_determiner,
)
from onus.resolving.roles import (
    Gender,
    Role,
    acts_with,
    gender_of,
    is_calendar_word,
    is_courtesy,
    is_singular_only,
    is_written_as_name,
    role_ending,
    stands_bare,
    words_of_role,
)

Sort = Literal["state", "people", "institution", "person", "name", "role", "pronoun"]


@dataclass(frozen=True)
class Mention:
    """What a noun phrase says of its actor.

    `span` is the phrase without relative clauses; `name` the proper name in it, if any;
    `countries` what the phrase names or is modified by; `body` the institution it belongs to.
    """

    head: Token
    span: Span
    sort: Sort
    name: str | None = None
    role: Role | None = None
    countries: tuple[str, ...] = ()
    institution: Institution | None = None
    body: str | None = None
    modifiers: frozenset[str] = frozenset()
    determiner: Determiner = "bare"
    plural: bool = False
    gender: Gender | None = None
    sector: str | None = None

    @property
    def country(self) -> str | None:
        """The one country of the phrase, or None when it has none or several."""
        return self.countries[0] if len(self.countries) == 1 else None


def read_mention(token: Token) -> Mention | None:
    """The mention headed by `token`; None for words that cannot head an actor's noun phrase.

    Kept with the document: events and actors ask about the same words.
    """
    known: dict[int, Mention | None] = token.doc.user_data.setdefault("onus_mentions", {})
    if token.i not in known:
        known[token.i] = _read(token)
    return known[token.i]


def _read(token: Token) -> Mention | None:
    if token.pos_ == "PRON" and token.lemma_.lower() not in _quantities():
        return Mention(token, span_of(token, token), "pronoun", plural=is_plural(token))
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "PRON", "NUM", "DET", "X"):
        return None
    counted = _counted(token)
    if counted is not None:
        inner = read_mention(counted)
        return None if inner is None else _counting(token, inner)
    if is_courtesy(token.text):
        return _courtesy(token)
    words = phrase(token)
    if not words:  # a quotation mark that the tagger took for a noun
        return None
    return _named(token, words) or _described(token, words) or _proper(token, words)


def _named(head: Token, words: list[Token]) -> Mention | None:
    """The phrase as a whole, or with what follows "of", is a country or an institution."""
    of = of_words(head)
    core = core_of(head, words)
    stretches = dict.fromkeys(((words[0], of[-1] if of else None), (words[0], None), (core, None)))
    for first, last in stretches:
        span = span_of(first, last or max(words, key=lambda t: t.i))
        text = span.text
        institution = institution_named(text)
        if institution is not None and head.pos_ in ("PROPN", "NOUN", "ADJ", "X"):
            return Mention(
                head,
                with_determiner(head, span),
                "institution",
                institution=institution,
                countries=(institution.country,) if institution.country else (),
                sector=institution.sector,
                determiner="definite",
                plural=institution.names[0].endswith("s") and text.endswith("s"),
            )
        text = _with_quarter(span) or text
        seat = None if len(words) > 3 or _is_whereabouts(head) else country_of_seat(text)
        state = country_named(text) or seat
        if state is not None:
            return Mention(
                head, with_determiner(head, span), "state", countries=(state.code,), plural=False
            )
        people = country_of_people(text)
        if people is not None and any(w.lower_ == "ethnic" for w in words):
            return _ethnic(head, words)
        alike = country_of_adjective(text) is not None  # "French" is plural in "the French" only
        if people is not None and (not alike or determiner_of(head) == "definite"):
            return Mention(
                head,
                with_determiner(head, span),
                "people",
                countries=(people.code,),
                plural=True,
                determiner=determiner_of(head),
            )
    if len(words) == 1 and head.pos_ in ("ADJ", "PROPN"):
        adjective = country_of_adjective(head.text)
        if adjective is not None:
            return Mention(head, span_of(head, head), "state", countries=(adjective.code,))
    return None


def _ethnic(head: Token, words: list[Token]) -> Mention:
    """ "Ethnic Albanians", who are a people of any country."""
    return Mention(
        head,
        with_determiner(head, span_of(words[0], head)),
        "role",
        role=role_ending(["people"]),
        modifiers=frozenset(lemma_of(w) for w in words),
        determiner=determiner_of(head),
        plural=True,
        sector="CVL",
    )


def _with_quarter(span: Span) -> str | None:
    """ "N. Korea", where the parse has hung the "N." elsewhere."""
    before = span.doc[span.start - 1] if span.start > 0 else None
    if before is None or before.lower_ not in _QUARTERS or span.start == span.sent.start:
        return None
    text = f"{before.text} {span.text}"
    return text if country_named(text) is not None else None


_QUARTERS = frozenset("n. s. north south".split())


def _is_whereabouts(head: Token) -> bool:
    """Whether the name says where something is: "in Paris", "the Paris accord"."""
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    if head.dep_ == "compound":
        return True
    return any(c.dep_ == "case" and c.lower_ in _WHERE for c in head.children)


_WHERE = frozenset("in at near around outside inside across throughout".split())


def _courtesy(title: Token) -> Mention | None:
    """ "Mr" in front of a name that the parse does not join to it, or does."""
    following = title.doc[title.i + 1 : title.i + 4]
    name = list(takewhile(lambda t: t.pos_ == "PROPN" and label_of(t) in ("", "PER"), following))
    if not name:
        return None
    span = span_of(title, name[-1])
    gender = gender_of([title.lower_])
    text = clean(span_of(name[0], name[-1]).text)
    return Mention(title, span, "person", name=text, determiner="definite", gender=gender)


def _described(head: Token, words: list[Token]) -> Mention | None:
    """The phrase holds a role noun: with a name behind it a person, without one a description."""
    person = person_in(head, words)
    titles = [w for w in words if person is None or w.i < person.start]
    lemmas = [lemma_of(w) for w in titles]
    of = of_words(head)
    role = role_ending([*lemmas, *(w.lower_ for w in of)]) if of else None
    if role is not None and len(role.noun.split()) <= len(of):
        role = None  # it is the noun behind "of" alone: "the death of his mother"
    role = role or role_ending(lemmas)
    if person is None and (role is None or (is_singular_only(role) and is_plural(head))):
        return None
    if person is None and role is not None and head.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    if person is None and role is not None and len(words) == 1 and _is_bare_thing(head, role):
        return None
    if person is None and role is not None and _is_act(head, role):
        return None
    if person is None and role is not None and is_written_as_name(role) and head.text.islower():
        return None
    modifiers = titles[: -words_of_role(role, lemmas)] if role and not of else titles[:-1]
    countries, body, sector = belonging(head, titles, person)
    last = max([*words, *(of if person is None else [])], key=lambda t: t.i)
    return Mention(
        head,
        with_determiner(head, span_of(words[0], last)),
        "person" if person is not None else "role",
        name=None if person is None else clean(person.text),
        role=role,
        countries=countries,
        body=body,
        modifiers=frozenset(lemma_of(w) for w in modifiers if w.pos_ in ("NOUN", "PROPN", "ADJ")),
        determiner="definite" if person is not None else determiner_of(head),
        plural=person is None and is_plural(head),
        gender=gender_of([w.lower_ for w in titles]),
        sector=sector_of(role, sector),
    )


def _is_act(head: Token, role: Role) -> bool:
    """ "The prosecution of smugglers", "opposition to the deal" are acts, not bodies."""
    prepositions = acts_with(role)
    return bool(prepositions) and any(
        child.dep_ == "nmod"
        and child.i > head.i
        and country_in(child.text) is None
        and any(c.dep_ == "case" and c.lower_ in prepositions for c in child.children)
        for child in head.children
    )


def _is_bare_thing(head: Token, role: Role) -> bool:
    """A countable noun without any article names no party: "in office", "run for president"."""
    if is_plural(head) or not head.text.islower() or head.dep_ in ("appos", "vocative"):
        return False
    if determiner_of(head) != "bare" or stands_bare(role):
        return False
    if head.dep_ == "conj" and determiner_of(head.head) != "bare":
        return False  # "his mother, father and sister"
    return not any(c.dep_ in ("nmod", "cop", "conj", "cc") for c in head.children)


def _proper(head: Token, words: list[Token]) -> Mention | None:
    """A proper name of which nothing else is known: an organisation, a place, or a person.

    A day or a month is none, and neither is what has no capital letter or digit.
    """
    town = _town_of(head)
    if town is not None:
        return Mention(
            head,
            with_determiner(head, span_of(words[0], town[-1])),
            "name",
            name=clean(span_of(town[0], town[-1]).text),
            determiner="definite",
        )
    if head.pos_ != "PROPN" and not head.ent_type_:
        return None
    if is_calendar_word(head.text) or not any(c.isupper() or c.isdigit() for c in head.text):
        return None
    countries, _, _ = belonging(head, words, None)
    of = of_words(head) if head.ent_type_ and any(w.ent_type_ for w in of_words(head)) else []
    span = span_of(core_of(head, words), max([*words, *of], key=lambda t: t.i))
    return Mention(
        head,
        with_determiner(head, span),
        "name",
        name=clean(span.text),
        countries=countries,
        determiner=determiner_of(head),
        plural=is_plural(head),
    )


def _town_of(head: Token) -> list[Token] | None:
    """The name of the place behind "the city of", which acts as a body of its own."""
    if lemma_of(head) not in _TOWNS or is_plural(head):
        return None
    name = [w for w in of_words(head) if w.pos_ == "PROPN"]
    return name if name and all(label_of(w) in ("LOC", "") for w in name) else None


_TOWNS = frozenset("city town county village municipality borough province state".split())


def _counted(token: Token) -> Token | None:
    """What "one of the officials" or "dozens of protesters" counts."""
    if token.lemma_.lower() not in _quantities():
        return None
    for child in token.children:
        if child.dep_ == "nmod" and any(c.lower_ == "of" for c in child.children):
            return child
    return None


def _counting(token: Token, inner: Mention) -> Mention:
    span = span_of(left_end(token), inner.span[-1])
    one = token.lemma_.lower() in ("one", "each", "either", "neither", "another")
    return Mention(
        token,
        span,
        inner.sort,
        name=inner.name,
        role=inner.role,
        countries=inner.countries,
        institution=inner.institution,
        body=inner.body,
        modifiers=inner.modifiers,
        determiner="indefinite",
        plural=inner.plural and not one,
        gender=inner.gender,
        sector=inner.sector,
    )


@cache
def _quantities() -> frozenset[str]:
    return frozenset(load("roles")["quantity"])
