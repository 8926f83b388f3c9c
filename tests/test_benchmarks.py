"""The scorers of the benchmarks give values worked out by hand; the command line prints them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from benchmarks import __main__ as command_line
from benchmarks import confidence, events, names, pairs, parse, speed
from benchmarks.corpora import MarkedPair, NamedSpan, read_conllu, read_iob, read_pairs
from benchmarks.scores import Tally, calibration_error, macro_f1, overlaps
from onus.language.annotation import PairCode
from onus.record import Actor, Article, Event, Record
from onus.record import Span as TextSpan

DATA = Path(__file__).parent / "data"
VOCAB = Vocab()


def test_precision_recall_and_f1_of_a_tally() -> None:
    tally = Tally.of_sets(["a", "b", "b", "x"], ["a", "b", "c"])
    assert (tally.right, tally.guessed, tally.gold) == (2, 4, 3)
    assert tally.precision == pytest.approx(1 / 2)
    assert tally.recall == pytest.approx(2 / 3)
    assert tally.f1 == pytest.approx(4 / 7)
    assert Tally().f1 == 0


def test_tallies_add_up() -> None:
    assert Tally(1, 2, 3) + Tally(4, 5, 6) == Tally(5, 7, 9)


def test_macro_f1_averages_over_the_labels_of_both_sides() -> None:
    # a: 1 of 2 found, all right: 2/3. b: found, 1 of 2 guesses right: 2/3. c: only guessed: 0.
    assert macro_f1(["a", "a", "b", "d"], ["a", "b", "b", "c"]) == pytest.approx((4 / 3) / 4)
    assert macro_f1(["a", "b"], ["a", "b"]) == 1
    assert macro_f1([], []) == 0


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert overlaps((0, 5), (4, 9))
    assert not overlaps((0, 5), (5, 9))


def test_parse_counts_heads_relations_with_subtypes_and_tags() -> None:
    sentences = list(read_conllu(DATA / "parsed.conllu"))
    first = Doc(
        VOCAB,
        words=list(sentences[0].words),
        # "envoy" hangs on "was", "Norway" lost its subtype, "the" is no determiner.
        heads=[2, 2, 2, 5, 5, 1, 2],
        deps=["nsubj", "aux:pass", "ROOT", "case", "det", "obl:agent", "punct"],
        pos=["PROPN", "AUX", "VERB", "ADP", "PRON", "NOUN", "PUNCT"],
    )
    second = Doc(
        VOCAB,
        words=list(sentences[1].words),
        heads=[1, 1, 1],
        deps=["nsubj", "ROOT", "punct"],
        pos=["NOUN", "VERB", "PUNCT"],
    )
    scores = parse.score(sentences, [first, second])
    assert scores["uas"] == pytest.approx(9 / 10)
    assert scores["las"] == pytest.approx(8 / 10)
    assert scores["las_universal"] == pytest.approx(9 / 10)
    assert scores["upos"] == pytest.approx(9 / 10)


def test_names_need_the_exact_words_and_the_type() -> None:
    sentences = list(read_iob(DATA / "names.iob2"))
    docs = [Doc(VOCAB, words=list(words)) for words, _ in sentences]
    docs[0].ents = (
        Span(docs[0], 0, 1, label="LOC"),  # right
        Span(docs[0], 5, 6, label="PER"),  # one word short
        Span(docs[0], 8, 10, label="LOC"),  # wrong type
    )
    docs[1].ents = (Span(docs[1], 0, 1, label="MISC"), Span(docs[1], 2, 3, label="LOC"))
    scores = names.score([gold for _, gold in sentences], docs)
    assert scores["precision"] == pytest.approx(2 / 4)
    assert scores["recall"] == pytest.approx(2 / 4)
    assert scores["f1"] == pytest.approx(1 / 2)
    assert scores["f1_loc"] == pytest.approx(2 * (2 / 3) / (2 / 3 + 1))
    assert scores["f1_per"] == scores["f1_org"] == 0


def test_names_of_other_types_do_not_count() -> None:
    doc = Doc(VOCAB, words=["Christmas", "in", "Oslo"])
    doc.ents = (Span(doc, 0, 1, label="MISC"), Span(doc, 2, 3, label="LOC"))
    gold = [NamedSpan(0, 2, "MISC"), NamedSpan(2, 3, "LOC")]
    assert names.score([gold], [doc])["f1"] == 1


def test_concede_and_retreat_count_together_as_yield_and_none_is_no_answer() -> None:
    code = PairCode({"NONE": 0.4, "CONCEDE": 0.15, "RETREAT": 0.15, "AGREE": 0.2, "AID": 0.1})
    assert pairs.best_root(code) == "YIELD"
    assert pairs.best_root(PairCode({"NONE": 0.9, "AID": 0.1})) == "AID"


def test_calibration_error_is_the_gap_between_confidence_and_the_share_that_is_right() -> None:
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0)
    assert calibration_error([0.95, 0.95], [True, False]) == pytest.approx(0.45)
    assert calibration_error([1.0, 0.15], [True, False]) == pytest.approx(0.15 / 2)


def test_the_confidence_of_a_side_is_that_of_all_its_types() -> None:
    norway = next(read_pairs(DATA / "pairs-binary.tsv"))
    code = PairCode({"NONE": 0.5, "AID": 0.12, "AGREE": 0.18, "ASSAULT": 0.2})
    answer = pairs.answer(norway, code)
    assert (answer.root, answer.right) == ("AGREE", True)
    assert answer.confidence == pytest.approx(0.6)


def test_a_higher_least_confidence_keeps_fewer_answers() -> None:
    row = confidence.Row("AID", "AID", 0.9, "AID", 0.9)
    unsure = confidence.Row("AID", "AGREE", 0.4, "AGREE", 0.4)
    missed = confidence.Row("AID", "AID", 0.9, None, 0.0)
    scores = confidence.score([row, unsure, missed, missed])
    assert (scores["precision_at_0.00"], scores["recall_at_0.00"]) == (1 / 2, 1 / 4)
    assert (scores["precision_at_0.50"], scores["recall_at_0.50"]) == (1, 1 / 4)
    assert scores["pair_ece"] == pytest.approx((0.3 + 0.4) / 4)


def test_crossvalidated_answers_are_read_as_they_were_written(tmp_path: Path) -> None:
    rows = {"a": confidence.Row("AID", "AID", 0.9, None, 0.0)}
    confidence.write(tmp_path / "rows.csv", rows)
    assert confidence.crossvalidated(tmp_path / "rows.csv") == rows
    assert confidence.crossvalidated(tmp_path / "none.csv") == {}


def test_pairs_score_types_and_their_quad_classes() -> None:
    marked = list(read_pairs(DATA / "pairs.tsv"))
    assert [pair.root for pair in marked] == ["AGREE", "ACCUSE", "YIELD", "PROTEST"]
    scores = pairs.score(marked, ["CONSULT", "ACCUSE", "YIELD", "ASSAULT"])
    # Right: ACCUSE and YIELD, among six labels of either side.
    assert scores["root_macro_f1"] == pytest.approx(2 / 6)
    assert scores["root_accuracy"] == pytest.approx(2 / 4)
    assert scores["quad_macro_f1"] == scores["quad_accuracy"] == 1


def test_pairs_of_a_binary_file_are_cooperative_or_conflictual() -> None:
    marked = list(read_pairs(DATA / "pairs-binary.tsv"))
    assert [pair.cooperative for pair in marked] == [True, False]  # AW: 1 is conflict
    assert pairs.score(marked, ["AID", "THREATEN"])["macro_f1"] == 1
    # Both called conflictual: F1 2/3 for conflict, 0 for cooperation.
    assert pairs.score(marked, ["COERCE", "ASSAULT"])["macro_f1"] == pytest.approx(1 / 3)


def test_a_party_that_the_sentence_does_not_name_is_not_marked() -> None:
    strike = list(read_pairs(DATA / "pairs.tsv"))[3]
    assert strike.text[slice(*strike.source or ())] == "Nurses"
    assert strike.target is None


def _event(identifier: str, code: str, quad: int, source: str, target: str | None) -> Event:
    return Event(
        id=identifier,
        type=code,
        mode=None,
        contexts=(),
        cameo=None,
        quad=quad,
        source=(),
        source_text=source,
        target=(),
        target_text=target,
        trigger=TextSpan(0, 0, ""),
        factuality="actual",
        date=None,
        place=None,
        said_in=None,
        confidence=1.0,
        sentence=1,
    )


def _record(text: str, *found: Event, actors: tuple[Actor, ...] = ()) -> Record:
    return Record(Article("a", text), actors=actors, events=found)


def test_an_event_is_found_when_source_target_and_type_come_from_one_event() -> None:
    marked = list(read_pairs(DATA / "pairs.tsv"))
    agree, accuse, lift, strike = (pair.text for pair in marked)
    records = [
        # Type and pair are there, in different events.
        _record(
            agree,
            _event("e1", "CONSULT", 1, "Norway", "Iceland"),
            _event("e2", "AGREE", 1, "Norway", None),
        ),
        _record(accuse, _event("e1", "ACCUSE", 3, "Sudan", "Chad")),
        _record(lift, _event("e1", "RETREAT", 2, "Kenya", "flights from Somalia")),
        # The gold names no target, so that the source and the type are enough.
        _record(strike, _event("e1", "PROTEST", 4, "Nurses", None)),
    ]
    scores = events.score(marked, records)
    assert scores["recall"] == pytest.approx(2 / 4)
    assert scores["quad_recall"] == pytest.approx(3 / 4)
    assert scores["pair_recall"] == pytest.approx(3 / 4)
    assert scores["source_recall"] == pytest.approx(3 / 4)
    assert scores["target_recall"] == pytest.approx(3 / 4)
    assert scores["root_recall"] == pytest.approx(4 / 4)
    assert scores["type_precision"] == pytest.approx(2 / 3)
    assert scores["precision_floor"] == pytest.approx(2 / 5)


def test_a_party_is_found_where_its_actor_is_mentioned() -> None:
    text = "Chad said it had accused Sudan."
    pair = MarkedPair(text, (0, 4), (25, 30), "ACCUSE", 3, None)
    event = _event("e1", "ACCUSE", 3, "it", "Sudan")
    chad = Actor("chad", "Chad", "state", mentions=((0, 4), (10, 12)))
    told = Event(**{name: getattr(event, name) for name in Event.__slots__} | {"source": ("chad",)})
    assert events.score([pair], [_record(text, event)])["recall"] == 0
    assert events.score([pair], [_record(text, told, actors=(chad,))])["recall"] == 1


def test_texts_for_speed_come_from_a_folder_or_a_table(tmp_path: Path) -> None:
    assert len(speed.read_texts(DATA / "articles")) == 2
    table = tmp_path / "news.tsv"
    table.write_text("First article.\t0\n\nSecond article.\t1\n", encoding="utf-8")
    assert speed.read_texts(table) == ["First article.", "Second article."]
    table.write_text("\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no texts"):
        speed.read_texts(table)


def test_an_unknown_task_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        command_line.main(["poetry"])
    assert stop.value.code == 2
    assert "invalid choice: 'poetry'" in capsys.readouterr().err


def test_data_without_a_task_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        command_line.main(["--data", str(DATA)])
    assert stop.value.code == 2
    assert "--data needs a TASK" in capsys.readouterr().err


@pytest.mark.parametrize("task", command_line.TASKS)
def test_data_that_is_not_there_is_an_error(
    task: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main([task, "--data", str(tmp_path / "nothing")]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"{task}: no data at" in shown.err


@pytest.mark.parametrize("task", command_line.TASKS)
def test_data_of_another_format_is_an_error(
    task: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_bytes(b"\xff\xfe\x00 neither rows nor text")
    assert command_line.main([task, "--data", str(wrong), "--json"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert str(wrong) in shown.err


def test_tasks_without_data_are_listed_as_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONUS_DATA", str(tmp_path))
    for task in command_line.TASKS.values():  # some bring their data with the repository
        elsewhere = replace(task, data=f"nothing/{Path(task.data).name}")
        monkeypatch.setitem(command_line.TASKS, task.name, elsewhere)
    assert command_line.main([]) == 0
    table = capsys.readouterr().out
    assert table.count("skipped") == len(command_line.TASKS)
    assert command_line.main(["--json"]) == 0
    assert json.loads(capsys.readouterr().out) == dict.fromkeys(command_line.TASKS)


def test_the_command_line_answers_without_loading_the_model() -> None:
    program = "import sys, benchmarks.__main__; print('onnxruntime' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"


FIGURES = {
    "parse": ("parsed.conllu", {"las", "uas", "upos"}),
    "names": ("names.iob2", {"f1"}),
    "attribution": ("statements", {"cue_f1", "source_f1", "content_f1", "triple_f1"}),
    "pairs": ("pairs.tsv", {"root_macro_f1", "quad_macro_f1", "ece"}),
    "confidence": ("pairs.tsv", {"pair_ece", "event_ece", "precision_at_0.50", "recall_at_0.50"}),
    "events": ("pairs.tsv", {"recall"}),
    "times": ("times", {"value_f1"}),
    "places": ("places.xml", {"found_f1", "accuracy_161km"}),
}


@pytest.mark.parametrize("task", FIGURES)
def test_json_holds_the_promised_figures_as_fractions(
    task: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data, promised = FIGURES[task]
    assert command_line.main([task, "--data", str(DATA / data), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert promised <= set(scores)
    assert all(0 <= value <= 1 for value in scores.values())


def test_pairs_of_a_binary_file_have_one_headline_figure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command_line.main(["pairs", "--data", str(DATA / "pairs-binary.tsv"), "--json"]) == 0
    assert {"macro_f1", "accuracy", "ece"} == set(json.loads(capsys.readouterr().out))


def test_speed_counts_articles_and_memory(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["speed", "--data", str(DATA / "articles"), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["articles_per_second"] > 0
    assert 20 < scores["peak_mb"] < 4000
    assert 0 < scores["cold_start_seconds"] < 60


def test_a_task_is_shown_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["times", "--data", str(DATA / "times")]) == 0
    table = capsys.readouterr().out
    assert "times" in table
    assert "value_f1" in table
