"""Every setting of the service: name, default, meaning and unit in one table, read from the environment once.

Nothing else reads the environment, and functions get the value they need, never this object.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from graph_service.errors import SettingsError
from graph_service.store.options import StoreOptions

T = TypeVar("T")

_URI_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True)
class Setting:
    """One row of the table: where a value comes from, what it means and how its text is read."""

    name: str
    variable: str
    default: str | None
    help: str
    unit: str
    allowed: str
    read: Callable[[str], object]
    secret: bool = False


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        value = int(text) if re.fullmatch(r"[0-9]{1,12}", text) else least - 1
        return _checked(least <= value <= most, value)

    return read


def _seconds(least: float, most: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        return _checked(re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) and least <= float(text) <= most, float(text))

    return read


def _one_of(*words: str) -> Callable[[str], str]:
    return lambda text: _checked(text in words, text)


def _matching(pattern: str) -> Callable[[str], str]:
    return lambda text: _checked(re.fullmatch(pattern, text), text)


def _uri(text: str) -> str:
    parts = urlsplit(text)  # a ValueError for a port that is none
    plain = parts.username is None and parts.password is None
    return _checked(parts.scheme in _URI_SCHEMES and parts.hostname and parts.port != 0 and plain, text)


def _heap(text: str) -> str:
    amount, unit = text[:-1], text[-1:].lower()
    whole = int(amount) if re.fullmatch(r"[0-9]{1,6}", amount) else 0
    return _checked(256 <= whole * {"m": 1, "g": 1024}.get(unit, 0) <= 65_536, f"{amount}{unit}")


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(word for word in (part.strip() for part in text.split(",")) if word)
    return _checked(all(re.fullmatch(r"https?://[^/\s*]+", origin) for origin in origins), origins)


def _checked(good: object, value: T) -> T:
    if not good:
        raise ValueError
    return value


def _limit(name: str, default: int, help: str, unit: str, most: int = 1_000_000) -> Setting:
    return Setting(name, f"KALAKA_{name.upper()}", str(default), help, unit, f"1–{most}", _whole(1, most))


_SCHEMES = " | ".join(f"{scheme}://…" for scheme in _URI_SCHEMES)
_LEVELS = " | ".join(_LOG_LEVELS)

SETTINGS: tuple[Setting, ...] = (
    Setting("neo4j_uri", "NEO4J_URI", None, "Neo4j to use; unset: the embedded engine.", "", _SCHEMES, _uri),
    Setting("neo4j_username", "NEO4J_USERNAME", "neo4j", "User of that Neo4j.", "", "text", _matching(r"\S+")),
    Setting("neo4j_password", "NEO4J_PASSWORD", None, "Its password.", "", "text", str, secret=True),
    Setting("neo4j_password_file", "NEO4J_PASSWORD_FILE", None, "File that holds the password.", "", "path", Path),
    Setting(
        "neo4j_database",
        "NEO4J_DATABASE",
        "neo4j",
        "Database in that Neo4j; always named.",
        "",
        "a-z 0-9 . -",
        _matching(r"[A-Za-z][A-Za-z0-9.-]{2,62}"),
    ),
    Setting("data_dir", "KALAKA_DATA_DIR", "./.kalaka", "Folder of the embedded engine.", "", "path", Path),
    Setting(
        "heap",
        "KALAKA_HEAP",
        "1g",
        "Heap of the embedded engine.",
        "m, g",
        "256m … 64g",
        _heap,
    ),
    Setting("host", "KALAKA_HOST", "127.0.0.1", "Address to listen on.", "", "name or address", _matching(r"[\w.:-]+")),
    Setting("port", "KALAKA_PORT", "8000", "Port to listen on; 0 takes a free one.", "", "0–65535", _whole(0, 65535)),
    Setting(
        "seed",
        "KALAKA_SEED",
        "demo",
        "`demo` loads the demonstration into an empty graph, `none` starts empty.",
        "",
        "demo | none",
        _one_of("demo", "none"),
    ),
    Setting(
        "read_seconds", "KALAKA_READ_SECONDS", "2", "Deadline of one read request.", "s", "0.1–600", _seconds(0.1, 600)
    ),
    Setting(
        "write_seconds", "KALAKA_WRITE_SECONDS", "10", "Deadline of one write.", "s", "0.1–600", _seconds(0.1, 600)
    ),
    Setting(
        "analysis_seconds",
        "KALAKA_ANALYSIS_SECONDS",
        "10",
        "Deadline of one job of network analysis in its worker process, and of its wait before.",
        "s",
        "0.1–600",
        _seconds(0.1, 600),
    ),
    _limit(
        "analysis_queue", 8, "Jobs of network analysis that may wait for the worker; one more is refused.", "jobs", 1000
    ),
    _limit("pool_size", 32, "Connections to the database in one process.", "connections", 1000),
    _limit("body_bytes", 65_536, "Longest body of a request.", "bytes", 33_554_432),
    _limit("max_tokens", 2_000, "Longest document.", "tokens"),
    _limit(
        "max_depth", 10, "Deepest document (`edges`, `nodes`, `node`, `pageInfo` and `__…` not counted).", "levels", 100
    ),
    _limit("max_aliases", 30, "Most aliases in a document.", "aliases"),
    _limit("max_fields", 500, "Most fields in a document, fragments opened.", "fields"),
    _limit("max_directives", 50, "Most directives in a document.", "directives"),
    _limit("max_operations", 10, "Most operations in a document.", "operations"),
    _limit("max_rows", 10_000, "Most rows a document may ask for.", "rows", 10_000_000),
    _limit("max_blocks", 20, "`CALL` blocks a statement; a bigger document is split.", "blocks", 200),
    _limit("max_items", 250, "Longest list in an argument.", "items"),
    _limit("max_characters", 1_000, "Longest text in an argument.", "characters"),
    _limit("plan_cache", 1_000, "Compiled plans kept.", "plans"),
    Setting(
        "cors_origins",
        "KALAKA_CORS_ORIGINS",
        "",
        "Pages that may ask from a browser.",
        "",
        "https://a,https://b",
        _origins,
    ),
    Setting("log_level", "KALAKA_LOG_LEVEL", "INFO", "Least level that is logged.", "", _LEVELS, _one_of(*_LOG_LEVELS)),
)


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
    pool_size: int
    body_bytes: int
    max_tokens: int
    max_depth: int
    max_aliases: int
    max_fields: int
    max_directives: int
    max_operations: int
    max_rows: int
    max_blocks: int
    max_items: int
    max_characters: int
    plan_cache: int
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
