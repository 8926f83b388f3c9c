"""The obligations that are read in invented agency reports, with the model that ships."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import onus
from onus.record import Obligation, Record
from onus.sources import article_from_text

_REPORTS = yaml.safe_load(
    (Path(__file__).parent / "data" / "obligations_wire.yaml").read_text(encoding="utf-8")
)
_ENOUGH = 0.9  # of what a careful reader would keep; a parse may fail now and then


@cache
def records() -> list[Record]:
    """The reports, read together."""
    articles = [article_from_text(r["text"], published="2024-03-01") for r in _REPORTS]
    return list(onus.stream(articles))


def _names(identifiers: tuple[str, ...], record: Record) -> str:
    return " ".join(a.name for a in record.actors if a.id in identifiers)


def _is(found: Obligation, wanted: Mapping[str, Any], record: Record) -> bool:
    hung = wanted.get("condition")
    told = found.condition
    return (
        found.kind == wanted["kind"]
        and wanted["act"] in found.act.text
        and found.status == wanted.get("status", "open")
        and all(n in _names(found.bearer, record) for n in wanted.get("bearer", ()))
        and all(n in _names(found.demander, record) for n in wanted.get("demander", ()))
        and (hung is None or (told is not None and told.type == hung[0] and hung[1] in told.text))
    )


def test_what_a_careful_reader_would_keep_is_found() -> None:
    missed, wanted = [], 0
    for report, record in zip(_REPORTS, records(), strict=True):
        for one in report["owed"]:
            wanted += 1
            if not any(_is(o, one, record) for o in record.obligations):
                missed.append((report["name"], one))
    assert len(missed) <= (1 - _ENOUGH) * wanted, missed


def test_nothing_else_is_found() -> None:
    strange = [
        (report["name"], found.kind, found.act.text)
        for report, record in zip(_REPORTS, records(), strict=True)
        for found in record.obligations
        if not any(
            found.kind == one["kind"] and one["act"] in found.act.text for one in report["owed"]
        )
    ]
    assert not strange
