"""Fold names to comparable keys: case, diacritics, punctuation and spacing set aside, script kept.

Marks are removed in Latin, Greek, Cyrillic, Hebrew and Arabic only: in Indic and other scripts they are
vowels, and without them Togo (टोगो) and Tonga (टोंगा) fall together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NORMALIZER_VERSION = 2
"""Raised whenever a key can come out differently; stored keys of another version are rebuilt."""

_LETTERS = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "ng",
    "ə": "a",
    # Persian and Urdu forms, and forms that Arabic typing mixes freely
    "ی": "ي",
    "ى": "ي",
    "ک": "ك",
    "ہ": "ه",
    "ة": "ه",
    "ـ": "",
    # apostrophes, their look-alikes and the signs for ʿayn and hamza join what they stand between
    **dict.fromkeys("'’‘ʼʻʾʿ`′＇׳״", ""),
    # invisible joiners and directions
    **dict.fromkeys(
        "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        "",
    ),
}
_TRANSLATION = str.maketrans(_LETTERS)

_DOTTED = re.compile(r"(?<!\w)((?:[^\W\d_]\.\s*){2,})")
_ASCII_BREAKS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1 << 17)  # bulk work folds the same names several times: 4 us each, 0.1 us remembered
def fold(text: str) -> str:
    """Return the comparable form of a name: `fold("U. N.")` is "un", of "Çavuşoğlu" "cavusoglu", of "P5+1" "p5 plus 1".

    Idempotent. Scripts are kept apart: "Путин" folds to "путин". Empty if nothing but signs is left.
    """
    if "." in text:
        text = _DOTTED.sub(lambda dotted: "".join(dotted.group(1).replace(".", "").split()) + " ", text)
    if "+" in text:
        text = text.replace("+", " plus ")
    if text.isascii():
        return _ASCII_BREAKS.sub(" ", text.lower().replace("'", "").replace("`", "")).strip()
    # casefold before and after: NFKD can bring out capitals, and İ becomes i with a dot above
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.replace("´", "'")).casefold())
    text = text.translate(_TRANSLATION)
    kept: list[str] = []
    strippable = False
    for character in text:
        category = unicodedata.category(character)
        if category[0] == "M":
            if not strippable:
                kept.append(character)
        elif category[0] in "LN":
            strippable = _loses_marks(character)
            kept.append(character)
        else:
            kept.append(" ")
    return unicodedata.normalize("NFC", " ".join("".join(kept).split())).translate(_TRANSLATION)


def _loses_marks(letter: str) -> bool:
    code = ord(letter)
    if code < 0x0900:
        return code < 0x0700 or 0x0750 <= code < 0x0780 or code >= 0x08A0  # not Syriac, Thaana, N'Ko
    return 0x1E00 <= code < 0x2000 or 0xFB1D <= code < 0xFE00 or 0xFE70 <= code < 0xFF00


def order_key(folded: str, set_aside: frozenset[str]) -> str:
    """Return the words of a folded name sorted, without particles and honorifics (`set_aside`).

    "assad bashar al" and "bashar al assad" share the key "assad bashar". Where nothing else is left,
    the words set aside are kept.
    """
    words = folded.split()
    return " ".join(sorted([word for word in words if word not in set_aside] or words))
