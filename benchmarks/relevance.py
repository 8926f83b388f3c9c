"""Whether a text is about conflict, and about which acts, told by its events alone.

SATP (`satp_relevant`, ConfliBERT): reports of attacks, labelled armed assault, bombing, abduction,
other. IndiaPoliceEvents (Halterman et al. 2021): sentences or documents, labelled by what police
and army do: kill, arrest, any action, fail to act, use force. Which file it is, the number of its
columns tells. There is no classifier here: a label is given where an event of the record has the
type, mode and source that the label means.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import onus
from benchmarks.scores import Tally
from onus.record import Article, Event, Record

Judge = Callable[[Event, Record], bool]


def run(path: Path) -> dict[str, float]:
    """The scores of the records of the texts in `path`, see `score`."""
    rows = list(_rows(path))
    if not rows or len({len(labels) for _, labels in rows}) != 1:
        raise ValueError(f"{path}: no rows with the same number of labels")
    judges = _JUDGES.get(len(rows[0][1]))
    if judges is None:
        raise ValueError(f"{path}: {len(rows[0][1])} labels, not 4 (SATP) or 5 (police)")
    articles = [Article(str(at), text, language="en") for at, (text, _) in enumerate(rows)]
    return score([labels for _, labels in rows], list(onus.stream(articles)), judges)


def score(
    gold: Sequence[Sequence[bool]], records: Sequence[Record], judges: Mapping[str, Judge]
) -> dict[str, float]:
    """`f1`, `precision` and `recall` of relevance, then `f1_` of each label.

    A text is relevant when it has any label (police: when it has `any_action`).
    """
    told = [
        [any(judge(event, record) for event in record.events) for judge in judges.values()]
        for record in records
    ]
    names = list(judges)
    whole = names.index("any_action") if "any_action" in judges else None
    relevance = Tally()
    tallies = {name: Tally() for name in names}
    for labels, answers in zip(gold, told, strict=True):
        one, other = (
            (labels[whole], answers[whole]) if whole is not None else (any(labels), any(answers))
        )
        relevance += _tally(one, other)
        for name, label, answer in zip(names, labels, answers, strict=True):
            tallies[name] += _tally(label, answer)
    return {
        "f1": relevance.f1,
        "precision": relevance.precision,
        "recall": relevance.recall,
        "label_micro_f1": sum(tallies.values(), Tally()).f1,
        **{f"f1_{name}": tally.f1 for name, tally in tallies.items()},
    }


def _tally(label: bool, answer: bool) -> Tally:
    return Tally(right=label and answer, guessed=answer, gold=label)


def _rows(path: Path) -> Iterator[tuple[str, list[bool]]]:
    """(text, labels) of a tab-separated file without header."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quotechar='"', strict=False):
            if len(row) > 1:
                yield row[0], [cell.strip() == "1" for cell in row[1:]]


_EXPLOSIVE = frozenset({"explosives", "suicide-attack", "heavy-weapons"})
_ARSON = ("ablaze", "fire to", "torch", "burn", "vandal", "ransack", "destroy", "damage", "raze")
_FATAL = ("kill", "dead", "death", "die", "murder", "gunned")
# Actors that use force for a state, by PLOVER sector.
_FORCES = frozenset({"COP", "MIL", "PRM"})
_WORDS_OF_FORCES = (
    "police", "cop", "constable", "officer", "army", "troop", "jawan", "security force",
    "paramilitary", "crpf", "rapid action force", "commissioner", "personnel",
)  # fmt: skip


def _happened(event: Event) -> bool:
    return event.factuality == "actual"


def _is_arson(event: Event) -> bool:
    return any(word in event.trigger.text.lower() for word in _ARSON)


def _assaults(event: Event, record: Record) -> bool:
    """Armed assault: shown by its mode, or left where nothing more special is told."""
    if event.type != "ASSAULT" or event.mode in {*_EXPLOSIVE, "abduct"} or _is_arson(event):
        return False
    special = (_bombs, _abducts, _otherwise)
    return event.mode is not None or not any(
        judge(other, record) for other in record.events for judge in special
    )


def _bombs(event: Event, record: Record) -> bool:
    return event.type == "ASSAULT" and event.mode in _EXPLOSIVE


def _abducts(event: Event, record: Record) -> bool:
    return event.type == "ASSAULT" and event.mode == "abduct"


def _otherwise(event: Event, record: Record) -> bool:
    return event.type in {"ASSAULT", "PROTEST"} and _is_arson(event)


def _by_force(event: Event, record: Record) -> bool:
    """Whether police or army do it."""
    return _is_force(event.source, event.source_text, record)


def _to_force(event: Event, record: Record) -> bool:
    """Whether it is done to police or army, or they are asked to."""
    return _is_force(event.target, event.target_text, record)


def _is_force(actors: Sequence[str], words: str | None, record: Record) -> bool:
    text = (words or "").lower()
    sectors = {actor.sector for i in actors if (actor := record.actor(i)) is not None}
    return bool(sectors & _FORCES) or any(word in text for word in _WORDS_OF_FORCES)


def _told_by_force(event: Event, record: Record) -> bool:
    """Whether police or army report it."""
    return any(
        said.id == event.said_in
        and _is_force((said.speaker,) if said.speaker else (), said.speaker_text, record)
        for said in record.statements
    )


def _kills(event: Event, record: Record) -> bool:
    """A death by force: in the act itself, or told beside it in its sentence."""
    beside = [e for e in record.events if e.sentence == event.sentence and not _others(e, record)]
    return _forces(event, record) and any(_is_fatal(e) for e in beside)


def _others(event: Event, record: Record) -> bool:
    """Whether somebody else than police or army does it."""
    return bool(event.source) and not _by_force(event, record)


def _is_fatal(event: Event) -> bool:
    words = f"{event.trigger.text} {event.target_text or ''}".lower()
    return event.type == "ASSAULT" and any(word in words for word in _FATAL)


def _arrests(event: Event, record: Record) -> bool:
    return event.type == "COERCE" and event.mode == "arrest" and _happened(event)


def _forces(event: Event, record: Record) -> bool:
    if not _happened(event) or event.type != "ASSAULT":
        return False
    return event.mode == "crowd-control" or _by_force(event, record)


def _acts(event: Event, record: Record) -> bool:
    """Any part of police or army in it, were it as those who report it, but no failure to act."""
    if _arrests(event, record) or _forces(event, record):
        return True
    if _fails(event, record):
        return False
    if event.type == "MOBILIZE" and not _others(event, record):
        return True
    if event.type == "COERCE" and event.mode == "curfew":
        return True
    parts = (_by_force, _to_force, _told_by_force)
    return any(part(event, record) for part in parts)


def _fails(event: Event, record: Record) -> bool:
    """Police or army refuse, stand by, or do not do what the event is."""
    kept_from = event.type == "REJECT" or event.factuality == "denied"
    return kept_from and _by_force(event, record)


_JUDGES: Mapping[int, Mapping[str, Judge]] = {
    4: {"assault": _assaults, "bombing": _bombs, "abduction": _abducts, "other": _otherwise},
    5: {
        "kill": _kills,
        "arrest": _arrests,
        "any_action": _acts,
        "fail": _fails,
        "force": _forces,
    },
}
