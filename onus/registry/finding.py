"""An actor as a person refers to it: by its number, or by a name that is its alone."""

from __future__ import annotations

from onus.errors import RegistryError
from onus.registry import names
from onus.store.asking import Reader
from onus.store.conditions import escaped

_SHOWN = 20  # of those that bear one name


def actor_called(reader: Reader, wanted: str) -> int:
    """The number of the actor with this number or this whole name, in capitals or not.

    A number is given as it is. Raises `RegistryError` when nobody bears the name; when several do,
    it says who they are.
    """
    try:
        return int(wanted)
    except ValueError:
        found = _named(reader, "actor_names.seen > 0", wanted)
    if not found:
        raise RegistryError(f"no actor is called {wanted!r}")
    if len(found) > 1:
        raise RegistryError(f"several actors are called {wanted!r}:\n{_lines(reader, found)}")
    return found[0]


def going_by(reader: Reader, wanted: str) -> list[int]:
    """Who is called so, by a whole name or by a part of one; else who has its words in a name.

    Numbers of actors as they are shown. As of `actor_called`, capitals do not matter.
    """
    found = _named(reader, "TRUE", wanted)
    if found:
        return found
    words = names.words(wanted)
    rows = reader.rows(
        f"{_NAMES} WHERE {_padded('actor_names.name')} LIKE :written ESCAPE '/' "
        f"OR {_padded('lower(actor_names.name)')} LIKE :lower ESCAPE '/' "
        "OR actors.id IN (SELECT actor_id FROM actor_names WHERE key IN :parts)",
        written=f"% {escaped(wanted)} %",
        lower=f"% {escaped(wanted.lower())} %",
        parts=[names.part_key(word) for word in words[:1]],
    )
    return sorted({row.whole for row in rows if f" {_plain(wanted)} " in f" {_plain(row.name)} "})


_NAMES = (
    "SELECT coalesce(actors.merged_into, actors.id) AS whole, actor_names.name "
    "FROM actor_names JOIN actors ON actors.id = actor_names.actor_id"
)


def _named(reader: Reader, condition: str, wanted: str) -> list[int]:
    """Who has this name among those that meet a condition, or is shown by it.

    Databases know capitals of plain Latin letters only, so names are found by key too.
    """
    rows = reader.rows(
        f"{_NAMES} WHERE {condition} AND (actor_names.key IN :keys "
        "OR lower(actor_names.name) = :lower OR actor_names.name = :wanted) "
        "UNION SELECT id, name FROM actors "
        "WHERE merged_into IS NULL AND (lower(name) = :lower OR name = :wanted)",
        keys=[
            *names.keys(wanted),
            names.body_key(wanted),
            *(names.part_key(word) for word in names.words(wanted)[:1]),
        ],
        lower=wanted.lower(),
        wanted=wanted,
    )
    return sorted({row.whole for row in rows if _plain(row.name) == _plain(wanted)})


def _padded(name: str) -> str:
    return f"' ' || {name} || ' '"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _lines(reader: Reader, found: list[int]) -> str:
    rows = reader.rows(
        "SELECT id, name, kind, country FROM actors WHERE id IN :ids ORDER BY id",
        ids=found[:_SHOWN],
    )
    lines = [
        "  ".join((f"{row.id:>7}", row.name, _role(reader, row.id) or row.kind, row.country or "-"))
        for row in rows
    ]
    if len(found) > _SHOWN:
        lines.append(f"and {len(found) - _SHOWN} more")
    return "\n".join(lines)


def _role(reader: Reader, actor: int) -> str | None:
    """The role that an actor was last met with."""
    role: str | None = reader.value(
        "SELECT role FROM actor_roles WHERE actor_id IN "
        "(SELECT id FROM actors WHERE id = :actor OR merged_into = :actor) "
        "ORDER BY coalesce(last_seen, '') DESC, role LIMIT 1",
        actor=actor,
    )
    return role
