"""Tables of public registers: what their headings and words mean here. People adjust them, and they are checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from graph_service.errors import RequestError
from graph_service.importing.cells import value_of
from graph_service.importing.codes import plain
from graph_service.importing.headings import Field, Schema, schemas
from graph_service.importing.problems import CellRefused
from graph_service.model.structure import Model
from graph_service.resources import folder

COUNTY, SETTLEMENT = "@county", "@settlement"
_PARTS = frozenset({"label", "source", "columns", "always", "assumed", "values", "left_out", "renamed"})
_PLACES = {"county", "settlement"}


@dataclass(frozen=True)
class Told:
    """What the operator knows of the file: where it was read, when, and under which licence."""

    url: str | None = None
    accessed_on: date | None = None
    licence: str | None = None

    def values(self) -> dict[str, Any]:
        """By stored name of the source; what was not told stays as it is."""
        told = {"url": self.url, "accessedOn": self.accessed_on, "licence": self.licence}
        return {name: value for name, value in told.items() if value is not None}


@dataclass(frozen=True)
class Register:
    """A register as its table declares it; what stands in cells is looked up by its plain form."""

    name: str
    schema: Schema
    prefix: str
    """How the ids of its label begin."""
    source: Mapping[str, str]
    headings: Mapping[str, str]
    """By plain form, each heading as it is written."""
    columns: Mapping[str, tuple[str, ...]]
    """By plain heading, the stored names that it fills, or `@county` and `@settlement`."""
    always: Mapping[str, Any]
    assumed: Mapping[str, Any]
    values: Mapping[str, Mapping[str, Any]]
    words: Mapping[str, tuple[str, ...]]
    """By stored name, the words that the table knows, as it writes them."""
    left_out: Mapping[str, frozenset[str]]
    renamed: Mapping[str, Mapping[str, str]]

    @property
    def label(self) -> str:
        """What its rows are."""
        return self.schema.subject

    @property
    def id_beginning(self) -> str:
        """How the ids begin of what it brings."""
        return f"{self.prefix}:{self.source['key']}-"

    def field(self, stored: str) -> Field:
        """The field of a stored name."""
        return self.schema.field(stored)


def register_names() -> list[str]:
    """The registers that come with the service."""
    return sorted(path.stem for path in _folder().glob("*.toml"))


def load_register(named: str, model: Model) -> Register:
    """The register of a name, or of the path of a table. Raises RequestError where there is none, or it is wrong."""
    path = Path(named) if named.endswith(".toml") else _folder() / f"{named}.toml"
    if path.parent == _folder() and path.stem not in register_names():
        raise RequestError("REGISTER_UNKNOWN", value=named, allowed=", ".join(register_names()))
    try:
        return _checked(path.stem, tomllib.loads(path.read_text(encoding="utf-8")), model)
    except OSError as error:
        raise RequestError("FILE_UNREADABLE", file=named, reason=error.strerror) from None
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise RequestError("REGISTER_TABLE", file=path.name, reason=error) from None


def _folder() -> Path:
    return folder("seed") / "registers"


def _checked(name: str, table: Mapping[str, Any], model: Model) -> Register:
    """Raises ValueError for what the model does not know, before any file is read."""
    if unknown := sorted(table.keys() - _PARTS):
        raise ValueError(f"unknown part: {', '.join(unknown)}")
    schema = schemas(model).by_name.get(table["label"])
    if schema is None or schema.is_ties:
        raise ValueError(f"label: {table['label']}")
    known = {one.name for one in schema.fields if one.role == "value"}
    columns = {plain(heading): tuple(names) for heading, names in table["columns"].items()}
    filled = {name for names in columns.values() for name in names}
    _check_names(filled - {COUNTY, SETTLEMENT} | table["always"].keys() | table.get("assumed", {}).keys(), known)
    if not {"nameHu", SETTLEMENT} <= filled or {"key", "title"} - table["source"].keys():
        raise ValueError("nameHu, @settlement, source.key and source.title are needed")
    if table.get("renamed", {}).keys() - _PLACES:
        raise ValueError(f"renamed: {', '.join(table['renamed'])}")
    values = table.get("values", {})
    _check_names(values.keys() | table.get("left_out", {}).keys(), filled)
    return Register(
        name,
        schema,
        model.types[schema.subject].prefix,
        table["source"],
        {plain(heading): heading for heading in table["columns"]},
        columns,
        {stored: _value(schema, stored, cell) for stored, cell in table["always"].items()},
        {stored: _value(schema, stored, cell) for stored, cell in table.get("assumed", {}).items()},
        {s: {plain(word): _value(schema, s, cell) for word, cell in words.items()} for s, words in values.items()},
        {stored: tuple(words) for stored, words in values.items()},
        {stored: frozenset(map(plain, words)) for stored, words in table.get("left_out", {}).items()},
        {kind: {plain(old): new for old, new in names.items()} for kind, names in table.get("renamed", {}).items()},
    )


def _check_names(given: set[str], known: set[str]) -> None:
    if unknown := sorted(given - known):
        raise ValueError(f"unknown: {', '.join(unknown)}")


def _value(schema: Schema, stored: str, cell: Any) -> Any:
    """The value that the table gives a property, checked as a cell is."""
    try:
        return value_of(cell, schema.field(stored).column)
    except CellRefused as error:
        raise ValueError(f"{stored}: {cell} ({error.code})") from None
