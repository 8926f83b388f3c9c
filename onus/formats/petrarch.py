"""PETRARCH: the event lines of the Phoenix pipeline, 26 tab-separated columns without a header.

A row for each source and target. With claims the columns `attribution` follow as 27th and further;
without them the rows are facts only, and the file is exactly Phoenix's.
"""

from __future__ import annotations

from onus.formats import codes
from onus.formats.cameo_actors import cameo_actor
from onus.formats.events import Party
from onus.formats.pairs import Pair


def row(pair: Pair) -> list[object]:
    """The cells of Phoenix's own columns."""
    event = pair.event
    code = event.cameo or ""
    known = codes.cameo(code)
    day = event.day or ""
    place = event.place
    article = event.article
    return [
        pair.number,
        day.replace("-", ""),
        day[:4],
        day[5:7],
        day[8:10],
        *_party(pair.source),
        *_party(pair.target),
        code,
        code[:2],
        codes.facts("scales")["phoenix_pentas"].get(code[:2]),
        known and known.goldstein,
        ";".join(f"{context},1" for context in event.contexts),
        place and place.latitude,
        place and place.longitude,
        place and place.name,
        None,  # state or province
        place and place.country,
        f"{article.id}_{event.sentence}",
        article.url,
        article.publisher or article.agency,
    ]


def _party(party: Party | None) -> tuple[str, str, str, str]:
    coded = cameo_actor(party)
    return (coded.full, coded.country or coded.root, coded.role, coded.group)
