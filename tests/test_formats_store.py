"""What a store holds goes out by the command and from Python, on both databases."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from onus import formats
from onus.commands.export import Format
from onus.errors import OnusError
from onus.formats.events import CodedEvent, Party, events_of
from onus.formats.records import read_records
from onus.formats.stored import stored_events
from onus.record import Record
from onus.store.store import Store
from tests.records import herring, nothing
from tests.test_store import keep


@pytest.fixture
def kept(where: str) -> str:
    keep(where, herring(), nothing())
    return where


def onus(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onus", *words],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def without_ids(event: CodedEvent) -> CodedEvent:
    """The actors of a store have ids of their own."""

    def bare(party: Party) -> Party:
        return replace(party, id="", designated=None)

    claim = event.claim
    if claim is not None and claim.speaker is not None:
        claim = replace(claim, speaker=bare(claim.speaker))
    sources, targets = (
        tuple(sorted(map(bare, side), key=lambda party: party.name))
        for side in (event.sources, event.targets)
    )
    return replace(event, claim=claim, sources=sources, targets=targets)


def test_a_store_gives_the_events_that_its_records_hold(kept: str) -> None:
    with Store(kept) as store:
        found = list(stored_events(store))
    assert [without_ids(event) for event in found] == [
        without_ids(event) for event in events_of(herring())
    ]


def test_an_actor_has_one_id_throughout_a_store(kept: str) -> None:
    with Store(kept) as store:
        parties = {p for e in stored_events(store) for p in (*e.sources, *e.targets)}
    assert len({party.id for party in parties}) == len(parties) == len({p.name for p in parties})


def test_a_store_is_asked_as_for_its_events(kept: str) -> None:
    with Store(kept) as store:
        assert [e.type for e in stored_events(store, type="assault")] == ["ASSAULT"]
        assert [e.id for e in stored_events(store, actor="Norway", quad=3)] == ["art-herring:ev1"]
        assert list(stored_events(store, since="2025-01-01")) == []


def test_answers_become_data_frames_and_arrow_tables(kept: str) -> None:
    with Store(kept) as store:
        events = store.events(type="ASSAULT")
        frame = events.to_pandas()
        assert list(frame["said_by"]) == ["senior Norwegian official"]
        assert frame["sources_name"][0] == ("Free Herring Front",)
        assert events.to_arrow().num_rows == 1
        none = store.events(type="AID").to_pandas()
        assert list(none.columns) == list(frame.columns)
        assert store.statements().to_arrow().num_rows == len(herring().statements)


@pytest.mark.parametrize("name", formats.NAMES)
def test_every_format_is_written_from_a_store(name: str, kept: str, tmp_path: Path) -> None:
    with Store(kept) as store:
        tally = formats.write_events(stored_events(store), name, tmp_path / "out", claims=True)
    assert (tally.written, tally.left_out) == (4, 0)
    assert (tmp_path / "out").stat().st_size > 1000


def test_a_store_writes_itself_out(kept: str, tmp_path: Path) -> None:
    with Store(kept) as store:
        tally = store.export("jsonl", tmp_path / "events.jsonl", country="ISL", since="2024-06-10")
        ids = {row.id for row in store.events(country="ISL", since="2024-06-10")}
    assert {event.id for event in formats.read(tmp_path / "events.jsonl", "jsonl")} == ids
    assert tally.written == len(ids) > 0


def test_the_command_offers_every_format() -> None:
    assert tuple(Format) == formats.NAMES


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    where = str(tmp_path / "onus.db")
    keep(where, herring(), nothing())
    return where


def test_the_command_says_what_it_wrote_and_what_it_left_out(sqlite: str, tmp_path: Path) -> None:
    out = tmp_path / "events.tsv"
    ran = onus("export", "--store", sqlite, "--as", "polecat", "-o", str(out))
    assert ran.returncode == 0
    assert ran.stderr == (
        "Wrote 1 event; left out 3 that the article does not itself report as done "
        "(--claims puts them in).\n"
    )
    assert list(pd.read_csv(out, sep="\t")["Event Type"]) == ["REJECT"]
    assert list(tmp_path.glob("*.part")) == []


def test_the_command_writes_to_standard_output_and_takes_filters(sqlite: str) -> None:
    ran = onus("export", "--store", sqlite, "--as", "csv", "--type", "assault")
    rows = list(csv.DictReader(ran.stdout.splitlines()))
    assert [row["claim_speaker_name"] for row in rows] == ["senior Norwegian official"]


@pytest.mark.parametrize("indent", [None, 2])
def test_the_command_takes_what_read_printed(indent: int | None) -> None:
    printed = json.dumps(herring().to_dict(), indent=indent)
    ran = onus("export", "--records", "-", "--as", "jsonl", given=printed)
    assert ran.returncode == 0, ran.stderr
    assert [json.loads(line)["type"] for line in ran.stdout.splitlines()] == [
        event.type for event in herring().events
    ]


def test_what_goes_wrong_is_said_in_a_sentence_and_leaves_no_file(
    sqlite: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    for words, said in (
        (("--store", str(tmp_path / "no.db")), "no such store"),
        (("--records", str(tmp_path / "no.json")), "cannot be read"),
        (("--records", sqlite), "cannot be read"),
        (("--records", __file__), "line 1: not a record of onus read --json"),
    ):
        ran = onus("export", "--as", "csv", "-o", str(out), *words)
        assert ran.returncode == 1
        assert said in ran.stderr
        assert len(ran.stderr.splitlines()) == 1
        assert not out.exists()
        assert list(tmp_path.glob("*.part")) == []
    ran = onus("export", "--as", "csv", "--records", "-", "--type", "AID")
    assert ran.returncode == 2


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(nothing().to_dict()) + "\n[1]\n", encoding="utf-8")
    records: Iterator[Record] = read_records(str(path))
    assert next(records) == nothing()
    with pytest.raises(OnusError, match=r"records.jsonl, line 2: not a record"):
        next(records)
