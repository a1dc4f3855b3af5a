"""The one table of weights and thresholds, with the cases that set them.

A candidate's score is the score of its best-matching name, from which each further signal takes up to its
weight: score = name x product of (1 - weight x (1 - signal)). So every signal can only explain why a
candidate is less likely, and an exact, strong, current name scores 1.
"""

from __future__ import annotations

from typing import Final

# How well a name can match, by the way it was found.
EXACT: Final = 1.0  # the folded forms are equal
REORDERED: Final = 0.97  # "ERDOĞAN, Recep Tayyip"; "al-Assad" for "Assad"
TRANSLITERATED: Final = 0.94  # equal only in Latin letters
DERIVED_ACRONYM: Final = (
    0.8  # "OPCW" where no name says so; right in 89 of 100 on alias-dev, so never resolved
)
PARTIAL_BASE: Final = 0.58  # whole words of a longer name: 0.58 plus up to 0.3 by the share covered
PARTIAL_SPAN: Final = 0.3
PREFIX: Final = 0.7  # "Erdog"
ROLE_ONLY: Final = 0.5  # the words are in roles or the description, in no name

# What each further signal can take away. "dated" holds when the user gave a day.
STRENGTH: Final = 0.06  # a surname alone ("Assad") says less than a full name
CONTEXT_ONLY: Final = 0.3  # a name that never stands alone: "Hezbollah" for the Turkish one
CASE: Final = 0.25  # "us" for the name "US" resolves, but "Sadr" is the cleric, not the SADR
CASE_OF_WORD: Final = 0.35  # "is" and "it" are words before they are the IS and the İİT
LANGUAGE: Final = 0.15  # "Cameron" is the man, not Cameroon in some language
VALIDITY: Final = 0.04  # ranks, never hides: "Türkiye" in 2010 is still Turkey
LIFE: Final = 0.004  # without a day the dead are asked for as often as the living: "Nasser", "Hafez"
LIFE_OF_BODY: Final = 0.2  # "Moscow" today is Russia, not the Soviet Union
LIFE_DATED: Final = 0.5  # Hafez al-Assad in 2017: he had died
OFFICE: Final = 0.02
OFFICE_DATED: Final = 0.3  # "Assad" in 1985: Hafez was president, Rifaat vice president, Bashar nothing
PROMINENCE: Final = 0.15  # "Kim" without a day: the two before Kim Jong Un go before premiers

RESOLVE_AT: Final = 0.74
"""A name that fits less than this is a guess: "Mevlut" alone 0.70. The day asked does not count here: a name that is
one actor's alone is that actor's in any year."""

PART_RESOLVE_AT: Final = 0.82
"""A part of a name, but for two words of a person's, is a guess below this: "Geneva" of "Geneva II" 0.79."""

WIDE_LANGUAGES: Final = frozenset({"de", "es", "fr", "id", "it", "nl", "pl", "pt", "ru", "sv", "tr"})
"""Languages in Latin letters whose names of states are asked for often."""

OFFICE_STANDING: Final = {
    "head_of_state": 1.0,
    "head_of_government": 1.0,
    "leader": 1.0,
    "organization_head": 0.9,
    "foreign_minister": 0.9,
}
"""How much an office makes its holder the bearer of a shared name who is meant; 0.6 for all others."""

MARGIN: Final = 0.1
"""Two candidates nearer to each other than this are not told apart."""

NEAR_RESOLVE_AT: Final = 0.7
"""A name that is only near must fit so well by its words, without a doubt (matching/near.py)."""

BEYOND_CHANCE: Final = 1.0
"""What its words say in common must be so much more than the logarithm of the number of names."""

PRIOR: Final = 4.0
"""What prominence 1 adds to that, as a logarithm: of two in whom as much agrees, the well-known one is e to the 4 times likelier meant."""

NEAR_RESOLVE_ABROAD: Final = 0.6
NEAR_RESOLVE_BY_SYLLABLE: Final = 0.75
"""The same where the name is stored in another script only, and where the text is in Han, kana or Hangul, in which more
names sound alike."""

LESS_FOR_KNOWN: Final = 0.1  # for who is well known (KNOWN_WITH_MORE): "조 바이든" 0.71
READ_AS_AT: Final = 0.66
READ_WITH_VOWELS_AT: Final = 0.75
"""A word in another script that fits less may be another name; where vowels are written it should fit better: "Путилин"
is not Putin."""


