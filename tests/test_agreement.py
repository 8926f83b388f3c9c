"""The gold of the storylines is what most of three readers say, and its figures are shares."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from benchmarks import agreement
from benchmarks.__main__ import READINGS, STORYLINES


def test_every_status_of_a_storyline_is_what_most_readers_say() -> None:
    gold = {
        (file.parent.name, file.stem, str(entry["id"])): entry["status"]
        for file in STORYLINES.glob("*/*.yaml")
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["entries"]
    }
    read = {(r.folder, r.story, r.entry): r.gold for r in agreement.readings(READINGS)}
    assert read == gold


def test_readers_agree_as_often_as_they_give_the_same_status(tmp_path: Path) -> None:
    table = tmp_path / "readings.tsv"
    table.write_text(
        "folder\tstory\tentry\tfirst\tsecond\tthird\n"
        "a\tstrike\twages\tmet\tmet\tbegun\n"
        "a\tstrike\treturn\tmet\twithdrawn\twithdrawn\n"
        "b\ttruce\tguns\topen\topen\topen\n"
        "b\ttruce\troad\topen\tbegun\tbroken\n",
        encoding="utf-8",
    )
    scores = agreement.run(table)
    assert scores["first_second"] == pytest.approx(2 / 4)
    assert scores["first_third"] == pytest.approx(1 / 4)
    assert scores["second_third"] == pytest.approx(2 / 4)
    assert scores["changed"] == pytest.approx(1 / 4)
    assert scores["a_changed"] == pytest.approx(1 / 2)
    assert scores["b_changed"] == 0


def test_a_status_that_is_none_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "readings.tsv"
    table.write_text(
        "folder\tstory\tentry\tfirst\tsecond\tthird\na\tstrike\twages\tmet\tpaid\tmet\n",
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="strike, wages: paid is no status"):
        agreement.run(table)
