"""A store gives back what was put in, finds it by every filter, and counts a story once."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, text, update

import onus
from onus.errors import FilterError, SourceError, StoreError
from onus.formats.events import events_of as events_of_record
from onus.ledger.asking import EntryFilters
from onus.record import Article, Dates, Record
from onus.registry.listing import ActorFilters
from onus.sources import article_from_text
from onus.store.database import open_database, writing
from onus.store.filters import checked
from onus.store.queries import EventFilters, StatementFilters
from onus.store.schema import articles, metadata
from onus.store.store import Store
from onus.store.version import SCHEMA
from onus.store.writing import Origin, add_record
from tests import people
from tests.records import TEXT, herring, nothing
from tests.wire import reports


def keep(where: str, *records: Record) -> None:
    """Put records into a store as they are, without reading anything."""
    engine = open_database(where)
    for record in records:
        with writing(engine) as connection:
            add_record(connection, record, Origin.of(record.article, f"{record.article.id}.txt"))
    engine.dispose()


@pytest.fixture
def kept(where: str) -> str:
    """A store with the invented record of `tests.records`, on each database."""
    keep(where, herring(), nothing())
    return where


def events_of(where: str, **wanted: object) -> list[str]:
    """The local ids of the events found, in their order."""
    with Store(where) as store:
        return [row.id.split(":")[1] for row in store.events(**wanted)]  # type: ignore[arg-type]


def test_a_record_comes_back_as_it_was(kept: str) -> None:
    with Store(kept) as store:
        assert store.record("art-herring") == herring()
        assert list(store.records()) == [herring(), nothing()]
        assert store.record("nobody") is None


def test_an_article_comes_back_with_its_outlets(kept: str) -> None:
    with Store(kept) as store:
        row = store.article("art-herring")
        assert store.article("nobody") is None
    assert row is not None
    assert row.article == herring().article
    assert row.story_id == "art-herring"
    assert [outlet.source for outlet in row.outlets] == ["art-herring.txt"]
    assert row.outlets[0].publisher == "The Harbour Post"


def test_an_event_comes_with_parties_place_dates_and_whose_word_it_is(kept: str) -> None:
    with Store(kept) as store:
        row = next(row for row in store.events() if row.id == "art-herring:ev2")
    assert [party.name for party in row.sources] == ["Free Herring Front"]
    assert row.targets == ()
    assert row.target_text == "an Icelandic patrol boat"
    assert (row.type, row.quad, row.factuality) == ("ASSAULT", 4, "actual")
    assert TEXT[row.trigger_start : row.trigger_end] == row.trigger == "attack"
    assert (row.place, row.place_country, row.latitude) == ("Jan Mayen", "SJM", 70.98)
    assert row.day == row.date_start == "2024-06-09"
    assert row.said_by == "senior Norwegian official"
    assert row.sentence.startswith("The dispute worsened after an attack")
    assert (row.publisher, row.published, row.outlets) == ("The Harbour Post", "2024-06-11", 1)


def test_events_are_given_newest_first_with_the_day_of_publishing_where_none_is_known(
    kept: str,
) -> None:
    with Store(kept) as store:
        assert [row.day for row in store.events()] == [*["2024-06-11"] * 3, "2024-06-09"]
        assert len(store.events(limit=2)) == 2


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"actor": "Iceland"}, {"ev1", "ev3"}),
        ({"actor": "iceland", "type": "REJECT"}, {"ev1"}),
        ({"actor": "Herring"}, {"ev2"}),
        ({"actor": "nobody of that name"}, set()),
        ({"country": "nor"}, {"ev1", "ev3", "ev4"}),
        ({"country": "NOR", "actor": "Iceland"}, {"ev1", "ev3"}),
        ({"type": "assault"}, {"ev2"}),
        ({"quad": 1}, {"ev3"}),
        ({"factuality": "denied"}, {"ev3"}),
        ({"until": "2024-06-09"}, {"ev2"}),
        ({"since": "2024-06-09", "until": "2024-06-10"}, {"ev2"}),
        ({"since": "2024-06-12"}, set()),
        ({"min_confidence": 0.8}, {"ev1", "ev4"}),
        ({"text": "attacks boat"}, {"ev2"}),
        ({"text": '"patrol boat"'}, {"ev2"}),
        ({"text": '"boat patrol"'}, set()),
        ({"text": "mackerel OR trawler -quota"}, {"ev4"}),
    ],
)
def test_events_are_found_by(kept: str, wanted: dict[str, object], found: set[str]) -> None:
    assert set(events_of(kept, **wanted)) == found


@pytest.mark.parametrize(
    ("ask", "wanted"),
    [
        ("events", {"contry": "SRB"}),
        ("statements", {"type": "ASSAULT"}),
        ("ledger", {"typo": "x"}),
        ("actors", {"bogus": 1}),
        ("export", {"bogus": 1}),
    ],
)
def test_a_filter_that_there_is_none_of_is_refused_by_name(
    kept: str, ask: str, wanted: dict[str, object]
) -> None:
    (name,) = wanted
    with (
        Store(kept) as store,
        pytest.raises(TypeError, match=f"'{name}' is none of the filters \\w+, "),
    ):
        getattr(store, ask)(*(["csv", io.BytesIO()] if ask == "export" else []), **wanted)


@pytest.mark.parametrize(
    ("ask", "wanted", "said"),
    [
        ("events", {"type": "FOO"}, "type: 'FOO' is none of ACCUSE, AGREE"),
        ("events", {"since": "foo"}, "since: 'foo' is not a date like 2019-06-09"),
        ("events", {"until": 5}, "until: 5 is not a date"),
        ("events", {"country": "Serbia"}, "'Serbia' is not a country's code of three letters"),
        ("events", {"quad": 9}, "quad: 9 is not in the range 1<=x<=4"),
        ("events", {"factuality": "x"}, "factuality: 'x' is none of actual, denied"),
        ("events", {"min_confidence": 3}, "3 is not in the range 0.0<=x<=1.0"),
        ("events", {"actor": 1.5}, "actor: 1.5 is neither the name nor the number"),
        ("statements", {"limit": -1}, "limit: -1 is not in the range x>=1"),
        ("statements", {"text": 5}, "text: 5 is no text"),
        ("ledger", {"status": "done"}, "status: 'done' is none of open, begun"),
        ("actors", {"kind": "thing"}, "kind: 'thing' is none of state"),
        ("actors", {"listed": "no"}, "listed: 'no' is none of True, False"),
        ("digest", {"until": "x"}, "until: 'x' is not a date"),
        ("digest", {"days": 0}, "days: 0 is not in the range 1<=x<="),
        ("digest", {"days": 800_000}, "days: 800000 is not in the range 1<=x<="),
        ("digest", {"since": "soon"}, "since: 'soon' is not a date"),
        ("digest", {"since": "2024-03-02", "until": "2024-03-01"}, "since: 2024-03-02 lies after"),
    ],
)
def test_a_value_that_a_filter_cannot_have_is_refused(
    kept: str, ask: str, wanted: dict[str, object], said: str
) -> None:
    with Store(kept) as store, pytest.raises(FilterError, match=re.escape(said)):
        getattr(store, ask)(**wanted)


@pytest.mark.parametrize("known", [EventFilters, StatementFilters, EntryFilters, ActorFilters])
def test_no_filter_takes_just_anything(known: type[Mapping[str, object]]) -> None:
    for name in known.__annotations__:
        assert checked(known, {name: None}) == {name: None}
        with pytest.raises(FilterError, match=f"{name}: <object"):
            checked(known, {name: object()})


def test_an_export_asked_for_wrongly_leaves_no_file(kept: str, tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    with Store(kept) as store, pytest.raises(FilterError, match="type: 'FOO'"):
        store.export("csv", out, type="FOO")
    assert not out.exists()


def test_what_is_beyond_a_databases_numbers_and_days_is_answered(kept: str) -> None:
    huge = 99_999_999_999_999_999_999
    assert events_of(kept, actor=huge) == events_of(kept, actor=str(huge)) == []
    assert events_of(kept, actor="9" * 5000) == []
    assert len(events_of(kept, limit=huge)) == 4
    assert len(events_of(kept, until="9999-12-31")) == 4
    with Store(kept) as store:
        assert store.ledger(bearer=huge) == []


def test_an_actor_is_found_in_capitals_or_not_of_any_alphabet(where: str) -> None:
    text = "Óscar Arias left. He met Şebnem Çelik."
    cast = (people.person("Óscar Arias"), people.person("Şebnem Çelik"))
    people.add(where, people.record("art1", "2031-04-01", text, *cast))
    for name in ("Óscar Arias", "óscar arias", "ÓSCAR ARIAS", "Arias", "óscar", "şebnem çelik"):
        assert events_of(where, actor=name) == ["e1"], name
        with Store(where) as store:
            assert store.actors(text=name), name


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        (None, "2024-06-11"),
        (Dates(None, "2024-06-01", "until June"), "2024-06-11"),
        (Dates("2024-05-01", "2024-05-31", "in May"), "2024-05-01"),
    ],
)
def test_an_event_has_one_day_in_the_store_and_in_every_format(
    where: str, dates: Dates | None, day: str
) -> None:
    record = replace(herring(), events=(replace(herring().events[0], date=dates),))
    keep(where, record)
    with Store(where) as store:
        assert [row.day for row in store.events()] == [day]
    assert [one.day for one in events_of_record(record)] == [day]


def test_whose_word_it_is_is_named_as_the_one_he_was_merged_into(where: str) -> None:
    text = "Bo Ek spoke. Sweden sold Bosse Ek to Norway."
    cast = (people.person("Bo Ek"), people.person("Bosse Ek"))
    one = people.record("art1", "2031-04-01", text, *cast)
    people.add(where, replace(one, events=(replace(one.events[0], said_in="s1"),)))
    with Store(where) as store:
        store.merge(people.who_is(where, "art1", 2), people.who_is(where, "art1", 1))
        (event,) = store.events()
        (said,) = store.statements()
    assert said.speaker is not None
    assert event.said_by == said.speaker.name == "Bosse Ek"


def test_all_records_are_gone_through_by_an_index(where: str) -> None:
    keep(where, herring())
    engine = open_database(where)
    indexed = {tuple(i["column_names"]) for i in inspect(engine).get_indexes("articles")}
    engine.dispose()
    assert ("added_at", "id") in indexed


def test_an_actor_is_found_by_number_too(kept: str) -> None:
    with Store(kept) as store:
        number = store.events(type="ASSAULT")[0].sources[0].id
    assert events_of(kept, actor=number) == events_of(kept, actor=str(number)) == ["ev2"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"actor": "Katrin Stefansdottir"}, {"st2", "st3", "st6"}),
        ({"country": "NOR"}, {"st4", "st5", "st7"}),
        ({"text": "verify"}, {"st3"}),
        ({"text": "withdrawing"}, {"st2", "st3"}),
        ({"since": "2024-06-12"}, set()),
        ({"until": "2024-06-11", "text": "trawlers"}, {"st1", "st5"}),
    ],
)
def test_statements_are_found_by(kept: str, wanted: dict[str, object], found: set[str]) -> None:
    with Store(kept) as store:
        rows = store.statements(**wanted)  # type: ignore[arg-type]
    assert {row.id.split(":")[1] for row in rows} == found
    assert all(TEXT[row.content_start : row.content_end] == row.content for row in rows)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    query=st.text(max_size=30)
    | st.sampled_from(["NOT", 'a" b', "OR", "-", '""', "a OR", "(b", "*"])
)
def test_whatever_is_typed_as_full_text_is_answered(kept: str, query: str) -> None:
    with Store(kept) as store:
        store.events(text=query)
        store.statements(text=query)


def copy_of(record: Record, name: str, text: str) -> Record:
    """The same article under another masthead: what was read moves with the text."""
    offset = text.index(record.article.text)
    article = replace(record.article, id=name, text=text, publisher="The Evening Gull")
    return replace(
        record,
        article=article,
        sentences=tuple((start + offset, end + offset) for start, end in record.sentences),
    )


def test_a_copy_joins_the_story_and_its_events_count_once(where: str) -> None:
    copy = copy_of(herring(), "art-copy", f"Talks? Not now, says Reykjavik\n\n{TEXT}")
    keep(where, herring(), nothing(), copy)
    with Store(where) as store:
        found = store.article("art-copy")
        assert found is not None
        assert found.story_id == "art-herring"
        rows = store.events()
        assert {row.article_id for row in rows} == {"art-herring"}
        assert {row.outlets for row in rows} == {2}


def test_what_an_updated_version_adds_does_count(where: str) -> None:
    update_text = f"{TEXT}\nOn Wednesday Norway apologised to Iceland for the attack.\n"
    updated = copy_of(herring(), "art-update", update_text)
    start = update_text.index("On Wednesday")
    apology = replace(
        herring().events[0],
        id="ev9",
        type="SUPPORT",
        trigger=replace(herring().events[0].trigger, text="apologised"),
        sentence=10,
    )
    updated = replace(
        updated,
        events=(*updated.events, apology),
        sentences=(*updated.sentences, (start, len(update_text) - 1)),
    )
    keep(where, herring(), updated)
    with Store(where) as store:
        new = [row.id for row in store.events() if row.article_id == "art-update"]
    assert new == ["art-update:ev9"]


def test_articles_read_are_kept_and_passed_over_the_next_time(where: str) -> None:
    given_articles = [article_from_text(report) for report in reports(3)]
    with Store(where) as store:
        first = store.add(given_articles)
        again = store.add(given_articles[1])
        assert (first.added, first.known, first.copies, first.failed) == (3, 0, 0, ())
        assert (again.added, again.known) == (0, 1)
        assert [record.article for record in store.records()] == given_articles
        assert list(store.records()) == list(onus.stream(given_articles))


def test_the_very_same_text_from_another_place_is_one_article_with_two_outlets(
    where: str, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(reports(1)[0], encoding="utf-8")
    with Store(where) as store:
        report = store.add([tmp_path / "one.txt", tmp_path / "two.txt"])
        assert (report.added, report.known) == (1, 1)
        row = store.article(next(store.records()).article.id)
    assert row is not None
    assert [Path(outlet.source).name for outlet in row.outlets] == ["one.txt", "two.txt"]


def test_records_of_another_version_are_read_anew_and_the_rest_stays(where: str) -> None:
    with Store(where) as store:
        store.add([article_from_text(report) for report in reports(2)])
        events, statements = store.events(), store.statements()
        assert store.outdated() == 0
        engine = open_database(where)
        with writing(engine) as connection:
            connection.execute(update(articles).values(model="an older one", record="{}"))
        engine.dispose()
        assert store.outdated() == 2
        done = []
        report = store.reread(watch=lambda: done.append(1))
        assert (report.reread, report.failed, len(done), store.outdated()) == (2, (), 2, 0)
        assert store.events() == events
        assert store.statements() == statements
        assert len(list(store.records())) == 2


def test_what_failed_is_kept_with_its_reason_and_asked_for_again(
    where: str, tmp_path: Path
) -> None:
    late = tmp_path / "late.txt"
    with Store(where) as store:
        (failure,) = store.add(late).failed
        assert (failure.source, failure.reason, failure.tries) == (str(late), "no such file", 1)
        assert store.retry().failed[0].tries == 2
        assert [each.source for each in store.failures()] == [str(late)]
        late.write_text(reports(1)[0], encoding="utf-8")
        assert store.retry().added == 1
        assert store.failures() == []
        assert store.retry().added == 0


def test_what_failed_can_be_forgotten(where: str, tmp_path: Path) -> None:
    lost = [tmp_path / f"{name}.txt" for name in ("one", "two", "three")]
    with Store(where) as store:
        store.add(lost)
        with pytest.raises(SourceError, match=r"four\.txt: is not among what could not be added"):
            store.forget([str(lost[0]), "four.txt"])
        assert len(store.failures()) == 3
        assert store.forget(str(lost[0])) == 1
        assert [each.source for each in store.failures()] == [str(lost[2]), str(lost[1])]
        assert store.forget() == 2
        assert store.retry().failed == ()


@pytest.mark.parametrize("source", [5, None, b"text", [b"text"]])
def test_what_is_no_source_is_refused(where: str, source: object) -> None:
    with Store(where) as store, pytest.raises(SourceError, match="neither a path, an address nor"):
        store.add(source)  # type: ignore[arg-type]


def test_a_table_that_failed_as_a_whole_is_off_the_list_once_it_is_read(
    where: str, tmp_path: Path
) -> None:
    table = tmp_path / "a.csv"
    table.write_text(f'body\n"{reports(1)[0]}"\n', encoding="utf-8")
    with Store(where) as store:
        assert store.add(table).failed[0].source == str(table)
        assert store.add(table, columns={"text": "body"}).added == 1
        assert store.failures() == []


def test_opening_brings_the_tables_that_the_schema_describes(where: str) -> None:
    engine = open_database(where)
    with engine.connect() as connection:
        options = {"include_name": _not_full_text, "include_object": _not_by_day}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def _not_full_text(name: str | None, *_: object) -> bool:
    """Full text is each database's own."""
    return "_words" not in (name or "")


