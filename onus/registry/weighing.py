"""What speaks for an actor of the registry being one of an article, and what against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from onus.registry.knowledge import load, words_of
from onus.registry.sightings import RoleSeen, Sighting

PEOPLE: Final = ("person", "office holder")
TERM: Final = 400  # days within which evidence of an office still speaks for it
_FADED: Final = 1100  # days after which a bare name hardly means somebody not met since


@dataclass(frozen=True, slots=True)
class RoleKnown:
    """A role that the registry knows of, with the first and the last day it was said."""

    title: str
    country: str | None
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the registry that a sighting may be.

    `id` is the actor whose name was found, `root` the one it is merged into (itself if none);
    `name` is how it is shown, `called` are its names that led here.
    """

    id: int
    root: int
    name: str
    kind: str
    country: str | None
    sector: str | None
    called: tuple[str, ...]
    roles: tuple[RoleKnown, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """The article round a sighting; `here` are the actors already found in it.

    `shared` counts, for an actor's root, the company of this article that it was met in before:
    other actors 1 each, states a half. `articles` says in how many articles it was met, at most
    fifty; `last` when it was met last before or on the day, as ISO 8601.
    """

    day: str | None
    countries: frozenset[str]
    here: frozenset[int]
    shared: Callable[[int], float]
    articles: Callable[[int], int]
    last: Callable[[int], str | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer; `actor` is set when somebody known is chosen."""

    actor: Known | None = None
    certain: bool = field(default=True)


NEW: Final = Choice()
UNSURE: Final = Choice(certain=False)


def lead(
    sighting: Sighting, best: Sequence[Known], scene: Scene, *, enough: float, margin: float
) -> Choice:
    """The one with the most reason for it, if it has enough and leads by enough."""
    ranked = sorted(
        ((support(sighting, known, scene), known) for known in best),
        key=lambda pair: (-pair[0], pair[1].root),
    )
    score, first = ranked[0]
    if score < enough or (len(ranked) > 1 and score - ranked[1][0] < margin):
        return UNSURE
    return Choice(first)


def support(sighting: Sighting, known: Known, scene: Scene) -> float:
    """How much speaks for it: country, office, company, date, and how often it is in the news."""
    score = 3.0 if known.id in scene.here else 0.0
    if known.country is not None:
        if known.country == sighting.country:
            score += 2.0
        elif known.country in scene.countries:
            score += 1.5
    if any(_tells_of(seen, role) for seen in sighting.roles for role in known.roles):
        score += 1.5
    score += min(2.0, scene.shared(known.root))
    last = scene.last(known.root)
    if last is not None and scene.day is not None:
        away = _days(scene.day) - _days(last)
        score += 0.5 if away <= 45 else -1.0 if away > _FADED else 0.0
    return score + min(1.5, scene.articles(known.root) / 20)


def _tells_of(seen: RoleSeen, known: RoleKnown) -> bool:
    """Whether a title can mean a role: in words that leave country, portfolio or time open.

    "Minister Salcedo" and "former defence minister Salcedo" can be a country's defence minister.
    """
    if seen.country not in (None, known.country):
        return False
    title = seen.title.removeprefix("former ")
    of_old = known.title.removeprefix("former ")
    return title == of_old or (
        of_old.endswith(f" {title}") and of_old.split()[0] not in words_of("offices", "second")
    )


def contradicts(sighting: Sighting, known: Known, scene: Scene) -> bool:
    """Whether what the article says cannot be said of `known`: it is a namesake then."""
    if shares_office(sighting.roles, known, None):
        return False
    if sighting.country and known.country and sighting.country != known.country:
        return True
    if _other_walk(sighting, known, scene.day):
        return True
    return any(_holds_another(role, known, scene.day) for role in sighting.roles if role.sole)


def _other_walk(sighting: Sighting, known: Known, day: str | None) -> bool:
    """Whether a rebel cannot be this minister: walks of life apart, at about the same time."""
    if not sighting.roles or not known.roles:
        return False
    one, other = _walk(sighting.sector), _walk(known.sector)
    if one is None or other is None or one == other:
        return False
    titles = {role.title for role in sighting.roles} | {role.title for role in known.roles}
    if "MIL" in (sighting.sector, known.sector) and titles & words_of("offices", "of soldiers too"):
        return False
    gaps = [away for role in known.roles if (away := _away(role, day)) is not None]
    return not gaps or min(gaps) <= 2 * TERM


def _holds_another(role: RoleSeen, known: Known, day: str | None) -> bool:
    """Whether the registry has it in another office of that country before and after the day."""
    return day is not None and any(
        other.title != role.title
        and not other.title.startswith("former ")
        and other.country == role.country
        and other.first is not None
        and other.last is not None
        and other.first < day[:10] < other.last
        and _is_weighty(other.title)
        for other in known.roles
    )


def _is_weighty(title: str) -> bool:
    return title in load("offices")["sole"]


def shares_office(roles: Iterable[RoleSeen], known: Known, day: str | None) -> bool:
    """Whether it is known in one of these roles; near `day`, when a day is given."""
    return any(
        (role.title, role.country) == (other.title, other.country)
        and (day is None or (_away(other, day) or 0) <= TERM)
        for role in roles
        for other in known.roles
    )


def gap(roles: Iterable[RoleKnown], title: str, country: str | None, day: str | None) -> int | None:
    """Days between `day` and what is known of the office among `roles`; None when undated."""
    gaps = [
        away
        for role in roles
        if (role.title, role.country) == (title, country) and (away := _away(role, day)) is not None
    ]
    return min(gaps, default=None)


def _away(role: RoleKnown, day: str | None) -> int | None:
    """Days between `day` and the stretch for which the role is known, 0 inside; None undated."""
    if day is None or role.first is None or role.last is None:
        return None
    here = _days(day)
    return max(0, _days(role.first) - here, here - _days(role.last))


def _days(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


def _walk(sector: str | None) -> int | None:
    groups = load("offices")["walks of life"]
    return next((i for i, group in enumerate(groups) if sector in group), None)


def first_by_root(found: Iterable[Known]) -> list[Known]:
    """One of each merged group, the group's own actor before those merged into it."""
    kept: dict[int, Known] = {}
    for known in sorted(found, key=lambda k: (k.root, k.id != k.root, k.id)):
        kept.setdefault(known.root, known)
    return list(kept.values())
