"""The ledger of a store, on an invented quarrel about a river dam, on each database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from onus.cli import app
from onus.errors import LedgerError
from onus.reader import read_articles
from onus.record import Deed, Record, Span
from onus.show.ledger import digest_lines
from onus.sources.folders import Wanted, find_articles
from onus.store.database import open_database, writing
from onus.store.schema import (
    deed_sides,
    entries,
    entry_changes,
    entry_sides,
    metadata,
    obligations,
)
from onus.store.store import Store
from onus.store.writing import Origin, add_record, replace_record
from tests import people
from tests.records import herring, nothing

ROOT = Path(__file__).parents[1]
QUARREL = ROOT / "examples" / "river-dam.jsonl"
Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """The six articles, read once."""
    found = find_articles(Wanted(str(QUARREL), None, {}, False))
    return list(read_articles(item.article for item in found if item.article is not None))


def between_states(record: Record) -> Record:
    """The record without what persons owe or ask, whom the registry may know better later."""
    states = {actor.id for actor in record.actors if actor.kind == "state"}
    kept = tuple(o for o in record.obligations if {*o.bearer, *o.demander} <= states)
    return replace(record, obligations=kept)


def keep(where: str, records: list[Record]) -> None:
    engine = open_database(where)
    for record in records:
        with writing(engine) as connection:
            add_record(connection, record, Origin.of(record.article, "river-dam.jsonl"))
    engine.dispose()


@pytest.fixture
def store(where: str, records: list[Record]) -> Iterator[Store]:
    keep(where, records)
    with Store(where) as opened:
        yield opened


def ledger_of(where: str) -> Rows:
    """Entries, their histories and which obligations are theirs, without numbers of actors."""
    with Store(where) as store, store.connect() as connection:
        kept = connection.execute(
            select(entries.c.id, entries.c.act, entries.c.status, entries.c.last_date)
        )
        changed = connection.execute(
            select(entry_changes.c.entry_id, entry_changes.c.effect, entry_changes.c.start)
        )
        owed = connection.execute(select(obligations.c.id, obligations.c.entry_id))
        return sorted(map(tuple, [*kept, *changed, *owed]), key=repr)


def test_one_obligation_in_many_articles_is_one_entry_with_its_history(store: Store) -> None:
    (entry,) = store.ledger(demander="Chile", topic="dialogue water")
    story = store.entry(entry.id)
    assert entry.kind == "offer"
    assert [party.name for party in entry.bearer] == ["Bolivia"]
    assert "Chile" in [party.name for party in entry.demander]
    assert [change.effect for change in story.changes] == ["refused", "met"]
    assert [change.date for change in story.changes] == ["2024-02-07", "2024-03-28"]
    assert {wording.date for wording in story.wordings} >= {"2024-02-05", "2024-02-07"}


def test_every_wording_and_every_change_stands_in_its_article(store: Store) -> None:
    for entry in store.ledger():
        story = store.entry(entry.id)
        assert story.wordings
        said = [(w.article_id, w.start, w.end, w.act) for w in story.wordings]
        said += [(c.article_id, c.start, c.end, c.words) for c in story.changes]
        for identifier, start, end, words in said:
            article = store.article(identifier)
            assert article is not None
            assert article.article.text[start:end] == words


def test_a_payment_reported_by_the_other_side_is_a_claim_of_no_interested_party(
    store: Store,
) -> None:
    (entry,) = store.ledger(text="pumps compensation", status="met")
    assert (entry.claimed, entry.interested) == (True, False)


def test_filters_narrow_the_ledger(store: Store) -> None:
    everything = store.ledger()
    assert len({entry.id for entry in everything}) == len(everything) > 3
    assert {e.status for e in store.ledger(status="open")} == {"open"}
    of_chile = store.ledger(bearer="Chile")
    assert of_chile
    assert all("Chile" in [p.name for p in entry.bearer] for entry in of_chile)
    assert len(store.ledger(limit=2)) == 2
    assert store.ledger(until="2024-01-31") == []
    assert {e.since for e in store.ledger(until="2024-02-05")} == {"2024-02-05"}
    assert store.ledger(demander="Nobody at all") == []
    assert store.ledger(text="elephants") == []
    moved = [entry.moved for entry in everything]
    assert moved == sorted(moved, key=str, reverse=True)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"text": "pump"}, True),  # in any form
        ({"text": '"suspend construction"'}, True),
        ({"text": '"construction suspend"'}, False),
        ({"text": "elephants OR dam", "status": "met"}, True),
        ({"text": "-dam"}, False),
        ({"text": "dam", "status": "withdrawn"}, False),
        ({"topic": "talks on the waters"}, True),  # the matter of "dialogue on the river"
        ({"topic": "elephants"}, False),
    ],
)
def test_entries_are_found_by_word_and_topic(
    store: Store, wanted: dict[str, str], found: bool
) -> None:
    assert bool(store.ledger(**wanted)) is found  # type: ignore[arg-type]


def test_an_entry_is_found_by_the_beginning_of_its_id_and_by_an_obligation(store: Store) -> None:
    entry = store.ledger()[0]
    story = store.entry(entry.id[:8])
    assert story.entry == entry
    assert store.entry(story.wordings[0].id) == story
    for unknown in ("zzz", "", "a:o1"):
        with pytest.raises(LedgerError):
            store.entry(unknown)


def test_a_digest_tells_what_moved_and_what_is_new_with_sources(store: Store) -> None:
    digest = store.digest(days=28)
    assert (digest.since, digest.until) == ("2024-03-01", "2024-03-28")
    assert store.digest(since="2024-03-01") == digest
    text = "\n".join(digest_lines(digest))
    assert re.search(
        r"It is met, \d+% sure: “suspended construction of the dam on Wednesday”", text
    )
    assert "28 March 2024: The Harbour Post · Ministers meet in Lima, dam work to rest" in text
    first = "\n".join(digest_lines(store.digest(days=7, until="2024-02-06")))
    assert "New" in first
    assert "5 February 2024" in first
    assert list(digest_lines(store.digest(days=7, until="1999-01-01")))[-1] == "Nothing."


def test_each_deadline_that_passes_stands_in_one_digest(where: str) -> None:
    deadline = date.fromisoformat("2024-06-20")
    people.add(where, herring())
    told: dict[str, list[str]] = {}
    for week in range(3):
        day = (deadline + timedelta(weeks=week)).isoformat()
        later = replace(nothing().article, id=f"art-{week}", text=f"{day}.", published=day)
        people.add(where, replace(nothing(), article=later))
        with Store(where) as store:
            told[day] = [row.id for row in store.digest().overdue]
    first, second, third = told.values()
    assert first == third == []
    assert second


def test_a_digest_cannot_steer_the_terminal(where: str) -> None:
    people.add(where, replace(herring(), article=replace(herring().article, publisher="\x1b[2J")))
    said = CliRunner().invoke(app, ["digest", "--store", where]).stdout
    assert "mackerel" in said
    assert "\x1b" not in said


def test_the_order_in_which_articles_come_does_not_matter(
    new_store: Callable[[], str], records: list[Record]
) -> None:
    one, other = new_store(), new_store()
    stated = [between_states(record) for record in records]
    keep(one, stated)
    keep(other, stated[::-1])
    assert len(ledger_of(one)) > 5
    assert ledger_of(one) == ledger_of(other)


def test_a_record_read_anew_leaves_the_ledger_as_it_was(where: str, records: list[Record]) -> None:
    stated = [between_states(record) for record in records]
    keep(where, stated)
    before = ledger_of(where)
    engine = open_database(where)
    for record in stated:
        with writing(engine) as connection:
            replace_record(connection, record, record.article.id)
    engine.dispose()
    assert ledger_of(where) == before


def test_who_is_split_off_merged_or_one_again_is_so_in_the_ledger_at_once(
    where: str, records: list[Record]
) -> None:
    stated = [between_states(record) for record in records]
    keep(where, stated)
    before = sided(where)
    with Store(where) as store:
        (chile,) = (row.id for row in store.actors(text="Chile") if row.kind == "state")
        owing = store.ledger(bearer="Chile")[-1]
        article = store.entry(owing.id).wordings[-1].article_id
        number, new = store.split(chile, [article])
        split = sided(where)
        assert f"actor:{new}" in str(split)
    reread(where, stated)
    assert sided(where) == split
    with Store(where) as store:
        merge = store.merge(chile, new)
        assert sided(where) == before
        store.undo(merge)
        assert sided(where) == split
        store.undo(number)
        assert sided(where) == before


def test_a_deed_is_that_of_the_country_of_whoever_did_it_merged_or_not(where: str) -> None:
    """An official of one country turns out to be one of another, and not to be."""
    text = "Petra Solberg told reporters on Monday. Petra Solberg released the trawler."
    official = people.Who(("Petra Solberg", "Petra Solberg"), "office holder", "NOR", "GOV")
    other = people.Who(("Peder Solheim",), "office holder", "ISL", "GOV")
    at = text.index("released")
    one = replace(
        people.record("art-a", "2024-06-10", text, official),
        deeds=(
            Deed(
                actors=("a1",),
                doer=Span(40, 53, text[40:53]),
                verb="release",
                words=Span(at, len(text) - 1, text[at:-1]),
                outcome="done",
                said_in=None,
                sentence=2,
            ),
        ),
    )
    people.add(
        where, one, people.record("art-b", "2024-06-11", "Peder Solheim spoke on Tuesday.", other)
    )
    norwegian, icelander = people.who_is(where, "art-a"), people.who_is(where, "art-b")
    theirs = {f"actor:{norwegian}", "country:NOR"}
    assert doers(where, "art-a") == theirs
    with Store(where) as store:
        number = store.merge(icelander, norwegian)
        assert doers(where, "art-a") == {f"actor:{icelander}", "country:ISL"}
        assert len(store.statements(country="ISL")) == 2
        assert store.statements(country="NOR") == []
        store.undo(number)
    assert doers(where, "art-a") == theirs


def doers(where: str, article: str) -> set[object]:
    """The keys of the sides whose deeds an article tells of, not of who else is about."""
    with Store(where) as store, store.asking() as reader:
        sides = "SELECT side FROM deed_sides WHERE article_id = :article AND side <> '*'"
        found = reader.column(sides, article=article)
        return {side for side in found if not side.startswith("near:")}


def sided(where: str) -> Rows:
    """The ledger with the keys that the sides of its entries and deeds are compared by."""
    with Store(where) as store, store.connect() as connection:
        rows = [*connection.execute(select(entry_sides)), *connection.execute(select(deed_sides))]
        return ledger_of(where) + sorted(map(tuple, rows), key=repr)


def reread(where: str, records: list[Record]) -> None:
    engine = open_database(where)
    for record in records:
        with writing(engine) as connection:
            replace_record(connection, record, record.article.id)
    engine.dispose()


def test_an_article_that_no_longer_says_so_takes_its_entries_and_changes_with_it(
    where: str, records: list[Record]
) -> None:
    keep(where, records)
    engine = open_database(where)
    for record in records:
        bare = Record(article=record.article)
        with writing(engine) as connection:
            replace_record(connection, bare, record.article.id)
            if record is records[-1]:
                left = [
                    connection.execute(select(metadata.tables[table])).all()
                    for table in ("entries", "entry_changes", "entry_sides", "deeds", "deed_sides")
                ]
    engine.dispose()
    assert left == [[], [], [], [], []]


def test_the_commands_answer_and_say_what_is_wrong(
    tmp_path: Path, records: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep("onus.db", records)
    run = CliRunner().invoke
    assert '"status": "met"' in run(app, ["ledger", "--as", "json", "--bearer", "Chile"]).output
    assert run(app, ["ledger", "--as", "csv"]).output.startswith("id,kind,bearer_id")
    assert run(app, ["ledger", "--status", "paid"]).exit_code == 2
    assert run(app, ["digest", "--since", "soon"]).exit_code == 2
    by_day = run(app, ["digest", "--since", "2024-03-22"])
    assert by_day.output == run(app, ["digest", "--since", "7d"]).output
    unknown = run(app, ["show", "zz"])
    assert unknown.exit_code == 1
    assert "'zz' is no entry of the ledger" in unknown.output


@pytest.mark.parametrize("page", ["follow-an-obligation.md", "digest.md"])
def test_what_the_pages_show_is_what_the_commands_print(
    page: str, tmp_path: Path, records: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "96")
    keep("onus.db", records)
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    examples = re.findall(r"^    \$ onus (.+)\n((?:    (?!\$).*\n|\n)*)", text, re.MULTILINE)
    shown = [(command, output) for command, output in examples if output.strip()]
    assert shown
    for command, output in shown:
        printed = CliRunner().invoke(app, command.split()).output
        assert _lines(output) == _lines(printed), command


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
