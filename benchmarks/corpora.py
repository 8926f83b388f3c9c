"""Readers of the public data that Onus is trained and measured on: files to frozen dataclasses.

`training/` and every task of `benchmarks/` read through these functions, so that what a figure is
measured on is what the same line of code gave to training. Each reader names its source.
"""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from statistics import mean
from typing import Any


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name over words `start` to `end` (exclusive) of a sentence."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """One sentence of a UD treebank. `heads` count words from 1, 0 is the root."""

    identifier: str
    document: str
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    upos: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    misc: tuple[str, ...]
    opens_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class GumEntity:
    """An entity of UD GUM over words `start` to `end` (exclusive) of its sentence.

    `group` is the same for all mentions of one entity in a document; `head` is a word of it.
    """

    start: int
    end: int
    kind: str
    head: int
    group: str


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A sentence with source and target marked; spans are character offsets in `text`.

    `target` is None where the act has no recipient. `root` is a PLOVER type (YIELD stands for
    CONCEDE and RETREAT) and `quad` 1 to 4; in AW files both are None and `cooperative` says which
    side of the line the pair lies on (`gold_binary` is 1 for conflict).
    """

    text: str
    source: tuple[int, int]
    target: tuple[int, int] | None
    root: str | None
    quad: int | None
    cooperative: bool | None


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One attribution of PolNeAR: lists of character spans, empty where the part is absent."""

    cue: tuple[tuple[int, int], ...]
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class AttributedArticle:
    """An article of PolNeAR with its attributions."""

    name: str
    text: str
    attributions: tuple[GoldAttribution, ...]


@dataclass(frozen=True, slots=True)
class JudgedPredicate:
    """A predicate of UDS: word `token` (0-based) of a sentence, did it happen, how sure."""

    sentence: str
    token: int
    happened: float
    confidence: float


@dataclass(frozen=True, slots=True)
class TimedArticle:
    """A TimeML article: text, creation date, (start, end, value) of times, spans of events."""

    name: str
    text: str
    created: str | None
    times: tuple[tuple[int, int, str], ...]
    events: tuple[tuple[int, int], ...]


def read_conllu(path: Path) -> Iterator[ParsedSentence]:
    """Sentences of a CoNLL-U file; multi-word token lines and empty nodes are passed over."""
    document, identifier = "", ""
    rows: list[list[str]] = []
    glued: set[int] = set()
    inside: tuple[int, int] = (0, 0)
    opens = False
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# newdoc"):
            document = line.partition("=")[2].strip()
        elif line.startswith("# sent_id"):
            identifier = line.partition("=")[2].strip()
        elif line.startswith("#"):
            opens = opens or line.split(" =")[0].strip() == "# newpar"
        elif not line.strip():
            if rows:
                yield _parsed(identifier, document, rows, glued, opens)
                opens = False
            rows, glued, inside = [], set(), (0, 0)
        else:
            cells = line.split("\t")
            if "-" in cells[0]:
                first, last = (int(part) for part in cells[0].split("-"))
                inside = (first, last)
                glued.update(range(first, last + ("SpaceAfter=No" in cells[9])))
            elif "." not in cells[0]:
                index = int(cells[0])
                if "SpaceAfter=No" in cells[9] and not inside[0] <= index <= inside[1]:
                    glued.add(index)
                rows.append(cells)


def _parsed(
    identifier: str, document: str, rows: list[list[str]], glued: set[int], opens: bool
) -> ParsedSentence:
    return ParsedSentence(
        identifier=identifier,
        document=document,
        words=tuple(row[1] for row in rows),
        spaces=tuple(index + 1 not in glued for index in range(len(rows))),
        lemmas=tuple(row[2] for row in rows),
        upos=tuple(row[3] for row in rows),
        heads=tuple(int(row[6]) for row in rows),
        relations=tuple(row[7] for row in rows),
        misc=tuple(row[9] for row in rows),
        opens_paragraph=opens,
    )


def read_iob(
    path: Path, word: int = 1, tag: int = 2
) -> Iterator[tuple[tuple[str, ...], tuple[NamedSpan, ...]]]:
    """(words, names) of an IOB2 file, blank line between sentences.

    `word` and `tag` are the columns, counted from 0: (1, 2) for Universal NER, (0, 1) for re3d.
    """
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split("\t")
        if line.startswith("# ") or (len(cells) <= max(word, tag) and line.strip()):
            continue
        if not line.strip():
            if words:
                yield tuple(words), spans_of_tags(tags)
            words, tags = [], []
        else:
            words.append(cells[word])
            tags.append(cells[tag].strip())


def spans_of_tags(tags: list[str] | tuple[str, ...]) -> tuple[NamedSpan, ...]:
    """The spans that a sequence of IOB tags stands for; an I without its B begins a span."""
    spans: list[NamedSpan] = []
    start, label = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        prefix, _, kind = tag.partition("-")
        if label and (prefix != "I" or kind != label):
            spans.append(NamedSpan(start, index, label))
            label = ""
        if prefix in ("B", "I") and not label:
            start, label = index, kind
    return tuple(spans)


def read_pairs(path: Path) -> Iterator[MarkedPair]:
    """Pairs of PLV (`gold_root`) and AW (`gold_binary`), the files of ZSP (Hu et al., ACL 2024)."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        columns = set(reader.fieldnames or ())
        if "marked_sentence" not in columns or not columns & {"gold_root", "gold_binary"}:
            raise ValueError(f"{path}: neither gold_root nor gold_binary beside marked_sentence")
        for row in reader:
            if "<s>" not in row["marked_sentence"]:
                continue  # a few rows of PLV mark nobody who acts
            text, source, target = _unmark(row["marked_sentence"])
            quad = row.get("gold_penta")
            binary = row.get("gold_binary")
            yield MarkedPair(
                text=text,
                source=source,
                target=target,
                root=row.get("gold_root"),
                quad=int(quad) if quad else None,
                cooperative=None if binary is None else binary == "0",
            )


