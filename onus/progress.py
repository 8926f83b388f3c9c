"""Progress bars on standard error: for one source, and for a collection of them."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 1.0


@contextmanager
def collection_progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar with the articles done, the rate and the time left; nothing when it is no terminal.

    Call what is given after each article with how much of `total` is done with it. `total` may be
    any measure of the work, 0 when it is not known; then no time left is shown.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = [
        TextColumn("{task.fields[articles]:,} articles"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%" if total else ""),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    ]
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=total or None, articles=0, rate="", left="")
        started = time.monotonic()
        done = articles = 0

        def advance(part: int) -> None:
            nonlocal done, articles
            done, articles = done + part, articles + 1
            seconds = time.monotonic() - started
            shown.update(
                task,
                completed=done,
                articles=articles,
                rate=f"{articles / seconds:.1f} a second" if seconds > 0 else "",
                left=time_left(done, total, seconds),
            )

        yield advance


def time_left(done: int, total: int, seconds: float) -> str:
    """How long the rest will take, when `done` of `total` took `seconds`: "5 min left"."""
    if not 0 < done <= total:
        return ""
    left = round(seconds * (total - done) / done)
    if left < 90:
        return f"{left} s left"
    return f"{left / 60:.0f} min left" if left < 5400 else f"{left / 3600:.1f} h left"


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
