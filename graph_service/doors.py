"""The doors of a service, put together from its settings: who is let in, and the endpoint with its transports."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graph_service import __version__
from graph_service.access.buckets import Buckets
from graph_service.access.issuer import Issuer
from graph_service.access.known_keys import KnownKeys, Lookup
from graph_service.access.rates import Rates
from graph_service.access.tokens import Tokens
from graph_service.access.viewer import Viewer
from graph_service.api.context import Meter, RequestContext, Writes
from graph_service.api.schema import DerivedSchema
from graph_service.cypher import Statement
from graph_service.errors import Language
from graph_service.importing.aside import aside
from graph_service.importing.importer import Wanted, import_files
from graph_service.importing.report import Report
from graph_service.importing.sources import Source
from graph_service.importing.spool import Spool
from graph_service.model import load_model
from graph_service.resources import release_digest
from graph_service.settings import Settings
from graph_service.store.store import Store
from graph_service.web.identify import Identify
from graph_service.web.keeping import Keeping
from graph_service.web.rates import Metered
from graph_service.web.transports import Caps, graphql_over
from graph_service.web.uploads import Uploads
from graph_service.writes.view import Run

_DECIDING = (
    "neo4j_uri",
    "neo4j_database",
    "data_dir",
    "max_tokens",
    "max_depth",
    "max_aliases",
    "max_fields",
    "max_directives",
    "max_operations",
    "max_introspection",
    "max_rows",
    "max_blocks",
    "max_items",
    "max_characters",
    "max_search_characters",
    "max_search_words",
    "answer_bytes",
)
"""Settings that decide an answer, or whether there is one: with others its tag is another."""

Context = Callable[[str, Language], RequestContext]


def tokens_of(settings: Settings) -> Tokens | None:
    """Who checks bearer tokens. Raises SettingsError where the issuer cannot be used."""
    if settings.oidc_issuer is None:
        return None
    issuer = Issuer(settings.oidc_issuer, seconds=settings.oidc_seconds)
    public = settings.public_scopes
    return Tokens(issuer, audience=settings.oidc_audience, claim=settings.oidc_claim, public=public)


def identify_of(settings: Settings, store: Lookup, tokens: Tokens | None, buckets: Buckets) -> Identify:
    """Who knows the viewers and what they may spend."""
    return Identify(
        keys=KnownKeys(store, seconds=settings.key_seconds, public=settings.public_scopes),
        rates=Rates(buckets, settings.rate, settings.key_rate),
        public=Viewer(settings.public_scopes),
        seconds=settings.read_seconds,
        tokens=tokens,
    )


@dataclass(frozen=True)
class _ImportStore:
    """Reads as the store does, and writes so that derived data follow and who listens is told at once."""

    store: Store
    writes: Writes
    tell: Callable[[], None]

    async def records(
        self, statement: Statement, *, seconds: float = 60.0, quiet: bool = False
    ) -> list[dict[str, Any]]:
        return await self.store.records(statement, seconds=seconds, quiet=quiet)

    async def transact(
        self, work: Callable[[Run], Any], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> Any:
        try:
            return await self.writes.transact(work, seconds=seconds, metadata=metadata)
        finally:  # what seems to have failed may have been committed
            self.tell()


def uploads_of(
    settings: Settings, store: Store, writes: Writes, identify: Identify, tell: Callable[[], None]
) -> Uploads:
    """The address that takes files; `tell` is called after each transaction."""
    through = _ImportStore(store, writes, tell)

    async def run(sources: list[Source], spool: Spool, wanted: Wanted) -> Report:
        return await aside(through, lambda other: import_files(other, load_model(), sources, spool, wanted))

    return Uploads(identify, run, settings.upload_bytes, asyncio.Lock())


def graphql_of(settings: Settings, schema: DerivedSchema, context: Context, identify: Identify) -> Metered:
    """The endpoint with its three transports; one deadline holds from when a request is identified."""

    def context_of(request_id: str, language: Language, viewer: Viewer, meter: Meter) -> RequestContext:
        made = context(request_id, language)
        made.viewer, made.meter, made.deadline = viewer, meter, meter.began + settings.read_seconds
        return made

    caps = Caps(
        body_bytes=settings.body_bytes,
        answer_bytes=settings.answer_bytes,
        request_seconds=settings.request_seconds,
        credential_seconds=settings.credential_seconds,
        subscriptions_per_socket=settings.subscriptions_per_socket,
        in_flight=settings.in_flight,
    )
    return graphql_over(schema, context_of, identify, caps, keeping_of(settings))


def keeping_of(settings: Settings) -> Keeping:
    """How answers are kept: a tag is of this release, with these limits, over this database."""
    decide = [f"{name}={getattr(settings, name)}" for name in _DECIDING]
    return Keeping("\n".join([__version__, release_digest(), *decide]), settings.cache_seconds)
