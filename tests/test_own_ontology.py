"""An ontology of the user's own: what its types are found in, and what is said of a bad file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import onus
from onus.cli import app
from onus.coding.own_ontology_file import read_ontology
from onus.errors import OntologyError

SANCTIONS = Path(__file__).parents[1] / "examples" / "ontology-sanctions.yaml"
TYPES = [f" {name} (CAMEO" for name in ("DESIGNATE", "FREEZE", "DELIST", "EVADE")]
NOTICE = Path(__file__).parents[1] / "examples" / "sanctions-notice.txt"


def test_events_take_the_users_types_and_the_others_keep_plovers() -> None:
    text = (
        "The Bank of Ghana froze the accounts of the charity. "
        "The European Union removed the airline from its blacklist. "
        "Police arrested three men."
    )
    events = onus.read(text, ontology=str(SANCTIONS)).events
    assert [event.type for event in events] == ["FREEZE", "DELIST", "COERCE"]
    assert [event.quad for event in events[::2]] == [4, 4]  # of PLOVER's type, for both
    assert all(0.5 <= event.confidence <= 1 for event in events[:2])
    assert {event.type for event in onus.read(text).events}.isdisjoint({"FREEZE", "DELIST"})


def test_a_type_needs_no_verb_of_plovers(tmp_path: Path) -> None:
    own = tmp_path / "hires.yaml"
    own.write_text(
        "types:\n  HIRE:\n    definition: Somebody is taken on.\n    examples:\n"
        "      - The company hired an engineer.\n      - The ministry hired two lawyers.\n"
        "      - The club hired a new coach.\n"
    )
    text = "Kenya hired a consultant. Kenya condemned Norway on Monday."
    types = [event.type for event in onus.read(text, ontology=str(own)).events]
    assert types == ["HIRE", "ACCUSE"]


def test_examples_may_mark_their_parties() -> None:
    examples = [e for kind in read_ontology(str(SANCTIONS)).types.values() for e in kind.examples]
    assert [(e.source, e.target) for e in examples if e.source] == [("Britain", "the oil trader")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("types: {}", "types: dictionary should have at least 1 item"),
        ("kinds: 3", "types: field required"),
        ("- a list", "holds no mapping with the key 'types'"),
        ("types: [", "line 1: is not YAML"),
        (
            "types: {A: {definition: x, examples: [One sentence.]}}",
            "types.A.examples: tuple should have at least 2 items",
        ),
        (
            "types: {A: {definition: x, examples: [Iran met Iraq., {text: Hi., source: Oman}]}}",
            "types.A.examples.1: the source 'Oman' does not stand in 'Hi.'",
        ),
        (
            "types: {A: {definition: x, examples: [Iran met Iraq., Rain.]}}",
            "types.A.examples.1: no source was found in 'Rain.': mark it with 'source'",
        ),
        ("types: {A: {examples: [Iran met Iraq., Iraq met Iran.]}}", "types.A.definition: field"),
    ],
)
def test_a_bad_ontology_is_refused_in_one_sentence(tmp_path: Path, written: str, said: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(written)
    with pytest.raises(OntologyError) as raised:
        onus.read("Iran met Iraq.", ontology=str(own))
    assert str(raised.value).startswith(f"{own}: {said}")
    assert "\n" not in str(raised.value)


def test_an_ontology_that_is_not_there_is_named_on_the_command_line() -> None:
    result = CliRunner().invoke(app, ["read", str(NOTICE), "--ontology", "nowhere.yaml"])
    assert result.exit_code == 1
    assert result.stderr == "onus: nowhere.yaml: cannot be read (No such file or directory)\n"


def test_the_page_about_own_ontologies_shows_real_output() -> None:
    page = (Path(__file__).parents[1] / "docs" / "own-ontology.md").read_text(encoding="utf-8")
    shown = page.split("--ontology examples/ontology-sanctions.yaml\n\n")[1]
    arguments = ["read", str(NOTICE), "--published", "2026-11-20", "--ontology", str(SANCTIONS)]
    output = CliRunner(env={"COLUMNS": "100"}).invoke(app, arguments).stdout
    own = _typed(output)
    assert len(own) > 3
    assert own == _typed(shown)


def _typed(text: str) -> list[str]:
    """The lines of events of the file's types; PLOVER's code for them is the coder's affair."""
    lines = [line.strip() for line in text.splitlines() if any(t in line for t in TYPES)]
    return [re.sub(r" \(CAMEO \d+\)", "", line) for line in lines]
