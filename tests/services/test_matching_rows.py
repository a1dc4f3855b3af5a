"""Rows are matched as `resolve` resolves, in their order, on one process or several."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from actors.config import Settings
from actors.errors import InputError, UsageError
from actors.formats.name_tables import NameRow
from actors.services import matching_rows
from actors.services.matching_rows import Matched, Options, match_rows
from actors.services.resolving import resolve

QUESTIONS = [
    ("Erdogan", None, None),
    ("Erdogn", None, None),
    ("Turkish foreign minister", "2017-11-22", None),
    ("Kim", None, None),
    ("Zaphod Beeblebrox", None, None),
    ("Georgia", None, "state"),
    ("Реджеп Эрдоган", None, None),
    ("", None, None),
    ("nul\0 and \ud800 half", None, None),
    ("jbdullah Öcalan", None, None),
]


def rows(count: int) -> Iterator[NameRow]:
    for number in range(count):
        query, on, kind = QUESTIONS[number % len(QUESTIONS)]
        yield NameRow(f"names:{number}", number, query, on, kind)


def matched(
    settings: Settings, count: int, workers: int | None, **options: object
) -> list[tuple[NameRow, Matched]]:
    lots = match_rows(settings, rows(count), Options(**options), workers)  # type: ignore[arg-type]
    return [pair for lot in lots for pair in lot]


def test_each_row_is_matched_as_resolve_resolves(bundled: Settings) -> None:
    for row, found in matched(bundled, len(QUESTIONS), 1, limit=12, explain=True):
        answer = resolve(bundled, row.query, row.on, row.kind).to_json()
        members = ("on", "status", "reason", "reading", "actor", "candidates")
        assert found.to_json() == {name: answer[name] for name in members}


def test_two_processes_give_the_same_in_the_same_order_as_one(bundled: Settings) -> None:
    alone = matched(bundled, 1203, 1)
    assert [row.id for row, _ in alone] == list(range(1203))
    assert matched(bundled, 1203, 2) == alone


def test_without_a_number_of_workers_few_rows_come_one_by_one_and_the_others_in_lots(
    bundled: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching_rows, "FEW", 20)
    monkeypatch.setattr(matching_rows, "cores", lambda: 2)
    lots = list(match_rows(bundled, rows(600), Options()))
    assert [len(lot) for lot in lots] == [*[1] * 20, 250, 250, 80]
    assert [row.id for lot in lots for row, _ in lot] == list(range(600))


@pytest.mark.parametrize("workers", [1, 2])
def test_what_goes_wrong_with_a_row_comes_after_the_rows_before(bundled: Settings, workers: int) -> None:
    def failing() -> Iterator[NameRow]:
        yield from rows(300)
        raise InputError("is broken", where="names:301")

    seen: list[NameRow] = []
    with pytest.raises(InputError, match="names:301: is broken"):
        seen.extend(row for lot in match_rows(bundled, failing(), Options(), workers) for row, _ in lot)
    assert len(seen) == 300


def test_one_row_is_answered_before_the_next_is_read(bundled: Settings) -> None:
    read: list[int] = []

    def slow() -> Iterator[NameRow]:
        for row in rows(3):
            read.append(int(row.id))
            yield row

    for lot in match_rows(bundled, slow(), Options()):
        assert read[-1] == lot[0][0].id


def test_a_day_that_is_none_makes_the_row_unknown_not_the_run_fail(bundled: Settings) -> None:
    asked = [NameRow("n:1", 1, "Erdogan", "22.11.2017"), NameRow("n:2", 2, "Erdogan", "2017-11")]
    (bad, good) = (lot[0][1] for lot in match_rows(bundled, asked, Options()))
    assert (bad.status, bad.reason) == ("unknown", "bad_date")
    unknown = {"on": "22.11.2017", "status": "unknown", "reason": "bad_date", "reading": None, "actor": None}
    assert bad.to_json() == {**unknown, "candidates": []}
    assert (good.to_json()["on"], good.status) == ("2017-11", "resolved")


def test_candidates_are_limited_and_explained_where_that_is_asked(bundled: Settings) -> None:
    kim = [NameRow("n:1", 1, "Kim")]
    ((_, found),) = next(match_rows(bundled, kim, Options(limit=2)))
    assert [sorted(one) for one in found.to_json()["candidates"]] == [
        ["class", "key", "kind", "name", "reading", "score"]
    ] * 2
    ((_, found),) = next(match_rows(bundled, kim, Options(limit=0, explain=True)))
    assert found.to_json()["candidates"] == []
    for wrong in (Options(limit=-1), Options(kind="dog")):
        with pytest.raises(UsageError):
            next(match_rows(bundled, kim, wrong))
