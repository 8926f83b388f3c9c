"""Which version of the tables a store has, and which model and rules read a record."""

from __future__ import annotations

from functools import cache

from onus import __version__

SCHEMA = "0006"  # the newest migration, so that an up-to-date store opens without Alembic


@cache
def reader_version() -> str:
    """Onus' version and a hash of the weights, for `articles.model`: "0.1.0+3f2a91c07b5e"."""
    import hashlib
    from importlib.resources import files

    digest = hashlib.sha256()
    weights = files("onus.language").joinpath("weights")
    for file in sorted(weights.iterdir(), key=lambda entry: entry.name):
        if file.is_file():
            digest.update(file.name.encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return f"{__version__}+{digest.hexdigest()[:12]}"
