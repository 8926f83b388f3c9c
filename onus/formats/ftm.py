"""FollowTheMoney: entities as JSON lines, for Aleph, OpenAleph and the OpenSanctions tools.

An article is an `Article`, an actor a `Person`, `Organization`, `PublicBody` or `LegalEntity`, an
event an `Event` that involves the actors and has the article as its proof. FollowTheMoney has no
place for whose word an event is, so its name says it: "Claim by X: A -> B: ASSAULT".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

from onus.formats import codes
from onus.formats.events import CodedEvent, Origin, Party, is_fact

Entity = dict[str, Any]


def write(events: Iterable[CodedEvent], stream: IO[bytes]) -> None:
    """An entity a line, each once."""
    for entity in _entities(events):
        stream.write(json.dumps(entity, ensure_ascii=False).encode() + b"\n")


def _entities(events: Iterable[CodedEvent]) -> Iterator[Entity]:
    written: set[str] = set()
    for event in events:
        for entity in (_article(event.article), *map(_party, (*event.sources, *event.targets))):
            if entity["id"] not in written:
                written.add(entity["id"])
                yield entity
        yield _event(event)


def _article(article: Origin) -> Entity:
    return _entity(
        article.id,
        "Article",
        title=article.title,
        publishedAt=article.published,
        publisher=article.publisher or article.agency,
        sourceUrl=_url(article.url),
        language=codes.facts("ftm")["languages"].get(article.language),
    )


def _party(party: Party) -> Entity:
    return _entity(
        party.id,
        codes.facts("ftm")["kinds"].get(party.kind, "LegalEntity"),
        name=party.name,
        country=_country(party.country),
        sector=None if party.kind in ("person", "state") else party.sector,
        program=party.designated,
    )


def _event(event: CodedEvent) -> Entity:
    place = event.place
    first, last = (event.date.start, event.date.end) if event.date else (None, None)
    return _entity(
        event.id,
        "Event",
        name=_name(event),
        summary=event.sentence_text,
        description=_attribution(event),
        keywords=[word for word in (event.type, event.mode, event.cameo, event.factuality) if word],
        startDate=first if first != last else None,
        endDate=last if first != last else None,
        date=event.day if first == last else None,
        location=place.name if place else None,
        country=_country(place.country) if place else None,
        involved=[_id(party.id) for party in (*event.sources, *event.targets)],
        proof=_id(event.article.id),
        publisher=event.article.publisher or event.article.agency,
        sourceUrl=_url(event.article.url),
        recordId=event.id,
    )


def _name(event: CodedEvent) -> str:
    sides = (event.sources, event.source_text), (event.targets, event.target_text)
    who, whom = (", ".join(party.name for party in side) or text for side, text in sides)
    told = f"{who or 'somebody'}{f' -> {whom}' if whom else ''}: {event.type}"
    if is_fact(event):
        return told
    if event.claim is None:
        return f"Not reported as done ({event.factuality}): {told}"
    return f"Claim by {_speaker(event)} ({event.factuality}): {told}"


def _attribution(event: CodedEvent) -> str | None:
    claim = event.claim
    return None if claim is None else f"{_speaker(event)}, {claim.cue}: {claim.content}"


def _speaker(event: CodedEvent) -> str:
    claim = event.claim
    speaker = claim and (claim.speaker.name if claim.speaker else claim.speaker_text)
    return speaker or "an unnamed speaker"


def _entity(identifier: str, schema: str, **properties: str | list[str] | None) -> Entity:
    given = {
        name: [value] if isinstance(value, str) else sorted(set(value))
        for name, value in properties.items()
        if value
    }
    return {"id": _id(identifier), "schema": schema, "properties": given}


def _id(identifier: str) -> str:
    return "onus-" + re.sub(r"[^A-Za-z0-9.-]", "-", identifier)


def _country(iso3: str | None) -> str | None:
    known = codes.country(iso3)
    return known.iso2.lower() if known else None


def _url(address: str | None) -> str | None:
    return address if address and address.startswith(("http://", "https://")) else None
