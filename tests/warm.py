"""Imported by the fork server of tests that end processes: one model for all of them.

Where it sees one core, the network starts no threads, which would be missing in a forked process.
"""

from __future__ import annotations

import os

import onus
import onus.store.adding
import onus.store.store
from onus.language.effects import Beside, effects

_cores = os.sched_getaffinity(0)
os.sched_setaffinity(0, {max(_cores)})
onus.read("The minister met the ambassador in the capital on Monday.")
effects([Beside("demand", "leave", "Peru asked Chile to leave.", "Chile left on Monday.")])
os.sched_setaffinity(0, _cores)
