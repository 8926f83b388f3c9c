"""Places named in an article, each put on the map once.

    places = find_places(doc, article)
    place_of(trigger, places)          the place an event is said to have happened at, or None

A name that several places bear is decided by what stands next to it ("Paris, Texas"), by the
countries and places of the same article, by the dateline, and by population, in this order.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from onus.coding.event_doubt_words import words
from onus.record import Article, Place
from onus.resolving.countries import country_in, country_named, country_of_people
from onus.resolving.gazetteer import Site, site_named_for_power, site_of_adjective, sites
from onus.resolving.labels import label_of
from onus.resolving.place_choice import Name, choose, countries_in, qualified


def find_places(doc: Doc, article: Article) -> tuple[Place, ...]:
    """The places of the text in reading order; coordinates are null where nobody knows the name.

    Adjectives of countries ("Turkish soil") count; people ("Turks") do not.
    """
    names = qualified(doc, _names(doc))
    chosen = choose(names, countries_in(doc, article))
    return tuple(_place(name.span, chosen.get(name.span.start)) for name in names)


def place_of(trigger: Token, places: Sequence[Place]) -> Place | None:
    """The place that hangs on `trigger` by a preposition of place: "attack in Pulwama".

    The most exact one is taken where several do ("in Pulwama, in Kashmir": the first). A place in
    front of a noun counts as well ("the Pulwama attack"). None when the text says nothing.
    """
    by_word = {place.start: place for place in places if place.latitude is not None}
    for child in _attached(trigger):
        if child.dep_.split(":")[0] in ("obl", "nmod") and _is_locative(child):
            for word in (child, *child.conjuncts):
                place = _covering(word, by_word)
                if place is not None and _is_noun(word, place):
                    return place
        if child.dep_ in ("compound", "nmod:poss") and child.i < trigger.i:
            place = _covering(child, by_word)
            if place is not None and country_named(place.text) is None:
                return place
    return None


_LOCATIVE = frozenset(
    "in at near outside inside around across throughout off along on within over above".split()
)


def _attached(trigger: Token) -> list[Token]:
    """What hangs on the event word, or on the verb that carries it ("carried out an attack in")."""
    beside = list(trigger.children)
    if trigger.dep_ in ("obj", "nsubj:pass", "xcomp", "conj") and trigger.head.pos_ == "VERB":
        beside += [c for c in trigger.head.children if c.dep_.startswith("obl")]
    inner = [g for c in beside if _leads_to_place(c) for g in c.children]
    return [*beside, *(g for g in inner if g.dep_.startswith("nmod"))]


def _leads_to_place(word: Token) -> bool:
    """Whether the place of an act may hang on this: "at the gate in", "struck a village in"."""
    struck = word.dep_ in ("obj", "nsubj:pass") and word.lemma_.lower() in words("sites")
    return struck or word.dep_.startswith(("obl", "nmod"))


def _is_locative(noun: Token) -> bool:
    marks = [c for c in noun.children if c.dep_ == "case"]
    told = {word.lower_ for mark in marks for word in (mark, *mark.children)}
    return bool(told & _LOCATIVE) and not {"along", "with"} <= told


def _covering(word: Token, by_word: dict[int, Place]) -> Place | None:
    for place in by_word.values():
        if place.start <= word.idx < place.end:
            return place
    return None


def _is_noun(word: Token, place: Place) -> bool:
    return word.pos_ != "ADJ" and (country_in(place.text) is None or word.text[-1:] != "'")


# --- finding names ---------------------------------------------------------------------------


def _names(doc: Doc) -> list[Name]:
    """Names of places: those the model tags, and those of the gazetteer that it missed."""
    found: dict[int, Name] = {}
    taken: set[int] = set()
    for entity in doc.ents:
        if entity.label_ == "LOC" and label_of(entity.root) != "PER":
            for name in _read(entity):
                found[name.span.start] = name
                taken.update(range(name.span.start, name.span.end))
        elif country_named(entity.text) is None or entity.label_ == "PER":
            taken.update(range(entity.start, entity.end))
    tagged = bool(doc.ents)
    for start, end in _runs(doc, taken):
        for name in _search(doc, start, end, tagged):
            found[name.span.start] = name
            taken.update(range(name.span.start, name.span.end))
    for token in doc:
        seat = _seat(token)
        if seat is not None:
            found.setdefault(seat.span.start, seat)
        if token.i not in taken and token.pos_ in ("ADJ", "PROPN") and not _is_prefix(token):
            span = _with_side(doc[token.i : token.i + 1])
            site = site_of_adjective(span.text)
            if site is not None and span.start not in found:
                found[span.start] = Name(span, (site,))
    return [found[start] for start in sorted(found)]


def _read(entity: Span) -> list[Name]:
    """The name as a whole, its parts ("Paris, Texas"), or a name nobody knows."""
    entity = _with_side(entity)
    seat = site_named_for_power(_bare(entity).text)
    if seat is not None:
        return [Name(_bare(entity), (seat,))]
    bare = _bare(entity)
    adjective = site_of_adjective(bare.text) if country_named(bare.text) is None else None
    if adjective is not None:
        return [Name(bare, (adjective,))]
    if country_of_people(bare.text) is not None:
        return []
    whole = _known(entity)
    if whole is not None:
        return [whole]
    parts: list[Name] = []
    start = entity.start
    for i in range(entity.start, entity.end + 1):
        if i == entity.end or entity.doc[i].text in (",", "-", "/", "and", "(", ")"):
            part = _known(entity.doc[start:i]) if i > start else None
            if part is not None:
                parts.append(part)
            start = i + 1
    return parts or [Name(_bare(entity), ())]


def _with_side(span: Span) -> Span:
    """The span with "New" or "South" before it, where the longer name is one of its own."""
    before = span.doc[span.start - 1] if span.start > span.sent.start else None
    if before is None or not before.text[:1].isupper() or before.lower_ not in _SIDES | {"new"}:
        return span
    longer = span.doc[span.start - 1 : span.end]
    bare = _bare(longer).text
    return longer if sites(bare) or site_of_adjective(bare) is not None else span


def _known(span: Span) -> Name | None:
    """The longest stretch of the span that the gazetteer knows, less words like "province"."""
    bare = _bare(span)
    for stretch in (span, bare, _without_kind(bare), _without_side(bare)):
        if len(stretch) and (meanings := sites(stretch.text)):
            county = bare[-1].lower_ in _COUNTIES and stretch.text != bare.text
            return Name(bare if stretch.text != span.text else span, meanings, county=county)
    return None


def _bare(span: Span) -> Span:
    while len(span) > 1 and span[0].lower_ == "the":
        span = span[1:]
    while len(span) > 1 and span[-1].text in ("'s", "’s", ",", ".", "'"):
        span = span[:-1]
    return span


_KINDS = frozenset(
    "province state city district region county prefecture governorate peninsula island islands "
    "town valley oblast territory area strip".split()
)
_COUNTIES = frozenset({"county", "parish", "district"})
_SIDES = frozenset(
    "northern southern eastern western central north south east west downtown greater upper lower "
    "northeastern northwestern southeastern southwestern north-eastern south-eastern mainland "
    "northeast northwest southeast southwest inner outer rural".split()
)


def _without_kind(span: Span) -> Span:
    return span[:-1] if len(span) > 1 and span[-1].lower_ in _KINDS else span


def _without_side(span: Span) -> Span:
    while len(span) > 1 and span[0].lower_ in _SIDES:
        span = span[1:]
    return _without_kind(span)


def _is_prefix(token: Token) -> bool:
    """ "Indo" in "Indo-Pakistani"."""
    return token.i + 1 < len(token.doc) and token.nbor().text in ("-", "–")


def _seat(token: Token) -> Name | None:
    """A seat of power at which something happens: "outside the White House"."""
    if token.pos_ != "PROPN" or token.dep_ not in ("obl", "nmod", "conj"):
        return None
    if not _is_locative(token):
        return None
    first = min((c.i for c in token.children if c.dep_ in ("compound", "amod")), default=token.i)
    span = token.doc[min(first, token.i) : token.i + 1]
    site = site_named_for_power(span.text)
    return None if site is None else Name(span, (site,))


def _runs(doc: Doc, taken: set[int]) -> list[tuple[int, int]]:
    """Stretches of proper nouns outside the names that the model tags."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for i in range(len(doc) + 1):
        inside = i < len(doc) and i not in taken and _is_proper(doc[i])
        if inside and start is None:
            start = i
        if not inside and start is not None:
            runs.append((start, i))
            start = None
    return runs


