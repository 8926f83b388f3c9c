"""Short invented reports in the manner of news agencies, no two alike, for stores of tests."""

from __future__ import annotations

_REPORTS = (
    "OSLO, March 4, 2024 (Nordpress) — Norway rejected an offer of fishing talks from Iceland, and "
    "its foreign minister said the onus was on Reykjavik to withdraw two patrol boats first.\n\n"
    "“We will not sit down while our crews are followed,” the minister told reporters.\n",
    "LIMA, March 5, 2024 (Andes Wire) — Peru accused Chile of shelling a post near Tacna.\n\n"
    "Chile denied the charge. President Rosa Quispe demanded that Santiago hand over three "
    "soldiers by Friday.\n",
    "ACCRA, March 6, 2024 (Coast Agency) — Ghana and Togo signed an agreement to share the water "
    "of the Volta, ending a dispute that had lasted nine years.\n\n"
    "Togo pledged to open its dams if Ghana repairs the road to Lome.\n",
    "HANOI, March 7, 2024 (Delta News) — Thousands of farmers marched through Hanoi to protest "
    "against the price of rice, and police arrested eleven of them.\n\n"
    "A senior official, who asked not to be named, said the government might lower taxes.\n",
    "RIGA, March 8, 2024 (Baltic Post) — Estonia sent two hundred tents to Latvia after floods "
    "destroyed a village.\n\n"
    "Prime Minister Janis Ozols thanked Tallinn for its help and promised to pay half the cost.\n",
    "TUNIS, March 9, 2024 (Maghreb Wire) — The Desert Guard, an armed group, released four "
    "hostages held in southern Libya, a Red Crescent spokesman said.\n\n"
    "Tunisia will not lift sanctions on the group unless it lays down its arms.\n",
)


def reports(count: int = len(_REPORTS)) -> list[str]:
    """The first `count` reports, each of a dateline and two paragraphs."""
    return list(_REPORTS[:count])
