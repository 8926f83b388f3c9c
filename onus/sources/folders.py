"""Whatever a person names, to articles one at a time: files, folders, tables, feeds, addresses.

Nothing is gathered: each article is made when it is asked for, so that memory stays flat however
many there are. What gives no article gives the reason instead, and how to ask for it again.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from onus.errors import SourceError
from onus.record import Article
from onus.sources import article_from_fetched, feeds, load, tables
from onus.sources.files import NAMELESS, in_full, is_special, reading

TEXT_SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml")
_READ_IN_FOLDERS = (*TEXT_SUFFIXES, *tables.SUFFIXES, *feeds.SUFFIXES)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something a person named, and how it is to be read.

    `published` (ISO 8601) holds for all of it. `columns` says which column of a table holds which
    of `tables.FIELDS`; `rows`, when given, which of its rows are wanted.
    """

    source: str
    published: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    force: bool = False
    rows: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An article, or the reason why there is none.

    `source` names it: a path, an address, or a path with the number of the row (see `tables.Row`).
    `size` is how many bytes of `total_size` are done with it. `wanted` asks for it alone once more,
    where that can be.
    """

    source: str
    wanted: Wanted | None
    size: int
    article: Article | None = None
    reason: str | None = None


def find_articles(wanted: Wanted) -> Iterator[Found]:
    """Every article at a path or an address, in an order that does not change."""
    source = wanted.source
    if _is_address(source):
        yield from _at_address(wanted)
    elif not source:
        yield Found("''", None, 0, reason=NAMELESS)
    elif source == "-":
        yield _one(wanted, 0)
    elif os.path.isdir(source):
        yield from _in_folder(_there(wanted, name_of(wanted)))
    else:
        yield from _in_file(_there(wanted, name_of(wanted)))


def name_of(wanted: Wanted) -> str:
    """What `Found.source` says when it is about the whole: the address, or the path in full."""
    source = wanted.source
    if _is_address(source) or source in ("-", ""):
        return source
    try:
        return in_full(Path(source))
    except (OSError, ValueError):  # no path can be called so; reading it says why
        return source


def total_size(wanted: Sequence[Wanted]) -> int:
    """The bytes of all files wanted, for a bar of progress; addresses are not counted."""
    total = 0
    for each in wanted:
        if _is_address(each.source) or each.source == "-":
            continue
        files = files_of(each.source) if os.path.isdir(each.source) else iter((each.source,))
        total += sum(_size(file) for file in files)
    return total


def files_of(folder: str) -> Iterator[str]:
    """The files of a folder and its subfolders that may hold articles, sorted; none is hidden."""
    return (in_full(path) for path in _visible(folder) if _may_hold_articles(path))


def passed_over(wanted: Sequence[Wanted]) -> Mapping[str, int]:
    """How many files in the folders wanted are not taken, by what their names end in."""
    folders = {Path(each.source).resolve() for each in wanted if os.path.isdir(each.source)}
    return Counter(
        _ending(path)
        for folder in folders
        if not any(_is_seen_from(parent, folder) for parent in folders.intersection(folder.parents))
        for path in _visible(str(folder))
        if not _may_hold_articles(path)
    )


def _is_seen_from(parent: Path, folder: Path) -> bool:
    return not any(part.startswith(".") for part in folder.relative_to(parent).parts)


def _visible(folder: str) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(names) if not name.startswith("."))


def _may_hold_articles(path: Path) -> bool:
    return path.name.lower().endswith(_READ_IN_FOLDERS) and not is_special(path)


def _ending(path: Path) -> str:
    if is_special(path):
        return "pipe or device"
    return path.suffix.lower() or "without an ending"


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _there(wanted: Wanted, source: str) -> Wanted:
    return Wanted(source, wanted.published, wanted.columns, wanted.force, wanted.rows)


def _in_folder(wanted: Wanted) -> Iterator[Found]:
    empty = True
    for file in files_of(wanted.source):
        empty = False
        yield from _in_file(_there(wanted, file))
    if empty:
        kinds = ", ".join(_READ_IN_FOLDERS)
        yield Found(wanted.source, wanted, 0, reason=f"holds no articles ({kinds})")


def _in_file(wanted: Wanted) -> Iterator[Found]:
    suffix = Path(wanted.source).suffix.lower()
    if suffix in tables.SUFFIXES:
        yield from _in_table(wanted)
    elif suffix in feeds.SUFFIXES and (data := _feed_in(wanted.source)) is not None:
        yield from _in_feed(wanted, data)
    else:
        yield _one(wanted, _size(wanted.source))


def _one(wanted: Wanted, size: int) -> Found:
    try:
        article = load(wanted.source, published=wanted.published, force=wanted.force)
    except SourceError as error:
        return Found(wanted.source, wanted, size, reason=error.reason)
    return Found(wanted.source, wanted, size, article)


def _in_table(wanted: Wanted) -> Iterator[Found]:
    try:
        for row in tables.read_table(wanted.source, wanted.columns):
            if wanted.rows is None or row.number in wanted.rows:
                yield _row(wanted, row)
    except SourceError as error:
        yield Found(wanted.source, wanted, 0, reason=error.reason)


def _row(wanted: Wanted, row: tables.Row) -> Found:
    source = f"{wanted.source}:{row.number}"
    alone = Wanted(
        wanted.source, wanted.published, wanted.columns, wanted.force, rows=(row.number,)
    )
    try:
        article = tables.article_from_row(
            row, source, published=wanted.published, force=wanted.force
        )
    except SourceError as error:
        return Found(source, alone, row.size, reason=error.reason)
    return Found(source, alone, row.size, article)


def _feed_in(path: str) -> bytes | None:
    """The bytes of a file that is a feed; XML may also be a page."""
    try:
        with reading(path):
            data = Path(path).read_bytes()
    except SourceError:
        return None  # `load` says why
    return data if feeds.looks_like_feed(data) else None


def _in_feed(wanted: Wanted, data: bytes) -> Iterator[Found]:
    try:
        for number, entry in zip(count(1), feeds.read_feed(data, wanted.source), strict=False):
            yield _entry(wanted, entry, number)
    except SourceError as error:
        yield Found(wanted.source, wanted, 0, reason=error.reason)


def _entry(wanted: Wanted, entry: feeds.Entry, number: int) -> Found:
    source = entry.link or f"{wanted.source}:{number}"
    published = wanted.published or entry.published
    again = Wanted(source, published, force=wanted.force) if entry.link else wanted
    try:
        article = feeds.article_from_entry(entry, source, published=published, force=wanted.force)
    except SourceError as error:
        return Found(source, again, 0, reason=error.reason)
    return Found(source, again, 0, article)


def _at_address(wanted: Wanted) -> Iterator[Found]:
    from onus.sources.web import fetch

    try:
        page = fetch(wanted.source, also=feeds.TYPES)
        if feeds.looks_like_feed(page.body):
            yield from _in_feed(wanted, page.body)
            return
        article = article_from_fetched(
            page, wanted.source, published=wanted.published, force=wanted.force
        )
    except SourceError as error:
        yield Found(wanted.source, wanted, 0, reason=error.reason)
    else:
        yield Found(wanted.source, wanted, 0, article)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0
