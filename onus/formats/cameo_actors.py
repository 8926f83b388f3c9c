"""An actor as CAMEO codes it: three letters for the country or kind of body, three for its role.

The Norwegian army is NORMIL, a rebel group of no known country REB, the United Nations IGOUNO.
"""

from __future__ import annotations

from dataclasses import dataclass

from onus.formats import codes
from onus.formats.events import Party


@dataclass(frozen=True, slots=True)
class CameoActor:
    """The parts of the code; each is empty where nothing is known."""

    country: str = ""
    root: str = ""  # IGO, NGO, MNC, IMG, NGM: what stands where no country does
    role: str = ""
    group: str = ""

    @property
    def full(self) -> str:
        """The parts in CAMEO's order, all in one."""
        return (self.country or self.root) + self.role + self.group


def cameo_actor(party: Party | None) -> CameoActor:
    """The CAMEO code of an actor; empty for nobody. A state is its country, without a role."""
    if party is None:
        return CameoActor()
    known = codes.country(party.country)
    country = known.cameo if known else ""
    sector = codes.sector(party.sector)
    role = "" if party.kind == "state" else sector.cameo or ""
    group = codes.group(party.name) or ""
    if sector.root and not country:
        return CameoActor("", role, "", group)
    return CameoActor(country, "", role, group)
