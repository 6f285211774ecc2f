"""Folded names and the Hungarian order."""

from __future__ import annotations

import pytest

from graph_service.model.text import folded, search_words, sort_key

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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Győri „Árvíztűrő” Ház", ["gyori", "arvizturo", "haz"]),
        ("Strauß, Łódź, Đakovo, Ærø", ["strauss", "lodz", "dakovo", "aero"]),
        ("Jóska's 12/B-C", ["joska", "s", "12", "b", "c"]),
        ("ﬁnom ² Ⅷ", ["finom", "2", "viii"]),
        ('Белград 北京 \u0000 🙂 +-&|!(){}[]^"~*?:\\/', []),
    ],
)
def test_words_of_search_are_plain_letters_and_digits(text: str, words: list[str]) -> None:
    assert search_words(text) == words
