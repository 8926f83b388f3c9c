"""Reads the whole article for its parties: every noun phrase and pronoun, by its head word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from onus.coding.obligation_clauses import beside_a_state, relation
from onus.coding.obligation_setting import standing
from onus.language.annotation import text_of
from onus.resolving.belonging import belonging
from onus.resolving.descriptions import TERRITORIES, file_description, is_of_relative
from onus.resolving.interview import find_interview
from onus.resolving.labels import label_of
from onus.resolving.mentions import Mention, read_mention
from onus.resolving.name_clues import acronyms, full_names, inside_name
from onus.resolving.parties import Party, Register
from onus.resolving.phrases import determiner_of, is_plural, left_end, phrase
from onus.resolving.pronouns import (
    FIRST,
    Content,
    Referent,
    gender_of_pronoun,
    reach_back,
    resolve_pronoun,
)
from onus.resolving.roles import Role, is_accusing, role_ending

_ANY = "CVL"  # the sector of whom no word says more

Said = tuple[int, int, Span]
"""Where what is said begins and ends (characters), and the mention of who says it."""


def read_parties(
    doc: Doc, wanted: set[int], speakers: Sequence[Said], bound: Set[int] = frozenset()
) -> tuple[dict[int, tuple[Party, ...]], dict[int, Span]]:
    """The parties of every noun phrase of the article, and the phrase, by its head word's index.

    Names and descriptions first, since a title on page two can tell the gender of a name on page
    one; then the pronouns, in reading order; first persons last, when all speakers are known.
    `wanted` words are read even where no noun phrase begins: "Pakistani" in "Pakistani soil";
    those of them that are `bound` to something stand for somebody, whatever they are.
    """
    mentions = _mentions(doc, wanted, bound)
    register = Register(full_names(doc))
    found, referents = _nominals(register, doc, [m for m in mentions if m.sort != "pronoun"])
    mentions += _inner_names(register, doc, found)
    referents += _things(doc, found)
    pronouns = [m for m in mentions if m.sort == "pronoun"]
    quotes = _quotes(doc, speakers)
    interview = find_interview(doc, found)
    speaking = frozenset(head.i for _, _, speaker in speakers for head in heads(speaker))
    places = [referent.head.i for referent in referents]
    for mention in sorted(pronouns, key=lambda m: m.head.lower_ in FIRST):
        head = mention.head
        since = reach_back(head)
        before = [r for r, at in zip(referents, places, strict=True) if since <= at < head.i]
        contents = [_content(q, found) for q in quotes if q.start <= head.i < q.end]
        parties = resolve_pronoun(head, before, contents, speaking)
        if interview is not None and not contents:
            answering = interview.party(head)
            parties = parties if answering is None else (answering,)
        if not parties:
            continue
        found[head.i] = parties
        referents.append(Referent(head, parties, mention.plural or len(parties) > 1))
        places.append(head.i)
        for party in parties:
            party.gender = party.gender or gender_of_pronoun(head)
    _own_countries(register, mentions, found)
    return found, {m.head.i: m.span for m in mentions}


def _own_countries(
    register: Register, mentions: Sequence[Mention], found: dict[int, tuple[Party, ...]]
) -> None:
    """ "Her country" is the state of whom "her" means, now that this is known."""
    for mention in mentions:
        own = mention.role is not None and mention.role.noun in TERRITORIES
        if not own or found.get(mention.head.i):
            continue
        owners = [
            party
            for child in mention.head.children
            if child.dep_ == "nmod:poss"
            for party in found.get(child.i, ())
        ]
        countries = {owner.country for owner in owners}
        if len(countries) == 1 and (code := countries.pop()) is not None:
            found[mention.head.i] = (register.state(code, mention),)


def _things(doc: Doc, found: Mapping[int, object]) -> list[Referent]:
    """Nouns that are nobody, which "it" and "they" may mean instead of an actor."""
    return [
        Referent(token, (), token.lower_ != token.lemma_.lower())
        for token in doc
        if token.pos_ == "NOUN" and token.i not in found and _heads_phrase(token)
    ]


def _mentions(doc: Doc, wanted: set[int], bound: Set[int]) -> list[Mention]:
    found: list[Mention] = []
    for token in doc:
        if not (_heads_phrase(token) or token.i in wanted):
            continue
        mention = read_mention(token)
        if mention is None and token.i in wanted:
            mention = _unknown(token, token.i in bound)
        if mention is not None and not any(inside_name(token, m) for m in found[-3:]):
            found.append(mention)
    return found


def _inner_names(
    register: Register, doc: Doc, found: dict[int, tuple[Party, ...]]
) -> list[Mention]:
    """Names in front of a noun ("the Khan government"), filed last: they head no phrase, so that
    nothing points back at them, but they are mentions all the same."""
    mentions = []
    for entity in doc.ents:
        head = entity.root
        if entity.label_ == "MISC" or head.i in found or head.dep_ not in _INNER:
            continue
        if head.head.ent_type_ and head.head.ent_iob_ != "O" and head.head in entity:
            continue
        if label_of(head.head) == label_of(head) and abs(head.head.i - head.i) <= len(entity):
            continue  # the tagger has cut one name in two
        mention = read_mention(head)
        if mention is not None and mention.sort in ("state", "institution", "person", "name"):
            parties = _by_sort(register, mention)
            if parties:
                found[head.i] = parties
                mentions.append(mention)
    return mentions


_INNER = frozenset({"compound", "nmod:unmarked", "nmod:desc", "obl:unmarked"})


def _nominals(
    register: Register, doc: Doc, mentions: Sequence[Mention]
) -> tuple[dict[int, tuple[Party, ...]], list[Referent]]:
    found: dict[int, tuple[Party, ...]] = {}
    referents: list[Referent] = []
    defined = acronyms(doc)
    names = {m.span.start: m for m in mentions if m.sort in ("person", "name")}
    for mention in mentions:
        head = mention.head
        parties = found.get(head.i) or _file(register, mention, found, names)
        if not parties:
            continue
        found[head.i] = parties
        if is_of_relative(mention):
            _give_owner(mention, parties, found)
        if not _is_likeness(mention):
            referents.append(Referent(head, parties, mention.plural or len(parties) > 1))
        if head.i in defined and len(parties) == 1:
            register.define(defined[head.i], parties[0])
        if head.dep_ == "conj":
            _join(head, found, referents)
    return found, referents


def _give_owner(
    mention: Mention, parties: tuple[Party, ...], found: Mapping[int, tuple[Party, ...]]
) -> None:
    """ "Peru, whose miners": they are Peru's, in name and country."""
    clause = next((a for a in mention.head.ancestors if a.dep_.startswith("acl")), mention.head)
    owners = found.get(clause.head.i, ())
    for party in parties:
        if len(owners) == 1 and party is not owners[0] and not party.named:
            party.owner = owners[0]
            party.country = party.country or owners[0].country


