"""Any script to plain Latin letters, for comparing where no stored name has the script asked."""

from __future__ import annotations

from actors.text.normalize import fold


def latin_key(text: str) -> str:
    """Return the folded ASCII transliteration of `text` by anyascii ("Путин" gives "putin").

    Vowels that Arabic and Hebrew do not write stay missing.
    """
    from anyascii import anyascii  # 10 ms that a look-up of a stored name need not pay

    return fold(anyascii(text))
