"""Obligations through time: the same one in many articles is one entry, with one history."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection


def update(connection: Connection, article_ids: Sequence[str]) -> None:
    """Bring the ledger up to date with these articles, within the caller's transaction."""
