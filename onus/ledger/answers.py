"""What the ledger answers with: an obligation, its whole story, what a period brought."""

from __future__ import annotations

from dataclasses import dataclass

from onus.store.rows import Party
from onus.terms import ObligationKind, Status


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One obligation of the collection.

    `since` is when it was first told of, `moved` when it was last told of or changed. `articles`
    counts stories, not copies. `claimed` says that the status rests on somebody's word,
    `interested` that this somebody gains by it; `confidence` is how sure the last change is, null
    while there is none. `overdue`: the deadline lies before the newest article, and nothing is
    reported.
    """

    id: str
    kind: ObligationKind
    bearer: tuple[Party, ...]
    demander: tuple[Party, ...]
    act: str
    condition_type: str | None
    condition: str | None
    qualities: tuple[str, ...]
    deadline: str | None
    overdue: bool
    status: Status
    claimed: bool
    interested: bool
    confidence: float | None
    since: str | None
    moved: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class WordingRow:
    """How one article worded an obligation; `sentence` is where it stands, at `start` to `end`."""

    id: str
    date: str | None
    kind: ObligationKind
    act: str
    sentence: str | None
    speaker: str | None
    confidence: float
    start: int
    end: int
    article_id: str
    story_id: str
    title: str | None
    publisher: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A turn of an entry: what it became, in which words (`start` to `end` of the article's text).

    `sentence` is the one in which they stand; of "failed to pay" the words are those of paying.

    `speaker` says so where it is `claimed`; `interested` means that he gains by it.
    """

    entry_id: str
    date: str | None
    effect: Status
    words: str
    sentence: str | None
    speaker: str | None
    claimed: bool
    interested: bool
    confidence: float
    event_id: str | None
    statement_id: str | None
    start: int
    end: int
    article_id: str
    title: str | None
    publisher: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """The whole story of one entry, oldest first."""

    entry: EntryRow
    wordings: tuple[WordingRow, ...]
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What a period brought: new entries and changes of status, oldest first, both days included.

    `overdue` are entries whose deadline passed within it without a report.
    """

    since: str
    until: str
    new: tuple[Story, ...]
    changed: tuple[Story, ...]
    overdue: tuple[EntryRow, ...]
