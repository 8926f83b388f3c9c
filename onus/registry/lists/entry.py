"""One entry of a list, whatever the file it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EntryKind = Literal["person", "organisation", "state"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody on a list. `id` is the list's own; the first of `names` is the one to show.

    `kind` is None when the list does not say. `countries` are ISO 3166-1 alpha-3, `born` dates as
    the list gives them ("1950", "1950-06-05"); `start` and `end` ISO 8601, when the designation
    holds; `programme` under what it stands.
    """

    id: str
    names: tuple[str, ...]
    kind: EntryKind | None = None
    countries: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    programme: str | None = None
