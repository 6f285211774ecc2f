"""What a Hungarian or English text for people must keep; each check gives the places where it is broken.

The article of a number is checked by saying the number, which the service does not do.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

NO_BREAK = "\u00a0"
_VOWELS = "aáeéiíoóöőuúüű"
_UNITS = ("", "egy", "kettő", "három", "négy", "öt", "hat", "hét", "nyolc", "kilenc")
_TENS = ("", "tíz", "húsz", "harminc", "negyven", "ötven", "hatvan", "hetven", "nyolcvan", "kilencven")
_TENS_BEFORE = (*_TENS[:1], "tizen", "huszon", *_TENS[3:])
_NUMBER = re.compile(rf"\d{{1,3}}(?:{NO_BREAK}\d{{3}})+|\d+")
# Words in the plural nominative or with its case endings; the datives -nak, -nek and -k of stems are no plurals.
_PLURAL = re.compile(r"(?<!n)(?:ok|ek|ak|ök|ák|ék|ők)(?:at|et|ot|öt|ban|ben|ból|ből|ra|re|nak|nek|kal|kel)?$")
_NO_PLURAL = {"százalék", "érték", "kezdőérték", "csak"}
_ENGLISH = re.compile(
    r"\b(the|and|of|with|without|institution|collaboration|library|museum|chance|expected|County|region|no|are)\b"
)
_HUNGARIAN = re.compile(
    r"\b(és|hogy|nem|egy|az|megye|területén|várható|együttműködés\w*|intézmény\w*|könyvtár|múzeum)\b"
)
_GLUED = re.compile(r"\w+-(?:ban|ben|ba|be|ból|ből|nak|nek|val|vel|ra|re|on|en|ön|os|es|ös|t|ot|et|öt|a|e|i|ok|ek)\b")
_FAMILIAR = re.compile(r"\b(te|neked|tied|nézd|kérd|írd|próbáld|válaszd|láthatod|tudod)\b", re.IGNORECASE)


def spoken(number: int) -> str:
    """A whole number from 0 to 999,999,999 in Hungarian words."""
    if number == 0:
        return "nulla"
    millions, rest = divmod(number, 1_000_000)
    thousands, units = divmod(rest, 1000)
    said = _multiplied(millions) + "millió" if millions else ""
    if thousands:
        said += ("" if thousands == 1 and not millions else _multiplied(thousands)) + "ezer"
    return said + _below_thousand(units)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    said = ("" if hundreds == 1 else _multiplied(hundreds)) + "száz" if hundreds else ""
    return said + (_TENS_BEFORE[tens] if units else _TENS[tens]) + _UNITS[units]


def _multiplied(number: int) -> str:
    """A number before száz, ezer or millió: two is két there."""
    said = _UNITS[number] if number < 10 else _below_thousand(number)
    return said.removesuffix("kettő") + "két" if said.endswith("kettő") else said


def plurals_after_numbers(text: str) -> Iterator[str]:
    """`38 intézmények`, `2 közös együttműködések`."""
    for found in re.finditer(rf"\d(?:[{NO_BREAK},]?\d)* (\w+)(?: (\w+))?", text):
        if any(word and _PLURAL.search(word) and word not in _NO_PLURAL for word in found.groups()):
            yield found[0]


def glued_suffixes(text: str) -> Iterator[str]:
    """`5-ben`, `Zala-val`, `3km`; `95%-os` is one word whatever the number, and `-e` after a verb asks."""
    yield from (found[0] for found in _GLUED.finditer(text) if not found[0].endswith("ik-e"))
    yield from (found[0] for found in re.finditer(r"\d[a-záéíóöőúüű]\w*", text))


def wrong_articles(text: str) -> Iterator[str]:
    """`a alma`, `az körte`, `a 5`; `az` as a pronoun stands before a comma or `ennyire`."""
    for found in re.finditer(rf"\b(az?) [„(]?((?:\d[\d{NO_BREAK}]*)|\w+)", text, re.IGNORECASE):
        number = _NUMBER.fullmatch(found[2])
        first = (spoken(int(found[2].replace(NO_BREAK, ""))) if number else found[2].lower())[0]
        if (first in _VOWELS) != (found[1].lower() == "az"):
            yield found[0]


def wrong_numbers_hu(text: str) -> Iterator[str]:
    """A decimal point, a comma or common space between thousands, thousands without a space."""
    yield from (found[0] for found in re.finditer(r"\d\.\d|[1-9]\d*,\d{3,}|\d \d{3}\b|\d{4,}(?!\.)", text))


def wrong_numbers_en(text: str) -> Iterator[str]:
    """A decimal comma, a space between thousands, thousands without a comma."""
    yield from (
        found[0] for found in re.finditer(rf"\d,\d{{1,2}}(?!\d)|\d[ {NO_BREAK}]\d{{3}}\b|(?<!\w )\b\d{{4,}}", text)
    )


def loose_ends(text: str) -> Iterator[str]:
    """Doubled spaces, no period at the end, a space before punctuation, unfilled braces, small letter at the start."""
    yield from (found[0] for found in re.finditer(r"  | [.,;:)]|\.\.|[{}]|\bNone\b|\bnan\b|;\.", text))
    if not text.endswith(".") or text.endswith(" ."):
        yield text[-20:]
    if not (text[0].isupper() or text[0] in "„“"):
        yield text[:20]


def straight_quotes(text: str) -> Iterator[str]:
    """`"` and `'` where „…” belong."""
    yield from (found[0] for found in re.finditer(r"[\"'“]", text))


def untranslated_hu(text: str) -> Iterator[str]:
    """English words in a Hungarian text."""
    yield from (found[0] for found in _ENGLISH.finditer(text))


def untranslated_en(text: str) -> Iterator[str]:
    """Hungarian words in an English text."""
    yield from (found[0] for found in _HUNGARIAN.finditer(text))


def familiar_address(text: str) -> Iterator[str]:
    """Second person in the familiar form."""
    yield from (found[0] for found in _FAMILIAR.finditer(text))


def denied_gaps(text: str) -> Iterator[str]:
    """`no gap`, `nincs hiány`: no evidence is not evidence of none."""
    yield from (found[0] for found in re.finditer(r"\bno gap|nincs hiány|nincs eltérés|no difference\b", text))


Check = Callable[[str], Iterator[str]]
HUNGARIAN: tuple[Check, ...] = (
    plurals_after_numbers,
    glued_suffixes,
    wrong_articles,
    wrong_numbers_hu,
    loose_ends,
    straight_quotes,
    untranslated_hu,
    familiar_address,
    denied_gaps,
)
ENGLISH: tuple[Check, ...] = (wrong_numbers_en, loose_ends, untranslated_en, denied_gaps)


_GOES_ON = re.compile(r"-?[^\W\d_]")


def glued_variables(source: str) -> Iterator[str]:
    """Places in Python source where a text goes on with a letter, or a hyphen and a letter, right after a variable."""
    for node in ast.walk(ast.parse(source)):
        pairs: list[tuple[ast.expr, ast.expr]] = []
        if isinstance(node, ast.JoinedStr):
            pairs = list(zip(node.values, node.values[1:], strict=False))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            pairs = [(node.left, node.right)]
        for left, right in pairs:
            is_text = isinstance(right, ast.Constant) and isinstance(right.value, str)
            if is_text and not isinstance(left, ast.Constant) and _GOES_ON.match(ast.literal_eval(right)):
                yield ast.unparse(node)
