"""The registry: who the actors of all articles are, through time.

    resolve(connection, record)   the registry's actor for each actor of a record

Names, roles with dates and evidence, namesakes kept apart, what a person sets right, and the lists
that a user has. Everything takes a connection to a store and works within its transaction.
"""

from __future__ import annotations

from onus.registry.lists.standing import designations_of
from onus.registry.resolving import resolve

__all__ = ["designations_of", "resolve"]