def _is_likeness(mention: Mention) -> bool:
    """What somebody is taken for or could be, whom no pronoun means: "as a fighter", "your son"."""
    if mention.sort != "role":
        return False
    head = mention.head
    if any(c.dep_ == "nmod:poss" and c.lower_ == "your" for c in head.children):
        return True
    like = any(c.dep_ in ("case", "mark") and c.lower_ == "as" for c in head.children)
    return like and mention.determiner == "indefinite"


def _file(
    register: Register,
    mention: Mention,
    found: dict[int, tuple[Party, ...]],
    names: Mapping[int, Mention],
) -> tuple[Party, ...]:
    """File a mention, taking name and description together where the grammar does."""
    owner = _equated(mention.head)
    if owner is not None and owner.i in found and len(found[owner.i]) == 1:
        party = found[owner.i][0]
        if _contradicts(mention, party):
            return _by_sort(register, mention)
        if _is_personal(mention) and party.is_person and not mention.plural:
            party.learn(mention)
            return (party,)
        if _is_name(mention) and party.is_person and not party.named and not party.plural:
            party.named = True
            party.learn(mention)
            return (party,)
    named = _named_by(mention, names)
    if named is not None:
        party = register.person(named)
        party.learn(mention)
        found[named.head.i] = (party,)
        return (party,)
    return _by_sort(register, mention)


def _contradicts(mention: Mention, party: Party) -> bool:
    """Whether what is put beside a party, or said of it, is somebody else or only alleged.

    "His mother, father" are two; "officials say that Lee is a spy" makes nobody one.
    """
    if mention.gender and party.gender and mention.gender != party.gender:
        return True
    alleged = mention.role is not None and is_accusing(mention.role)
    return alleged and relation(mention.head) in ("ccomp", "advcl", "acl")


def _is_personal(mention: Mention) -> bool:
    role = mention.role
    return mention.sort == "role" and role is not None and role.kind in ("office holder", "person")


def _is_name(mention: Mention) -> bool:
    """A person's name, or one of no label that stands beside a description of a person."""
    if mention.sort == "person":
        return True
    return (
        mention.sort == "name"
        and label_of(mention.head) in ("", "PER")
        and len((mention.name or "").split()) > 1
    )


def _named_by(mention: Mention, names: Mapping[int, Mention]) -> Mention | None:
    """The name that goes with a description: "the prime minister, Imran Khan", or right behind it
    where the parse has cut a title from its name."""
    if mention.sort != "role" or mention.role is None or mention.plural:
        return None
    for child in mention.head.children:
        if child.dep_ == "appos" and label_of(child) == "PER":
            name = read_mention(child)
            if name is not None and name.name is not None:
                return name
    end = mention.span.end
    behind = names.get(end)
    if behind is None and end < len(mention.head.doc) and mention.head.doc[end].pos_ == "PROPN":
        behind = names.get(end + 1)  # the tagger has missed the first name
    titled = mention.role.kind in ("office holder", "person") and mention.span[-1] == mention.head
    if behind is not None and titled and label_of(behind.head) == "PER":
        return behind
    return None


