"""What is written in the field's formats is what their readers expect, and no claim is a fact."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from onus import formats
from onus.errors import FormatError, RecordError
from onus.formats import arrow
from onus.formats.codes import columns_of
from onus.formats.events import CodedEvent, events_of
from onus.record import Record
from tests.records import herring, nothing

FOREIGN = ("polecat", "icews", "gdelt", "petrarch", "ftm")
TABLES = ("parquet", "csv", "jsonl")


def written(name: str, tmp_path: Path, *, claims: bool = False) -> Path:
    path = tmp_path / f"events.{name}"
    formats.write([herring(), nothing()], name, path, claims=claims)
    return path


def tabs(path: Path, columns: tuple[str, ...] | None = None) -> pd.DataFrame:
    """As people read such files: pandas, tabs, and names where the file has no header."""
    if columns is None:
        return pd.read_csv(path, sep="\t", dtype={"CAMEO Code": str})
    return pd.read_csv(path, sep="\t", header=None, names=list(columns), dtype=str, index_col=False)


# --- claims ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FOREIGN)
def test_only_what_the_article_itself_reports_as_done_goes_into_other_projects_formats(
    name: str, tmp_path: Path
) -> None:
    tally = formats.write([herring()], name, tmp_path / "out")
    assert (tally.written, tally.left_out) == (1, 3)
    text = (tmp_path / "out").read_text(encoding="utf-8")
    assert "art-herring" in text or "harbour.example" in text
    assert "Norwegian official" not in text


@pytest.mark.parametrize("name", FOREIGN)
def test_claims_go_in_when_asked_for_and_say_whose_word_they_are(name: str, tmp_path: Path) -> None:
    tally = formats.write([herring()], name, tmp_path / "out", claims=True)
    assert (tally.written, tally.left_out) == (4, 0)
    lines = (tmp_path / "out").read_text(encoding="utf-8").splitlines()
    assaults = [line for line in lines if "190" in line or "ASSAULT" in line]
    assert len(assaults) == 1
    assert "senior Norwegian official" in assaults[0]


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_our_own_are_always_whole(name: str, tmp_path: Path) -> None:
    path = written(name, tmp_path)
    assert list(formats.read(path, name)) == list(events_of(herring()))


def test_an_event_that_is_denied_is_no_fact_though_nobody_claims_it(tmp_path: Path) -> None:
    events = tabs(written("polecat", tmp_path, claims=True)).set_index("Onus Event ID")
    assert events.loc["art-herring:ev3", "Factuality"] == "denied"
    assert events["Claimed By"].isna()["art-herring:ev3"]


# --- POLECAT --------------------------------------------------------------------------------------


def test_polecat_has_its_forty_columns_first_and_reads_in_pandas(tmp_path: Path) -> None:
    events = tabs(written("polecat", tmp_path))
    assert tuple(events.columns[:40]) == columns_of("polecat")
    row = events.iloc[0]
    assert row["Event Type"] == "REJECT"
    assert row["Event Mode"] == "meet"
    assert row["Intensity"] == -2
    assert row["Quad Code"] == "VERBAL CONFLICT"
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"]) == ("Iceland", "ISL", 395)
    assert (row["Recipient Name"], row["Recipient Country"]) == ("Norway", "NOR")
    assert row["Contexts"] == "diplomatic; territory"
    assert row["Event Date"] == "2024-06-11"
    assert pd.isna(row["Actor Title"])  # written as None, which pandas knows for missing


def test_polecat_joins_several_parties_as_it_does(tmp_path: Path) -> None:
    events = tabs(written("polecat", tmp_path, claims=True)).set_index("Onus Event ID")
    talks = events.loc["art-herring:ev3"]
    assert talks["Recipient Name"] == "Iceland; Norway"
    assert talks["Recipient Country"] == "ISL; NOR"
    assert talks["Recipient COW"] == "395; 385"
    assert talks["Primary Recipient Sector"] == "GOV"


def test_polecat_reads_back_as_far_as_its_columns_go(tmp_path: Path) -> None:
    rows = list(formats.read(written("polecat", tmp_path, claims=True), "polecat"))
    assert [row["Onus Event ID"] for row in rows] == [f"art-herring:ev{n}" for n in (1, 2, 3, 4)]
    assert rows[1]["Claimed By"] == "senior Norwegian official"
    assert rows[1]["Claim Anonymous"] == "TRUE"
    assert rows[1]["Actor Country"] is None


# --- ICEWS ----------------------------------------------------------------------------------------


def test_icews_has_its_twenty_columns_first_and_its_words(tmp_path: Path) -> None:
    events = tabs(written("icews", tmp_path))
    assert tuple(events.columns[:20]) == columns_of("icews")
    row = events.iloc[0]
    assert row["Source Name"] == "Iceland"
    assert row["Source Country"] == "Iceland"
    assert row["Source Sectors"] == "Government"
    assert row["Event Text"] == "Reject proposal to meet, discuss, or negotiate"
    assert row["CAMEO Code"] == "125"
    assert row["Target Name"] == "Norway"
    assert row["Publisher"] == "The Harbour Post"
    assert row["Sentence Number"] == 1


def test_an_event_of_several_parties_gives_a_row_for_each_pair(tmp_path: Path) -> None:
    rows = list(formats.read(written("icews", tmp_path, claims=True), "icews"))
    talks = [row for row in rows if row["Onus Event ID"] == "art-herring:ev3"]
    assert [row["Target Name"] for row in talks] == ["Iceland", "Norway"]
    assert len({row["Event ID"] for row in rows}) == len(rows)


def test_row_ids_are_the_same_in_every_export_and_exact_in_a_double(tmp_path: Path) -> None:
    first, again = (tabs(written("icews", tmp_path))["Event ID"] for _ in range(2))
    assert list(first) == list(again)
    assert (first < 2**53).all()


# --- GDELT ----------------------------------------------------------------------------------------


def test_gdelt_is_61_columns_without_a_header(tmp_path: Path) -> None:
    path = written("gdelt", tmp_path)
    assert {len(line.split("\t")) for line in path.read_text().splitlines()} == {61}
    row = tabs(path, columns_of("gdelt")).iloc[0]
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == ("20240611", "202406", "2024")
    assert row["FractionDate"] == "2024.5233"
    assert (row["Actor1Code"], row["Actor1Name"]) == ("ISL", "ICELAND")
    assert (row["Actor2Code"], row["Actor2CountryCode"]) == ("NOR", "NOR")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("125", "125", "12")
    assert (row["QuadClass"], row["GoldsteinScale"]) == ("3", "-5.0")
    assert row["IsRootEvent"] == "1"
    assert row["DATEADDED"] == "20240611000000"
    assert row["SOURCEURL"] == "https://harbour.example/mackerel?page=1&edition=2"


def test_gdelt_with_claims_says_whose_they_are_behind_its_own_columns(tmp_path: Path) -> None:
    columns = columns_of("gdelt") + columns_of("attribution")
    events = tabs(written("gdelt", tmp_path, claims=True), columns).set_index("Onus Event ID")
    attack = events.loc["art-herring:ev2"]
    assert attack["Claimed By"] == "senior Norwegian official"
    assert attack["Actor1Code"] == "REB"
    assert (attack["ActionGeo_Type"], attack["ActionGeo_CountryCode"]) == ("4", "SV")
    assert attack["ActionGeo_FullName"] == "Jan Mayen, Svalbard and Jan Mayen"


# --- PETRARCH -------------------------------------------------------------------------------------


def test_petrarch_writes_the_lines_of_the_phoenix_pipeline(tmp_path: Path) -> None:
    path = written("petrarch", tmp_path)
    assert {len(line.split("\t")) for line in path.read_text().splitlines()} == {26}
    row = tabs(path, columns_of("petrarch")).iloc[0]
    assert (row["Date"], row["Year"], row["Month"], row["Day"]) == ("20240611", "2024", "06", "11")
    assert (row["SourceActorFull"], row["TargetActorEntity"]) == ("ISL", "NOR")
    assert (row["EventCode"], row["EventRootCode"], row["PentaClass"]) == ("125", "12", "3")
    assert row["Issues"] == "diplomatic,1;territory,1"
    assert row["SentenceID"] == "art-herring_1"


# --- FollowTheMoney -------------------------------------------------------------------------------


@pytest.fixture
def entities(tmp_path: Path) -> list[dict[str, Any]]:
    lines = written("ftm", tmp_path, claims=True).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_followthemoney_takes_every_entity_with_every_value(entities: list[dict[str, Any]]) -> None:
    ftm = pytest.importorskip("followthemoney", reason="needs ICU to build; see the Makefile")
    for entity in entities:
        proxy = ftm.model.get_proxy({**entity, "properties": {}})
        for name, values in entity["properties"].items():
            proxy.add(name, values, cleaned=False)
            assert sorted(proxy.get(name)) == sorted(values), (entity["id"], name)
        assert set(proxy.schema.required) <= set(entity["properties"])


def test_followthemoney_entities_come_once_and_point_at_each_other(
    entities: list[dict[str, Any]],
) -> None:
    ids = [entity["id"] for entity in entities]
    assert len(set(ids)) == len(ids)
    for entity in entities:
        for name in ("involved", "proof"):
            assert set(entity["properties"].get(name, [])) <= set(ids)


def test_followthemoney_has_actors_by_kind_and_claims_by_name(
    entities: list[dict[str, Any]],
) -> None:
    schemata = {e["properties"].get("name", [""])[0]: e["schema"] for e in entities}
    assert schemata["Iceland"] == "PublicBody"
    assert schemata["Free Herring Front"] == "Organization"
    assert schemata["Iceland -> Norway: REJECT"] == "Event"
    (attack,) = [name for name in schemata if "ASSAULT" in name]
    assert attack.startswith("Claim by senior Norwegian official (actual): ")


# --- tables of our own ----------------------------------------------------------------------------


def test_duckdb_asks_all_three_tables_the_same(tmp_path: Path) -> None:
    said = "claim.speaker.name", "claim_speaker_name"
    for name, reader, speaker in (
        ("parquet", "read_parquet", said[0]),
        ("jsonl", "read_json_auto", said[0]),
        ("csv", "read_csv_auto", said[1]),
    ):
        path = tmp_path / f"events.{name}"
        formats.write([herring()], name, path)
        query = f"select id, {speaker}, quad from {reader}('{path}') where type = 'ASSAULT'"
        found = duckdb.connect().execute(query).fetchall()
        assert found == [("art-herring:ev2", "senior Norwegian official", 4)], name


def test_csv_follows_the_conventions_of_r(tmp_path: Path) -> None:
    """`read.csv(file, na.strings = "")`: TRUE and FALSE, empty for NA, no factors to mend."""
    with written("csv", tmp_path).open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert rows[1]["claim_anonymous"] == "TRUE"
    assert rows[0]["claim_anonymous"] == ""
    assert rows[2]["targets_name"] == "Iceland;Norway"
    assert rows[2]["targets_country"] == "ISL;NOR"
    assert all(name.isidentifier() for name in rows[0])  # R would rename others


# --- streams and errors ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", formats.NAMES)
def test_no_more_than_a_batch_of_records_is_taken_before_something_is_written(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrow, "BATCH", 200)
    taken = 0
    record = herring()

    def records() -> Iterator[Record]:
        nonlocal taken
        while taken < 1_000:
            taken += 1
            yield replace(record, article=replace(record.article, id=f"art-{taken}"))

    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            if self.tell() > 10_000:
                raise OSError("no space left")
            return super().write(data)

    with pytest.raises(OSError, match="no space left"):
        formats.write(records(), name, Full(), claims=True)
    assert taken < 1_000


def test_no_event_at_all_still_gives_a_header(tmp_path: Path) -> None:
    for name in ("polecat", "icews", "csv", "parquet"):
        formats.write([nothing()], name, tmp_path / name)
        assert list(formats.read(tmp_path / name, name)) == []
    assert (tmp_path / "csv").read_text().startswith("id,day,type,")


def test_what_cannot_be_written_or_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"missing/events: cannot be written"):
        formats.write([herring()], "csv", tmp_path / "missing" / "events")
    with pytest.raises(FormatError, match="excel: no such format; there are polecat, icews"):
        formats.write([herring()], "excel", tmp_path / "out")
    with pytest.raises(FormatError, match="gdelt is written only"):
        formats.read(tmp_path / "out", "gdelt")
    (tmp_path / "other").write_text("a,b\n1,2\n")
    for name in ("polecat", "icews", *TABLES):
        with pytest.raises(FormatError, match="other"):
            list(formats.read(tmp_path / "other", name))


def test_a_record_that_does_not_hold_together_is_named(tmp_path: Path) -> None:
    broken = replace(herring(), actors=())
    with pytest.raises(RecordError, match="art-herring: an event names 'a1', which is not there"):
        formats.write([broken], "csv", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_events_of_a_stream_can_be_written_one_by_one(tmp_path: Path) -> None:
    events: Iterator[CodedEvent] = islice(events_of(herring()), 2)
    tally = formats.write_events(events, "jsonl", tmp_path / "two")
    assert tally.written == 2
    assert len((tmp_path / "two").read_text().splitlines()) == 2
