"""Bodies with a name of their own: organs of states, international organisations, armed groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from onus.record import ActorKind
from onus.resolving.knowledge import load


@dataclass(frozen=True, slots=True)
class Institution:
    """A named body; `names` are all its forms, the first one printed."""

    names: tuple[str, ...]
    kind: ActorKind
    country: str | None
    sector: str

    @property
    def name(self) -> str:
        """The form that the record prints."""
        return self.names[0]


@lru_cache(maxsize=50_000)
def institution_named(text: str) -> Institution | None:
    """The institution with this name, by exact spelling; a leading "the" does not matter."""
    bare = text.strip()
    for ending in ("'s", "’s"):
        bare = bare.removesuffix(ending)
    if bare[:4] in ("the ", "The "):
        bare = bare[4:]
    return _names().get(bare) or _names().get(bare.replace(" party", " Party"))


@cache
def institutions() -> tuple[Institution, ...]:
    """All of them, in the order of the data file."""
    return tuple(
        Institution(
            names=tuple(row["names"]),
            kind=cast(ActorKind, kind),
            country=row.get("country"),
            sector=row["sector"],
        )
        for kind, rows in load("institutions").items()
        for row in rows
    )


@cache
def _names() -> dict[str, Institution]:
    return {name: institution for institution in institutions() for name in institution.names}
