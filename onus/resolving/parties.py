"""Files names: which mention by name is the same party as which, in reading order.

A `Party` is what an actor grows from. A `Register` holds the parties of one article. Precision
comes first: two mentions are joined only by what the text says of both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from onus.record import ActorKind
from onus.resolving.countries import country_coded
from onus.resolving.gazetteer import Site, sites
from onus.resolving.labels import label_of
from onus.resolving.leaders import country_of_name
from onus.resolving.mentions import Mention
from onus.resolving.names import acronym_of, same_body, same_person
from onus.resolving.phrases import sentence_number
from onus.resolving.roles import Gender, Role, gender_of_name, role_ending


@dataclass(eq=False)
class Party:
    """One actor in the making; `mentions` are its names and descriptions in reading order.

    A `place` that is no state (a town, a region, a sea) is a party only where it acts. The `owner`
    is whom "whose" means in "whose leaders".
    """

    kind: ActorKind
    named: bool
    names: list[str] = field(default_factory=list)
    country: str | None = None
    sector: str | None = None
    body: str | None = None
    roles: list[Role] = field(default_factory=list)
    modifiers: set[str] = field(default_factory=set)
    gender: Gender | None = None
    plural: bool = False
    place: bool = False
    owner: Party | None = None
    mentions: list[Mention] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Whether the party is one human being."""
        return self.kind in ("person", "office holder")

    @property
    def last(self) -> int:
        """Token index of the latest mention; -1 before the first."""
        return self.mentions[-1].head.i if self.mentions else -1

    def learn(self, mention: Mention) -> None:
        """Take over what a further mention says of the party."""
        self.mentions.append(mention)
        if mention.name is not None and mention.name not in self.names and self.named:
            self.names.append(mention.name)
        if mention.role is not None and mention.role not in self.roles:
            self.roles.append(mention.role)
            if mention.role.kind == "office holder" and self.kind == "person":
                self.kind = "office holder"
        self.modifiers |= mention.modifiers
        self.country = self.country or mention.country
        self.sector = self.sector or mention.sector
        self.body = self.body or mention.body
        self.gender = self.gender or mention.gender