UNLIKE: Final = 0.5  # words less alike are not taken for one: "Beridze" and "Baramidze"

FAR: Final = 0.5
"""What scores less than this share of the best is not shown beside it."""

READ_ALONE_AT: Final = 0.85  # a single word in another script must be read so surely

SERIOUS_AT: Final = 0.45
"""Names that are only near and fit less are shown, but the answer is unknown."""

PROMINENCE_OF_NEAR: Final = 0.02  # who fits better comes first, however little known
KNOWN_WITH_MORE: Final = 0.6
"""From this prominence on a whole name of two words with one more resolves: "Hillary Rodham Clinton"."""

KNOWN_BY_ONE_WORD: Final = 0.5
"""From this prominence on a single word that is only near resolves: "erdogn"."""

MARGIN_OF_NEAR: Final = 0.07
"""The same where the best name is only near: its score says more finely how well it fits."""

CANDIDATE_AT: Final = 0.4
"""What scores less is not shown by resolve."""

SAME_AT: Final = 0.85
"""compare: two names from this score on are taken for the same actor's."""

SAME_ABROAD_AT: Final = 0.72
"""The same for names in different scripts: of 3,000 Hebrew and Korean names and their Latin ones 0.86 and 0.64 score so
much, of those with a word in common that are others' 0.004 and 0.008."""

# duplicates: what speaks for and against two actors with a common name or identifier being one.
SINGLE_WORD: Final = 0.8  # "Fatah" alone is many bodies' name, "Jane Doe" less so
DUPLICATE_DATES: Final = 0.9  # born in other years: George H. W. and George W. Bush
DUPLICATE_POSTS: Final = 0.3  # no post in common: a namesake, or the same person in another post
DUPLICATE_SOURCE: Final = 0.4  # the seeds have "Hamad bin Khalifa" and "Khalifa bin Hamad", father and son

DUPLICATE_AT: Final = 0.5
"""Pairs that score less are not shown."""

# Reading texts: what the document around a name says.
DOCUMENT: Final = 0.5  # "Assad" where "Bashar al-Assad" stands in the same text
TITLE_IN_FRONT: Final = 0.5  # "President Kim" is not a general Kim

NEAR: Final = 0.2  # "SDF" beside Syria is not the Japanese

KNOWN_BY_SURNAME: Final = 0.75
"""From this prominence on a bare surname resolves in a text that never names its bearer in full."""

SAID_BY_SURNAME: Final = 0.6
"""Below it a bare surname whose bearer the text never names in full is no mention at all: "Mills", "Sen."."""

KNOWN_BY_RARE_SURNAME: Final = 0.6
"""The same where nobody else in the database bears the surname: "Saddam", "Gorbachev"."""

SURNAME_STANDING: Final = 0.9
"""So does the surname of whoever holds such an office on the day (OFFICE_STANDING)."""

# How alike names are by their words (alike.py); the figures are Hit@1 on samples of alias-dev.
WORDS_ALIKE_AT: Final = 0.3  # words less alike are no counterparts
INITIAL: Final = 0.75  # "F." for "Fitzgerald"
SAME_SOUNDS: Final = (
    0.8  # at least, for words with the same sounds and half of the letters: "Yousef", "Yussuf"
)
SAME_BY_EAR: Final = 0.92  # "Qadhafi", "Kaddafi"
JOINED_AT: Final = 0.8  # two words for one must be as alike: "Saif Ullah", "Saifullah"
ASKED_SHARE: Final = 0.65  # what is asked and missing counts more than what is not asked: 0.698, at 0.5 0.692
BOTH_LACK: Final = 0.1  # "Los Cuinis Organization" and "Los Valles Organization"
TURNED: Final = 0.06  # words in another order: "Felix Manuel" is less than "Manuel Felix"
LETTERS: Final = 0.25  # all letters from first to last: 0.689, without 0.675
ANYWHERE: Final = 0.3  # words asked that other names of the actor have: 0.703, without 0.693
NAME_LACKING: Final = 0.75  # of an actor's names one without a word asked comes after those that have it
LEGAL_FORM: Final = 0.3  # "LLC" says little
HONORIFIC: Final = 0.6  # so does "Haji"
PATRONYMIC: Final = 0.4  # "Mikhail Sergeyevich Gorbachev" is Mikhail Gorbachev
INITIAL_SAYS: Final = 2.0  # one letter of 26, of which some are rare
