"""Pure functions on text: folding, tokens, scripts, transliteration."""