class Register:
    """All parties of one article, in the order of their first mention."""

    def __init__(self, full_names: Collection[str] = ()) -> None:
        """`full_names` are those of persons anywhere in the article, of two words and more."""
        self.parties: list[Party] = []
        self._acronyms: dict[str, Party] = {}
        self._full_names = frozenset(full_names)

    def states(self) -> list[Party]:
        """The states of the article, the latest mentioned first."""
        found = [p for p in self.parties if p.kind == "state" and p.country and p.mentions]
        return sorted(found, key=lambda p: -p.last)

    def state(self, code: str, mention: Mention) -> Party:
        """The state with this country code."""
        party = self.find(lambda p: p.kind == "state" and p.country == code)
        party = party or self.new(Party("state", True, country=code, sector="GOV"))
        party.mentions.append(mention)
        return party

    def people(self, mention: Mention) -> Party:
        """The people of a country, as a crowd: "Pakistanis"."""
        code = mention.countries[0]
        party = self.find(
            lambda p: p.kind == "crowd" and p.country == code and not p.roles and p.named
        )
        party = party or self.new(
            Party("crowd", True, [mention.span.text], country=code, sector="CVL", plural=True)
        )
        party.mentions.append(mention)
        return party

    def institution(self, mention: Mention) -> Party:
        """The institution of the mention, by whatever of its names."""
        institution = mention.institution
        assert institution is not None
        defined = self._acronyms.get(mention.span.text.removeprefix("the "))
        if defined is not None:  # the article's own meaning goes before the world's
            defined.mentions.append(mention)
            return defined
        party = self.find(lambda p: p.named and institution.name in p.names)
        party = party or self.new(
            Party(
                institution.kind,
                True,
                [institution.name],
                country=institution.country,
                sector=institution.sector,
                plural=mention.plural,
            )
        )
        party.mentions.append(mention)
        return party

    def person(self, mention: Mention) -> Party:
        """The person with this name; a namesake with another first name is somebody else."""
        mention = replace(mention, name=self._cut_back(mention))
        if not self._is_namesake(mention):
            mention = replace(mention, name=self._in_full(mention.name or ""))
        party = self._same_person(mention) or self._unnamed_holder(mention)
        if party is None:
            kind: ActorKind = (
                "office holder"
                if mention.role is not None and mention.role.kind == "office holder"
                else "person"
            )
            party = self.new(Party(kind, True))
        party.named = True
        party.learn(mention)
        party.gender = party.gender or gender_of_name(mention.name or "")
        return party

    def _cut_back(self, mention: Mention) -> str:
        """The name without a verb that a headline's capitals have run into it."""
        name = mention.name or ""
        if sentence_number(mention.head) > 1:
            return name
        inside = [n for n in self._full_names if name.startswith(n + " ")]
        return max(inside, key=len, default=name)

    def _is_namesake(self, mention: Mention) -> bool:
        """Whether office and country show somebody else than the one who has this full name.

        "King Idris of Libya" is no Ann Idris of Chad; and whoever has come under that office and
        the surname alone is meant by both of them again.
        """
        name = mention.name or ""
        if mention.role is None or " " in name:
            return False
        full = self._in_full(name)
        if mention.country is not None:
            known = [p.country for p in self.parties if p.named and full in p.names]
            lands = {country_of_name(full), *known} - {None}
            return mention.country not in lands if lands else not known
        return any(
            p.is_person
            and p.named
            and name in p.names
            and full not in p.names
            and mention.role in p.roles
            for p in self.parties
        )

    def _in_full(self, name: str) -> str:
        """The one full name in the article that ends or begins with this single name."""
        if not name or " " in name:
            return name
        for end in (-1, 0):
            fuller = {n for n in self._full_names if n.split()[end] == name}
            if fuller:
                return fuller.pop() if len(fuller) == 1 else name
        return name

    def _same_person(self, mention: Mention) -> Party | None:
        assert mention.name is not None
        known = [
            p
            for p in self.parties
            if p.is_person
            and p.named
            and _may_be(p, mention)
            and not any(_namesakes(n, mention.name) for n in p.names)
        ]
        for degree in ("equal", "surname", "part"):
            found = [
                p for p in known if any(same_person(n, mention.name) == degree for n in p.names)
            ]
            if degree == "part" and len(found) > 1:
                return None
            if found:
                return max(found, key=lambda p: _nearness(p, mention))
        return None

    def _unnamed_holder(self, mention: Mention) -> Party | None:
        """An office holder met by the office only, now called by name.

        The office has a country, or it stands in the headline: "General quits", "Gen. Ann Lee".
        """
        role = mention.role
        if role is None or role.kind != "office holder":
            return None
        lead = sentence_number(mention.head) == 2
        return self.find(
            lambda p: (
                p.kind == "office holder"
                and not p.named
                and not p.plural
                and any(r.office == role.office for r in p.roles)
                and (
                    (mention.country is not None and p.country == mention.country)
                    or (lead and _in_headline(p) and p.country in (None, mention.country))
                )
            )
        )

    def name(self, mention: Mention) -> Party | None:
        """The party of a proper name that no list knows: by the model's label, else by its look.

        What is neither person, body nor place (a law, a war, a book) is nobody unless it acts.
        """
        name = mention.name or ""
        label = label_of(mention.head)
        meanings = sites(name) if label not in ("PER", "ORG") else ()
        place = label == "LOC" or (bool(meanings) and label_of(mention.head) != "MISC")
        if label == "PER" or self._known_person(mention, bool(meanings)):
            return self.person(mention)
        defined = self._acronyms.get(name)
        if defined is not None:
            defined.mentions.append(mention)
            return defined
        role = role_ending(name.lower().split())
        untagged = not label and not mention.head.doc.ents  # no model to ask
        if untagged and role is None and _looks_like_person(name):
            return self.person(mention)
        party = self.find(
            lambda p: p.named and not p.is_person and any(same_body(n, name) for n in p.names)
        )
        party = party or self.abbreviated(name) or self.ending(name, mention) or self._half(name)
        if party is None and label == "MISC" and role is None and not acts(mention.head):
            return None
        if party is None:
            party = self.new(_body_party(name, meanings, role, mention, place))
        party.mentions.append(mention)
        if name not in party.names:
            party.names.append(name)
        return party

    def ending(self, name: str, mention: Mention) -> Party | None:
        """ "The Post", "the Security Council": the one body whose longer name ends so."""
        words = name.removeprefix("the ").removeprefix("The ").split()
        if mention.determiner != "definite" or not words or not words[0][:1].isupper():
            return None
        found = [
            p
            for p in self.parties
            if p.named
            and p.kind in ("organisation", "government body", "armed group")
            and any(n.split()[-len(words) :] == words != n.split() for n in p.names)
        ]
        return found[0] if len(found) == 1 else None

    def abbreviated(self, name: str) -> Party | None:
        """ "PLO" for the Palestine Liberation Organization, whichever of the two stands first."""
        if not name.isupper() and " " not in name:
            return None
        found = [
            p
            for p in self.parties
            if p.kind in ("organisation", "government body", "armed group")
            and any(
                (name.isupper() and " " in n and acronym_of(n, name))
                or (n.isupper() and " " in name and acronym_of(name, n))
                for n in (*p.names, *_capitalised(p))
            )
        ]
        return found[0] if len(found) == 1 else None

    def _half(self, name: str) -> Party | None:
        """ "The North" for the one state in play that is called so: North Korea."""
        if name not in ("North", "South"):
            return None
        halves = [
            p
            for p in self.states()
            if (country := country_coded(p.country)) and country.name.startswith(name + " ")
        ]
        return halves[0] if len(halves) == 1 else None

    def _known_person(self, mention: Mention, is_place: bool) -> bool:
        """Whether the article names a person so elsewhere, whatever the tagger says here."""
        name = mention.name or ""
        if name in self._full_names:
            return True
        if " " in name:
            return False
        surname = any(n.split()[-1] == name for n in self._full_names)
        return (surname and not is_place) or self._same_person(mention) is not None

    def define(self, acronym: str, party: Party) -> None:
        """The article has said that `acronym` stands for `party`."""
        self._acronyms[acronym] = party

    def new(self, party: Party) -> Party:
        """Enter a party that is not there yet."""
        self.parties.append(party)
        return party

    def find(self, wanted: Callable[[Party], bool]) -> Party | None:
        """The party mentioned last of those that are `wanted`."""
        return max((p for p in self.parties if wanted(p)), key=lambda p: p.last, default=None)


