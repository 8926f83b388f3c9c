"""Merges and splits undone in any order: what articles say is again what it was before."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Table, select, update

from onus import Store
from onus.record import Record
from onus.store.database import open_database, writing
from onus.store.schema import (
    actor_designations,
    actor_names,
    actor_roles,
    corrections,
    deed_sides,
    entries,
    entry_changes,
    entry_parties,
    entry_sides,
    event_parties,
    mentions,
    obligation_parties,
    statements,
)
from onus.store.writing import replace_record
from tests.people import add, person, record, state, who_is
from tests.records import herring

SERBIA, KOSOVO, PERU = state("Serbia", "SRB"), state("Kosovo", "XKX"), state("Peru", "PER")
BOTH = record("both", "2031-03-02", "Serbia warned Kosovo.", SERBIA, KOSOVO)
STATES = (
    record("serbia", "2031-03-01", "Serbia warned Peru.", SERBIA, PERU),
    BOTH,
    record("turned", "2031-03-03", "Kosovo warned Serbia.", KOSOVO, SERBIA),
)

Rows = list[tuple[object, ...]]


def told(where: str) -> dict[str, Rows]:
    """Who says and does what, who is called what, and the ledger, without the rows' numbers."""
    with Store(where) as store, store.connect() as connection:

        def rows(table: Table, *columns: str) -> Rows:
            wanted = [table.c[name] for name in columns] or [c for c in table.c if c.name != "id"]
            return sorted(map(tuple, connection.execute(select(*wanted))), key=repr)

        return {
            table.name: rows(table)
            for table in (
                mentions,
                event_parties,
                obligation_parties,
                actor_names,
                actor_roles,
                actor_designations,
                entries,
                entry_parties,
                entry_sides,
                entry_changes,
                deed_sides,
            )
        } | {"statements": rows(statements, "id", "speaker_id")}


def shown(where: str) -> list[object]:
    with Store(where) as store:
        return [*store.actors(passing=True), *store.events(), *store.statements(), *store.ledger()]


def undo(where: str, numbers: Sequence[int]) -> None:
    with Store(where) as store:
        for number in numbers:
            store.undo(number)


def reread(where: str, *records: Record) -> None:
    engine = open_database(where)
    for one in records:
        with writing(engine) as connection:
            replace_record(connection, one, one.article.id)
    engine.dispose()


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_merge_and_a_split_of_it_are_undone_in_any_order(
    where: str, order: tuple[int, ...]
) -> None:
    add(where, *STATES)
    before = told(where), shown(where)
    serbia, kosovo = who_is(where, "both", 1), who_is(where, "both", 2)
    with Store(where) as store:
        store.merge(serbia, kosovo)
        _, new = store.split(serbia, ["both"])
    assert (who_is(where, "both", 1), who_is(where, "both", 2)) == (new, new)
    undo(where, order)
    assert (told(where), shown(where)) == before


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_obligations_and_the_ledger_come_back_in_any_order(
    where: str, order: tuple[int, ...]
) -> None:
    add(
        where,
        herring(),
        record(
            "fish",
            "2024-06-01",
            "Iceland warned Peru.",
            state("Iceland", "ISL"),
            state("Peru", "PER"),
        ),
    )
    before = told(where), shown(where)
    assert before[0]["entries"]
    iceland, norway = who_is(where, "art-herring", 1), who_is(where, "art-herring", 2)
    with Store(where) as store:
        store.merge(iceland, norway)
        store.split(iceland, ["art-herring"])
    assert told(where)["obligation_parties"] != before[0]["obligation_parties"]
    undo(where, order)
    assert (told(where), shown(where)) == before


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_roles_come_back_to_who_holds_them(where: str, order: tuple[int, ...]) -> None:
    add(
        where,
        record(
            "one",
            "2031-03-02",
            "Finnish lawmaker Korpi sang. Finnish lawmaker Liisa Tamm wept.",
            person("Finnish lawmaker Korpi", country="FIN", sector="LEG"),
            person("Finnish lawmaker Liisa Tamm", country="FIN", sector="LEG"),
        ),
        record("two", "2031-03-05", "Liisa Tamm sang.", person("Liisa Tamm", country="FIN")),
    )
    before = told(where), shown(where)
    assert len(before[0]["actor_roles"]) == 2
    korpi, tamm = who_is(where, "one", 1), who_is(where, "one", 2)
    with Store(where) as store:
        store.merge(korpi, tamm)
        store.split(korpi, ["one"])
    undo(where, order)
    assert (told(where), shown(where)) == before


