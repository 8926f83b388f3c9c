"""How a dataclass lies in the columns of a flat table, there and back.

`columns` gives the layout of a class. A dataclass inside it is taken apart (`date` of class `Dates`
gives `date_start`, `date_end`, `date_text`), and so is a tuple of them (`sources` of class `Party`
gives `sources_id`, `sources_name`, ..., each with as many parts as there are parties).

`cell` writes one value as text, `build` makes a row of cells again; what `cell` writes `build`
reads, but an empty string comes back as null.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row")
JOIN = ";"  # between the parts of a tuple in one cell


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the members that lead to its value, and the class of the value.

    With `each` the first member is a tuple, and the others lead on from each of its parts.
    """

    name: str
    path: tuple[str, ...]
    type: Any
    each: bool = False


@cache
def columns(row_type: type) -> tuple[Column, ...]:
    """The columns of a dataclass, in the order of its members."""
    return tuple(_columns(row_type, (), ""))


def cells(row: DataclassInstance) -> dict[str, str]:
    """The cells of one row by column name."""
    return {column.name: cell(value_at(row, column)) for column in columns(type(row))}


def value_at(row: Any, column: Column) -> Any:
    """The value of a row in a column; null where a member on the way to it is null."""
    if column.each:
        return tuple(_follow(part, column.path[1:]) for part in getattr(row, column.path[0]))
    return _follow(row, column.path)


def cell(value: Any) -> str:
    """One value as text: null is empty, a truth value TRUE or FALSE (as R has it).

    A tuple of strings or numbers is joined with `;`; where that could not be read back, and for
    anything deeper, the cell is JSON.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, tuple) and value != ("",) and all(map(_joins, value)):
        return JOIN.join("" if part in (None, ()) else str(part) for part in value)
    return json.dumps(plain(value), ensure_ascii=False)


def build(row_type: type[Row], given: Mapping[str, str]) -> Row:
    """The row that these cells are of. Raises `ValueError` or `KeyError` when they fit no row."""
    built: Row = _build(row_type, given, "")
    return built


def plain(value: Any) -> Any:
    """Dataclasses as dicts and tuples as lists, ready for JSON."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value


def members(row_type: Any) -> tuple[tuple[str, Any], ...]:
    """The members of a dataclass with their classes, `| None` taken away."""
    return _members(row_type)


def bare(hint: Any) -> Any:
    """A type hint without `None`; a choice of literals is the class of the literals."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    if get_origin(hint) is Literal:
        return type(get_args(hint)[0])
    return hint


def part_of(hint: Any) -> Any:
    """The class of a tuple's parts; None when it is no tuple."""
    return bare(get_args(hint)[0]) if get_origin(hint) is tuple else None


@cache
def _members(row_type: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((name, bare(hint)) for name, hint in get_type_hints(row_type).items())


def _columns(row_type: Any, path: tuple[str, ...], prefix: str) -> Iterator[Column]:
    for name, hint in members(row_type):
        part = part_of(hint)
        if is_dataclass(hint):
            yield from _columns(hint, (*path, name), f"{prefix}{name}_")
        elif not path and is_dataclass(part):
            for inner in _columns(part, (name,), f"{name}_"):
                yield Column(inner.name, inner.path, tuple, each=True)
        else:
            yield Column(prefix + name, (*path, name), hint)


def _follow(value: Any, path: tuple[str, ...]) -> Any:
    for member in path:
        if value is None:
            return None
        value = getattr(value, member)
    return value


def _joins(part: Any) -> bool:
    if isinstance(part, str):
        return JOIN not in part and not part.startswith("[")
    return part in (None, ()) or type(part) is int


def _build(row_type: Any, given: Mapping[str, str], prefix: str) -> Any:
    values = {}
    for name, hint in members(row_type):
        part = part_of(hint)
        if is_dataclass(hint):
            values[name] = _build(hint, given, f"{prefix}{name}_")
        elif not prefix and is_dataclass(part):
            values[name] = _build_each(part, given, f"{name}_")
        else:
            values[name] = _value(given[prefix + name], hint)
    if prefix and all(value is None for value in values.values()):
        return None
    return row_type(**values)


def _build_each(part: Any, given: Mapping[str, str], prefix: str) -> tuple[Any, ...]:
    """The parts whose values stand side by side; as many as the first column has."""
    layout = members(part)
    side_by_side = [_tuple(given[prefix + name]) for name, _ in layout]
    if not side_by_side[0]:
        return ()
    rows = zip(*(values or ("",) for values in side_by_side), strict=True)
    return tuple(
        part(**{name: _part(v, hint) for (name, hint), v in zip(layout, row, strict=True)})
        for row in rows
    )


def _part(value: Any, hint: Any) -> Any:
    if value in ("", None):
        return () if part_of(hint) is not None else None
    return hint(value) if hint in (int, float) else value


def _value(text: str, hint: Any) -> Any:
    if (part := part_of(hint)) is not None:
        return tuple(map(part, _tuple(text))) if part is int else _tuple(text)
    if not text:
        return None
    if hint is bool:
        return {"TRUE": True, "FALSE": False}[text]
    if hint in (int, float):
        return hint(text)
    return text if hint is str else json.loads(text)


def _tuple(text: str) -> tuple[Any, ...]:
    if text.startswith("["):
        return tuple(_frozen(part) for part in json.loads(text))
    return tuple(text.split(JOIN)) if text else ()


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
