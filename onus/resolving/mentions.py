"""Reads one noun phrase: what kind of actor it stands for, before anything is resolved.

`read_mention` takes the head word of a noun phrase and gives a `Mention`: a country, a named
institution, a person with titles, another name, a description by role, or a pronoun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, takewhile
from typing import Literal

from spacy.tokens import Span, Token

from onus.resolving.countries import (
    country_in,
    country_named,
    country_of_adjective,
    country_of_people,
    country_of_seat,
)
from onus.resolving.gazetteer import sites
from onus.resolving.institutions import Institution, institution_named
from onus.resolving.knowledge import load
from onus.resolving.labels import label_of
from onus.resolving.roles import (
    Gender,
    Role,
    acts_with,
    gender_of,
    is_calendar_word,
    is_courtesy,
    is_singular_only,
    role_ending,
    stands_bare,
)

Sort = Literal["state", "people", "institution", "person", "name", "role", "pronoun"]
Determiner = Literal["definite", "indefinite", "bare"]


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
        return Mention(token, _span(token, token), "pronoun", plural=_is_plural(token))
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


def phrase(head: Token) -> list[Token]:
    """The words of the phrase round `head` without determiner, possessive 's and clauses."""
    keep = {head.i}
    for child in head.children:
        if child.dep_ in _INSIDE or child.dep_.split(":")[0] in _INSIDE:
            keep.update(t.i for t in child.subtree if t.dep_ not in ("det", "case", "punct", "cc"))
            keep.update(t.i for t in child.subtree if t.dep_ == "punct" and t.text == "-")
    first = last = head.i
    while first - 1 in keep or (first - 2 in keep and head.doc[first - 1].text not in _PARTING):
        first -= 1
    while last + 1 in keep or (last + 2 in keep and head.doc[last + 1].text not in _PARTING):
        last += 1
    words = [head.doc[i] for i in sorted(keep) if first <= i <= last]
    words = [w for w in words if w.text not in ("'s", "’s", "'", "’", "(", ")", '"', "“", "”")]
    while words and words[0] != head and words[0].pos_ in _NEVER_FIRST and words[0].text.islower():
        words = words[1:]
    while words and words[0] != head and words[0].pos_ == "PUNCT":
        words = words[1:]
    return words


_PARTING = frozenset({",", ";", ":", "and", "or", "(", ")", "—", "–"})
"""Where these stand between two words of a phrase, the parse has run two phrases together."""

_NEVER_FIRST = frozenset({"ADP", "SCONJ", "CCONJ"})

_INSIDE = (
    "amod",
    "compound",
    "flat",
    "nummod",
    "name",
    "goeswith",
    "fixed",
    "nmod:poss",
    "nmod:desc",  # a title in front of a name, since UD 2.15
)


def _named(head: Token, words: list[Token]) -> Mention | None:
    """The phrase as a whole, or with what follows "of", is a country or an institution."""
    of = _of(head)
    core = _core(head, words)
    stretches = dict.fromkeys(((words[0], of[-1] if of else None), (words[0], None), (core, None)))
    for first, last in stretches:
        span = _span(first, last or max(words, key=lambda t: t.i))
        text = span.text
        institution = institution_named(text)
        if institution is not None and head.pos_ in ("PROPN", "NOUN", "ADJ", "X"):
            return Mention(
                head,
                _with_determiner(head, span),
                "institution",
                institution=institution,
                countries=(institution.country,) if institution.country else (),
                sector=institution.sector,
                determiner="definite",
                plural=institution.names[0].endswith("s") and text.endswith("s"),
            )
        seat = None if len(words) > 3 or _is_whereabouts(head) else country_of_seat(text)
        state = country_named(text) or seat
        if state is not None:
            return Mention(
                head, _with_determiner(head, span), "state", countries=(state.code,), plural=False
            )
        people = country_of_people(text)
        alike = country_of_adjective(text) is not None  # "French" is plural in "the French" only
        if people is not None and (not alike or _determiner(head) == "definite"):
            return Mention(
                head,
                _with_determiner(head, span),
                "people",
                countries=(people.code,),
                plural=True,
                determiner=_determiner(head),
            )
    if len(words) == 1 and head.pos_ in ("ADJ", "PROPN"):
        adjective = country_of_adjective(head.text)
        if adjective is not None:
            return Mention(head, _span(head, head), "state", countries=(adjective.code,))
    return None


