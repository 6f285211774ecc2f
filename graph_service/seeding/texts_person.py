"""Common Hungarian family and given names from which the invented people get theirs."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FAMILY = _words(
    "Kovács Szabó Tóth Nagy Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Takács Juhász Lakatos Mészáros "
    "Simon Rácz Fekete Szilágyi Török Fehér Balázs Gál Kis Szűcs Kocsis Orsós Pintér Fodor Szalai Sipos Magyar "
    "Lukács Gulyás Biró Király Katona László Jakab Bogdán Balog Sándor Boros Fazekas Kelemen Antal Somogyi Váradi "
    "Fülöp Orosz Vincze Veres Hegedűs Deák Pap Budai Bálint Pál Illés Szőke Barta Vörös Fábián Bognár Lengyel "
    "Szücs Jónás Halász Kozma Máté Székely Gáspár Pásztor Bodnár Dudás Major Virág Hajdú Orbán Hegedüs Barna Novák "
    "Soós Tamás Nemes Pataki Balla Faragó Kerekes Borbély Barabás Dobos Péter Benkő Csonka Márton Bakos Erdős "
    "Zsigmond Ádám Keresztes Ács Dömötör Galambos Kántor Madarász"
)

GIVEN = _words(
    "Mária Erzsébet Katalin Ilona Éva Anna Zsuzsanna Margit Judit Ágnes Julianna Andrea Ildikó Krisztina Erika "
    "Mónika Tímea Gabriella Edit Anita Szilvia Anikó Viktória Márta Rita Eszter Piroska Magdolna Klára Nóra Réka "
    "Beáta Dóra Bernadett Orsolya Emese Enikő Boglárka Kinga Hajnalka László István József János Zoltán Sándor "
    "Gábor Ferenc Attila Péter Tamás Zsolt Tibor András Csaba Imre Lajos György Balázs Gyula Mihály Károly Róbert "
    "Béla Dániel Ádám Krisztián Dávid Norbert Kálmán Ákos Bence Áron Botond Levente Máté Szabolcs Gergely Márton "
    "Barnabás"
)

POSITIONS = {
    "museum": ("muzeológus", "múzeumpedagógus", "gyűjteménykezelő", "közművelődési munkatárs", "tárlatvezető"),
    "library": (
        "könyvtáros",
        "gyermekkönyvtáros",
        "olvasószolgálatos könyvtáros",
        "helyismereti könyvtáros",
        "könyvtárvezető",
    ),
    "community_culture": ("művelődésszervező", "közösségszervező", "intézményvezető", "programszervező", "klubvezető"),
}
