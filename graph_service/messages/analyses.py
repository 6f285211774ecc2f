"""Network analysis."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "ANALYSIS_BUSY": Message(
        hu=(
            "Az elemzés túlterhelt: egyszerre legfeljebb {most} kérés várhat rá, és legfeljebb {seconds} másodpercig. "
            "Próbálja újra {retry_after} másodperc múlva."
        ),
        en=(
            "The analysis has too much to do: at most {most} requests may wait for it, each at most {seconds} seconds. "
            "Try again in {retry_after} s."
        ),
        remedy="retry",
    ),
    "ANALYSIS_TIMEOUT": Message(
        hu=(
            "Az elemzés {seconds} másodperc alatt nem készült el, ezért leállt. Szűkítse a `scope` körét, vagy "
            "próbálja újra {retry_after} másodperc múlva."
        ),
        en=(
            "The analysis was not ready within {seconds} seconds and was stopped. Narrow its `scope`, or try again in "
            "{retry_after} s."
        ),
        remedy="retry",
    ),
    "ANALYSIS_FAILED": Message(
        hu=(
            "Az elemzés félbeszakadt, mert leállt a folyamat, amely számolta. A következő kérés újat indít: próbálja "
            "újra {retry_after} másodperc múlva."
        ),
        en=(
            "The analysis broke off: the process that computed it ended. The next request starts another one; try "
            "again in {retry_after} s."
        ),
        remedy="retry",
    ),
    "SCOPE_TOO_LARGE": Message(
        hu=("Ez az elemzés {cost} egységbe kerülne, a megengedett legtöbb {limit}. Ezekkel szűkítheti: {by}."),
        en=("This analysis would cost {cost} units; at most {limit} are allowed. Narrow it by: {by}."),
    ),
    "EXTRA_MISSING": Message(
        hu=(
            "Ezen a kiszolgálón nincsenek telepítve a hálózatelemzés csomagjai. Az üzemeltető így telepítheti őket: "
            "pip install 'kalaka[analysis]'."
        ),
        en=(
            "The packages of network analysis are not installed on this server. Its operator can install them: "
            "pip install 'kalaka[analysis]'."
        ),
        remedy="operator",
    ),
    "CURSOR_GONE": Message(
        hu="A(z) `{argument}` kurzor sora már nincs a listában: az adatok változtak. Kezdje elölről a lapozást.",
        en="The row of the cursor in `{argument}` is no longer in the list: the data changed. Begin anew.",
    ),
    "DAY_OUTSIDE": Message(
        hu="A(z) `{argument}` napja {day}; az adatok {first} és {last} közötti napokról szólnak.",
        en="`{argument}` is {day}; the data tell of days from {first} to {last}.",
    ),
    "SCOPE_EMPTY": Message(
        hu="A `scope` egyetlen intézményt sem tartalmaz: bővítse a megyék, szakterületek körét, vagy a `data` értékét.",
        en="There is no institution in `scope`: widen its counties or sectors, or choose other `data`.",
    ),
    "COUNTIES_EMPTY": Message(
        hu="Ezekben a megyékben nincs mit vizsgálni: a program nem ért el bennük semmit. Adjon meg más megyéket.",
        en="There is nothing to look at in these counties: the programme reached nothing there. Give others.",
    ),
    "DAY_TWICE": Message(
        hu="Itt a napokat a `from` és a `to` adja meg; a `scope` mezőből hagyja el az `asOf` mezőt.",
        en="`from` and `to` give the days here; leave `asOf` out of `scope`.",
    ),
    "WHAT_IF_EMPTY": Message(
        hu="A `whatIf` legalább egy együttműködést vár az `add` vagy a `remove` listában.",
        en="`whatIf` takes at least one collaboration in `add` or `remove`.",
    ),
    "WHAT_IF_TOO_MANY": Message(
        hu="A `whatIf` legfeljebb {most} együttműködést vesz fel vagy hagy el egyszerre, ez {value}.",
        en="`whatIf` adds or removes at most {most} collaborations at once; this is {value}.",
    ),
    "WHAT_IF_SIZE": Message(
        hu="Egy feltételezett együttműködésnek 2–10 különböző intézménye lehet, ennek {value} van.",
        en="A hypothetical collaboration has 2 to 10 different institutions; this has {value}.",
    ),
    "WHAT_IF_UNKNOWN": Message(
        hu="Ez az azonosító nincs a vizsgált hálózatban: {id}. A `scope` intézményeit és együttműködéseit adhatja meg.",
        en="This id is not in the network looked at: {id}. Give institutions and collaborations of `scope`.",
    ),
    "LIST_EMPTY": Message(
        hu="A(z) `{argument}` nem lehet üres. Hagyja el, vagy soroljon fel legalább egyet.",
        en="`{argument}` cannot be empty. Leave it out, or give at least one.",
    ),
}
