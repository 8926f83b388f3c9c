"""Files descriptions: which party "the Pakistani premier", "the official" or "both countries" is.

A definite description takes up the latest party that it fits; an indefinite one brings in somebody
new; where nobody fits for sure, nobody is taken.
"""

from __future__ import annotations

from itertools import combinations

from spacy.tokens import Span, Token

from onus.record import ActorKind
from onus.resolving.bynames import is_running, known_by_name, of_rival_camps
from onus.resolving.countries import country_in
from onus.resolving.gazetteer import sites
from onus.resolving.institutions import institution_named
from onus.resolving.knowledge import load
from onus.resolving.mentions import Mention
from onus.resolving.parties import Party, Register
from onus.resolving.phrases import sentence_number
from onus.resolving.roles import Role, is_collective, is_vague

_NEAR = 2  # sentences within which "the group" can take up a party called otherwise

_EMPTY = frozenset(
    "senior top high-ranking ranking high leading key other new old former late unnamed same "
    "current local federal national own first second last two three four several main big".split()
)
"""Words in front of a noun that do not tell one official from another."""

TERRITORIES = frozenset("country nation state republic kingdom".split())
_SIDES = frozenset("side neighbour neighbor rival".split())


def file_description(register: Register, mention: Mention) -> tuple[Party, ...]:
    """The parties that a noun phrase without a name stands for; () when that is not clear."""
    role = mention.role
    assert role is not None
    if role.kind == "state":
        return _state_noun(register, mention, role)
    if _is_pair(mention) and role.noun in _SIDES:
        return _two_states(register) or (_new(register, mention, role),)
    if _is_pair(mention) and role.kind == "office holder":
        return _two_holders(register, role)
    party = _known(register, mention, role) or known_by_name(register, mention, role)
    return (_take(party, mention) if party is not None else _new(register, mention, role),)


def _known(register: Register, mention: Mention, role: Role) -> Party | None:
    if is_of_relative(mention):
        return None
    taken = _from_headline(register, mention, role)
    if taken is not None:
        return taken
    if role.kind == "office holder":
        return None if mention.determiner == "indefinite" else _holder(register, mention, role)
    if mention.determiner == "definite":
        longer = None if mention.plural else _by_name(register, mention)
        return longer or _introduced(register, mention, role) or _taken_up(register, mention, role)
    if mention.determiner == "bare" and (mention.plural or role.kind == "government body"):
        return _same_words(register, mention, role)
    return None


def is_of_relative(mention: Mention) -> bool:
    """ "Whose leaders": none of the leaders who came before, but those of a noun right before."""
    return mention.span[0].lower_ == "whose"


def _are_others(party: Party, mention: Mention) -> bool:
    """ "Some unions" or "other unions" are not the unions as such, nor "two men" the 40 men."""
    first = party.mentions[0]
    one, other = _number(first), _number(mention)
    return mention.plural and (
        _sets_apart(first) != _sets_apart(mention) or bool(one and other and one != other)
    )


def _number(mention: Mention) -> frozenset[str]:
    return frozenset(c.lower_ for c in mention.head.children if c.dep_ == "nummod")


def _sets_apart(mention: Mention) -> bool:
    words = {w.lower_ for w in mention.span if w.i <= mention.head.i}
    return bool(words.intersection(load("roles")["excluding"]))


def _is_elsewhere(party: Party, mention: Mention) -> bool:
    """ "The police" behind "in Istanbul" are not the Serb police of whom was spoken before."""
    if party.country is None or party.named or mention.countries or mention.modifiers - _EMPTY:
        return False
    doc, head = mention.head.doc, mention.head
    since = doc[party.last + 1 : head.sent.end]
    return any(
        place.label_ == "LOC" and _is_locative(place.root) and _lies_abroad(place, party.country)
        for place in since.ents
    )


def _is_locative(place: Token) -> bool:
    """Whether the place is that of a whole sentence: "in Istanbul a bomb went off"."""
    where = any(c.dep_ == "case" and c.lower_ in ("in", "at", "near") for c in place.children)
    return where and place.dep_.startswith("obl") and place.head.dep_ == "ROOT"


def _lies_abroad(place: Span, country: str) -> bool:
    state = country_in(place.text)
    if state is not None:
        return state.code != country
    lands = {site.country for site in sites(place.text)}
    return bool(lands) and country not in lands