def _not_by_day(_: object, name: str | None, kind: str, *__: object) -> bool:
    """And so are the indexes that give rows newest first."""
    newest = r"(events|statements|entries)_.*(day|published|last_date)"
    return kind != "index" or not re.search(newest, name or "")


def test_the_schema_names_the_newest_migration() -> None:
    assert ScriptDirectory("onus/store/migrations").get_current_head() == SCHEMA


def test_a_store_of_a_newer_onus_is_refused(where: str) -> None:
    engine = open_database(where)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'future'"))
    engine.dispose()
    with pytest.raises(StoreError, match="newer version of Onus"):
        Store(where)


def test_a_store_is_only_made_where_it_may_be(new_store: Callable[[], str]) -> None:
    with pytest.raises(StoreError, match=r"no (such )?store"):
        Store(new_store(), create=False)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("mysql://host/name", "neither a sqlite:// nor a postgresql:// address"),
        ("postgresql://127.0.0.1:1/none", "cannot be opened"),
        ("/nowhere/at/all/onus.db", "cannot be opened"),
        ("sqlite://", "name a file"),
        ("http://", "is n"),
    ],
)
def test_what_is_no_store_is_refused_in_a_sentence(where: str, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        Store(where)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("These are notes, and no database at all.\n" * 50)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path / "notes.txt")


