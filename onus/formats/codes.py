"""The codes of other projects for what Onus says in its own: events, countries, actors.

What is known lies in the files of `data/`; docs/formats.md names where each fact comes from.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onus.knowledge import read_yaml


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code: its label, its Goldstein score, and the intensity ICEWS gives it."""

    label: str
    goldstein: float
    icews: float


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """A country in ISO 3166-1 alpha-2, FIPS 10-4, CAMEO, Correlates of War; its name in ICEWS.

    A code is empty where the scheme has none for it.
    """

    iso2: str
    fips: str
    cameo: str
    cow: str
    icews: str


@dataclass(frozen=True, slots=True)
class SectorCodes:
    """A PLOVER sector as CAMEO's actor type and in the words of ICEWS.

    With `root`, CAMEO puts the type where a country would stand.
    """

    cameo: str | None
    icews: tuple[str, ...]
    root: bool = False


def cameo(code: str | None) -> Cameo | None:
    """What is known of a CAMEO code, else of the shorter code it begins with."""
    while code and len(code) >= 2:
        if code in _cameo():
            return _cameo()[code]
        code = code[:-1]
    return None


def score(type_name: str, mode: str | None) -> float | None:
    """PLOVER's conflict-cooperation score, -10 to 10; null for a type that is not PLOVER's."""
    known = facts("scales")["scores"].get(type_name)
    if known is None:
        return None
    return float(known.get("modes", {}).get(polecat_mode(type_name, mode), known["score"]))


def polecat_mode(type_name: str, mode: str | None) -> str | None:
    """The mode as PLOVER names it; null where PLOVER has none such."""
    renamed: Mapping[str | None, str | None] = facts("scales")["polecat_modes"].get(type_name, {})
    return renamed.get(mode, mode)


def country(iso3: str | None) -> CountryCodes | None:
    """The codes of a country given in ISO 3166-1 alpha-3."""
    return _countries().get(iso3 or "")


def sector(code: str | None) -> SectorCodes:
    """The codes of a PLOVER sector; empty ones for none."""
    return _sectors().get(code or "", SectorCodes(None, ()))


def group(name: str) -> str | None:
    """CAMEO's code of a known group ("NAT"), by one of its names."""
    return _groups().get(name.casefold())


def columns_of(layout: str) -> tuple[str, ...]:
    """The columns of a format, or those of `attribution`."""
    return tuple(facts("columns")[layout])


@cache
def facts(name: str) -> dict[str, Any]:
    """A YAML file of `data/`."""
    loaded: dict[str, Any] = read_yaml(_text(f"{name}.yaml"))
    return loaded


def _text(name: str) -> str:
    return files("onus.formats").joinpath("data", name).read_text(encoding="utf-8")


@cache
def _cameo() -> dict[str, Cameo]:
    return {
        row["code"]: Cameo(row["label"], float(row["goldstein"]), float(row["icews"]))
        for row in csv.DictReader(_text("cameo.csv").splitlines())
    }


@cache
def _countries() -> dict[str, CountryCodes]:
    return {
        row.pop("iso3"): CountryCodes(**row)
        for row in csv.DictReader(_text("countries.csv").splitlines())
    }


@cache
def _sectors() -> dict[str, SectorCodes]:
    return {
        code: SectorCodes(known["cameo"], tuple(known["icews"]), known.get("root", False))
        for code, known in facts("actors")["sectors"].items()
    }


@cache
def _groups() -> dict[str, str]:
    return {
        name.casefold(): code for code, names in facts("actors")["groups"].items() for name in names
    }