def _is_whereabouts(head: Token) -> bool:
    """Whether the name says where something is: "in Paris", "the Paris accord"."""
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    if head.dep_ == "compound":
        return True
    return any(c.dep_ == "case" and c.lower_ in _WHERE for c in head.children)


_WHERE = frozenset("in at near around outside inside across throughout".split())


def _core(head: Token, words: list[Token]) -> Token:
    """Where the name begins behind what is said of it: "many [Mexicans]", "member [Estonia]"."""
    lower = [w for w in words if w.i < head.i and w.text[:1].islower()]
    return words[words.index(lower[-1]) + 1] if lower else words[0]


def _courtesy(title: Token) -> Mention | None:
    """ "Mr" in front of a name that the parse does not join to it, or does."""
    following = title.doc[title.i + 1 : title.i + 4]
    name = list(takewhile(lambda t: t.pos_ == "PROPN" and label_of(t) in ("", "PER"), following))
    if not name:
        return None
    span = _span(title, name[-1])
    gender = gender_of([title.lower_])
    text = _clean(_span(name[0], name[-1]).text)
    return Mention(title, span, "person", name=text, determiner="definite", gender=gender)


def _described(head: Token, words: list[Token]) -> Mention | None:
    """The phrase holds a role noun: with a name behind it a person, without one a description."""
    person = _person_in(head, words)
    titles = [w for w in words if person is None or w.i < person.start]
    lemmas = [_lemma(w) for w in titles]
    of = _of(head)
    role = role_ending([*lemmas, *(w.lower_ for w in of)]) if of else None
    if role is not None and len(role.noun.split()) <= len(of):
        role = None  # it is the noun behind "of" alone: "the death of his mother"
    role = role or role_ending(lemmas)
    if person is None and (role is None or (is_singular_only(role) and _is_plural(head))):
        return None
    if person is None and role is not None and head.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    if person is None and role is not None and len(words) == 1 and _is_bare_thing(head, role):
        return None
    if person is None and role is not None and _is_act(head, role):
        return None
    modifiers = titles[: -len(role.noun.split())] if role and not of else titles[:-1]
    countries, body, sector = _belonging(head, titles, person)
    last = max([*words, *(of if person is None else [])], key=lambda t: t.i)
    return Mention(
        head,
        _with_determiner(head, _span(words[0], last)),
        "person" if person is not None else "role",
        name=None if person is None else _clean(person.text),
        role=role,
        countries=countries,
        body=body,
        modifiers=frozenset(_lemma(w) for w in modifiers if w.pos_ in ("NOUN", "PROPN", "ADJ")),
        determiner="definite" if person is not None else _determiner(head),
        plural=person is None and _is_plural(head),
        gender=gender_of([w.lower_ for w in titles]),
        sector=_sector(role, sector),
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
    if _is_plural(head) or not head.text.islower() or head.dep_ in ("appos", "vocative"):
        return False
    if _determiner(head) != "bare" or stands_bare(role):
        return False
    return not any(c.dep_ in ("nmod", "cop", "conj", "cc") for c in head.children)


def _proper(head: Token, words: list[Token]) -> Mention | None:
    """A proper name of which nothing else is known: an organisation, a place, or a person.

    A day or a month is none, and neither is what has no capital letter or digit.
    """
    if head.pos_ != "PROPN" and not head.ent_type_:
        return None
    if is_calendar_word(head.text) or not any(c.isupper() or c.isdigit() for c in head.text):
        return None
    countries, _, _ = _belonging(head, words, None)
    of = _of(head) if head.ent_type_ and any(w.ent_type_ for w in _of(head)) else []
    span = _span(_core(head, words), max([*words, *of], key=lambda t: t.i))
    return Mention(
        head,
        _with_determiner(head, span),
        "name",
        name=_clean(span.text),
        countries=countries,
        determiner=_determiner(head),
        plural=_is_plural(head),
    )


def _person_in(head: Token, words: list[Token]) -> Span | None:
    """The person's name that ends the phrase: by the model's names, or capitals after a title."""
    tagged = [w for w in words if label_of(w) == "PER" and w.dep_ != "nmod:poss"]
    if tagged and (tagged[-1].i == words[-1].i or tagged[-1] == head or _name_goes_on(tagged[-1])):
        span = _name_ending(tagged[-1], words)
        while len(span) > 1 and (
            span[0].lower_ == "of" or _is_title_word(span[0]) or _is_of_country(span)
        ):
            span = span[1:]
        of = next((w for w in span if w.lower_ == "of"), None)
        span = span if of is None else span.doc[span.start : of.i]
        if _is_title_word(span[0]) or country_in(span.text) or institution_named(span.text):
            return None  # the model can be wrong about a name that everybody knows
        if len(span) == 1 and role_ending([_lemma(span[0])]) is not None:
            return None  # "the Europeans"
        return span
    for cut in range(len(words) - 1, 0, -1):
        rest = words[cut:]
        if not all(w.pos_ == "PROPN" and label_of(w) in ("", "PER") for w in rest):
            break
        before = [_lemma(w) for w in words[:cut]]
        role = role_ending(before)
        titled = role is not None and role.kind in ("office holder", "person")
        if (titled or is_courtesy(before[-1])) and role_ending([rest[-1].lower_]) is None:
            return _span(rest[0], rest[-1])
    return None


def _name_ending(last: Token, words: Sequence[Token]) -> Span:
    """The name that ends in `last` as the model tags it, with the capitals that it leaves out."""
    first = last
    while (
        first.i > 0
        and (before := first.doc[first.i - 1])
        and (
            (first.ent_iob_ == "I" and label_of(before) == "PER")
            or (before in words and _could_be_named(before))
        )
    ):
        first = before
    while _name_goes_on(last) and last.nbor() in words:
        last = last.nbor()
    return _span(first, last)


def _name_goes_on(word: Token) -> bool:
    """Whether the next word is the rest of a name that the model cut short."""
    if word.i + 1 >= len(word.doc):
        return False
    following = word.nbor()
    return following.dep_ == "flat" and following.text[:1].isupper() and _could_be_named(following)


def _could_be_named(word: Token) -> bool:
    return (
        word.pos_ == "PROPN"
        and label_of(word) in ("", "PER")
        and word.text[:1].isupper()
        and not _is_title_word(word)
        and country_in(word.text) is None
        and institution_named(word.text) is None
        and not is_calendar_word(word.text)
    )


def _is_of_country(span: Span) -> bool:
    """ "Russian President Vladimir Putin", all of it tagged as a name."""
    return len(span) > 2 and country_in(span[0].text) is not None


def _is_title_word(word: Token) -> bool:
    return is_courtesy(word.text) or (role_ending([word.lower_]) is not None and len(word.text) > 3)


def _belonging(
    head: Token, titles: Sequence[Token], person: Span | None
) -> tuple[tuple[str, ...], str | None, str | None]:
    """Countries, institution and sector that the words round a role give it."""
    found: dict[str, None] = {}
    body: str | None = None
    sector: str | None = None
    groups = [list(titles)] + [
        phrase(part)
        for owner in {head, *(t for t in titles if t.dep_ not in _INSIDE)}
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
            [_lemma(w) for w in group[: -1 if group is groups[0] else None] if w.pos_ != "ADJ"]
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
    if role_ending([_lemma(w) for w in titles]) is None:
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


def _sector(role: Role | None, of_body: str | None) -> str | None:
    if role is None:
        return of_body
    if of_body is not None and (role.sector == "UNK" or role.noun in _borrowers()):
        return of_body
    return None if role.sector == "UNK" else role.sector


def _counted(token: Token) -> Token | None:
    """What "one of the officials" or "dozens of protesters" counts."""
    if token.lemma_.lower() not in _quantities():
        return None
    for child in token.children:
        if child.dep_ == "nmod" and any(c.lower_ == "of" for c in child.children):
            return child
    return None


def _counting(token: Token, inner: Mention) -> Mention:
    span = _span(left_end(token), inner.span[-1])
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


def left_end(token: Token) -> Token:
    """The first word of the phrase, without the preposition or comma that leads up to it."""
    start = token.left_edge.i
    while start < token.i and token.doc[start].pos_ in (*_NEVER_FIRST, "PUNCT", "PART", "SPACE"):
        start += 1
    return token.doc[start]


def _of(head: Token) -> list[Token]:
    """The words of a short "of ..." that follows the head at once: "of State", "of England"."""
    for child in head.children:
        if child.dep_ == "nmod" and child.i > head.i and child.right_edge.i - head.i <= 5:
            cases = [c for c in child.children if c.dep_ == "case"]
            if len(cases) == 1 and cases[0].lower_ == "of" and cases[0].i == head.i + 1:
                words = [cases[0], *phrase(child)]
                return sorted(words, key=lambda t: t.i)
    return []


def _determiner(head: Token) -> Determiner:
    for child in head.children:
        if child.dep_ in ("det", "det:predet") or child.pos_ == "DET":
            lower = child.lower_
            if lower in ("the", "this", "that", "these", "those", "both", "such", "said"):
                return "definite"
            return "indefinite"
        if child.dep_ == "nmod:poss":
            return "definite"
        if child.dep_ == "nummod" and child.i < head.i:
            return (
                "indefinite"
                if head.left_edge.lower_ not in ("the", "these", "both")
                else "definite"
            )
    return "bare"


def _with_determiner(head: Token, span: Span) -> Span:
    first = span[0].i
    if first > 0 and span.doc[first - 1].dep_ == "det" and span.doc[first - 1].head == head:
        first -= 1
    return span.doc[first : span.end]


def sentence_number(token: Token) -> int:
    """How many sentences begin up to this word; kept with the document, for speed."""
    numbers: list[int] | None = token.doc.user_data.get("onus_sentence_numbers")
    if numbers is None or len(numbers) != len(token.doc):
        numbers = list(accumulate(int(bool(word.is_sent_start)) for word in token.doc))
        token.doc.user_data["onus_sentence_numbers"] = numbers
    return numbers[token.i]


def _span(first: Token, last: Token) -> Span:
    return first.doc[first.i : last.i + 1]


def _is_plural(token: Token) -> bool:
    if token.pos_ == "PRON":
        return token.lower_ in _PLURAL_PRONOUNS
    number = token.morph.get("Number", [])
    if number:
        return number[0] == "Plur"
    lower = token.lower_
    if lower in _PLURALS:
        return True
    if token.pos_ == "PROPN":
        return lower.endswith("s") and _lemma(token) != lower
    return lower.endswith(("s", "en", "people")) and token.lemma_.lower() != lower


_PLURALS = frozenset("people police troops forces authorities".split())
_PLURAL_PRONOUNS = frozenset(
    "they them their theirs themselves we us our ours ourselves these those both".split()
)


def _lemma(token: Token) -> str:
    """The lemma for common nouns; names keep their form ("Foreign Minister", "United States")."""
    lemma = token.lemma_.lower() if token.pos_ == "NOUN" and token.lemma_ else token.lower_
    if lemma.endswith("s") and role_ending([lemma]) is None and role_ending([lemma[:-1]]):
        return lemma[:-1]  # "Muslims" is tagged as a name, "billionaires" unknown to the lemmatiser
    return lemma


def _clean(name: str) -> str:
    for ending in ("'s", "’s", "'", "’"):
        name = name.removesuffix(ending)
    return " ".join(name.split())


@cache
def _quantities() -> frozenset[str]:
    return frozenset(load("roles")["quantity"])


@cache
def _borrowers() -> frozenset[str]:
    return frozenset(load("roles")["sector of body"])
