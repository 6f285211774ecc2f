"""Adjectives of place names."""

from __future__ import annotations

import csv

import pytest

from graph_service.resources import folder
from graph_service.seeding.hungarian import adjective

PAIRS = """
Eger egri|Nyíregyháza nyíregyházi|Szeghalom szeghalmi|Mórahalom mórahalmi|Orosháza orosházi|Pécs pécsi|Makó makói
Szolnok szolnoki|Miskolc miskolci|Vác váci|Győr győri|Kaposvár kaposvári|Kálmánháza kálmánházi|Tamási tamási
Zamárdi zamárdi|Baja bajai|Gyula gyulai|Szentendre szentendrei|Siófok siófoki|Keszthely keszthelyi|Hévíz hévízi
Torony tornyi|Ásotthalom ásotthalmi|Hegyeshalom hegyeshalmi|Őrhalom őrhalmi|Kiskunfélegyháza kiskunfélegyházi
Kerekegyháza kerekegyházi|Ecsegfalva ecsegfalvi|Sándorfalva sándorfalvi|Bélapátfalva bélapátfalvai
Rákóczifalva rákóczifalvai|Berettyóújfalu berettyóújfalui|Nyergesújfalu nyergesújfalui|Tófalu tófalui
Somoskőújfalu somoskőújfalui|Monorierdő monorierdői|Hollókő hollókői|Vésztő vésztői|Pásztó pásztói|Kaposfő kaposfői
Martfű martfűi|Kistelek kisteleki|Lakitelek lakiteleki|Jánoshalma jánoshalmai|Pannonhalma pannonhalmi
Mezőkovácsháza mezőkovácsházai|Baktalórántháza baktalórántházai|Máza mázai|Vaskút vaskúti|Pusztaszer pusztaszeri
Sátoraljaújhely sátoraljaújhelyi|Székesfehérvár székesfehérvári|Balatonmáriafürdő balatonmáriafürdői
Ajkarendek ajkarendeki
"""


@pytest.mark.parametrize("pair", [pair for line in PAIRS.split("\n") for pair in line.split("|") if pair])
def test_adjectives_follow_the_rules(pair: str) -> None:
    place, expected = pair.rsplit(" ", 1)
    assert adjective(place) == expected


def test_adjectives_agree_with_the_official_names_of_districts() -> None:
    """173 of the 174 districts are named by the adjective of their seat; the Hegyhát has none."""
    with (folder("seed") / "settlements.csv").open(encoding="utf-8", newline="") as file:
        made = {adjective(row["name"]) for row in csv.DictReader(file)}
    with (folder("seed") / "districts.csv").open(encoding="utf-8", newline="") as file:
        official = [row["name_hu"].removesuffix(" járás").lower() for row in csv.DictReader(file)]
    assert [name for name in official if name not in made] == ["hegyháti"]
