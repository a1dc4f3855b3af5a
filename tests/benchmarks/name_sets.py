"""What `names.py` asks: actors that are known, and questions about them, sampled with a fixed seed."""

from __future__ import annotations

import csv
import json
import random
import runpy
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from actors.assets import asset_dir
from actors.config import Settings
from actors.formats.seeds import read_seeds
from actors.services import setup
from actors.services.database import reading
from actors.text.normalize import fold

STRANGERS = 5
"""So many strangers are asked for each other question: false hits are rare."""

PROMINENT = 0.3
FEW = 70
"""Scripts with fewer people than this are counted together."""

Sampled = TypeVar("Sampled")


class Known(NamedTuple):
    """An actor that a system knows, by its key there."""

    key: str
    kind: str
    names: tuple[str, ...]


class Question(NamedTuple):
    """A name to resolve, with the keys of who is meant (none: a stranger) and the class it is counted in."""

    text: str
    gold: frozenset[str]
    kind: str
    group: str


class NameSet(NamedTuple):
    """The actors known and the questions asked; with `bundled` the actors are those of the bundled data."""

    title: str
    known: Sequence[Known]
    questions: Sequence[Question]
    bundled: bool = False


def sampled(several: Iterable[Sampled], count: int) -> list[Sampled]:
    """Return the same sample of the same values each time."""
    values = list(several)
    return values if len(values) <= count else random.Random(1).sample(values, count)


def alias_dev(data: Path, count: int) -> NameSet:
    """Names of the OFAC list that were held out, by how they resemble the names that were kept."""
    folder = data / "alias-dev"
    return NameSet("alias-dev", _actors(folder), sampled(_questions(folder), count))


def cross_script_dev(data: Path, count: int) -> NameSet:
    """People known by one Latin name each, asked by their Hebrew and Korean names."""
    folder = data / "cross-script-dev"
    by_group: dict[str, list[Question]] = defaultdict(list)
    for question in _questions(folder):
        by_group[question.group].append(question)
    questions = [question for group in sorted(by_group) for question in sampled(by_group[group], count)]
    return NameSet("cross-script-dev", _actors(folder), questions)


def name_tokens(data: Path, count: int) -> NameSet:
    """Single Latin tokens of names as one-word persons, each asked by its form in another script.

    Latin tokens that fold alike are one person; a form that stands for several tokens means each of them. Asked are
    only tokens from which the table of sounds was not learned.
    """
    is_held_out = _is_held_out()
    spellings: dict[str, dict[str, None]] = defaultdict(dict)
    meant: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    path = data / "cross-script-dev" / "name-tokens.tsv"
    for row in _rows(path, delimiter="\t", quoting=csv.QUOTE_NONE):
        if folded := fold(row["latin"]):
            spellings[folded][row["latin"]] = None
            if is_held_out(row["latin"]):
                meant[row["language"]][row["other"]].add(folded)
    keys = {folded: f"token-{number}" for number, folded in enumerate(spellings)}
    known = [Known(keys[folded], "person", tuple(spelt)) for folded, spelt in spellings.items()]
    questions = [
        Question(form, frozenset(keys[folded] for folded in meant[language][form]), "person", language)
        for language in sorted(meant)
        for form in sampled(sorted(meant[language]), count)
    ]
    return NameSet("name-tokens", known, questions)


def own_scripts(data: Path, count: int) -> NameSet:
    """The bundled actors without the names of well-known people in other scripts, which are asked, by script."""
    actors = list(read_seeds(asset_dir("seeds")).actors)
    prominent = _prominent_people()
    known, asked = [], defaultdict(list)
    for actor in actors:
        latin = [name.text for name in actor.names if name.script == "Latn"]
        others = [name for name in actor.names if name.script not in ("Latn", "Zyyy")]
        if actor.key not in prominent or not latin or not others:
            latin = [name.text for name in actor.names]
            others = []
        known.append(Known(actor.key, actor.kind, tuple(dict.fromkeys(latin))))
        for script, text in dict.fromkeys((name.script, name.text) for name in others):
            asked[script].append(Question(text, frozenset({actor.key}), actor.kind, script))
    people = Counter({script: len({one.gold for one in several}) for script, several in asked.items()})
    questions = [one for script in sorted(asked) for one in sampled(asked[script], count)]
    few = [one._replace(group="others") if people[one.group] < FEW else one for one in questions]
    return NameSet("own scripts", known, few)


def _prominent_people() -> frozenset[str]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "actors.sqlite", is_default=False, cache=Path(folder) / "cache")
        setup.initialise(settings, index=False)
        with reading(settings) as connection:
            query = "SELECT key FROM actors WHERE kind = 'person' AND prominence >= ?"
            return frozenset(key for (key,) in connection.execute(query, (PROMINENT,)))


def garbled(data: Path, count: int) -> NameSet:
    """The UN's names as listed among people who are on no list, asked as they are and garbled."""
    listed = [row["full_name"] for row in _rows(data / "yente-screening" / "positives_un_untreated.csv")]
    asked = [row["full_name"] for row in _rows(data / "yente-screening" / "positives_un_treated.csv")]
    bearers: dict[str, set[str]] = defaultdict(set)
    for number, name in enumerate(listed):
        bearers[fold(name)].add(f"un-{number}")
    known = [
        *(Known(f"un-{number}", "person", (name,)) for number, name in enumerate(listed)),
        *(Known(f"synthetic-{number}", "person", (name,)) for number, name in enumerate(_synthetic(data))),
    ]
    questions = [
        Question(text, frozenset(bearers[fold(name)]), "person", "as listed" if text == name else "garbled")
        for name, text in zip(listed, asked, strict=True)
    ]
    return NameSet("yente: garbled", known, sampled(questions, count))


def strangers(data: Path, count: int) -> NameSet:
    """Synthetic people asked of the bundled data, which has none of them, though it may have namesakes."""
    known = [
        Known(actor.key, actor.kind, tuple(dict.fromkeys(name.text for name in actor.names)))
        for actor in read_seeds(asset_dir("seeds")).actors
    ]
    names = {fold(name) for actor in known for name in actor.names}
    questions = [
        Question(name, frozenset(), "person", "namesake" if fold(name) in names else "stranger")
        for name in sampled(_synthetic(data), STRANGERS * count)
    ]
    return NameSet("yente: strangers", known, questions, bundled=True)


SETS: dict[str, Callable[[Path, int], NameSet]] = {
    "alias-dev": alias_dev,
    "cross-script-dev": cross_script_dev,
    "name-tokens": name_tokens,
    "own-scripts": own_scripts,
    "garbled": garbled,
    "strangers": strangers,
}


def _is_held_out() -> Callable[[str], bool]:
    """Return the split of the script that learns the sounds, which is no part of the package."""
    found: Callable[[str], bool] = runpy.run_path(str(asset_dir("search_index") / "learn_sounds.py"))[
        "is_held_out"
    ]
    return found


def _actors(folder: Path) -> list[Known]:
    return [Known(row["id"], row["kind"], tuple(row["names"])) for row in _lines(folder / "actors.jsonl")]


def _questions(folder: Path) -> Iterator[Question]:
    for row in _lines(folder / "queries.jsonl"):
        yield Question(row["query"], frozenset(row["gold"]), row["kind"], row["class"])


def _synthetic(data: Path) -> list[str]:
    return [row["full_name"] for row in _rows(data / "yente-screening" / "negatives_global.csv")]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _rows(path: Path, **how: Any) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, **how)
