"""`python -m onus` is the command `onus`."""

from __future__ import annotations

from onus.cli import main

main()
