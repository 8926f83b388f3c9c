"""A store made by an older version of Onus is brought up to date, and nothing in it is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, insert, select
from sqlalchemy.engine import Engine

from onus.record import Deed, Record
from onus.store.database import open_database
from onus.store.migrations.tables_0001 import metadata as tables_0001
from onus.store.schema import metadata
from onus.store.store import Store
from onus.store.version import SCHEMA
from tests.contents import contents
from tests.people import Who, add, record, who_is
from tests.records import TEXT, at, herring, nothing


def test_a_store_of_the_first_version_is_brought_up_to_date_with_all_it_holds(
    new_store: Callable[[], str],
) -> None:
    today, old = new_store(), new_store()
    add(today, with_a_deed(herring()), nothing())
    copy_as_0001(today, old)
    with Store(old) as store, Store(today) as made_today:
        with store.asking() as reader:
            assert reader.schema() == SCHEMA
        for wanted in ({"text": "withdrawing fleets"}, {"topic": "fleet"}, {"status": "open"}):
            found = store.ledger(**wanted)  # type: ignore[arg-type]
            assert found == made_today.ledger(**wanted) != []  # type: ignore[arg-type]
    assert without_verdicts(contents(old)) == without_verdicts(contents(today))
    add(old, replace(nothing(), article=replace(nothing().article, id="art-later", text="Later.")))


def without_verdicts(tables: dict[str, list[str]]) -> dict[str, list[str]]:
    """What the network makes of later sentences is asked when an entry next has a new mention.

    The rare words of articles are taken from their deeds until these are read anew.
    """
    asked = [row.replace("'judged': True", "'judged': False") for row in tables["obligations"]]
    return {**tables, "obligations": asked, "verdicts": [], "article_stems": []}


def test_who_is_merged_keeps_no_country_that_he_was_thought_to_be_of(
    new_store: Callable[[], str],
) -> None:
    """An official turns out to be one of another country, before and after the upgrade."""
    text = "Petra Solberg spoke on Monday. Petra Solberg released the trawler."
    official = Who(("Petra Solberg", "Petra Solberg"), "office holder", "NOR", "GOV")
    other = Who(("Peder Solheim",), "office holder", "ISL", "GOV")
    deed = Deed(
        actors=("a1",),
        doer=at(text, "Petra Solberg", "Monday"),
        verb="release",
        words=at(text, "released the trawler"),
        outcome="done",
        said_in=None,
        sentence=2,
    )
    today, old, merged, old_merged = (new_store() for _ in range(4))
    for where in (today, merged):
        add(where, replace(record("art-a", "2024-06-10", text, official), deeds=(deed,)))
        add(where, record("art-b", "2024-06-11", "Peder Solheim spoke on Tuesday.", other))
    norwegian, icelander = who_is(today, "art-a"), who_is(today, "art-b")
    with Store(merged) as store:
        store.merge(icelander, norwegian)
    for where, copy in ((today, old), (merged, old_merged)):
        copy_as_0001(where, copy)
    stale = {"side": "country:NOR", "verb": "release", "article_id": "art-a", "position": 1}
    engine = old_engine(old_merged)
    with engine.begin() as connection:
        connection.execute(insert(tables_0001.tables["deed_sides"]), stale)
    engine.dispose()
    with Store(old) as store:
        store.merge(icelander, norwegian)
    with Store(old_merged):
        sides = contents(merged)["deed_sides"]
        assert any("country:ISL" in row for row in sides)
        assert not any("country:NOR" in row for row in sides)
        assert contents(old)["deed_sides"] == sides
        assert contents(old_merged)["deed_sides"] == sides
        assert contents(old_merged)["deeds"] == contents(merged)["deeds"]


def with_a_deed(record: Record) -> Record:
    """The record with a deed of Norway, as the ledger keeps them."""
    deed = Deed(
        actors=("a2",),
        doer=at(TEXT, "Norway"),
        verb="pledge",
        words=at(TEXT, "pledged to share its catch data"),
        outcome="done",
        said_in=None,
        sentence=7,
    )
    return replace(record, deeds=(deed,))


def copy_as_0001(where: str, old: str) -> None:
    """Make a store of version 0001 that holds the same, but for what there was no place for."""
    engine, to = open_database(where), old_engine(old)
    with engine.connect() as source, to.begin() as target:
        config = Config()
        config.set_main_option("script_location", "onus.store:migrations")
        config.attributes["connection"] = target
        command.upgrade(config, "0001")
        for table in tables_0001.sorted_tables:
            known = metadata.tables.get(table.name)
            if known is None:
                continue  # no longer there
            rows = source.execute(select(*(known.c[column.name] for column in table.columns)))
            if listed := [dict(row) for row in rows.mappings()]:
                target.execute(insert(table), listed)
    engine.dispose()
    to.dispose()


def old_engine(where: str) -> Engine:
    if "://" not in where:
        return create_engine(f"sqlite:///{where}")
    return create_engine(where.replace("postgresql://", "postgresql+psycopg://"))