def test_a_password_is_not_shown() -> None:
    with pytest.raises(StoreError) as refused:
        Store("postgresql://onus:secret@127.0.0.1:1/none")
    assert "secret" not in str(refused.value)


def test_a_row_with_broken_characters_is_kept_and_the_rest_too(where: str, tmp_path: Path) -> None:
    rows = [{"title": "bad \\ud800 \\u0000 title", "text": one} for one in reports(2)]
    table = tmp_path / "rows.jsonl"
    lines = (json.dumps(row).replace("\\\\u", "\\u") for row in rows)
    table.write_text("\n".join(lines))
    assert "\\ud800" in table.read_text()
    with Store(where) as store:
        assert store.add(table).added == 2
        assert {record.article.title for record in store.records()} == {"bad \ufffd title"}


def test_a_record_is_the_same_in_whatever_company_an_article_is_read() -> None:
    given = [article_from_text(text) for text in reports()]
    together = list(onus.stream(given))
    assert together == [next(iter(onus.stream([article]))) for article in given]
    assert together == list(onus.stream(reversed(given)))[::-1]


def test_what_was_read_is_given_before_whoever_gives_the_articles_fails() -> None:
    def failing() -> Iterator[Article]:
        yield from map(article_from_text, reports(2))
        raise OSError("the disk is gone")

    got: list[Record] = []
    with pytest.raises(OSError, match="the disk is gone"):
        got.extend(onus.stream(failing()))
    assert len(got) == 2


