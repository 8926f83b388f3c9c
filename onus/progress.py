"""A progress bar on standard error that shows only when the work lasts over a second."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 1.0


@contextmanager
def progress(description: str, done: int, total: int, started: float) -> Iterator[None]:
    """Show a bar with `done` of `total` while the block runs, once `started` is a second ago.

    `started` is a reading of `time.monotonic`. Shows nothing when standard error is no terminal;
    the bar is gone when the block ends, so that output can follow.
    """
    if not sys.stderr.isatty():
        yield
        return
    wait = max(0.0, started + PATIENCE_SECONDS - time.monotonic())
    finished = threading.Event()
    bar = threading.Thread(
        target=_show, args=(finished, wait, description, done, total), daemon=True
    )
    bar.start()
    try:
        yield
    finally:
        finished.set()
        bar.join()


def _show(finished: threading.Event, wait: float, description: str, done: int, total: int) -> None:
    if finished.wait(wait):
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = [TextColumn("Reading {task.description}"), BarColumn(), TimeElapsedColumn()]
    if total > 1:
        columns.insert(2, MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        shown.add_task(escape(description), completed=done, total=total if total > 1 else None)
        finished.wait()
