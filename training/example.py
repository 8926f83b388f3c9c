"""One sentence to train on, with whatever is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Look:
    """A question to the second look: markers by word, and span tags or the codes allowed."""

    markers: tuple[int, ...]
    spans: tuple[str, ...] | None = None
    codes: frozenset[str] | None = None


@dataclass(frozen=True)
class Example:
    """One sentence; what is None is not known and trains nothing."""

    words: tuple[str, ...]
    upos: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    relations: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    cues: tuple[str, ...] | None = None
    roles: tuple[str, ...] | None = None
    events: tuple[int, ...] | None = None
    happened: dict[int, tuple[float, float]] = field(default_factory=dict)
    looks: tuple[Look, ...] = ()
