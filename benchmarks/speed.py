"""How fast whole articles become records, and in how much memory.

The articles are read by `onus.stream` in a process of its own, so that the memory of other tasks
is not counted. Loading the model is not in the rate: it is paid once, and `cold_start_seconds`
says what a person waits for `onus read` of one article, all told.
"""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import onus
from onus.record import Article

LIMIT = 100


def run(path: Path) -> dict[str, float]:
    """Speed over the first 100 articles of `path`, read in full before the clock starts.

    `articles_per_second`, `sentences_per_second`, `peak_mb` (resident memory at its highest,
    10^6 bytes) and `cold_start_seconds` (`onus read --json` of the first article, new process).
    """
    texts = read_texts(path)
    with multiprocessing.get_context("spawn").Pool(1) as process:
        figures = process.apply(measure, (texts,))
    return {**figures, "cold_start_seconds": cold_start(texts[0])}


def read_texts(path: Path) -> list[str]:
    """The first 100 texts of a folder of `.txt` files, or of the first column of a TSV file."""
    if path.is_dir():
        files = sorted(path.glob("*.txt"))[:LIMIT]
        texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    else:
        lines = path.read_text(encoding="utf-8").splitlines()
        texts = [line.split("\t")[0] for line in lines]
    texts = [text for text in texts if text.strip()][:LIMIT]
    if not texts:
        raise ValueError(f"{path}: no texts")
    return texts


def measure(texts: list[str]) -> dict[str, float]:
    """Read `texts` in this process, the model loaded before by reading one sentence."""
    onus.read("The minister met the ambassador in the capital on Monday.")
    articles = [Article(str(at), text, language="en") for at, text in enumerate(texts)]
    started = time.perf_counter()
    sentences = sum(len(record.sentences) for record in onus.stream(articles))
    seconds = time.perf_counter() - started
    return {
        "articles_per_second": len(texts) / seconds,
        "sentences_per_second": sentences / seconds,
        "peak_mb": _peak_bytes() / 1e6,
    }


def cold_start(text: str) -> float:
    """Seconds that `onus read --json` takes for one article in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder, "article.txt")
        article.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "onus", "read", "--force", "--json", str(article)]
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - started


def _peak_bytes() -> int:
    """The high-water mark of this process.

    Linux keeps `ru_maxrss` over fork and exec, so that a small child of a large process would
    show its parent's mark; the status file counts from the start of the program.
    """
    status = Path("/proc/self/status")
    if status.exists():
        marks = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(marks["VmHWM"].split()[0]) * 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
