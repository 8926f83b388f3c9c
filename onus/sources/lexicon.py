"""The names that datelines and credits are made of, read once from the files beside this one."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from onus.knowledge import read_yaml


@cache
def agencies() -> dict[str, str]:
    """Every way an agency is written, to the name Onus gives it."""
    return {
        written: str(entry["name"])
        for entry in _load("agencies.yaml")
        for written in (entry["name"], *entry.get("written", ()))
    }


@cache
def cities() -> frozenset[str]:
    """Dateline towns in capital letters."""
    regions: dict[str, str] = _load("cities.yaml")
    return frozenset(
        name.strip().upper() for names in regions.values() for name in names.split(";")
    )


@cache
def labels() -> frozenset[str]:
    """Words in capitals that open a paragraph and are no town."""
    return frozenset(_load("labels.yaml"))


@cache
def teasers() -> dict[str, list[str]]:
    """Words of lines that lead to other reports, by kind."""
    return {
        str(kind): [str(word) for word in words] for kind, words in _load("teasers.yaml").items()
    }


@cache
def languages() -> dict[str, str]:
    """ISO 639-1 codes to the English names of the languages."""
    return {str(code): str(name) for code, name in _load("languages.yaml").items()}


def _load(name: str) -> Any:
    return read_yaml(resources.files("onus.sources").joinpath(name).read_text("utf-8"))
