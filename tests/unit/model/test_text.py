"""Folded names and the Hungarian order."""

from __future__ import annotations

import pytest

from graph_service.model.text import folded, sort_key

ORDERED = [
    ["Ács", "Ádánd", "Aszód", "Aszony", "Asszony", "Áta", "Atád"],
    ["Cegléd", "Cserkút", "Csór", "Csökmő", "Dad", "Dunaújváros", "Dzsida"],
    ["Écs", "Ecseg", "Eger", "Egerág", "Gönc", "Görgeteg", "Gyenesdiás", "Gyula"],
    ["Lakitelek", "Lulla", "Lyukó", "Makó", "Nagykanizsa", "Nógrád", "Nyíregyháza", "Nyúl"],
    ["Orosháza", "Ózd", "Ozora", "Öcs", "Őcsény", "Ököritófülpös", "Öregcsertő", "Ősi", "Pécs"],
    ["Sárvár", "Sopron", "Süttő", "Szarvas", "Tab", "Tét", "Tűrje", "Tyukod", "Újfehértó", "Úny", "Ura", "Ürög"],
    ["Kis Ernő", "Kis Éva", "Kiss Ádám", "Kisujszállás"],
    ["egres", "Egres", "Egrés"],
    ["Új Élet", "Új-Tanya", "Újtelep"],
    ["Zagyva", "Záhony", "Zala", "Zsana"],
    ["mese", "Messzelátó", "Mesztegnyő"],
]


@pytest.mark.parametrize("names", ORDERED, ids=lambda names: names[0])
def test_keys_are_in_hungarian_order(names: list[str]) -> None:
    assert sorted(reversed(names), key=sort_key) == names


def test_doubled_digraphs_are_two_letters() -> None:
    assert sort_key("asszony").split("!")[0] == sort_key("aszszony").split("!")[0]
    assert sort_key("loccsan").split("!")[0] == sort_key("locscsan").split("!")[0]


def test_folded_has_no_marks() -> None:
    assert folded("Árvíztűrő Tükörfúrógép") == "arvizturo tukorfurogep"
