"""What a person sets right: merges and splits hold, can be undone, and outlast a new reading."""

from __future__ import annotations

import pytest

from onus import Store
from onus.errors import RegistryError
from onus.store.database import open_database, writing
from onus.store.writing import replace_record
from tests.people import add, person, record, state, who_is

ELSA = record(
    "elsa1",
    "2031-03-02",
    "Finnish lawmaker Elsa Korpi warned Estonia.",
    person("Finnish lawmaker Elsa Korpi", country="FIN", sector="LEG"),
    state("Estonia", "EST"),
)
LISA = record(
    "lisa1",
    "2031-03-04",
    "Elisabet Korpi warned Estonia.",
    person("Elisabet Korpi", country="FIN"),
    state("Estonia", "EST"),
)
AGAIN = record(
    "elsa2",
    "2031-04-02",
    "Elsa Korpi left Estonia.",
    person("Elsa Korpi", country="FIN"),
    state("Estonia", "EST"),
)


def reread(where: str, one: object) -> None:
    engine = open_database(where)
    with writing(engine) as connection:
        replace_record(connection, one, one.article.id)  # type: ignore[arg-type,attr-defined]
    engine.dispose()


def test_merged_actors_are_one_in_every_answer(where: str) -> None:
    add(where, ELSA, LISA)
    elsa, lisa = who_is(where, "elsa1"), who_is(where, "lisa1")
    with Store(where) as store:
        store.merge(elsa, lisa)
        details = store.actor(lisa)
        assert (details.actor.id, details.actor.articles, details.merged) == (elsa, 2, (lisa,))
        assert details.names == ("Elisabet Korpi", "Elsa Korpi")
        assert (details.events, details.statements) == (2, 2)
        assert [p.id for row in store.events(actor=lisa) for p in row.sources] == [elsa, elsa]
        assert lisa not in [row.id for row in store.actors()]


def test_a_merge_can_be_undone_once(where: str) -> None:
    add(where, ELSA, LISA)
    elsa, lisa = who_is(where, "elsa1"), who_is(where, "lisa1")
    with Store(where) as store:
        number = store.merge(elsa, lisa)
        store.undo(number)
        assert [row.id for row in store.actors(text="Korpi")] == [elsa, lisa]
        with pytest.raises(RegistryError, match=f"correction {number} was undone"):
            store.undo(number)
        (kept,) = store.corrections()
        assert (kept.kind, kept.undone_at is None) == ("merge", False)


def test_of_two_merges_the_first_can_be_undone(where: str) -> None:
    third = record("third", "2031-05-01", "Eeva Korpi sang.", person("Eeva Korpi", country="FIN"))
    add(where, ELSA, LISA, third)
    elsa, lisa, eeva = (who_is(where, a) for a in ("elsa1", "lisa1", "third"))
    with Store(where) as store:
        first = store.merge(elsa, lisa)
        store.merge(eeva, elsa)
        assert store.actor(lisa).actor.id == eeva
        store.undo(first)
        assert store.actor(lisa).actor.id == lisa
        assert store.actor(elsa).actor.id == eeva


def test_a_merge_outlasts_a_new_reading_and_serves_what_comes_later(where: str) -> None:
    add(where, ELSA, LISA)
    elsa, lisa = who_is(where, "elsa1"), who_is(where, "lisa1")
    with Store(where) as store:
        store.merge(elsa, lisa)
    reread(where, LISA)
    add(where, record("lisa2", "2031-06-01", "Elisabet Korpi won.", person("Elisabet Korpi")))
    with Store(where) as store:
        assert store.actor(elsa).actor.articles == 3


def test_a_split_gives_some_articles_to_somebody_else(where: str) -> None:
    add(where, ELSA, AGAIN)
    elsa = who_is(where, "elsa1")
    assert who_is(where, "elsa2") == elsa
    with Store(where) as store:
        _, new = store.split(elsa, ["elsa2"])
        old, other = store.actor(elsa), store.actor(new)
        assert (old.actor.articles, other.actor.articles) == (1, 1)
        assert [role.role for role in old.roles] == ["lawmaker"]
        assert other.roles == ()
        assert [row.article_id for row in store.events(actor=new)] == ["elsa2"]
        assert [row.article_id for row in store.statements(actor=elsa)] == ["elsa1"]


def test_a_split_outlasts_a_new_reading_and_can_be_undone(where: str) -> None:
    add(where, ELSA, AGAIN)
    elsa = who_is(where, "elsa1")
    with Store(where) as store:
        number, new = store.split(elsa, ["elsa2"])
    reread(where, AGAIN)
    assert who_is(where, "elsa2") == new
    with Store(where) as store:
        store.undo(number)
        assert store.actor(elsa).actor.articles == 2
        assert {row.article_id for row in store.events(actor=elsa)} == {"elsa1", "elsa2"}
    reread(where, AGAIN)
    with Store(where) as store:
        assert store.actor(elsa).actor.articles == 2


def test_a_new_reading_keeps_actors_their_numbers_and_no_role_twice(where: str) -> None:
    add(where, ELSA, LISA)
    before = who_is(where, "elsa1")
    reread(where, ELSA)
    assert who_is(where, "elsa1") == before
    with Store(where) as store:
        (role,) = store.actor(before).roles
        assert len(role.evidence) == 1


def test_what_cannot_be_is_said_in_a_sentence(where: str) -> None:
    add(where, ELSA, AGAIN)
    elsa = who_is(where, "elsa1")
    with Store(where) as store:
        with pytest.raises(RegistryError, match="there is no actor 999"):
            store.merge(elsa, 999)
        with pytest.raises(RegistryError, match="are one already"):
            store.merge(elsa, elsa)
        with pytest.raises(RegistryError, match="no article begins with 'zzz'"):
            store.split(elsa, ["zzz"])
        with pytest.raises(RegistryError, match="nothing would be left"):
            store.split(elsa, ["elsa1", "elsa2"])
        with pytest.raises(RegistryError, match="there is no correction 7"):
            store.undo(7)
        assert store.corrections() == []
