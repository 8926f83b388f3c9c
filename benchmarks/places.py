"""Places in news: found, and put within 161 km (100 miles) of where they lie.

Data: TR-News (Kamalloo and Rafiei 2018) and GeoWebNews (Gritta et al. 2019), XML. Only toponyms
that the corpus gives coordinates for are counted, adjectives ("Turkish") among them, as it does.
The distance is that of Leidner (2007) and of Mordecai 3.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scores import harmonic_mean, share
from onus.record import Article, Place
from onus.resolving.gazetteer import distance
from onus.resolving.places import find_places

NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name over characters `start` to `end`; a name without coordinates is not scored."""

    start: int
    end: int
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article and its toponyms; names without coordinates are neither asked for nor wrong."""

    text: str
    published: str | None
    toponyms: tuple[Toponym, ...]


def run(path: Path) -> dict[str, float]:
    """`found_f1`, its precision and recall, and `accuracy_161km` on the articles in `path`."""
    articles = read_places(path)
    if not articles:
        raise ValueError(f"{path}: no articles")
    from onus.language import annotate

    docs = annotate([article.text for article in articles])
    found = [
        find_places(doc, Article(id="", text=article.text, published=article.published))
        for article, doc in zip(articles, docs, strict=True)
    ]
    return score(articles, found)


def score(articles: Sequence[GoldArticle], found: Sequence[Sequence[Place]]) -> dict[str, float]:
    """A toponym is found when a place with coordinates overlaps it; the accuracy is of those found.

    A name that is read as a place but that the gazetteer does not know counts as not found.
    """
    asked = matched = given = right = near = 0
    for article, every in zip(articles, found, strict=True):
        places = [place for place in every if place.latitude is not None]
        scored = [t for t in article.toponyms if t.latitude is not None]
        unscored = [t for t in article.toponyms if t.latitude is None]
        asked += len(scored)
        for toponym in scored:
            place = next((p for p in places if _overlap(p, toponym)), None)
            if place is None:
                continue
            matched += 1
            near += _is_near(place, toponym)
        for place in places:
            if any(_overlap(place, t) for t in scored):
                given += 1
                right += 1
            elif not any(_overlap(place, t) for t in unscored):
                given += 1
    precision, recall = share(right, given), share(matched, asked)
    return {
        "found_f1": harmonic_mean(precision, recall),
        "found_precision": precision,
        "found_recall": recall,
        "accuracy_161km": share(near, matched),
    }


def read_places(path: Path) -> list[GoldArticle]:
    """The articles of a GeoWebNews or TR-News file; offsets that miss their text are looked up."""
    articles = []
    for element in ET.parse(path).getroot().iter("article"):
        text = element.findtext("text") or ""
        toponyms = []
        for row in element.iter("toponym"):
            name = row.findtext("extractedName") or row.findtext("phrase") or ""
            start = _located(text, name, int(row.findtext("start") or 0))
            if start is None:
                continue
            latitude, longitude = _coordinates(row)
            toponyms.append(Toponym(start, start + len(name), latitude, longitude))
        articles.append(GoldArticle(text, element.findtext("dltime"), tuple(toponyms)))
    return articles


def _located(text: str, name: str, start: int) -> int | None:
    if text[start : start + len(name)] == name:
        return start
    around = text.find(name, max(0, start - 20), start + len(name) + 20)
    return around if around >= 0 else None


def _coordinates(row: ET.Element) -> tuple[float | None, float | None]:
    latitude = row.findtext("latitude") or row.findtext("gaztag/lat")
    longitude = row.findtext("longitude") or row.findtext("gaztag/lon")
    if not latitude or not longitude:
        return None, None
    return float(latitude), float(longitude)


def _overlap(place: Place, toponym: Toponym) -> bool:
    return place.start < toponym.end and toponym.start < place.end


def _is_near(place: Place, toponym: Toponym) -> bool:
    if place.latitude is None or place.longitude is None:
        return False
    assert toponym.latitude is not None
    assert toponym.longitude is not None
    gap = distance(place.latitude, place.longitude, toponym.latitude, toponym.longitude)
    return gap <= NEAR_KM