def test_an_article_without_a_date_takes_the_one_that_is_given_later(where: str) -> None:
    undated = reports(1)[0].replace("OSLO, March 4, 2024 (Nordpress) — ", "")
    with Store(where) as store:
        store.add(Article(id="", text=undated))
        assert [row.day for row in store.events()] == [None] * len(store.events())
        report = store.add(Article(id="", text=undated, published="March 4, 2024"))
        assert (report.added, report.known) == (0, 1)
        assert {row.day for row in store.events()} == {"2024-03-04"}
        assert {row.since for row in store.ledger()} == {"2024-03-04"}
        store.add(Article(id="", text=undated, published="2025-01-01"))  # has one already
        assert {row.day for row in store.events()} == {"2024-03-04"}


def test_an_article_of_ones_own_is_known_by_its_text(where: str) -> None:
    one, other = reports(2)
    with Store(where) as store:
        assert store.add([Article("", one), Article("", other), Article("x", one)]).added == 2
        bad = store.add(Article("y", one, published="May 4th"))
        assert "is not a date like" in bad.failed[0].reason


def test_what_a_copy_repeats_is_owed_once_and_fulfils_nothing(where: str) -> None:
    text = (
        "Gangs in the capital must open the road to the airport, Haiti's police chief said on "
        "Monday. He gave no date. Drivers had waited at the barricades for a week, and the price "
        "of rice had doubled in the markets of the hills, traders there told reporters."
    )
    with Store(where) as store:
        store.add(Article("", text, published="2024-05-06", publisher="One"))
        owed = store.ledger()
        later = f"Price of rice doubles\n\n{text} Ships waited too."
        report = store.add(Article("", later, published="2024-05-08", publisher="Two"))
        assert report.copies == 1
        assert [(e.id, e.status) for e in store.ledger()] == [(e.id, "open") for e in owed] != []


def test_an_article_given_twice_in_one_call_is_read_once(where: str) -> None:
    article: Article = article_from_text(reports(1)[0])
    with Store(where) as store:
        report = store.add([article, article])
        assert (report.added, report.known) == (1, 1)
