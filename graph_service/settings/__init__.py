"""Every setting of the service: name, default, meaning and unit in one table, read from the environment once.

Nothing else reads the environment, and functions get the value they need, never this object.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

from graph_service.errors import SettingsError
from graph_service.settings.kinds import Setting
from graph_service.settings.table import SETTINGS
from graph_service.store.options import StoreOptions

__all__ = ["SETTINGS", "Setting", "Settings", "settings_markdown", "unknown_variables"]


@dataclass(frozen=True)
class Settings:
    """The values of one process; `from_environment({})` gives the defaults."""

    neo4j_uri: str | None
    neo4j_username: str
    neo4j_password: str | None = field(repr=False)
    neo4j_password_file: Path | None
    neo4j_database: str
    data_dir: Path
    heap: str
    host: str
    port: int
    seed: str
    read_seconds: float
    write_seconds: float
    analysis_seconds: float
    analysis_queue: int
    mutation_id_days: int
    pool_size: int
    body_bytes: int
    upload_bytes: int
    import_bytes: int
    max_tokens: int
    max_depth: int
    max_aliases: int
    max_fields: int
    max_directives: int
    max_operations: int
    max_introspection: int
    max_rows: int
    max_blocks: int
    max_items: int
    max_characters: int
    max_search_characters: int
    max_search_words: int
    plan_cache: int
    answer_bytes: int
    connections_per_address: int
    sockets_per_address: int
    subscriptions_per_socket: int
    request_seconds: float
    idle_seconds: float
    credential_seconds: float
    key_seconds: float
    lag_ms: int
    in_flight: int
    rate: int
    key_rate: int
    public_scopes: frozenset[str]
    cache_seconds: int
    workers: int
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]
    oidc_issuer: str | None
    oidc_audience: str
    oidc_claim: str
    oidc_seconds: float
    traces_url: str | None
    cors_origins: tuple[str, ...]
    log_level: str

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """The settings that `environ` holds; raises SettingsError for the first one that cannot be."""
        values = {setting.name: _value(setting, environ) for setting in SETTINGS}
        values["neo4j_password"] = _password(environ)
        return cls(**values)  # type: ignore[arg-type]  # the table and the fields are held together by a test

    def store_options(self) -> StoreOptions:
        """What `store.open` needs of these settings."""
        return StoreOptions(
            uri=self.neo4j_uri,
            username=self.neo4j_username,
            password=self.neo4j_password,
            database=self.neo4j_database,
            data_dir=self.data_dir,
            heap=self.heap,
            pool_size=self.pool_size,
        )


def _value(setting: Setting, environ: Mapping[str, str]) -> object:
    # An empty variable counts as unset: that is what `NEO4J_URI=` in a compose file means.
    text = environ.get(setting.variable, "").strip() or setting.default
    if text is None:
        return None
    try:
        return setting.read(text)
    except ValueError:
        shown = "***" if setting.secret else repr(_without_user(text))
        raise SettingsError(
            "SETTING_INVALID", variable=setting.variable, value=shown, allowed=setting.allowed
        ) from None


def _without_user(text: str) -> str:
    """A URI may carry a password by mistake; errors must not repeat it."""
    return re.sub(r"//[^/@]*@", "//***@", text)


def _password(environ: Mapping[str, str]) -> str | None:
    direct, file = environ.get("NEO4J_PASSWORD", ""), environ.get("NEO4J_PASSWORD_FILE", "").strip()
    if direct and file:
        raise SettingsError("SETTING_TWICE", one="NEO4J_PASSWORD", other="NEO4J_PASSWORD_FILE")
    if not file:
        return direct or None
    try:
        return Path(file).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8"
        raise SettingsError("SETTING_FILE", variable="NEO4J_PASSWORD_FILE", file=file, reason=reason) from None


def unknown_variables(environ: Mapping[str, str]) -> dict[str, str | None]:
    """`KALAKA_…` variables that no setting reads, each with the setting it may have meant."""
    known = [setting.variable for setting in SETTINGS]
    strange = sorted(name for name in environ if name.startswith("KALAKA_") and name not in known)
    return {name: next(iter(difflib.get_close_matches(name, known, 1)), None) for name in strange}


def settings_markdown() -> str:
    """The table as Markdown, for the documentation."""
    lines = ["| environment variable | default | unit | allowed | meaning |", "| --- | --- | --- | --- | --- |"]
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else "unset"
        allowed = setting.allowed.replace("|", "\\|")
        lines.append(f"| `{setting.variable}` | {default} | {setting.unit or '–'} | {allowed} | {setting.help} |")
    return "\n".join(lines) + "\n"
