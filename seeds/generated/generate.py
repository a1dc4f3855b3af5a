"""Generate the ISO codes and the CLDR names of states from pycountry and babel.

    python seeds/generated/generate.py [--check]

The versions are pinned in pyproject.toml (extra "dev"), so that an upgrade changes nothing silently;
with --check the files are compared instead of written.
"""

from __future__ import annotations

import sys
from pathlib import Path

import babel
import pycountry
from babel import Locale
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers

FOLDER = Path(__file__).parent
KOSOVO = "XK"


def iso_codes() -> str:
    """Return the table of ISO 3166-1 alpha-2, alpha-3 and numeric (UN M49) codes."""
    rows = sorted((country.alpha_2, country.alpha_3, country.numeric) for country in pycountry.countries)
    head = f"# ISO 3166-1 alpha-2, alpha-3, numeric (UN M49); pycountry {pycountry.__version__}\n"
    return head + "".join("\t".join(row) + "\n" for row in rows)


def cldr_names() -> str:
    """Return one row per state and form: alpha-2, text, kind, languages that use it."""
    codes = {country.alpha_2 for country in pycountry.countries} | {KOSOVO}
    forms: dict[tuple[str, str, str], set[str]] = {}
    for identifier in locale_identifiers():
        locale = Locale.parse(identifier)
        if locale.territory or locale.variant:
            continue  # regional forms hardly differ and would double the file
        lang = f"{locale.language}-{locale.script}" if locale.script else locale.language
        for code, text in locale.territories.items():
            text = " ".join(text.split())
            if code not in codes or text == code or "\t" in text:
                continue
            kind = "endonym" if locale.language in get_official_languages(code, de_facto=True) else "exonym"
            forms.setdefault((code, text, kind), set()).add(lang)
    head = f"# alpha-2, name, kind, languages; Unicode CLDR as shipped with babel {babel.__version__}\n"
    rows = sorted((*form, " ".join(_without_doubles(langs))) for form, langs in forms.items())
    return head + "".join("\t".join(row) + "\n" for row in rows)


def _without_doubles(langs: set[str]) -> list[str]:
    """Drop "uz-Latn" where plain "uz" has the same form."""
    return sorted(lang for lang in langs if "-" not in lang or lang.partition("-")[0] not in langs)


def main(arguments: list[str]) -> int:
    """Write the files, or compare them; return the exit status."""
    different = 0
    for name, text in (("iso-codes.tsv", iso_codes()), ("cldr-names.tsv", cldr_names())):
        path = FOLDER / name
        if "--check" in arguments:
            if not path.exists() or path.read_text("utf-8") != text:
                print(f"{path.name} differs from what is generated: run python seeds/generated/generate.py")
                different = 1
        else:
            path.write_text(text, "utf-8")
    return different


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
