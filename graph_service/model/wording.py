"""Words for people in both languages: the Hungarian article, numbers and days.

Below all layers that speak. Names take no suffix anywhere, so the article is the one thing that depends on them.
"""

from __future__ import annotations

import re

from graph_service.errors import Language

NO_BREAK = "\u00a0"
_VOWELS = frozenset("aáeéiíoóöőuúüű")
_NUMBER = re.compile(rf"[„“\"(\[−+-]?(?P<digits>\d{{1,3}}(?:[{NO_BREAK}\u202f]\d{{3}})+|\d+)")
_SIGNS = frozenset("-−+")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def article(word: str) -> str:
    """The definite article before `word`: `az` before a vowel as it is spoken, else `a`.

    A number is spoken: az 1, az 5, az 1 234, but a 10 and a 100. Quotes and brackets before the word are passed over.
    """
    if found := _NUMBER.match(word):
        return "az" if word[0] not in _SIGNS and _starts_with_vowel(found["digits"]) else "a"
    letters = re.sub(r"[^\w]", "", word.lower())
    return "az" if letters[:1] in _VOWELS else "a"


def with_article(word: str) -> str:
    """`word` with its definite article."""
    return f"{article(word)} {word}"


def capitalised(text: str) -> str:
    """`text` with a capital first letter, the rest unchanged."""
    return text[:1].upper() + text[1:]


def whole(value: int, language: Language) -> str:
    """A whole number: `1 234` with no-break spaces, or `1,234`; a negative one with the minus sign."""
    return _told(f"{value:,}", language)


def decimal(value: float, language: Language) -> str:
    """A number with one decimal from 1 on and two significant digits below: `1 234,5`, `0,042`; or `1,234.5`, `0.042`.

    Zero is `0`; what is nearer to zero than 0.01 is told as less than that, so that it does not look like nothing.
    """
    size = abs(value)
    if size >= 0.995:
        return _told(f"{value:,.1f}", language)
    if size == 0:
        return "0"
    if size < 0.01:
        return f"{_LESS[language]} {_told('0.01', language)}"
    return _told(f"{value:.2g}", language)


def percent(share: float, language: Language) -> str:
    """A share in [0, 1] in per cent, without the word: whole from 10 on, one decimal below; `100` only if it is all."""
    value = 100 * share
    if 0 < value < 0.1:
        return f"{_LESS[language]} {_told('0.1', language)}"
    if 99 < value < 100:
        return _told(f"{min(value, 99.9):.1f}", language)
    return _told(f"{value:.0f}" if value >= 10 or value == 0 else f"{value:.1f}", language)


def equals(name: str, value: float, language: Language) -> str:
    """A probability as it is cited: `q = 0,012`, or `q < 0,001`; two significant digits."""
    if value < 0.001:
        return f"{name} < {_told('0.001', language)}"
    return f"{name} = {_told(f'{value:.2g}', language)}"


def day(iso: str, language: Language) -> str:
    """A date: `2017. 09. 15.` or `15 September 2017`. Takes an ISO date, a time after it is left out."""
    year, month, number = iso[:10].split("-")
    if language == "hu":
        return f"{year}. {month}. {number}."
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


_LESS: dict[Language, str] = {"hu": "kevesebb mint", "en": "less than"}


def _told(text: str, language: Language) -> str:
    signed = text.replace("-", "−")
    if language == "en":
        return signed
    return signed.replace(",", NO_BREAK).replace(".", ",")


def _starts_with_vowel(digits: str) -> bool:
    """Whether a number begins with egy, ezer or öt when spoken."""
    plain = re.sub(r"\D", "", digits).lstrip("0")
    return plain.startswith("5") or (plain.startswith("1") and len(plain) % 3 == 1)
