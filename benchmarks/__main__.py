"""How well and how fast Onus reads: `python -m benchmarks [TASK] [--data PATH] [--json]`.

Without TASK all tasks run on the public data of the data folder (`../shared/data` beside the
repository, or the folder that ONUS_DATA names); a task whose data is not there is listed as
skipped. README.md beside this file lists the tasks and the formats.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import os
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from rich.console import Console
from rich.table import Table

from onus.errors import OnusError

# What the readers of the data formats raise on a file of another format.
UNREADABLE = (ValueError, LookupError, ElementTree.ParseError, zipfile.BadZipFile, csv.Error)
REPOSITORY = Path(__file__).resolve().parents[1]
STORYLINES = REPOSITORY / "benchmarks" / "storylines"  # our own, so not in the data folder
READINGS = REPOSITORY / "benchmarks" / "readings.tsv"


class DataError(OnusError):
    """Data that a task cannot score."""


@dataclass(frozen=True, slots=True)
class Task:
    """A benchmark: the module `benchmarks.<name>` scores `data`, a path in the data folder.

    `trained_on` is a warning to print beside figures on that path.
    """

    name: str
    data: str
    measures: str
    trained_on: str = ""


TASKS = {
    task.name: task
    for task in (
        Task("parse", "ud/ewt-dev.conllu", "parse and tags on gold tokens"),
        Task("names", "ner/uner-ewt-dev.iob2", "names on gold tokens, exact span and type"),
        Task("attribution", "attribution/polnear-dev", "cue, source and content of statements"),
        Task(
            "pairs",
            "events/plv_train.tsv",
            "PLOVER type of a marked pair",
            "the weights were trained on this file: for an honest figure give a file that they "
            "have not seen, or run the cross-validation of training/",
        ),
        Task(
            "confidence",
            "events/plv_train.tsv",
            "what a confidence is worth, and --min-confidence",
            "answers are those of the cross-validation, from coders that had not seen the sentence",
        ),
        Task(
            "events",
            "events/plv_train.tsv",
            "source, type and target with nothing marked",
            "the weights were trained on the pairs of this file",
        ),
        Task(
            "relevance",
            "conflict/satp_relevant-dev.tsv",
            "conflict and police acts, by the events of a text alone",
        ),
        Task("factuality", "factuality/uds2-factuality.zip", "did it happen, by the text"),
        Task("coreference", "ud/gum-dev.conllu", "names and pronouns of one party together"),
        Task("times", "times/timebank", "time expressions and their values"),
        Task("places", "places/tr-news.xml", "places found, and put on the map"),
        Task(
            "registry",
            str(REPOSITORY / "benchmarks" / "registry"),
            "who is who in one article and the next",
        ),
        Task(
            "ontology",
            str(REPOSITORY / "benchmarks" / "ontologies"),
            "types of a user's own, from a handful of examples",
        ),
        Task(
            "obligations",
            str(REPOSITORY / "benchmarks" / "wordings" / "obligations_dev.yaml"),
            "who must do what, in sentences by one who has not seen the rules",
        ),
        Task("news_obligations", "", "who must do what, in marked sentences of news"),
        Task(
            "news_effects",
            "attribution/polnear-dev",
            "what became of it, in pairs of sentences of news",
        ),
        Task("ledger", str(STORYLINES), "obligations through time, on invented storylines"),
        Task("agreement", str(READINGS), "what became of it, by three readers of these storylines"),
        Task("copies", "attribution/polnear-dev/text", "copies of a story told from other reports"),
        Task(
            "queries",
            str(REPOSITORY / "benchmarks"),  # any folder: the store is made for the occasion
            "seconds to an answer from a generated store of a million events",
        ),
        Task("speed", "attribution/polnear-dev/text", "whole articles, everything included"),
    )
}


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of a task on the data at `path`; None where the data folder lacks it."""

    task: Task
    path: Path
    scores: dict[str, float] | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the tasks that the command line asks for; the exit status, 0 when all of them ran."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.data and not given.task:
        parser.error("--data needs a TASK")
    folder = Path(os.environ.get("ONUS_DATA") or REPOSITORY.parent / "shared" / "data")
    try:
        if given.task:
            task = TASKS[given.task]
            results = [run(task, given.data or folder / task.data)]
        else:
            results = run_all(folder)
    except (OnusError, OSError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    if not given.json:
        _show(results, folder)
    elif given.task:
        print(json.dumps(results[0].scores))
    else:
        print(json.dumps({result.task.name: result.scores for result in results}))
    return 0


def run(task: Task, path: Path) -> Result:
    """Score one task on the data at `path`.

    Raises OSError when nothing can be read there and DataError when it cannot be scored.
    """
    if not path.exists():
        raise FileNotFoundError(f"{task.name}: no data at {path}")
    module = importlib.import_module(f"benchmarks.{task.name}")
    try:
        return Result(task, path, module.run(path))
    except UNREADABLE as error:
        reason = f"{type(error).__name__}: {error}"
        raise DataError(f"{task.name}: cannot score {path} ({reason})") from error


def run_all(folder: Path) -> list[Result]:
    """Score every task on its part of the data folder, passing over what is not there."""
    results = []
    for task in TASKS.values():
        path = folder / task.data
        if path.exists():
            print(f"{task.name}: {path}", file=sys.stderr)
            results.append(run(task, path))
        else:
            results.append(Result(task, path, None))
    return results


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("task", nargs="?", choices=TASKS, metavar="TASK", help=", ".join(TASKS))
    parser.add_argument("--data", type=Path, metavar="PATH", help="file or folder to score on")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    return parser


def _show(results: Sequence[Result], folder: Path) -> None:
    table = Table("task", "figure", "value", title="Onus, measured", title_justify="left")
    notes = []
    for task, path, scores in ((r.task, r.path, r.scores) for r in results):
        name = f"[bold]{task.name}[/]\n{task.measures}"
        if scores is None:
            table.add_row(name, f"skipped: no {path}", "", style="dim", end_section=True)
            continue
        figures = "\n".join(scores)
        values = "\n".join(f"{value:.3f}" for value in scores.values())
        table.add_row(name, figures, values, end_section=True)
        if task.trained_on and path == folder / task.data:
            notes.append(f"{task.name}: {task.trained_on}")
    console = Console()
    console.print(table)
    for note in notes:
        console.print(note, style="dim")


if __name__ == "__main__":
    sys.exit(main())
