"""`python -m graph_service.model` writes what is committed but derived: documentation, picture, missing migrations."""

from __future__ import annotations

from pathlib import Path

from graph_service.model import load_model
from graph_service.model.ddl import obsolete, write_missing
from graph_service.model.diagram import diagram
from graph_service.model.page import page


def main(root: Path) -> None:
    """Write into the repository at `root`; says what was written, and what needs a migration by hand."""
    model = load_model()
    files = {root / "docs" / "model.md": page(model), root / "docs" / "model.svg": diagram(model)}
    for path, text in files.items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(root)}")
    migrations = root / "schema" / "migrations"
    for path in write_missing(model, migrations):
        print(f"wrote {path.relative_to(root)}")
    for statement in obsolete(model, migrations):
        print(f"no longer asked for, needs a DROP in a new migration: {statement}")


if __name__ == "__main__":
    main(Path(__file__).resolve().parents[2])