def _by_sort(register: Register, mention: Mention) -> tuple[Party, ...]:
    if mention.sort == "state":
        return tuple(register.state(code, mention) for code in mention.countries)
    if mention.sort == "role":
        return file_description(register, mention)
    single: dict[str, Callable[[Mention], Party | None]] = {
        "people": register.people,
        "institution": register.institution,
        "person": register.person,
        "name": register.name,
    }
    party = single[mention.sort](mention)
    return () if party is None else (party,)


def _equated(head: Token) -> Token | None:
    """The noun that this one is in apposition to, or is said to be."""
    if head.dep_ == "appos":
        return head.head
    if any(c.dep_ == "cop" and c.lemma_ == "be" for c in head.children):
        if any(c.lower_ in ("not", "n't", "never", "would", "could", "if") for c in head.children):
            return None
        return next((c for c in head.children if c.dep_ == "nsubj"), None)
    return None


def _join(token: Token, found: dict[int, tuple[Party, ...]], referents: list[Referent]) -> None:
    """ "India and Pakistan" is one thing to point back at, besides its parts."""
    first = token.head
    parties: dict[int, Party] = {}
    for part in sorted((first, *first.conjuncts), key=lambda t: t.i):
        for party in found.get(part.i, ()):
            parties.setdefault(id(party), party)
    if len(parties) > 1:
        referents.append(Referent(first, tuple(parties.values()), True))


def _heads_phrase(token: Token) -> bool:
    if token.pos_ not in ("NOUN", "PROPN", "PRON"):
        return False
    return token.dep_ not in (
        "compound",
        "flat",
        "flat:name",
        "fixed",
        "goeswith",
        "amod",
        "nummod",
        "det",
        "punct",
        "advmod",
        "nmod:desc",
        "nmod:unmarked",
        "obl:unmarked",
    )


def _unknown(token: Token, bound: bool) -> Mention | None:
    """A noun of no known role that stands for somebody: "a plumber who ...", "the refinery"."""
    if token.pos_ != "NOUN":
        return None
    lemma = token.lemma_.lower()
    plural = is_plural(token)
    human = lemma.endswith(("ist", "ian", "man", "woman", "ologist", "ee")) or any(
        c.lower_ == "who" and verb.dep_.startswith("acl") and c.i - token.i <= 2
        for verb in token.children
        for c in verb.children
    )
    span = token.doc[left_end(token).i : token.i + 1]
    if human:
        person = role_ending(["person"])
        return Mention(token, span, "role", role=person, determiner="indefinite", plural=plural)
    determiner = determiner_of(token)
    if not (bound or standing(token)) or (determiner == "bare" and not plural):
        return None
    countries, body, sector = belonging(token, phrase(token) or [token], None)
    return Mention(
        token,
        span,
        "role",
        role=Role(lemma, "person" if plural else "organisation", _ANY, lemma),
        countries=countries,
        body=body,
        determiner=determiner,
        plural=plural,
        sector=sector,
    )


@dataclass(frozen=True)
class _Quote:
    """What is said, as words `start` to `end`; `direct` where quotation marks open it."""

    start: int
    end: int
    speaker: Span
    direct: bool


def _quotes(doc: Doc, speakers: Sequence[Said]) -> list[_Quote]:
    quotes = []
    text = text_of(doc)
    for start, end, speaker in speakers:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            opening = text[max(0, start - 1) : start + 1]
            direct = any(mark in opening for mark in "\"“‘'")
            quotes.append(_Quote(span.start, span.end, speaker, direct))
    return quotes


def _content(quote: _Quote, found: Mapping[int, tuple[Party, ...]]) -> Content:
    parties = tuple(p for head in heads(quote.speaker) for p in found.get(head.i, ()))
    return Content(quote.start, quote.end, parties, quote.direct)


def heads(mention: Span) -> list[Token]:
    """The head words of a mention: one, or one for each part of a coordination.

    Where the parse has hung a name beside its title, both are heads ("pollster Ann Lee").
    """
    root = mention.root
    if len(mention) == 1:
        return [root]
    parts = [root, *(t for t in root.conjuncts if mention.start <= t.i < mention.end)]
    if root.dep_ != "ROOT":
        above, kind = root.head.i, root.dep_
        parts += [
            t
            for t in mention
            if t.head.i == above and t.dep_ == kind and t.pos_ == "PROPN" and t not in parts
        ]
    group = beside_a_state(root)
    if group is not None and mention.start <= group.i < mention.end:
        parts.append(group)
    return sorted(parts, key=lambda t: t.i)
