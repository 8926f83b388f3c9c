"""Tab-separated files as the field has them: no quoting, one event a line.

Tabs and line breaks in a value become spaces and double quotes single ones, so that readers that
know quoting (pandas, R) and readers that do not see the same cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from onus.errors import FormatError
from onus.formats.codes import columns_of
from onus.formats.events import CodedEvent
from onus.formats.tables import text_on

Cells = Iterable[Sequence[object]]
_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def write_lines(rows: Cells, stream: IO[bytes], header: Sequence[str] = ()) -> None:
    """Rows as lines; a null is an empty cell."""
    with text_on(stream) as text:
        if header:
            text.write("\t".join(header) + "\n")
        for row in rows:
            text.write("\t".join(map(_clean, row)) + "\n")


def read_lines(path: Path, header: Sequence[str] = ()) -> Iterator[list[str]]:
    """The cells of each line. Raises `FormatError` when the file has another header, or no text."""
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            if header and (first := next(lines, "").rstrip("\n").split("\t")) != list(header):
                raise FormatError(f"{path}: its columns are not those expected but {first[:5]} ...")
            for line in lines:
                yield line.rstrip("\n").split("\t")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}: cannot be read ({error})") from error


def attribution(event: CodedEvent) -> list[object]:
    """The cells of the columns `attribution`: whose word the event is, and how sure."""
    claim = event.claim
    speaker = claim and claim.speaker
    return [
        event.factuality,
        (speaker.name if speaker else claim.speaker_text) if claim else None,
        speaker and speaker.country,
        claim and ("TRUE" if claim.anonymous else "FALSE"),
        claim and claim.cue,
        claim and claim.content,
        claim and claim.id,
        event.confidence,
        event.id,
    ]


def with_attribution(layout: str) -> tuple[str, ...]:
    """The columns of a format with those of `attribution` behind them."""
    return columns_of(layout) + columns_of("attribution")


def _clean(value: object) -> str:
    return "" if value is None else _BREAKS.sub(" ", str(value)).replace('"', "'")
