"""What a viewer may not do, who the viewer is, and how much may be asked in a minute."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "SCOPE_MISSING": Message(
        hu="Ehhez `{scope}` jogú kulcs kell.",
        en="This needs a key with the scope `{scope}`.",
    ),
    "EXPLAIN_DENIED": Message(
        hu="Az `explain` csak `{scope}` jogú kulccsal kérhető. Hagyja el az `extensions` mezőből.",
        en="`explain` is for keys with the scope `{scope}` only. Leave it out of `extensions`.",
    ),
    "AUTHORIZATION_INVALID": Message(
        hu="A kérésben egyetlen `Authorization: Bearer …` fejléc lehet, benne egy kulccsal vagy tokennel; ez nem az.",
        en="A request may have one header `Authorization: Bearer …` with a key or a token; this is not one.",
    ),
    "KEY_UNKNOWN": Message(
        hu="Nincs ilyen kulcs. Ellenőrizze, hogy hiánytalanul másolta-e be.",
        en="There is no such key. Check that it was copied whole.",
    ),
    "KEY_REVOKED": Message(
        hu="Ezt a kulcsot visszavonták. Kérjen másikat az üzemeltetőtől.",
        en="This key was revoked. Ask the operator for another one.",
    ),
    "KEY_EXPIRED": Message(
        hu="Ez a kulcs lejárt. Kérjen másikat az üzemeltetőtől.",
        en="This key has expired. Ask the operator for another one.",
    ),
    "KEY_ORIGIN": Message(
        hu="Ezt a kulcsot erről a honlapról (`Origin`) nem lehet használni.",
        en="This key cannot be used from this page (`Origin`).",
    ),
    "TOKEN_INVALID": Message(
        hu="A token nem fogadható el: lejárt, nem ennek a szolgáltatásnak szól, vagy nem a megadott kiállítótól való.",
        en="The token is not accepted: it expired, is for another service, or does not come from the known issuer.",
    ),
    "TOKENS_UNAVAILABLE": Message(
        hu="A token most nem ellenőrizhető, mert a kiállítója nem felel. Próbálja újra {retry_after} másodperc múlva.",
        en="The token cannot be checked now: its issuer does not answer. Try again in {retry_after} seconds.",
        remedy="retry",
    ),
    "OIDC_EXTRA": Message(
        hu="A KALAKA_OIDC_ISSUER használatához telepítse a kiegészítőt: pip install 'kalaka[oidc]'.",
        en="KALAKA_OIDC_ISSUER needs an extra: pip install 'kalaka[oidc]'.",
        remedy="operator",
    ),
    "RATE_EXCEEDED": Message(
        hu="Túl sok kérés: percenként {most} pont használható fel. Próbálja újra {retry_after} másodperc múlva.",
        en="Too many requests: {most} points may be spent in a minute. Try again in {retry_after} seconds.",
        remedy="retry",
    ),
    "PRICE_ABOVE_RATE": Message(
        hu="A kérés ára {cost} pont; percenként összesen {limit} használható fel. Kérjen kevesebbet egyszerre.",
        en="The request costs {cost} points; only {limit} may be spent in a whole minute. Ask for less at once.",
        remedy="caller",
    ),
    "KEY_NAME": Message(
        hu="A kulcs neve 1–100 karakter, vezérlőkarakter nélkül.",
        en="The name of a key has 1 to 100 characters, none of them a control character.",
        remedy="operator",
    ),
    "KEY_SCOPES": Message(
        hu="Nincs ilyen jog: {value}. Ezek vannak: {allowed}.",
        en="There is no scope {value}. There are: {allowed}.",
        remedy="operator",
    ),
    "KEY_COUNTIES": Message(
        hu="Nincs ilyen megye: {value}. A megyék NUTS 3 kódja például HU223; ezek vannak: {allowed}.",
        en="There is no county {value}. Counties are named by NUTS 3 code, like HU223; there are: {allowed}.",
        remedy="operator",
    ),
    "KEY_COUNTIES_UNUSED": Message(
        hu="Megye csak `write` vagy `import` jogú kulcsnál adható meg: olvasni minden megyéről lehet.",
        en="Counties go with the scopes `write` and `import` only: every county may be read.",
        remedy="operator",
    ),
    "KEY_ORIGINS": Message(
        hu="Egy honlap címe (`Origin`) így írható: https://pelda.hu; ez: {value}.",
        en="The origin of a page is written as https://example.org; this is {value}.",
        remedy="operator",
    ),
    "KEY_EXPIRY": Message(
        hu="A lejárat egy jövőbeli nap (2027-01-31) vagy a napok száma (1–3650); ez: {value}.",
        en="A key expires on a day in the future (2027-01-31) or after 1 to 3650 days; this is {value}.",
        remedy="operator",
    ),
    "KEY_ID": Message(
        hu="Nincs ilyen azonosítójú kulcs: {value}. Mindet felsorolja: kalaka keys list.",
        en="There is no key with the id {value}. This lists them all: kalaka keys list.",
        remedy="operator",
    ),
}
