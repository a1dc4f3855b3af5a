"""Sound seed files, and what can be wrong in one: the file, its text, the line told and a part of what is said."""

from __future__ import annotations

SOUND = {
    "sources.toml": 'known_until = "2025-06-30"\n\n[editor]\ntitle = "Written from knowledge"\n',
    "states/europe.toml": '[ruritania]\nname = "Ruritania"\nclass = "un_member"\niso = "RT"\n',
    "positions/europe.toml": '["ruritania/king"]\ntitle = "King"\nclass = "head_of_state"\n',
    "people/europe.toml": '[rudolf]\nname = "Rudolf"\nroles = [\n  { position = "ruritania/king", from = "1894" },\n]\n',
    "generated/iso-codes.tsv": "# head\nRT\tRUR\t999\n",
    "generated/cldr-names.tsv": "# head\nRT\tRuritania\texonym\tde en fr\nRT\tRuritanie\texonym\tfr\n",
}

PERSON = '# a comment\n[rudolf]\nname = "Rudolf"\n'
PEOPLE, STATES, POSITIONS = "people/europe.toml", "states/europe.toml", "positions/europe.toml"
STATE = '[ruritania]\nname = "Ruritania"\n'


def names(entry: str) -> str:
    return PERSON + f'names = [\n  "Rudi",\n  {entry},\n]\n'


def roles(entry: str) -> str:
    return PERSON + f"roles = [\n  {{ {entry} }},\n]\n"


def relations(entry: str) -> str:
    return PERSON + f"relations = [\n  {entry},\n]\n"


