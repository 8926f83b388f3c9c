"""Which of its namesakes a place name means in an article.

`choose` decides by what stands next to the name ("Paris, Texas"), by the countries and places of
the same article, by the dateline, and by population, in this order.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import log10

from spacy.tokens import Doc, Span

from onus.record import Article
from onus.resolving.countries import country_in
from onus.resolving.gazetteer import Site, is_capital, kilometres, sites


@dataclass(frozen=True)
class Name:
    """A name in the text, all it can mean, and the name that qualifies it ("Paris, Texas").

    A `county` bears the name of a town that it need not be near.
    """

    span: Span
    sites: tuple[Site, ...]
    within: tuple[Site, ...] = ()
    county: bool = False


def qualified(doc: Doc, names: list[Name]) -> list[Name]:
    """Join each name with the one right behind it: "Paris, Texas", "Hyderabad (Sindh)"."""
    following = {name.span.start: name for name in names}
    joined: list[Name] = []
    for name in names:
        after = name.span.end
        if after + 1 < len(doc) and doc[after].text in (",", "(", "in"):
            if doc[after + 1].lower_ in ("the", "in"):
                after += 1
            behind = following.get(after + 1)
            if behind is not None:
                wide = tuple(s for s in behind.sites if s.level in ("country", "division"))
                joined.append(replace(name, within=wide))
                continue
        joined.append(name)
    return joined


def countries_in(doc: Doc, article: Article) -> Counter[str]:
    """How often the article names each country, its people or what is of it."""
    counts: Counter[str] = Counter()
    for token in doc:
        if token.text[:1].isupper():
            country = country_in(token.text) or (
                country_in(doc[token.i : token.i + 2].text) if token.i + 1 < len(doc) else None
            )
            if country is not None:
                counts[country.code] += 1
    if article.place is not None:
        for site in sites(article.place):
            if site.level == "country" or is_capital(site):
                counts[site.country or ""] += 2
    return counts


def choose(names: list[Name], counts: Counter[str]) -> dict[int, Site]:
    """The site of each name, by the word index it starts at; the same name, the same site.

    A town or county that the gazetteer does not know in the state that qualifies it ("Paris, Mo.")
    is put in the middle of that state rather than on its namesake elsewhere.
    """
    anchors: list[Site] = []
    by_text: dict[str, Site] = {}
    for name in names:  # first what is beyond doubt, to anchor the rest
        told = _told(name)
        if len(name.sites) == 1 and name.sites[0].level != "region" and not name.county:
            anchors.append(name.sites[0])
        elif told is not None:
            by_text.setdefault(_key(name), told)
            anchors.append(told)
    chosen: dict[int, Site] = {}
    total = sum(counts.values()) or 1
    for name in names:
        key, told = _key(name), _told(name)
        if not name.sites and told is None and key not in by_text:
            continue
        if key not in by_text:
            divisions = [
                s for n in names if _key(n) != key for s in n.sites if s.level == "division"
            ]
            county = _of_the_state(name, divisions) if name.county else None
            by_text[key] = county or max(
                name.sites, key=lambda s: _weight(s, counts, total, divisions, anchors)
            )
        chosen[name.span.start] = told or by_text[key]
    return chosen


def _key(name: Name) -> str:
    return name.span.text.lower()


def _told(name: Name) -> Site | None:
    """What a name means by the name that qualifies it, None where nothing does."""
    fitting = [s for s in name.sites if name.within and _lies_in(s, name.within)]
    if fitting and not name.county:
        return max(fitting, key=lambda s: s.population)
    if any(s.level in ("country", "division") for s in name.sites) or not name.within:
        return None
    states = [s for s in name.within if s.level == "division"]
    if any(s.country == t.country and t.division is None for s in name.sites for t in states):
        return None  # "Montreal, Quebec City": no towns by state there, so the town may well fit
    return _middle(name, states[0]) if len(states) == 1 else None


def _of_the_state(name: Name, divisions: list[Site]) -> Site | None:
    """A county in the state that the article names most, by its namesake town or the middle."""
    if not divisions:
        return None
    state = Counter(divisions).most_common(1)[0][0]
    near = [s for s in name.sites if _lies_in(s, (state,))]
    return max(near, key=lambda s: s.population) if near else _middle(name, state)


def _middle(name: Name, state: Site) -> Site:
    return replace(state, name=name.span.text, level="town", population=0)


def _lies_in(site: Site, within: tuple[Site, ...]) -> bool:
    for wide in within:
        if site.level == "country" or site == wide:
            continue
        if wide.level == "country" and site.country == wide.country:
            return True
        if wide.level == "division" and site.country == wide.country:
            if site.division is not None and wide.division is not None:
                if site.division == wide.division:
                    return True
            elif kilometres(site, wide) < _DIVISION_REACH:
                return True
    return False


_DIVISION_REACH = 600.0  # km from the middle of a division to its towns, generously
_NEAR = 150.0  # km; an article's towns lie together
_BASE = {"country": 8.5, "region": 7.5, "division": 6.6, "town": 0.0}


def _weight(
    site: Site,
    counts: Counter[str],
    total: int,
    divisions: list[Site],
    anchors: list[Site],
) -> float:
    """In orders of magnitude of population: what the article says is worth some two of them."""
    weight = _BASE[site.level] or log10(max(site.population, 1000))
    weight += 0.0 if site.main_name else -0.7
    weight += 0.7 * is_capital(site)
    weight += 2.0 * counts[site.country or ""] / total
    weight += 0.5 * (counts[site.country or ""] > 0)
    weight += 1.0 * (site.level == "town" and _lies_in(site, tuple(divisions)))
    near = sum(
        1 for a in anchors if a.level == "town" and a != site and kilometres(a, site) < _NEAR
    )
    return weight + min(1.5, 0.75 * near)