def _in_headline(party: Party) -> bool:
    first = party.mentions[0]
    return sentence_number(first.head) == 1 and first.determiner == "bare"


def _namesakes(known: str, name: str) -> bool:
    """Whether two full names are those of two people, whatever either is called for short."""
    return " " in known and " " in name and same_person(known, name) == "different"


def _capitalised(party: Party) -> list[str]:
    """What the party is called by a noun written as a name: "the Bergen Relief Organization"."""
    texts = (m.span.text.removeprefix("the ").removeprefix("The ") for m in party.mentions)
    return [] if party.named else [t for t in texts if t[:1].isupper()]


def _nearness(party: Party, mention: Mention) -> tuple[bool, bool, int, int]:
    """Of two namesakes the one whose gender or role the mention shows, else whom it is about.

    News calls the one that it is about by the surname, and a wife or a son by the full name or
    the given name alone.
    """
    gender = mention.gender is not None and party.gender == mention.gender
    role = mention.role is not None and mention.role in party.roles
    surname = (mention.name or "").split()[-1:]
    alike = [m.head.i for m in party.mentions if surname and surname[0] in {w.text for w in m.span}]
    return gender, role, len(alike), max(alike, default=party.last)


def _may_be(party: Party, mention: Mention) -> bool:
    gender = mention.gender or gender_of_name(mention.name or "")
    if party.gender and gender and party.gender != gender:
        return False
    country = mention.country or country_of_name(mention.name or "")
    if country and party.country and country != party.country:
        # Two full names are one person's, whatever the papers call his country.
        return " " in (mention.name or "") and any(" " in name for name in party.names)
    return True


def _looks_like_person(name: str) -> bool:
    words = name.split()
    return 1 <= len(words) <= 4 and all(w[:1].isupper() and not w.isupper() for w in words)


def acts(head: Token) -> bool:
    """Whether the noun does something or has it done to it, by the grammar of its clause.

    "in Phoenix" and "the Phoenix office" are places; "Phoenix sued" and "against Phoenix" are not.
    """
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    if head.dep_ in ("nsubj", "obj", "iobj", "obl:agent"):
        return True
    cases = {c.lower_ for c in head.children if c.dep_ == "case"}
    return head.dep_ in ("obl", "nmod") and bool(cases & {"against", "by", "with", "to"})


def _body_party(
    name: str, meanings: Sequence[Site], role: Role | None, mention: Mention, place: bool
) -> Party:
    kind: ActorKind = "government body" if place else "organisation"
    sector = "GOV" if place else mention.sector
    lands = {site.country for site in meanings}
    country = mention.country or (lands.pop() if len(lands) == 1 else None)
    if role is not None and role.kind in ("government body", "organisation", "armed group"):
        kind = role.kind
        sector = None if role.sector == "UNK" else role.sector
        place = False
    party = Party(kind, True, [name], country=country, sector=sector, place=place)
    if role is not None:
        party.roles.append(role)
    return party
