"""Connections, load and the end of the service."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "IMPORT_BUSY": Message(
        hu="Éppen egy másik beolvasás folyik. Próbálja meg néhány másodperc múlva.",
        en="Another import is under way. Try again in a few seconds.",
    ),
    "HTTP_MALFORMED": Message(
        hu="Ez nem érvényes HTTP/1.1 kérés.",
        en="This is no valid HTTP/1.1 request.",
        remedy="caller",
    ),
    "HEAD_TOO_LARGE": Message(
        hu="A kérés feje (címe és fejlécei) legfeljebb {most} bájt és {fields} fejléc lehet.",
        en="The head of a request (its address and header fields) may have at most {most} bytes and {fields} fields.",
        remedy="caller",
    ),
    "CONNECTIONS_EXCEEDED": Message(
        hu="Erről a címről már túl sok kapcsolat van nyitva. Zárjon be néhányat, vagy használja újra őket.",
        en="Too many connections are open from this address. Close some, or use them again.",
    ),
    "SOCKETS_EXCEEDED": Message(
        hu="Erről a címről már {most} WebSocket vagy eseményfolyam van nyitva. Zárjon be néhányat.",
        en="{most} WebSockets and event streams are open from this address already. Close some.",
    ),
    "OVERLOADED": Message(
        hu="A szolgáltatás túlterhelt. Próbálja újra {retry_after} másodperc múlva.",
        en="The service has too much to do. Try again in {retry_after} seconds.",
    ),
    "IN_FLIGHT_EXCEEDED": Message(
        hu="Egyszerre legfeljebb {most} művelet futhat. Próbálja újra {retry_after} másodperc múlva.",
        en="At most {most} operations run at once. Try again in {retry_after} seconds.",
    ),
    "ANSWER_TOO_LARGE": Message(
        hu="A válasz hosszabb lenne {most} bájtnál. Kérjen kevesebb mezőt vagy kisebb oldalt.",
        en="The answer would have more than {most} bytes. Ask for fewer fields or a smaller page.",
        remedy="caller",
    ),
    "WORKER_START": Message(
        hu="Egy kiszolgáló folyamat nem indult el (kilépési kód: {code}). Az okát fentebb írta ki.",
        en="A worker process did not start (exit code {code}). It has written the reason above.",
    ),
    "SHUTTING_DOWN": Message(
        hu="A szolgáltatás éppen leáll.",
        en="The service is shutting down.",
    ),
}
