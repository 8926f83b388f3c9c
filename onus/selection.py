"""A record with only what Onus is sure enough of."""

from __future__ import annotations

from dataclasses import replace

from onus.record import Record


def at_least(record: Record, confidence: float) -> Record:
    """`record` without the events and obligations below `confidence` (0 to 1).

    An event that the history of a kept obligation names stays, so that every status can be traced.
    """
    obligations = tuple(o for o in record.obligations if o.confidence >= confidence)
    named = {change.event for obligation in obligations for change in obligation.history}
    events = tuple(e for e in record.events if e.confidence >= confidence or e.id in named)
    return replace(record, events=events, obligations=obligations)
