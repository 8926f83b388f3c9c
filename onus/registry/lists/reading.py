"""The entries of a list file, whatever its form; the form is told by the file itself."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from onus.errors import SourceError
from onus.registry.lists.dictionary import looks_like_dictionary, read_dictionary
from onus.registry.lists.entry import Entry
from onus.registry.lists.sanctions import SIMPLE, read_entities, read_simple
from onus.registry.lists.table import read_table
from onus.sources.tables import delimiter_of

_HEAD = 200  # lines by which the form is told


def read_list(path: Path, columns: Mapping[str, str]) -> Iterator[Entry]:
    """The entries of a list: OpenSanctions, FollowTheMoney, PETRARCH, or a table with `columns`.

    Raises `SourceError` when the file cannot be read or is none of these.
    """
    try:
        head = _head(path)
        if columns:
            yield from read_table(path, columns)
        elif any(line.lstrip().startswith("{") for line in head[:1]):
            yield from read_entities(path)
        elif looks_like_dictionary(head):
            yield from read_dictionary(path)
        elif set(SIMPLE) <= set(_header(head)):
            yield from read_simple(path)
        elif "name" in [name.strip().lower() for name in _header(head)]:
            yield from read_table(path, {})
        else:
            raise SourceError(
                str(path),
                "is no list that Onus knows; for a table say which column holds the name",
            )
    except OSError as error:
        raise SourceError(str(path), error.strerror or str(error)) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceError(str(path), f"cannot be read ({error})") from None


def _head(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        lines = [line for _, line in zip(range(_HEAD), file, strict=False)]
    return [line for line in lines if line.strip()]


def _header(head: list[str]) -> list[str]:
    return next(csv.reader(head[:1], delimiter=delimiter_of("".join(head[:1]))), [])