MISTAKES = {
    "unknown field": (PEOPLE, PERSON + 'nmaes = ["Rudi"]\n', 4, "[rudolf] unknown field 'nmaes'"),
    "field of another kind": (PEOPLE, PERSON + 'iso = "RT"\n', 4, "unknown field 'iso'"),
    "unknown field of a name": (PEOPLE, names('{ text = "R.", language = "en" }'), 6, "unknown field 'language'"),
    "unknown field of a role": (PEOPLE, roles('position = "ruritania/king", since = "1894"'), 5, "unknown field 'since'"),
    "unknown field of a position": (POSITIONS, SOUND[POSITIONS] + 'holder = "x"\n', 4, "unknown field 'holder'"),
    "no name": (PEOPLE, '[rudolf]\nshort = "R."\n', 1, "name must be a text"),
    "outer spaces": (PEOPLE, '[rudolf]\nname = " Rudolf"\n', 2, "without doubled or outer spaces"),
    "bad key": (PEOPLE, '[Rudolf_V]\nname = "Rudolf"\n', 1, "the key 'Rudolf_V' is not lower-case"),
    "bad key of a position": (POSITIONS, '[king]\ntitle = "King"\nclass = "other"\n', 1, "is not BODY/POST"),
    "bad date": (PEOPLE, PERSON + 'from = "1867-02-30"\n', 4, "'1867-02-30' is a day that does not exist"),
    "bad date of a role": (PEOPLE, roles('position = "ruritania/king", to = "soon"'), 5, "'soon' is not a date"),
    "date without quotes": (PEOPLE, PERSON + "from = 1867-02-20\n", 4, "from must be a text such as"),
    "life that ends before it starts": (PEOPLE, PERSON + 'from = "1890"\nto = "1867"\n', 5, "before it starts"),
    "role that ends before it starts": (
        PEOPLE, roles('position = "ruritania/king", from = "1894", to = "1890"'), 5, "the period ends (1890) before"),
    "end with a to": (PEOPLE, roles('position = "ruritania/king", to = "1890", end = "unknown"'), 5, "no to"),
    "role before birth": (
        PEOPLE, PERSON + 'from = "1895"\nroles = [\n  { position = "ruritania/king", from = "1894" },\n]\n', 6, "birth"),
    "role after death": (
        PEOPLE, PERSON + 'to = "1890"\nroles = [\n  { position = "ruritania/king", from = "1894" },\n]\n', 6, "this life"),
    "role to come": (PEOPLE, roles('position = "ruritania/king", from = "2026"'), 5, "after known_until"),
    "unknown class": (STATES, STATE + 'class = "kingdom"\n', 3, "class must be one of un_member"),
    "no class": (STATES, STATE, 1, "class must be one of un_member"),
    "class of a person": (PEOPLE, PERSON + 'class = "other"\n', 4, "persons have no class"),
    "unknown class of a position": (
        POSITIONS, '["ruritania/king"]\ntitle = "King"\nclass = "king"\n', 3, "class 'king' is no class of positions"),
    "unknown second class": (POSITIONS, SOUND[POSITIONS] + 'also = "king"\n', 4, "also 'king' is no class of positions"),
    "half a vacancy": (POSITIONS, SOUND[POSITIONS] + 'vacant = [{ from = "1901" }]\n', 4, "a vacancy is"),
    "titles that are no array": (POSITIONS, SOUND[POSITIONS] + 'titles = "King"\n', 4, "an array of texts"),
    "flag that is a text": (POSITIONS, SOUND[POSITIONS] + 'collective = "yes"\n', 4, "collective must be true or false"),
    "unknown kind": (PEOPLE, names('{ text = "R.", kind = "pet" }'), 6, "'pet' is no kind of further names"),
    "second primary name": (PEOPLE, names('{ text = "R.", kind = "primary" }'), 6, "'primary' is no kind"),
    "unknown strength": (PEOPLE, names('{ text = "R.", strength = "big" }'), 6, "strength must be one of"),
    "bad language": (PEOPLE, names('{ text = "R.", lang = "English" }'), 6, "'English' is no BCP 47 language"),
    "name of signs alone": (PEOPLE, names('"--"'), 6, "'--' is no name"),
    "name that is a number": (PEOPLE, names("7"), 6, "a name is a text or a table"),
    "names that are no array": (PEOPLE, PERSON + 'names = "Rudi"\n', 4, "names must be an array"),
    "doubled name": (PEOPLE, names('{ text = "Rudi" }'), 6, "the name 'Rudi' stands twice"),
    "doubled name after a short one": (
        PEOPLE, '[rudolf]\nname = "Rudolf"\nshort = "R."\nnames = [\n  "Rudi",\n  "Rudi",\n]\n', 6, "'Rudi' stands twice"),
    "unknown reference of a role": (PEOPLE, roles('position = "ruritania/tsar"'), 5, "no position 'ruritania/tsar'"),
    "role without a position": (PEOPLE, roles('from = "1894"'), 5, "a role is a table with a position"),
    "unknown body": (POSITIONS, SOUND[POSITIONS].replace("ruritania", "freedonia"), 1, "no actor 'freedonia'"),
    "unknown reference of a relation": (PEOPLE, relations('{ member_of = "nato" }'), 5, "no other actor 'nato'"),
    "relation to oneself": (PEOPLE, relations('{ part_of = "rudolf" }'), 5, "no other actor 'rudolf'"),
    "unknown predicate": (PEOPLE, relations('{ likes = "ruritania" }'), 5, "'likes' is no predicate"),
    "two predicates": (PEOPLE, relations('{ part_of = "ruritania", member_of = "ruritania" }'), 5, "names one thing"),
    "identifier that is a number": (PEOPLE, PERSON + "identifiers = [\n  { viaf = 7 },\n]\n", 5, "names one thing"),
    "unknown code": (STATES, STATE + 'class = "un_member"\niso = "QQ"\n', 4, "'QQ' is not an ISO 3166-1 alpha-2 code"),
    "unknown source": (PEOPLE, names('{ text = "R.", source = "gossip" }'), 6, "'gossip' is not in sources.toml"),
    "source that is no text": (PEOPLE, names('{ text = "R.", source = ["editor"] }'), 6, "not in sources.toml"),
    "bad checked": (PEOPLE, names('{ text = "R.", checked = "I saw it" }'), 6, "checked must name FILE:ROW"),
    "bad checked of a position": (POSITIONS, SOUND[POSITIONS] + 'checked = "yes"\n', 4, "checked must name FILE:ROW"),
    "not TOML": (PEOPLE, PERSON + "names = [\n", 5, "not TOML"),
    "not TOML within": (PEOPLE, PERSON + "short = R.\nlang = 'en'\n", 4, "not TOML: Invalid value"),
    "key twice in a file": (PEOPLE, PERSON + "[rudolf]\n", 4, "not TOML"),
    "field outside a table": (PEOPLE, 'name = "Rudolf"\n', 1, "'name' stands outside a table"),
    "source without a title": ("sources.toml", SOUND["sources.toml"] + "\n[press]\n", 6, "a source has a title"),
    "source with an unknown field": ("sources.toml", SOUND["sources.toml"] + 'by = "x"\n', 3, "a source has a title and"),
    "source whose title is no text": ("sources.toml", SOUND["sources.toml"] + "\n[press]\ntitle = 5\n", 7, "[press] "),
    "bad known_until": ("sources.toml", SOUND["sources.toml"].replace("06-30", "06-31"), 1, "known_until: '2025-06-31'"),
    "a row too short": ("generated/iso-codes.tsv", "# head\nRT\tRUR\n", 2, "2 columns where 3 belong"),
}  # fmt: skip