def _unmark(marked: str) -> tuple[str, tuple[int, int], tuple[int, int] | None]:
    """The sentence without `<s>`, `</s>`, `<t>`, `</t>`, and where source and target stood."""
    text = ""
    marks: dict[str, int] = {}
    for piece in re.split(r"(</?[st]>)", marked):
        if re.fullmatch(r"</?[st]>", piece):
            marks.setdefault(piece, len(text))
        else:
            text += piece
    if not {"<s>", "</s>"} <= marks.keys():
        raise ValueError(f"no source in {marked!r}")
    target = (marks["<t>"], marks["</t>"]) if {"<t>", "</t>"} <= marks.keys() else None
    return text, (marks["<s>"], marks["</s>"]), target


def read_roles(path: Path) -> Iterator[tuple[tuple[str, ...], tuple[NamedSpan, ...]]]:
    """Sentences of cameo-roles (ConfliBERT) with spans S, T, or R where one span is both."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split()
        if len(cells) == 2:
            words.append(cells[0])
            tags.append(cells[1])
        elif words:
            yield tuple(words), spans_of_tags(tags)
            words, tags = [], []


def read_polnear(folder: Path) -> Iterator[AttributedArticle]:
    """Articles of a PolNeAR folder (`text/*.txt` beside `attributions/*.ann`), by name.

    Newell et al., LREC 2018. Where an article was annotated more than once, the first file by
    name is taken.
    """
    annotations: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations.setdefault(path.stem.rpartition("_")[0], path)
    texts = sorted((folder / "text").glob("*.txt"))
    if not texts:
        raise ValueError(f"{folder}: no text/*.txt")
    for path in texts:
        if path.stem in annotations:
            with path.open(encoding="utf-8", newline="") as stream:
                text = stream.read()
            yield AttributedArticle(path.stem, text, _brat(annotations[path.stem]))


def _brat(path: Path) -> tuple[GoldAttribution, ...]:
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    found: list[GoldAttribution] = []
    lines = path.read_text(encoding="utf-8").split("\n")
    for line in lines:
        if re.match(r"T\d+\t", line):
            name, where, *_ = line.split("\t")
            spans[name] = tuple(
                (int(part.split()[0]), int(part.split()[1]))
                for part in where.partition(" ")[2].split(";")
            )
    for line in lines:
        if re.match(r"E\d+\t", line):
            parts: dict[str, tuple[tuple[int, int], ...]] = {}
            for argument in line.split("\t")[1].split():
                role, _, name = argument.partition(":")
                role = role.rstrip("0123456789")
                parts[role] = parts.get(role, ()) + spans.get(name, ())
            found.append(
                GoldAttribution(
                    cue=parts.get("Cue", ()),
                    source=parts.get("Source", ()),
                    content=parts.get("Content", ()),
                )
            )
    return tuple(found)


def read_factuality(archive: Path) -> Iterator[JudgedPredicate]:
    """Predicates of UDS 2.0 factuality (White et al. 2020), each once, votes averaged.

    `sentence` is `ewt-train-N` or `ewt-dev-N`, N counting the sentences of UD EWT 1.2 from 1;
    later releases order their documents otherwise, see `benchmarks.alignment`.
    `happened` is the share of annotators who say that it did; `confidence` their mean, 0 to 4.
    """
    with zipfile.ZipFile(archive) as opened:
        data: dict[str, Any] = json.loads(opened.read("factuality.json"))["data"]
    for sentence, predicates in data.items():
        for name, layers in predicates.items():
            votes = layers["factuality"]["factual"]
            yield JudgedPredicate(
                sentence=sentence,
                token=int(name.rpartition("-")[2]) - 1,
                happened=mean(votes["value"].values()),
                confidence=mean(votes["confidence"].values()),
            )


def read_timeml(path: Path) -> TimedArticle:
    """One TimeML file: the text between <TEXT> tags with its TIMEX3 and EVENT spans."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    created = re.search(r"<TIMEX3[^>]*value=\"([^\"]+)\"[^>]*CREATION_TIME", raw)
    body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.DOTALL)
    if body is None:
        raise ValueError(f"{path}: no <TEXT>")
    text = ""
    opened: list[tuple[str, int, str]] = []
    times: list[tuple[int, int, str]] = []
    events: list[tuple[int, int]] = []
    for piece in re.split(r"(<[^>]+>)", body.group(1)):
        if not piece.startswith("<"):
            text += unescape(piece)
        elif piece.startswith("</"):
            if opened and opened[-1][0] == piece[2:-1]:
                tag, start, value = opened.pop()
                if tag == "TIMEX3":
                    times.append((start, len(text), value))
                elif tag == "EVENT":
                    events.append((start, len(text)))
        elif not piece.endswith("/>"):
            tag = piece[1:-1].split()[0]
            told = re.search(r'\bvalue="([^"]+)"', piece)
            if tag in ("TIMEX3", "EVENT"):
                opened.append((tag, len(text), told.group(1) if told else ""))
    return TimedArticle(
        name=path.stem,
        text=text,
        created=created.group(1) if created else None,
        times=tuple(times),
        events=tuple(events),
    )


def gum_entities(sentence: ParsedSentence) -> Iterator[GumEntity]:
    """The entities of one GUM sentence, nested ones too, in the order in which they end."""
    opened: list[tuple[str, int, list[str]]] = []
    for index, misc in enumerate(sentence.misc):
        marks = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
        for mark in re.findall(r"\([^()]*\)?|[^()]+\)", marks):
            fields = mark.strip("()").split("-")
            if mark.startswith("("):
                opened.append((fields[0], index, fields))
            if mark.endswith(")"):
                for at in range(len(opened) - 1, -1, -1):
                    if opened[at][0] == fields[0]:
                        _, start, parts = opened.pop(at)
                        if len(parts) > 5:
                            minimal = parts[5].split(",")[0]
                            head = start + int(minimal) - 1 if minimal.isdigit() else index
                            yield GumEntity(start, index + 1, parts[1], head, parts[0])
                        break