def test_what_was_split_off_twice_comes_back_in_any_order(where: str) -> None:
    add(where, *STATES)
    before = told(where)
    serbia, kosovo = who_is(where, "serbia"), who_is(where, "turned")
    with Store(where) as store:
        for order in itertools.permutations(range(3)):
            merged = store.merge(serbia, kosovo)
            first, new = store.split(kosovo, ["both", "turned"])
            second, _ = store.split(new, ["both"])
            for at in order:
                store.undo((merged, first, second)[at])
            assert told(where) == before, order


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_an_article_read_anew_between_comes_back_too(where: str, order: tuple[int, ...]) -> None:
    add(where, *STATES[:2])
    before = told(where), shown(where)
    serbia, kosovo = who_is(where, "both", 1), who_is(where, "both", 2)
    turned = record("both", "2031-03-02", "Serbia warned Kosovo.", KOSOVO, SERBIA)
    with Store(where) as store:
        store.merge(serbia, kosovo)
        _, new = store.split(serbia, ["both"])
    reread(where, turned)
    assert (who_is(where, "both", 1), who_is(where, "both", 2)) == (new, new)
    undo(where, order[:1])
    reread(where, turned)
    undo(where, order[1:])
    assert (who_is(where, "both", 1), who_is(where, "both", 2)) == (kosovo, serbia)
    reread(where, BOTH)
    assert (told(where), shown(where)) == before


def test_a_split_holds_in_an_article_read_anew_when_the_merge_is_undone(where: str) -> None:
    add(where, *STATES)
    serbia, kosovo = who_is(where, "both", 1), who_is(where, "both", 2)
    with Store(where) as store:
        number = store.merge(serbia, kosovo)
        _, new = store.split(serbia, ["both"])
        store.undo(number)
    reread(where, BOTH)
    assert (who_is(where, "both", 1), who_is(where, "both", 2)) == (new, new)


def test_a_later_article_goes_with_the_name_that_was_split_off(where: str) -> None:
    add(where, *STATES[:2])
    serbia, kosovo = who_is(where, "both", 1), who_is(where, "both", 2)
    with Store(where) as store:
        store.merge(serbia, kosovo)
        store.split(serbia, ["both"])
    add(where, record("later", "2031-04-01", "Kosovo warned Peru.", KOSOVO, PERU))
    undo(where, (1, 2))
    assert who_is(where, "later") == kosovo
    with Store(where) as store:
        assert [row.article_id for row in store.events(actor=kosovo)] == ["later", "both"]


def test_a_list_names_whom_it_named_before(where: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,name,countries\n7,Kosovo,Kosovo\n", encoding="utf-8")
    add(where, *STATES[:2])
    with Store(where) as store:
        store.add_list(path)
    before = told(where), shown(where)
    serbia, kosovo = who_is(where, "both", 1), who_is(where, "both", 2)
    with Store(where) as store:
        store.merge(serbia, kosovo)
        store.split(serbia, ["both"])
    reread(where, BOTH)
    undo(where, (1, 2))
    assert (told(where), shown(where)) == before


def test_a_split_that_remembers_nothing_is_undone_as_it_was_made(where: str) -> None:
    """Before Onus remembered whose it was, a split kept only who was split, and where."""
    add(where, *STATES)
    serbia, kosovo = who_is(where, "both", 1), who_is(where, "both", 2)
    with Store(where) as store:
        store.merge(serbia, kosovo)
        number, new = store.split(serbia, ["both"])
    engine = open_database(where)
    with writing(engine) as connection:
        data = {"actor": serbia, "new": new, "articles": ["both"]}
        connection.execute(update(corrections).where(corrections.c.id == number).values(data=data))
    engine.dispose()
    reread(where, BOTH)
    assert (who_is(where, "both", 1), who_is(where, "both", 2)) == (new, new)
    undo(where, (1, number))
    with Store(where) as store:
        assert store.actor(new).actor.id == serbia
        assert store.actor(serbia).actor.articles == 3
