"""Small files of each foreign format, and how they are read in memory."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from actors.domain.foreign import ForeignActor
from actors.errors import ForeignFileError
from actors.formats.foreign_file import ForeignFile
from actors.formats.recognising import READERS


class Read(NamedTuple):
    """What a reader made of a file."""

    actors: list[ForeignActor]
    errors: list[ForeignFileError]
    aside: dict[str, int]

    @property
    def places(self) -> list[str | None]:
        return [error.where for error in self.errors]


def foreign(content: bytes | str, name: str = "list.txt") -> ForeignFile:
    return ForeignFile(io.BytesIO(content.encode() if isinstance(content, str) else content), name)


def read(format_name: str, content: bytes | str, columns: Mapping[str, str] | None = None) -> Read:
    aside: Counter[str] = Counter()
    found = list(READERS[format_name](foreign(content), columns or {}, aside))
    return Read(
        [one for one in found if isinstance(one, ForeignActor)],
        [one for one in found if isinstance(one, ForeignFileError)],
        {what: times for what, times in aside.items() if times},
    )


JSONL = """\
{"id": "r1", "kind": "person", "names": ["Rudolf Elphberg", {"text": "Рудольф", "lang": "ru", "kind": "short", "from": "1890"}], "identifiers": {"wikidata": "Q1", "viaf": ["7", "8"]}, "description": "king", "from": "1861-03", "roles": [{"position": "King", "class": "head_of_state", "of": "ruritania", "from": "1894-11-02", "to": "1897"}], "memberships": [{"of": "League of Small States", "from": "1894"}]}

{"id": "r2", "kind": "organization", "class": "party", "names": ["Blue Party"], "relations": [{"predicate": "part_of", "of": "r3"}]}
{"id": 3, "kind": "state", "class": "un_member", "names": [{"text": "Zenda", "kind": "primary"}], "positions": [{"key": "3/duke", "title": "Duke", "class": "leader"}]}
"""

CSV = """\
id,kind,name,alias,QID,position,position_class,of,role_from,role_to,shoe size
a,person,Anton,Tony; Toni,Q7,King,head_of_state,ruritania,1880-01-01,1890,44
b,organization,"Bank, the",,,,,,,,
a,person,Anton,,,Duke,,ruritania,1870,1880-01-01,
"""

OFAC = """\
36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r
100,"BLACK MICHAEL, Duke",individual,"SDGT","Duke of Strelsau",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 16 Nov 1974; POB Strelsau; a.k.a. 'THE DUKE'; Linked To: HENTZAU."\r
200,"SEA CLOUD",vessel,"IRAN",-0- ,"ABCD",Crude Oil Tanker,"1","2",Iran,"NITC",-0- \r
\x1a"""

PETRARCH = """\
# A dictionary ; of nobody

RURITANIA_ [AFG] ; the state
+RURITANIAN_
+STRELSAU_

RUDOLF_ELPHBERG_  # king
+KING_RUDOLF_
\t[AFGELI 18610101-18941101]
\t[AFGGOV 940101-970630]
\t[AFGGOV >20030102]
THE_U.N._ [IGOUNO]
BLACK_MICHAELS_SIX [AFGREB]
+THE_SIX <!-- all of them -->
"""

FOLLOWTHEMONEY = """\
{"id": "Q7", "caption": "Rudolf", "schema": "Person", "properties": {"name": ["Rudolf Elphberg"], "weakAlias": ["Rudi"], "birthDate": ["1861-03"], "citizenship": ["tr"], "topics": ["role.pep"]}}
{"id": "o1", "schema": "Occupancy", "properties": {"holder": ["Q7"], "post": ["king"], "startDate": ["1894-11-02"], "status": ["current"]}}

{"id": "king", "schema": "Position", "properties": {"name": ["King of Ruritania"], "organization": ["ruritania"]}}
{"id": "ruritania", "schema": "PublicBody", "properties": {"name": ["Ruritania"], "classification": ["un_member"]}}
{"id": "m1", "schema": "Membership", "properties": {"member": ["ruritania"], "organization": ["league"], "startDate": ["1894"]}}
{"id": "league", "schema": "Organization", "properties": {"name": ["League of Small States"], "wikidataId": ["Q1"]}}
{"id": "s1", "schema": "Sanction", "properties": {"entity": ["Q7"]}}
"""

SAMPLES = {"jsonl": JSONL, "csv": CSV, "followthemoney": FOLLOWTHEMONEY, "ofac": OFAC, "petrarch": PETRARCH}
