"""Text folded without moving: the form in which names are looked for, with each character's place kept."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

_TAKEN_OUT = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0640\u00ad\u200b-\u200f\u202a-\u202e"
    "\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff"
)
"""Marks and signs that folding takes away."""
_MOVING = re.compile(
    # a line break within a wrapped paragraph, and runs of blanks, count as one blank; a blank line stays as it is
    r"(?<![\s])[ \t\u00a0]*\r?\n[ \t\u00a0]+(?=\S)|(?<![\s])(?:[ \t\u00a0]+\n|\r\n)(?=\S)|(?<![\s])[ \t\u00a0]{2,}(?=\S)"
    rf"|[{_TAKEN_OUT}]+"
)
_MOVING_MARK = re.compile(f"[{_TAKEN_OUT}]")
_MOVING_BLANKS = ("  ", "\n ", " \n", "\r", "\t", " \u00a0", "\u00a0 ", "\u00a0\n", "\n\u00a0")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_ASCII = {code: (chr(code).lower() if chr(code).isalnum() else " ") for code in range(128)}


class Flat(NamedTuple):
    """A folded text in which everything but letters, digits and vowel signs is a blank.

    Where `anchors` is None each character stands where it stood. Else it holds pairs of (place in the folded
    text, place in the text), ascending, between which places run on alike.
    """

    text: str
    anchors: tuple[Sequence[int], Sequence[int]] | None

    def place(self, at: int) -> int:
        """Return where a character of the folded text stood."""
        if self.anchors is None:
            return at
        folded, given = self.anchors
        piece = bisect_right(folded, at) - 1
        return given[piece] + at - folded[piece]


def flatten(text: str) -> Flat:
    """Fold a text for looking up names in it: case, diacritics and punctuation, one character for one.

    What has no single folded character (ß) stays itself; what folds to nothing (combining marks, soft hyphens)
    and blanks beyond the first are taken out, which `anchors` tell.
    """
    anchors = None
    beyond = "".join(set(_BEYOND_ASCII.findall(text))) if not text.isascii() else ""
    if any(blanks in text for blanks in _MOVING_BLANKS) or _MOVING_MARK.search(beyond):
        text, anchors = _taken_out(text)
    for character in beyond:
        text = text.replace(character, _folded(character))
    return Flat(text.translate(_ASCII), anchors)


def _taken_out(text: str) -> tuple[str, tuple[list[int], list[int]]]:
    pieces: list[str] = []
    folded, given = [0], [0]
    length = last = 0
    for found in _MOVING.finditer(text):
        pieces.append(text[last : found.start()])
        length += found.start() - last
        last = found.end()
        if found.group()[0].isspace():
            pieces.append(" ")
            folded.append(length)
            given.append(found.start())
            length += 1
        folded.append(length)
        given.append(last)
    pieces.append(text[last:])
    return "".join(pieces), (folded, given)


@cache
def _folded(character: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    letters = [part for part in parts if unicodedata.category(part)[0] in "LN"]
    if len(letters) == 1 and letters[0] in _LETTERS:
        return _LETTERS[letters[0]]
    if len(letters) == 1 and (
        len(parts) == 1 or ord(character) < 0x0900 or 0x1E00 <= ord(character) < 0x2000
    ):
        return letters[0]
    if unicodedata.category(character)[0] in "LNM":
        lower = character.lower()
        return lower if len(lower) == 1 else character
    return " "


# as text/normalize folds them, as far as one letter stands for one
_LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ə": "a"} | {
    "ی": "ي", "ى": "ي", "ک": "ك", "ہ": "ه", "ة": "ه"
}  # fmt: skip
