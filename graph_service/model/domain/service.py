"""Service labels: what the service keeps for itself. Not in the public schema."""

from __future__ import annotations

from datetime import datetime

from graph_service.model.declare import Label, prop


class DataVersion(Label, prefix="version", public=False):
    """Counts the changes of the data, one node a scope; `current` is the whole graph."""

    id: str = prop("Scope.", unique=True)
    number: int = prop("Raised with every change of the data.", low=0)


class IdempotencyKey(Label, prefix="once", public=False):
    """What a mutation with a `clientMutationId` gave, so that a repeat gives the same."""

    id: str = prop("Digest of who asked and of the `clientMutationId`.", unique=True)
    at: datetime = prop("When it was first asked.", index=True)
    request: str = prop("Digest of what was asked.")
    outcome: str = prop("What was done, as JSON.")
    subjects: list[str] = prop("Ids of the nodes that the outcome tells of.")


class Alias(Label, prefix="alias", public=False):
    """An id that another node goes by since two were merged into one."""

    id: str = prop("The old id.", unique=True)
    of: str = prop("Id of the node that is left.", index=True)


class Pending(Label, prefix="pending", public=False):
    """Derived data that a write left to be brought up to date."""

    id: str = prop("Its id.", unique=True)
    kind: str = prop("Which derivation.", index=True)
    subjects: list[str] = prop("Ids of the nodes to derive anew; empty for all.")
    queued_at: datetime = prop("When it was left.")


class Migration(Label, prefix="migration", public=False):
    """A change of constraints or indexes that was applied."""

    id: str = prop("Number of the migration.", unique=True)
    name: str = prop("Name of its file.")
    checksum: str = prop("SHA-256 of its text.")
    applied_at: datetime = prop("When it was applied.")


class ApiKey(Label, prefix="key", public=False):
    """A key that lets its holder do more than everybody: the secret itself is not kept."""

    id: str = prop("The public part of the key, by which it is found.", unique=True)
    name: str = prop("What it is for, in the words of whoever made it.")
    secret_hash: str = prop("SHA-256 of its secret, in hexadecimal digits.")
    scopes: list[str] = prop("What its holder may do.")
    counties: list[str] = prop("NUTS 3 codes of the counties in which it may write; empty for all.")
    origins: list[str] = prop("The pages that may use it; empty for any.")
    rate: int | None = prop("Points a minute of its own.", low=1)
    created_at: datetime = prop("When it was made.")
    expires_at: datetime | None = prop("From when on it is refused.")
    revoked_at: datetime | None = prop("When it was revoked.")