def _by_name(register: Register, mention: Mention) -> Party | None:
    """The body that a noun written as a name abbreviates or is abbreviated by."""
    text = mention.span.text.removeprefix("the ").removeprefix("The ")
    if not text[:1].isupper():
        return None
    return register.ending(text, mention) or register.abbreviated(text)


def _from_headline(register: Register, mention: Mention, role: Role) -> Party | None:
    """A headline's "rebel leader" is the one whom the first sentence calls "a rebel leader"."""
    if sentence_number(mention.head) != 2 or mention.determiner == "definite":
        return None
    telling = mention.modifiers - _EMPTY
    fitting = [
        p
        for p in register.parties
        if not p.named
        and len(p.mentions) == 1
        and sentence_number(p.mentions[0].head) == 1
        and p.mentions[0].determiner == "bare"
        and p.plural == mention.plural
        and any(fits(role, r) or fits(r, role) for r in p.roles)
        and not _are_others(p, mention)
        and p.country in (None, mention.country)
        and (p.modifiers - _EMPTY <= telling or (telling <= p.modifiers and not mention.plural))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _state_noun(register: Register, mention: Mention, role: Role) -> tuple[Party, ...]:
    """ "the Pakistani government", "the country", "both nations", "the government"."""
    if mention.countries:
        return tuple(register.state(code, mention) for code in mention.countries)
    territory = role.noun in TERRITORIES
    if mention.plural:
        return _states(register, mention, role)
    if mention.determiner == "definite" and not mention.modifiers - _EMPTY:
        near = [p for p in register.states() if sentences_between(p, mention) <= _NEAR]
        if len(near) == 1 or (near and territory and sentences_between(near[0], mention) < _NEAR):
            return (_take(near[0], mention),)
    if territory:
        return ()
    party = None
    if mention.determiner != "indefinite":
        party = _introduced(register, mention, role)
    return (_take(party, mention) if party is not None else _new(register, mention, role),)


def _states(register: Register, mention: Mention, role: Role) -> tuple[Party, ...]:
    if _is_pair(mention):
        return _two_states(register) or (_new(register, mention, role),)
    if mention.determiner == "definite":
        return _two_states(register) if len(register.states()) == 2 else ()
    return (_new(register, mention, role),)


def _two_states(register: Register) -> tuple[Party, ...]:
    """The two states in play, in the order of the text: the two that it has named last.

    Of three, those that the sentence named last names side by side: "Peru and Chile met in Quito".
    """
    states = register.states()
    if len(states) < 2:
        return ()
    sentence = sentence_number(states[0].mentions[-1].head)
    near = [s for s in states if sentence_number(s.mentions[-1].head) == sentence]
    joined = [pair for pair in combinations(reversed(near), 2) if _side_by_side(*pair)]
    return joined[0] if len(joined) == 1 else tuple(reversed(states[:2]))


def _side_by_side(one: Party, other: Party) -> bool:
    """ "Peru and Chile"."""
    return other.mentions[-1].head in one.mentions[-1].head.conjuncts


def _two_holders(register: Register, role: Role) -> tuple[Party, ...]:
    """ "the two premiers": the last two persons with that office."""
    holders = [
        p
        for p in register.parties
        if p.is_person and not p.plural and any(fits(role, r) for r in p.roles)
    ]
    holders.sort(key=lambda p: p.last)
    if len(holders) < 2:
        return ()
    _share_states(register, *holders[-2:])
    return tuple(holders[-2:])


def _share_states(register: Register, one: Party, other: Party) -> None:
    """Of the two premiers of two states, the one without a country has that of the other state."""
    states = {p.country for p in register.states()[:2]}
    for known, unknown in ((one, other), (other, one)):
        if len(states) == 2 and unknown.country is None and known.country in states:
            (unknown.country,) = states - {known.country}


def _holder(register: Register, mention: Mention, role: Role) -> Party | None:
    """The holder of the office; of that country, when the phrase names one."""
    fitting = [
        p
        for p in register.parties
        if p.kind == "office holder"
        and p.plural == mention.plural
        and any(fits(role, r) for r in p.roles)
        and (mention.body is None or p.body in (None, mention.body))
        and not of_rival_camps(p, mention, role)
    ]
    if mention.country is not None:
        exact = [p for p in fitting if p.country == mention.country]
        open_ = [p for p in fitting if p.country is None and p.named]
        fitting = exact or (open_ if len(open_) == 1 else [])
    if is_running(role):  # "the nominee of either party" is nobody
        fitting = [p for p in fitting if p.named] or fitting
    return max(fitting, key=lambda p: p.last, default=None)


def _introduced(register: Register, mention: Mention, role: Role) -> Party | None:
    """The party that was introduced with this noun, and of whom all else said holds too."""
    telling = mention.modifiers - _EMPTY
    fitting = [
        p
        for p in register.parties
        if p.kind != "state"
        and p.plural == mention.plural
        and any(fits(role, r) for r in p.roles)
        and not _are_others(p, mention)
        and not _is_elsewhere(p, mention)
        and (not mention.countries or p.country in mention.countries)
        and (mention.body is None or p.body == mention.body)
        and (
            telling <= p.modifiers
            or any(telling <= set(n.lower().split()) for n in p.names)
            or (not p.is_person and not p.plural and _tells_less(p, telling))
        )
    ]
    return max(fitting, key=lambda p: p.last, default=None)


def _tells_less(party: Party, telling: frozenset[str]) -> bool:
    """ "Khan's party" before "Khan's ruling party": whose it is was said, and more is said now."""
    known = party.modifiers - _EMPTY
    owners = {w.lower_ for m in party.mentions for w in m.span if w.pos_ == "PROPN"}
    return bool(known & owners) and known <= telling


def _same_words(register: Register, mention: Mention, role: Role) -> Party | None:
    """ "officials" again, "police" again: only the very same description."""
    telling = mention.modifiers - _EMPTY
    return register.find(
        lambda p: (
            not p.named
            and p.plural == mention.plural
            and not _are_others(p, mention)
            and role in p.roles
            and p.country == mention.country
            and p.modifiers - _EMPTY == telling
            and p.mentions[0].determiner != "indefinite"
        )
    )


def _taken_up(register: Register, mention: Mention, role: Role) -> Party | None:
    """ "the group" for Hamas, "the leader" for a president: near, and by the bare noun only."""
    if mention.plural or mention.countries or mention.modifiers - _EMPTY or not is_vague(role):
        return None
    if role.kind in ("organisation", "armed group", "government body"):
        kinds = (role.kind, "organisation", "armed group")
        fitting = [
            p
            for p in register.parties
            if p.named and p.kind in kinds and role.sector in ("UNK", p.sector)
        ]
    else:
        fitting = [p for p in register.parties if p.named and p.kind == "office holder"]
    near = [p for p in fitting if sentences_between(p, mention) <= _NEAR]
    return max(near, key=lambda p: p.last, default=None)


def fits(wanted: Role, known: Role) -> bool:
    """Whether "the minister" can be somebody introduced as "foreign minister"."""
    return (
        wanted.office == known.office
        or known.noun.endswith(" " + wanted.noun)
        or known.office.endswith(" " + wanted.noun)
    )


def sentences_between(party: Party, mention: Mention) -> int:
    """How many sentence ends lie between the party's latest mention and this one."""
    last = party.mentions[-1].head
    return sentence_number(mention.head) - sentence_number(last)


def _take(party: Party, mention: Mention) -> Party:
    party.learn(mention)
    return party


def _new(register: Register, mention: Mention, role: Role) -> Party:
    country = mention.country
    if country is None and mention.body is not None and (known := institution_named(mention.body)):
        country = known.country
    kind = _kind(mention, role)
    party = register.new(Party(kind, False, country=country, plural=mention.plural))
    return _take(party, mention)


def _kind(mention: Mention, role: Role) -> ActorKind:
    if role.kind == "state":
        return "state" if mention.plural else "government body"
    if role.kind in ("government body", "organisation", "armed group"):
        return role.kind
    if mention.plural or (role.kind == "person" and is_collective(role)):
        return "crowd"
    return role.kind


def _is_pair(mention: Mention) -> bool:
    """Whether the phrase says that it is about two: "the two premiers", "both sides"."""
    words = {w.lower_ for w in mention.span} | {c.lower_ for c in mention.head.children}
    return mention.plural and bool(words & {"two", "both"})
