"""Requests as HTTP has them, and what is masked."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "PARAMETER_UNKNOWN": Message(
        hu="Ismeretlen paraméter a címben: `{name}`. Megengedett: {allowed}.",
        en="Unknown parameter in the address: `{name}`. Allowed: {allowed}.",
    ),
    "PARAMETER_MISSING": Message(
        hu="Hiányzik a címből a(z) `{name}` paraméter, például: {allowed}.",
        en="The address lacks the parameter `{name}`, such as {allowed}.",
    ),
    "PARAMETER_VALUE": Message(
        hu="A(z) `{name}` paraméter értéke nem megfelelő. Megengedett: {allowed}.",
        en="The value of the parameter `{name}` is not right. Allowed: {allowed}.",
    ),
    "BODY_TOO_LARGE": Message(
        hu="A kérés törzse legfeljebb {most} bájt lehet.",
        en="The body of a request may have at most {most} bytes.",
    ),
    "BODY_SLOW": Message(
        hu="A kérés törzse nem érkezett meg {seconds} másodpercen belül.",
        en="The body of the request did not arrive within {seconds} seconds.",
        remedy="retry",
    ),
    "BODY_MALFORMED": Message(
        hu="A(z) {part} nem érvényes UTF-8 kódolású JSON ({reason}).",
        en="{part} is not valid JSON in UTF-8 ({reason}).",
    ),
    "BODY_SHAPE": Message(
        hu='A kérés törzse egy objektum: {{"query": "…", "variables": {{…}}}}; ez nem az.',
        en='The body of a request is an object: {{"query": "…", "variables": {{…}}}}; this is not one.',
    ),
    "BODY_FIELD": Message(
        hu="A kérés `{name}` mezőjének JSON-típusa: {allowed}.",
        en="`{name}` of a request has the JSON type {allowed}.",
    ),
    "BODY_DEPTH": Message(
        hu="A változók legfeljebb {most} szint mélyek lehetnek.",
        en="Variables may be at most {most} levels deep.",
    ),
    "CONTENT_TYPE": Message(
        hu="A kérés típusa `Content-Type: application/json` lehet.",
        en="A request is sent as `Content-Type: application/json`.",
    ),
    "CONTENT_ENCODING": Message(
        hu="A kérés törzse nem lehet tömörített; hagyja el a `Content-Encoding` fejlécet.",
        en="The body of a request cannot be compressed; leave `Content-Encoding` out.",
    ),
    "METHOD_NOT_ALLOWED": Message(
        hu="Itt ezek a metódusok használhatók: {allowed}.",
        en="The methods to use here are {allowed}.",
    ),
    "GET_ONLY_QUERIES": Message(
        hu="GET kéréssel csak lekérdezés küldhető; a többihez használjon POST kérést.",
        en="GET takes queries only; use POST for the rest.",
    ),
    "SUBSCRIPTION_TRANSPORT": Message(
        hu="Feliratkozni WebSocketen (`graphql-transport-ws`) vagy `Accept: text/event-stream` fejléccel lehet.",
        en="Subscribe over a WebSocket (`graphql-transport-ws`) or with `Accept: text/event-stream`.",
    ),
    "NOT_ACCEPTABLE": Message(
        hu="Az `Accept` fejlécben egyik sincs ezek közül: {allowed}.",
        en="The header `Accept` names none of {allowed}.",
    ),
    "ORIGIN_DENIED": Message(
        hu="Erről a honlapról (`Origin`) itt nem lehet WebSocketet nyitni.",
        en="A WebSocket cannot be opened here from that page (`Origin`).",
    ),
    "TOO_MANY_OPERATIONS": Message(
        hu="Egy WebSocketen egyszerre legfeljebb {most} művelet futhat.",
        en="At most {most} operations may be open on one WebSocket.",
    ),
    "QUERY_MISSING": Message(
        hu="A kérésben nincs `query`.",
        en="The request has no `query`.",
    ),
    "OPERATION_UNKNOWN": Message(
        hu="Nem tudni, melyik műveletet kell futtatni. Adja meg: `operationName`.",
        en="Which operation to run is not known. Name it in `operationName`.",
    ),
    "HOST_MISSING": Message(
        hu="A kérésben nincs (vagy több is van) `Host` fejléc.",
        en="The request has no `Host` header, or more than one.",
    ),
    "ADDRESS_UNKNOWN": Message(
        hu="Itt nincs semmi: {path}.",
        en="There is nothing at {path}.",
    ),
    "INTERNAL": Message(
        hu="Belső hiba. Hivatkozzon erre: {request_id}.",
        en="Internal error. Quote {request_id}.",
        remedy="report",
    ),
}
