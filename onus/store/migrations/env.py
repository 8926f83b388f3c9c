"""What Alembic runs on opening a store; `onus.store.database` hands over the connection."""

from __future__ import annotations

from alembic import context

from onus.store.schema import metadata

# The transaction is the caller's: a store is brought up to date wholly or not at all.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
