"""A network in which sharing a mentor makes a tie likelier: what the backtest of candidates must find.

Made here by rule, every draw by blake2b of what it decides, and committed as `planted_effect.json`. All invented.
`python -m tests.network.oracles.planted_effect` writes the file anew.

Ten counties of 30 institutions within about 20 km of their centre. Mentors visit groups of five institutions of a
county, in the first month. In each of five windows of 183 days two institutions of a county begin a collaboration of
the two with a chance of 10 in 100 where they share a mentor, else of 8 in 1000; it lasts for 120 days, so that there
are few common partners to tell from.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from graph_service.network.projection import FOREVER, NONE, Projection, Visits
from tests.network.small import SECTORS, TODAY, ints, projection
from tests.network.small import mentors as invented_mentors

FILE = Path(__file__).with_name("planted_effect.json")
COUNTIES, OF_COUNTY, OF_MENTOR = 10, 30, 5
WINDOWS, WINDOW, LASTS = 5, 183, 120
WITH_MENTOR, WITHOUT = 0.10, 0.008


def drawn(*parts: object) -> float:
    """A number in [0, 1) for what `parts` name."""
    digest = hashlib.blake2b(":".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64


def made() -> dict[str, list[Any]]:
    """The content of the file, tables of rows; days are counted back from the last day of the data.

    Institutions: id, sector, county, latitude, longitude. Visits: mentor, institution, day. Collaborations: id, first
    day, last day, the two.
    """
    tables: dict[str, list[Any]] = {"institutions": [], "visits": [], "collaborations": []}
    for county in range(COUNTIES):
        ids = [f"inst:{county:02d}:{place:02d}" for place in range(OF_COUNTY)]
        tables["institutions"] += [_institution(county, id_) for id_ in ids]
        mentor = [county * (OF_COUNTY // OF_MENTOR) + place // OF_MENTOR for place in range(OF_COUNTY)]
        tables["visits"] += [[of, id_, WINDOWS * WINDOW] for of, id_ in zip(mentor, ids, strict=True)]
        for one, other in combinations(range(OF_COUNTY), 2):
            chance = WITH_MENTOR if mentor[one] == mentor[other] else WITHOUT
            for window in range(WINDOWS):
                if drawn("tie", window, ids[one], ids[other]) < chance:
                    tables["collaborations"].append(_collaboration(window, ids[one], ids[other]))
    return tables


def _institution(county: int, id_: str) -> list[Any]:
    latitude = 46.0 + 0.5 * (county % 5) + 0.36 * (drawn("lat", id_) - 0.5)
    longitude = 17.0 + 2.0 * (county // 5) + 0.5 * (drawn("lon", id_) - 0.5)
    sector = SECTORS[int(3 * drawn("sector", id_))]
    return [id_, sector, f"HU{county:03d}", round(latitude, 5), round(longitude, 5)]


def _collaboration(window: int, one: str, other: str) -> list[Any]:
    day = window * WINDOW + int(WINDOW * drawn("day", window, one, other))
    name = f"collab:{one.removeprefix('inst:')}:{other.removeprefix('inst:')}:{window}"
    return [name, day, max(day - LASTS, 0), one, other]


def written(tables: dict[str, list[Any]]) -> str:
    """The text of the file, a row a line."""
    rows = {name: ",\n".join(json.dumps(row) for row in table) for name, table in tables.items()}
    return "{\n" + ",\n".join(f'"{name}": [\n{lines}\n]' for name, lines in rows.items()) + "\n}\n"


@cache
def planted_effect() -> Projection:
    """The projection of the committed file."""
    tables = json.loads(FILE.read_text("utf-8"))
    # A collaboration that ends on the last day is open then.
    days = {row[0]: (TODAY - row[1], TODAY - row[2] if row[2] else FOREVER) for row in tables["collaborations"]}
    plain = projection(
        {id_: (sector, county) for id_, sector, county, _, _ in tables["institutions"]},
        {row[0]: row[3:] for row in tables["collaborations"]},
        days=days,
        points={id_: (latitude, longitude) for id_, _, _, latitude, longitude in tables["institutions"]},
    )
    mentors, visited, ago = zip(*tables["visits"], strict=True)
    return replace(
        plain,
        mentors=invented_mentors(*(f"mentor:{number:03d}" for number in range(max(mentors) + 1))),
        visits=Visits(
            ints(mentors),
            ints(NONE for _ in visited),
            ints(plain.institution_rows[id_] for id_ in visited),
            ints(TODAY - one for one in ago),
        ),
    )


if __name__ == "__main__":
    FILE.write_text(written(made()), "utf-8")
