"""How long a store of a million events takes to answer.

    python -m benchmarks queries                                    SQLite
    python -m benchmarks.queries postgresql://USER@HOST/EMPTY       an empty database of PostgreSQL

The store is generated: made-up names and sentences, nothing is read. Actors, countries, types and
words are spread as in news: a few of each are in a large part of everything, most in a handful.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, insert, text

from onus.ledger.acts import about
from onus.store import schema as tables
from onus.store.database import open_database, writing
from onus.store.store import Store

EVENTS = 1_000_000
AN_ARTICLE = 8  # events; half as many statements, a quarter as many obligations
ACTORS = 40_000
SEED = 2019
_BLOCK = 4_000  # articles written together

_TYPES = {
    "CONSULT": 1,
    "AGREE": 1,
    "COOPERATE": 2,
    "AID": 2,
    "ACCUSE": 3,
    "DEMAND": 3,
    "ASSAULT": 4,
}
_FACTUALITY = ("actual", "actual", "actual", "planned", "denied", "possible", "wanted")
_COUNTRIES = (
    "USA",
    "RUS",
    "CHN",
    "IRN",
    "ISR",
    "PAK",
    "IND",
    "GBR",
    "FRA",
    "DEU",
    "NOR",
    "ISL",
    None,
)
_WORDS = tuple(
    f"{start}{middle}{end}"
    for start in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v")
    for middle in ("a", "e", "i", "o", "u", "ara", "eno", "ilu", "osa", "uti")
    for end in ("n", "r", "st", "ld", "mp", "nt")
)


def run(path: Path) -> dict[str, float]:
    """Seconds that each question takes, the middle one of three; on the store at `path`.

    When `path` is a folder, a store of a million events is made for the occasion.
    """
    if path.is_file():
        return measure(str(path))
    with tempfile.TemporaryDirectory() as folder:
        made = str(Path(folder, "million.db"))
        generate(made, EVENTS)
        return measure(made)


def measure(store: str) -> dict[str, float]:
    """Seconds for each question to the store."""
    with Store(store) as opened:
        return {name: _seconds(ask) for name, ask in questions(opened).items()}


def questions(store: Store) -> dict[str, Callable[[], Any]]:
    """What people ask, from the rarest to the most common actor and word."""
    common, rare = name_of(0), name_of(ACTORS // 2)
    frequent, seldom = _WORDS[0], " ".join(_WORDS[-2:])
    return {
        "events": lambda: store.events(limit=100),
        "events_common_actor": lambda: store.events(actor=common, limit=100),
        "events_rare_actor": lambda: store.events(actor=rare, limit=100),
        "events_country": lambda: store.events(country="USA", limit=100),
        "events_type_month": lambda: store.events(
            type="ASSAULT", since="2015-03-01", until="2015-03-31", limit=100
        ),
        "events_factuality_sure": lambda: store.events(
            factuality="denied", quad=4, min_confidence=0.95, limit=100
        ),
        "events_rare_word": lambda: store.events(text=seldom, limit=100),
        "events_common_word": lambda: store.events(text=frequent, limit=100),
        "events_all_filters": lambda: store.events(
            actor=common,
            country="RUS",
            type="ACCUSE",
            factuality="denied",
            since="2012-01-01",
            text=frequent,
            min_confidence=0.5,
            limit=100,
        ),
        "events_none": lambda: store.events(
            country="ISL", type="AID", factuality="wanted", text=f"{frequent} {seldom}", limit=100
        ),
        "statements": lambda: store.statements(limit=100),
        "statements_common_actor": lambda: store.statements(actor=common, limit=100),
        "statements_country": lambda: store.statements(country="IRN", limit=100),
        "statements_month": lambda: store.statements(
            since="2015-03-01", until="2015-03-31", limit=100
        ),
        "statements_common_word": lambda: store.statements(text=frequent, limit=100),
        "ledger": lambda: store.ledger(limit=100),
        "ledger_common_bearer": lambda: store.ledger(bearer=common, limit=100),
        "ledger_both_sides": lambda: store.ledger(bearer=common, demander=name_of(1), limit=100),
        "ledger_status": lambda: store.ledger(status="withdrawn", limit=100),
        "ledger_month": lambda: store.ledger(since="2015-03-01", until="2015-03-31", limit=100),
        "ledger_common_word": lambda: store.ledger(text=frequent, limit=100),
        "ledger_status_text": lambda: store.ledger(status="broken", text=seldom, limit=100),
        "ledger_status_common_word": lambda: store.ledger(
            status="broken", text=frequent, limit=100
        ),
        "ledger_topic": lambda: store.ledger(topic=frequent, limit=100),
        "show": lambda: store.entry("0000000000000fff:o1"),
        "digest": lambda: store.digest(days=7),
        "actors": lambda: store.actors(limit=100),
        "actors_name": lambda: store.actors(text=common, limit=100),
        "actors_country": lambda: store.actors(country="NOR", limit=100),
        "actor": lambda: store.actor(1),
    }


def _seconds(ask: Callable[[], Any]) -> float:
    return statistics.median(_once(ask) for _ in range(3))


def _once(ask: Callable[[], Any]) -> float:
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started


def generate(store: str, events: int) -> None:
    """Make a store with that many events; the same one each time."""
    engine = open_database(store)
    chance = random.Random(SEED)
    _insert(engine, {tables.actors: _actors(), tables.actor_names: _actor_names()})
    articles = range(events // AN_ARTICLE)
    for start in range(0, len(articles), _BLOCK):
        _insert(engine, _block(articles[start : start + _BLOCK], chance))
    with engine.connect() as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()


def name_of(actor: int) -> str:
    """The made-up name of an actor; low numbers are met most."""
    first, last = divmod(actor, len(_WORDS))
    return f"{_WORDS[first % len(_WORDS)].title()} {_WORDS[last].title()}"


Rows = list[dict[str, Any]]


def _insert(engine: Engine, rows: Mapping[Table, Rows]) -> None:
    with writing(engine) as connection:
        for table, listed in rows.items():
            connection.execute(insert(table), listed)


def _actors() -> Rows:
    return [
        {
            "id": actor + 1,
            "name": name_of(actor),
            "kind": "person",
            "country": _COUNTRIES[actor % len(_COUNTRIES)],
        }
        for actor in range(ACTORS)
    ]


def _actor_names() -> Rows:
    return [
        {"actor_id": actor + 1, "name": name_of(actor), "key": name_of(actor).lower(), "seen": 1}
        for actor in range(ACTORS)
    ]


def _block(numbers: range, chance: random.Random) -> dict[Table, Rows]:
    made: dict[Table, Rows] = {table: [] for table in _FILLED}
    for number in numbers:
        _article(made, number, chance)
    return made


_FILLED = (
    tables.stories,
    tables.articles,
    tables.outlets,
    tables.mentions,
    tables.statements,
    tables.events,
    tables.event_parties,
    tables.entries,
    tables.entry_matters,
    tables.entry_parties,
    tables.entry_sides,
    tables.obligations,
    tables.obligation_parties,
    tables.entry_changes,
)


def _article(made: dict[Table, Rows], number: int, chance: random.Random) -> None:
    name = f"{number:016x}"
    day = (date(2010, 1, 1) + timedelta(days=chance.randrange(3650))).isoformat()
    origin = {"publisher": "The Harbour Post", "url": None, "published": day}
    made[tables.stories].append({"id": name})
    made[tables.articles].append(
        {
            "id": name,
            "story_id": name,
            "text": "Made up.",
            "title": _sentence(chance, 6),
            "language": "en",
            "source": name,
            "added_at": f"2020-01-01T00:00:00.{number:09}",
            "model": "none",
            "signature": b"",
            "record": "{}",
            **origin,
        }
    )
    made[tables.outlets].append({"article_id": name, "source": name, "at": day, **origin})
    common = {"article_id": name, "story_id": name, "published": day}
    met: dict[int, None] = {}
    for each in range(1, AN_ARTICLE + 1):
        made[tables.events].append({**common, **_event(name, each, day, chance)})
        for side in ("source", "target"):
            actor = _actor(chance)
            party = {"event_id": f"{name}:e{each}", "side": side, "actor_id": actor}
            made[tables.event_parties].append(party)
            met[actor] = None
    made[tables.mentions] += [
        {"article_id": name, "local_id": f"a{each}", "actor_id": actor, "published": day}
        for each, actor in enumerate(met, start=1)
    ]
    for each in range(1, AN_ARTICLE // 2 + 1):
        made[tables.statements].append({**common, **_statement(name, each, chance)})
    for each in range(1, AN_ARTICLE // 4 + 1):
        _obligation(made, common, each, chance)


def _event(name: str, each: int, day: str, chance: random.Random) -> dict[str, Any]:
    kind = chance.choice(tuple(_TYPES))
    return {
        "id": f"{name}:e{each}",
        "counted": chance.random() < 0.9,
        "type": kind,
        "contexts": [],
        "quad": _TYPES[kind],
        **_span("trigger", chance.choice(_WORDS)),
        "factuality": chance.choice(_FACTUALITY),
        "said_in": f"{name}:s1" if chance.random() < 0.3 else None,
        "confidence": round(chance.random(), 3),
        "sentence": each,
        "sentence_text": _sentence(chance, 20),
        "day": day,
    }


def _statement(name: str, each: int, chance: random.Random) -> dict[str, Any]:
    return {
        "id": f"{name}:s{each}",
        "speaker_id": _actor(chance) if chance.random() < 0.8 else None,
        "anonymous": False,
        **_span("cue", "said"),
        **_span("content", _sentence(chance, 15)),
        "form": "indirect",
        "sentence": each,
    }


def _obligation(
    made: dict[Table, Rows], common: dict[str, Any], each: int, chance: random.Random
) -> None:
    """An obligation that is an entry of its own, and one change to it."""
    kind = chance.choice(("demand", "offer", "pledge", "refusal", "threat"))
    status = chance.choice(("open", "open", "begun", "met", "broken", "refused", "withdrawn"))
    act, day, article = _sentence(chance, 8), common["published"], common["article_id"]
    entry = f"{article}:o{each}"
    parties = {side: _actor(chance) for side in ("bearer", "demander")}
    made[tables.entries].append(
        {
            "id": entry,
            "kind": kind,
            "act": act,
            "qualities": [],
            "status": status,
            "first_date": day,
            "last_date": day,
        }
    )
    made[tables.obligations].append(
        {
            **common,
            "id": entry,
            "entry_id": entry,
            "kind": kind,
            **_span("act", act),
            "qualities": [],
            "status": status,
            "history": [],
            "confidence": 0.8,
            "sentence": each,
            "sentence_text": _sentence(chance, 20),
            "meaning": b"\0" * 768,
        }
    )
    made[tables.entry_matters] += [
        {"matter": matter, "entry_id": entry} for matter in sorted(about(act))
    ]
    for side, actor in parties.items():
        made[tables.entry_parties].append({"entry_id": entry, "side": side, "actor_id": actor})
        key = f"actor:{actor}"
        made[tables.entry_sides].append({"key": key, "side": side, "entry_id": entry})
        made[tables.obligation_parties].append(
            {"obligation_id": entry, "side": side, "actor_id": actor}
        )
    made[tables.entry_changes].append(
        {
            "entry_id": entry,
            "position": 1,
            "effect": status,
            "date": day,
            "article_id": article,
            "event_id": f"{article}:e{each}",
            "start": 0,
            "end": 1,
            "claimed": False,
            "interested": False,
            "confidence": 0.7,
        }
    )


def _span(name: str, words: str) -> dict[str, Any]:
    return {f"{name}_start": 0, f"{name}_end": len(words), f"{name}_text": words}


def _actor(chance: random.Random) -> int:
    """By Zipf's law, nearly: the first hundred actors are in a large part of everything."""
    return 1 + min(ACTORS - 1, int(ACTORS ** chance.random()) - 1)


def _sentence(chance: random.Random, length: int) -> str:
    return " ".join(_WORDS[int(len(_WORDS) ** chance.random()) - 1] for _ in range(length))


if __name__ == "__main__":
    generate(sys.argv[1], EVENTS)
    for question, seconds in measure(sys.argv[1]).items():
        print(f"{question:28} {seconds:.3f}")
