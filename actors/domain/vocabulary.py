"""The closed lists of words that facts are stated in."""

from __future__ import annotations

from typing import Final

KINDS: Final = ("person", "organization", "state")
SCOPES: Final = ("sentence", "paragraph", "document")

ORGANIZATION_CLASSES: Final = (
    "intergovernmental",
    "ministry",
    "armed_group",
    "party",
    "court",
    "alliance",
    "format",
    "agency",
    "company",
    "other",
)
STATE_CLASSES: Final = ("un_member", "observer", "disputed", "de_facto", "former", "territory")

NAME_KINDS: Final = (
    "primary",
    "official",
    "short",
    "alias",
    "former",
    "acronym",
    "endonym",
    "exonym",
    "transliteration",
    "demonym",
    "metonym",
    "nickname",
    "nom_de_guerre",
    "misspelling",
)
STRENGTHS: Final = ("strong", "weak", "context")
WEAK_KINDS: Final = frozenset({"short", "nickname", "misspelling", "demonym", "metonym"})

POSITION_CLASSES: Final = (
    "head_of_state",
    "head_of_government",
    "leader",
    "vice_president",
    "crown_prince",
    "deputy_head_of_government",
    "foreign_minister",
    "deputy_foreign_minister",
    "defence_minister",
    "interior_minister",
    "finance_minister",
    "minister",
    "security_adviser",
    "intelligence_chief",
    "military_chief",
    "ambassador",
    "un_ambassador",
    "envoy",
    "spokesperson",
    "organization_head",
    "commander",
    "religious_leader",
    "legislator",
    "official",
    "other",
)

PREDICATES: Final = (
    "member_of",
    "part_of",
    "successor_of",
    "split_from",
    "affiliate_of",
    "allied_with",
    "opposed_to",
    "merged_into",
    "subsidiary_of",
    "citizen_of",
    "located_in",
    "seat_of",
)


def default_strength(name_kind: str) -> str:
    """Return how much a name of this kind says by itself where nothing else was stated."""
    return "weak" if name_kind in WEAK_KINDS else "strong"


def classes_of(kind: str) -> tuple[str, ...]:
    """Return the classes that an actor of this kind can have (none for persons)."""
    return {"organization": ORGANIZATION_CLASSES, "state": STATE_CLASSES}.get(kind, ())
