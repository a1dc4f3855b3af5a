"""Which script a text is written in, as ISO 15924 codes."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

_RANGES: tuple[tuple[int, str], ...] = (
    # first code point of a run of Unicode blocks, and the script of its letters
    (0x0000, "Latn"),
    (0x0370, "Grek"),
    (0x0400, "Cyrl"),
    (0x0530, "Armn"),
    (0x0590, "Hebr"),
    (0x0600, "Arab"),
    (0x0700, "Syrc"),
    (0x0750, "Arab"),
    (0x0780, "Thaa"),
    (0x07C0, "Nkoo"),
    (0x0800, "Zyyy"),
    (0x08A0, "Arab"),
    (0x0900, "Deva"),
    (0x0980, "Beng"),
    (0x0A00, "Guru"),
    (0x0A80, "Gujr"),
    (0x0B00, "Orya"),
    (0x0B80, "Taml"),
    (0x0C00, "Telu"),
    (0x0C80, "Knda"),
    (0x0D00, "Mlym"),
    (0x0D80, "Sinh"),
    (0x0E00, "Thai"),
    (0x0E80, "Laoo"),
    (0x0F00, "Tibt"),
    (0x1000, "Mymr"),
    (0x10A0, "Geor"),
    (0x1100, "Hang"),
    (0x1200, "Ethi"),
    (0x13A0, "Cher"),
    (0x1400, "Cans"),
    (0x1680, "Zyyy"),
    (0x1780, "Khmr"),
    (0x1800, "Mong"),
    (0x18B0, "Zyyy"),
    (0x1C90, "Geor"),
    (0x1CC0, "Zyyy"),
    (0x1D00, "Latn"),
    (0x1F00, "Grek"),
    (0x2000, "Zyyy"),
    (0x2C60, "Latn"),
    (0x2C80, "Copt"),
    (0x2D00, "Geor"),
    (0x2D30, "Tfng"),
    (0x2D80, "Ethi"),
    (0x2DE0, "Cyrl"),
    (0x2E00, "Zyyy"),
    (0x2E80, "Hani"),
    (0x3000, "Zyyy"),
    (0x3005, "Hani"),
    (0x3008, "Zyyy"),
    (0x3040, "Hira"),
    (0x30A0, "Kana"),
    (0x3100, "Zyyy"),
    (0x3130, "Hang"),
    (0x3190, "Zyyy"),
    (0x3400, "Hani"),
    (0x4DC0, "Zyyy"),
    (0x4E00, "Hani"),
    (0xA000, "Zyyy"),
    (0xA640, "Cyrl"),
    (0xA6A0, "Zyyy"),
    (0xA720, "Latn"),
    (0xA800, "Zyyy"),
    (0xAB00, "Ethi"),
    (0xAB30, "Latn"),
    (0xAC00, "Hang"),
    (0xD800, "Zyyy"),
    (0xF900, "Hani"),
    (0xFB00, "Latn"),
    (0xFB13, "Armn"),
    (0xFB1D, "Hebr"),
    (0xFB50, "Arab"),
    (0xFE00, "Zyyy"),
    (0xFE70, "Arab"),
    (0xFF00, "Latn"),
    (0xFF66, "Kana"),
    (0xFFA0, "Zyyy"),
    (0x1E900, "Adlm"),
    (0x1E960, "Zyyy"),
    (0x20000, "Hani"),
    (0x323B0, "Zyyy"),
)
_STARTS = [start for start, _ in _RANGES]


@cache
def _script_of_letter(letter: str) -> str:
    return _RANGES[bisect_right(_STARTS, ord(letter)) - 1][1]


def script_of(text: str) -> str:
    """Return the ISO 15924 code of the script of most letters in `text`.

    Kana with ideographs is "Jpan"; "Zyyy" (undetermined) where there is no letter or its script is
    none that the table knows. Source of the ranges: the Unicode block list.
    """
    if text.isascii():
        return "Latn" if any(character.isalpha() for character in text) else "Zyyy"
    counts: dict[str, int] = {}
    for character in text:
        if character.isalpha():
            script = _script_of_letter(character)
            counts[script] = counts.get(script, 0) + 1
    if not counts:
        return "Zyyy"
    if "Hira" in counts or ("Kana" in counts and "Hani" in counts):
        return "Jpan"
    return max(sorted(counts), key=counts.__getitem__)
