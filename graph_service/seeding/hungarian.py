"""Hungarian word forms that names and texts need: adjectives of place names (the article: `model/wording.py`)."""

from __future__ import annotations

# Endings that change before -i; the longest match wins. The possessive endings of old compounds lose their vowel.
_ENDINGS: tuple[tuple[str, str], ...] = (
    ("halom", "halmi"),
    ("malom", "malmi"),
    ("torony", "tornyi"),
    ("háza", "házi"),
    ("falva", "falvi"),
    ("telke", "telki"),
)
# Forms that local use and the official names of districts keep against the rule.
_WHOLE = {
    "eger": "egri",
    "baktalórántháza": "baktalórántházai",
    "bélapátfalva": "bélapátfalvai",
    "mezőkovácsháza": "mezőkovácsházai",
    "rákóczifalva": "rákóczifalvai",
    "pannonhalma": "pannonhalmi",
}


def adjective(place: str) -> str:
    """The adjective of a place name in lower case: Eger, egri; Makó, makói; Nyíregyháza, nyíregyházi.

    A name of several words or with a hyphen takes the ending on its last word.
    """
    word = place.lower()
    if word in _WHOLE:
        return _WHOLE[word]
    for ending, changed in _ENDINGS:
        if word.endswith(ending):
            return word[: -len(ending)] + changed
    return word if word.endswith("i") else word + "i"
