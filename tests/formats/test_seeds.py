"""Seed files: every mistake is told with its file and line, and the bundled ones have none."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from actors.assets import asset_dir
from actors.domain.facts import Dataset
from actors.errors import SeedError
from actors.formats.seed_checks import overlapping_holders
from actors.formats.seeds import read_seeds
from actors.text.normalize import fold
from tests.formats.seed_mistakes import MISTAKES, PEOPLE, PERSON, POSITIONS, SOUND, STATES

BUNDLED = asset_dir("seeds")
FILES = sorted([*BUNDLED.glob("*/*.toml"), BUNDLED / "sources.toml"])


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write sound seeds, with files of the test's in place of some of them."""

    def written(files: dict[str, str] | None = None) -> Path:
        for name, text in (SOUND | (files or {})).items():
            path = tmp_path / "seeds" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path / "seeds"

    return written


@pytest.fixture(scope="module")
def reading() -> tuple[Dataset, list[SeedError]]:
    problems: list[SeedError] = []
    return read_seeds(BUNDLED, problems), problems


@pytest.fixture(scope="module")
def bundled_seeds(reading: tuple[Dataset, list[SeedError]]) -> Dataset:
    """The bundled seeds, read once."""
    return reading[0]


@pytest.fixture(scope="module")
def seeds_format() -> ModuleType:
    """The script seeds/format.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("seeds_format", BUNDLED / "format.py")
    assert spec is not None
    assert spec.loader is not None
    module, path = importlib.util.module_from_spec(spec), list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = path
    return module


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_told_with_its_file_and_line(what: str, write: Callable[..., Path]) -> None:
    file, text, line, said = MISTAKES[what]
    problems: list[SeedError] = []
    folder = write({file: text})
    with pytest.raises(SeedError) as caught:
        read_seeds(folder)
    assert str(caught.value).startswith(f"seeds/{file}:{line}: ")
    assert said in str(caught.value)
    if "generated" not in file:
        read_seeds(folder, problems)
        assert str(caught.value) in [str(problem) for problem in problems]


def test_sound_seeds_are_read_without_problems(write: Callable[..., Path]) -> None:
    problems: list[SeedError] = []
    dataset = read_seeds(write(), problems)
    assert problems == []
    assert [actor.key for actor in dataset.actors] == ["ruritania", "rudolf"]
    assert dataset.positions[0].label == "King of Ruritania"
    codes = {fact.scheme: fact.value for fact in dataset.actors[0].identifiers}
    assert codes == {"iso2": "RT", "iso3": "RUR", "m49": "999"}


def test_a_key_that_stands_in_two_files_is_told_with_both_places(write: Callable[..., Path]) -> None:
    folder = write({"people/asia.toml": '\n\n[ruritania]\nname = "Ruritania"\n'})
    with pytest.raises(
        SeedError, match=r"^seeds/people/asia.toml:3: .* already in seeds/states/europe.toml:1$"
    ):
        read_seeds(folder)


def test_all_mistakes_are_told_at_once_and_the_rest_is_read(write: Callable[..., Path]) -> None:
    wrong = '[a]\nname = "A"\nclass = "x"\n\n[b]\nname = "B"\n\n[c]\nname = "C"\nfrom = "x"\n'
    problems: list[SeedError] = []
    dataset = read_seeds(write({"people/wrong.toml": wrong}), problems)
    assert [problem.where for problem in problems] == [
        "seeds/people/wrong.toml:3",
        "seeds/people/wrong.toml:10",
    ]
    assert [actor.key for actor in dataset.actors] == ["ruritania", "rudolf", "b"]


def test_a_file_that_is_not_utf8_and_missing_sources_are_told(write: Callable[..., Path]) -> None:
    folder = write()
    (folder / PEOPLE).write_bytes(b'[rudolf]\nname = "Rud\xff"\n')
    with pytest.raises(SeedError, match=r"seeds/people/europe.toml: cannot be read"):
        read_seeds(folder)
    (folder / "sources.toml").unlink()
    with pytest.raises(SeedError, match=r"seeds/sources.toml: cannot be read"):
        read_seeds(folder)


def test_generated_names_stand_beside_stated_ones_and_never_replace_them(write: Callable[..., Path]) -> None:
    stated = 'names = [\n  { text = "RURITANIE", lang = "fr", kind = "official" },\n]\n'
    state = read_seeds(write({STATES: SOUND[STATES] + stated})).actors[0]
    assert {(fact.text, fact.lang, fact.source) for fact in state.names} == {
        *(("Ruritania", "en", "editor"), ("RURITANIE", "fr", "editor")),
        *(("Ruritania", "de", "cldr"), ("Ruritania", "fr", "cldr")),
    }


def test_no_bundled_generated_name_repeats_a_stated_one(bundled_seeds: Dataset) -> None:
    generated = 0
    for actor in bundled_seeds.actors:
        stated = {(name.lang, fold(name.text)) for name in actor.names if name.source != "cldr"}
        cldr = [name for name in actor.names if name.source == "cldr"]
        generated += len(cldr)
        assert [name for name in cldr if (name.lang, fold(name.text)) in stated] == []
        assert {name.kind for name in cldr} <= {"endonym", "exonym"}
    assert generated > 10_000


def test_the_bundled_seeds_have_no_problems(reading: tuple[Dataset, list[SeedError]]) -> None:
    assert [str(problem) for problem in reading[1]] == []


def test_no_two_people_certainly_hold_a_single_post_at_once(bundled_seeds: Dataset) -> None:
    assert list(overlapping_holders(bundled_seeds)) == []


HELD = '{ position = "ruritania/king", from = "1894", to = "1900" }'


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("1899", "1905", "rudolf and rupert both hold ruritania/king from 1899-12-31 to 1900-01-01"),
        ("1900", "1905", None),
        ("1899-12-31", "1900-01-01", "both hold ruritania/king from 1899-12-31 to 1900-01-01"),
        ("1880", "1894-12-31", None),
        ("1880", "1895", "both hold ruritania/king from 1894-12-31 to 1895-01-01"),
    ],
)
def test_only_a_certain_overlap_of_two_holders_is_told(
    write: Callable[..., Path], start: str, end: str, said: str | None
) -> None:
    other = f'[rupert]\nname = "Rupert"\nroles = [{{ position = "ruritania/king", from = "{start}", to = "{end}" }}]\n'
    people = f'[rudolf]\nname = "Rudolf"\nroles = [{HELD}]\n{other}'
    told = list(overlapping_holders(read_seeds(write({PEOPLE: people}))))
    assert len(told) == (1 if said else 0)
    assert said is None or said.removeprefix("rudolf and ") in told[0].replace(
        "rupert and rudolf", "rudolf and rupert"
    )


def test_holders_of_a_collective_post_can_overlap(write: Callable[..., Path]) -> None:
    people = "".join(f'[{key}]\nname = "{key}"\nroles = [{HELD}]\n' for key in ("rudolf", "rupert"))
    posts = SOUND[POSITIONS] + "collective = true\n"
    assert list(overlapping_holders(read_seeds(write({PEOPLE: people, POSITIONS: posts})))) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(BUNDLED)))
def test_a_bundled_file_is_in_its_one_form(path: Path, seeds_format: ModuleType) -> None:
    assert seeds_format.formatted(path) == path.read_text("utf-8")


MESSY = """\
# head of the file

