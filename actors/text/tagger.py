"""Find many phrases in a text at once: one automaton (Aho-Corasick) over flattened names."""

from __future__ import annotations

from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from actors.text.flat import Flat


class Tagger:
    """An automaton over flattened phrases; it finds each where it stands as whole words.

    Phrases in scripts that are written without blanks between words are found anywhere.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        patterns = [phrase if _runs_on(phrase) else f" {phrase} " for phrase in phrases]
        self._margins = bytes(
            0 if pattern is phrase else 1 for pattern, phrase in zip(patterns, phrases, strict=True)
        )
        self._automaton = (
            AhoCorasick(patterns, matchkind=MatchKind.Standard, store_patterns=False) if patterns else None
        )

    def find(self, flat: Flat) -> list[tuple[int, int, int]]:
        """Return (start, -end, phrase number) of every occurrence in the text that was flattened, also overlapping ones.

        Places are code points of the text as given, `end` exclusive. Sorted from left to right, the longest first.
        """
        if self._automaton is None:
            return []
        found = self._automaton.find_matches_as_indexes(f" {flat.text} ", overlapping=True)
        margins = self._margins
        if flat.anchors is None:
            places = [
                (start - 1 + margins[phrase], 1 - end + margins[phrase], phrase)
                for phrase, start, end in found
            ]
        else:
            place = flat.place
            places = [
                (place(start - 1 + margins[phrase]), -place(end - 2 - margins[phrase]) - 1, phrase)
                for phrase, start, end in found
            ]
        places.sort()
        return places


def _runs_on(phrase: str) -> bool:
    """Han, kana, Thai, Lao, Khmer and Burmese put no blanks between words."""
    code = ord(phrase[0])
    return (
        0x0E00 <= code < 0x0F00
        or 0x1000 <= code < 0x10A0
        or 0x1780 <= code < 0x1800
        or 0x3040 <= code < 0xA000
    )