def _is_proper(token: Token) -> bool:
    return token.pos_ == "PROPN" or (
        token.text.lower() in ("of", "and")
        and token.i > 0
        and token.doc[token.i - 1].pos_ == "PROPN"
    )


def _search(doc: Doc, start: int, end: int, tagged: bool) -> list[Name]:
    """Known names inside a stretch of proper nouns, the longest first.

    Beside a model that tags names only what is beyond doubt is added: countries, regions and big
    towns that make up the whole stretch.
    """
    names: list[Name] = []
    i = start
    while i < end:
        for j in range(min(end, i + 5), i, -1):
            span = doc[i:j]
            if not (span[0].text[:1].isupper() and span[-1].text[:1].isupper()):
                continue
            meanings = sites(span.text)
            whole = (i, j) == (start, end)
            floor = 200_000 if tagged else 50_000
            sure = [
                s
                for s in meanings
                if s.level == "country" or (whole and (s.level != "town" or s.population >= floor))
            ]
            if sure and not _is_abbreviation(span):
                names.append(Name(span, meanings))
                i = j
                break
        else:
            i += 1
    return names


def _is_abbreviation(span: Span) -> bool:
    """Whether this could be "OR" or "Man." for a division without the comma that tells so."""
    text = span.text
    if country_named(text) is not None or not (len(text) <= 2 or text.endswith(".")):
        return False
    return span.start == 0 or span.doc[span.start - 1].text != ","


def _place(span: Span, site: Site | None) -> Place:
    return Place(
        name=span.text if site is None else site.name,
        country=None if site is None else site.country,
        latitude=None if site is None else site.latitude,
        longitude=None if site is None else site.longitude,
        start=span.start_char,
        end=span.end_char,
        text=span.text,
    )