# above b
[b]
roles = [{ to = "1900", from = "1894", position = "ruritania/king" }, { position = "a/b", from = "1880" }]
name = "B"
names = ["Z", { lang = "de", text = "A" }, "Y \\"quoted\\""]

# above a
[a]
name = 'A'
"""


def test_formatting_sorts_and_keeps_comments_and_a_second_time_changes_nothing(
    tmp_path: Path, seeds_format: ModuleType
) -> None:
    path = tmp_path / "people.toml"
    path.write_text(MESSY, "utf-8")
    once = seeds_format.formatted(path)
    assert once.startswith(
        '# head of the file\n\n# above a\n[a]\nname = "A"\n\n# above b\n[b]\nname = "B"\nnames = [\n'
    )
    path.write_text(once, "utf-8")
    assert seeds_format.formatted(path) == once


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PERSON + "from = 1867-02-20\n", "seeds/people/europe.toml:4: [rudolf] from must be a text"),
        (PERSON + "names = [\n", "seeds/people/europe.toml:5: not TOML"),
        (PERSON + 'lang = "e"\n# inside\nshort = "R."\n', "europe.toml:6: a comment stands inside a table"),
    ],
)
def test_the_format_script_tells_a_mistake_in_a_line_with_its_place(
    write: Callable[..., Path], text: str, said: str
) -> None:
    folder = write({PEOPLE: text})
    shutil.copy(BUNDLED / "format.py", folder)
    shutil.copytree(BUNDLED / "checks", folder / "checks")
    command = [sys.executable, str(folder / "format.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == ""
    assert said in done.stdout
