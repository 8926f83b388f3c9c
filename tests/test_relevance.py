"""Relevance to conflict, and parties by role, told by the events of invented records and texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import __main__ as command_line
from benchmarks import events


def test_texts_are_labelled_by_their_events(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "satp.tsv"
    data.write_text(
        "Militants shot dead two policemen in Narok on Monday.\t1\t0\t0\t0\n"
        "Rebels abducted three farmers near Narok.\t0\t0\t1\t0\n"
        "The minister opened a school in Narok.\t0\t0\t0\t0\n"
    )
    assert command_line.main(["relevance", "--data", str(data), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["f1"] == scores["f1_assault"] == scores["f1_abduction"] == 1.0


def test_what_police_do_is_told_by_who_does_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "police.tsv"
    data.write_text(
        "police arrested 40 persons in the old city on friday.\t0\t1\t1\t0\t0\n"
        "the mob attacked two shopkeepers in the market.\t0\t0\t0\t0\t0\n"
    )
    assert command_line.main(["relevance", "--data", str(data), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["f1"] == scores["f1_arrest"] == scores["precision"] == 1.0


def test_a_file_with_other_columns_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "odd.tsv"
    data.write_text("Some text.\t1\t0\n")
    assert command_line.main(["relevance", "--data", str(data)]) == 1
    assert "2 labels, not 4 (SATP) or 5 (police)" in capsys.readouterr().err


def test_parties_of_a_bio_file_are_scored_by_role(tmp_path: Path) -> None:
    data = tmp_path / "roles.txt"
    rows = "Kenyan B-S|police I-S|arrested O|three B-T|smugglers I-T|. O"
    data.write_text("\n".join(rows.split("|")) + "\n\n")
    scores = events.run(data)
    assert scores["source_f1"] == scores["target_f1"] == 1.0


def test_police_act_as_those_who_are_asked_or_attacked_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "police.tsv"
    data.write_text(
        "a mob attacked two policemen near the mill.\t0\t0\t1\t0\t0\n"
        "the mayor asked police to guard the mill.\t0\t0\t1\t0\t0\n"
        "curfew was imposed in the old town.\t0\t0\t1\t0\t0\n"
        "three men were killed when police opened fire on the crowd.\t1\t0\t1\t0\t1\n"
        "the mayor asked the farmers to sell the mill.\t0\t0\t0\t0\t0\n"
    )
    assert command_line.main(["relevance", "--data", str(data), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["f1"] == scores["f1_kill"] == scores["f1_force"] == 1.0
