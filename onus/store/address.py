"""Where a store lies: the path of a SQLite file or the address of a PostgreSQL database."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from onus.errors import StoreError

Kind = Literal["sqlite", "postgresql"]
_POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Address:
    """A store's place: `where` is a path for SQLite and a postgresql:// address else.

    `name` is how it is named to a person, without a password.
    """

    kind: Kind
    where: str
    name: str

    @property
    def is_missing(self) -> bool:
        """Whether it is a file that is not there; of one that is out of sight nobody knows."""
        try:
            return self.kind == "sqlite" and not Path(self.where).exists()
        except OSError:
            return False


def address_of(where: str) -> Address:
    """The address that a person means by a path or a URL.

    Raises `StoreError` when it is none, or the driver that it needs is not installed.
    """
    scheme, separator, rest = where.partition("://")
    if not separator:
        return _file(where)
    if scheme == "sqlite":
        return _file(rest.removeprefix("/"))
    if scheme in _POSTGRESQL:
        return _server(f"postgresql://{rest}", where)
    raise StoreError(where, "is neither a sqlite:// nor a postgresql:// address")


def _file(path: str) -> Address:
    if path in ("", ":memory:"):
        raise StoreError("a store in memory", "keeps nothing; name a file")
    return Address("sqlite", path, path)


def _server(url: str, given: str) -> Address:
    try:
        parts = urlsplit(url)
        hidden = parts.netloc
        if parts.password is not None:
            user, _, host = hidden.rpartition("@")
            hidden = f"{user.partition(':')[0]}:***@{host}"
        _ = parts.port
    except ValueError:
        raise StoreError(given.rpartition("@")[2], "is not the address of a store") from None
    name = urlunsplit(parts._replace(netloc=hidden))
    if importlib.util.find_spec("psycopg") is None:
        raise StoreError(name, "needs the PostgreSQL driver: pip install 'onus[postgres]'")
    return Address("postgresql", url, name)
