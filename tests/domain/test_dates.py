"""Partial dates and half-open periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from actors.domain.dates import BEGINNING, FOREVER, Bounds, EndState, Holding, PartialDate, Period
from actors.errors import DateError

KNOWN_UNTIL = date(2025, 6, 30)
MALFORMED = (
    *(
        "",
        " ",
        "today",
        "15",
        "215",
        "02015",
        "-2015",
        "2015-",
        "2015-1",
        "2015-1-1",
        "2015-09-3",
        "20150930",
    ),
    *(
        "2015/09/30",
        "30.09.2015",
        "2015-09-30T00:00",
        " 2015",
        "2015 ",
        "2015\n",
        "2015-09-30\n",
        "2015-09-30-01",
    ),
    *("２０１５", "٢٠١٥", "२०१५-०९", "2015‐09", "2015-0٩"),
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def held(start: str | None, end: str | None, asked: str, **more: bool) -> Holding:
    period = Period.parse(start, end, end_unknown=more.get("end_unknown", False))
    return period.bounds(KNOWN_UNTIL, more.get("open_start", False)).holding(PartialDate.parse(asked))


partial_texts = st.dates(date(1, 1, 1), date(9999, 12, 31)).flatmap(
    lambda d: st.sampled_from([d.isoformat(), d.isoformat()[:7], d.isoformat()[:4]])
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("2015-01", "2015-01-01", "2015-01-31"),
        ("2015-04", "2015-04-01", "2015-04-30"),
        ("2015-12", "2015-12-01", "2015-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("2015-02", "2015-02-01", "2015-02-28"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2016-02-29", "2016-02-29", "2016-02-29"),
        ("2015-12-31", "2015-12-31", "2015-12-31"),
    ],
)
def test_a_partial_date_means_its_first_to_last_day(text: str, first: str, last: str) -> None:
    assert PartialDate.parse(text) == (text, day(first), day(last))


@pytest.mark.parametrize(
    "text",
    [
        "2015-02-29",
        "1900-02-29",
        "2015-04-31",
        "2015-13",
        "2015-00",
        "2015-01-00",
        "2015-01-32",
        "0000",
        "0000-01",
    ],
)
def test_a_day_that_does_not_exist_is_said_not_to_exist(text: str) -> None:
    with pytest.raises(DateError, match=f"'{text}' is a day that does not exist"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", MALFORMED)
def test_what_has_no_form_of_a_date_is_refused_with_the_forms_to_write(text: str) -> None:
    with pytest.raises(DateError, match="is not a date") as caught:
        PartialDate.parse(text)
    assert caught.value.exit_status == 2
    assert caught.value.hint == "write YYYY, YYYY-MM or YYYY-MM-DD"


@given(partial_texts)
def test_a_partial_date_prints_as_given_and_reads_back(text: str) -> None:
    parsed = PartialDate.parse(text)
    assert str(parsed) == text
    assert PartialDate.parse(str(parsed)) == parsed
    assert parsed.first.isoformat().startswith(text)
    assert parsed.last.isoformat().startswith(text)


@given(st.dates())
def test_the_day_after_the_last_lies_outside_a_partial_date(any_day: date) -> None:
    for text in (any_day.isoformat()[:7], any_day.isoformat()[:4]):
        last = PartialDate.parse(text).last
        assert last == FOREVER or not (last + timedelta(days=1)).isoformat().startswith(text)


@given(st.dates())
def test_an_exact_day_is_a_partial_date_of_one_day(any_day: date) -> None:
    assert PartialDate.of_day(any_day) == PartialDate.parse(any_day.isoformat())


@pytest.mark.parametrize(
    ("start", "end", "asked", "expected"),
    [
        ("2015-11-24", "2023-06-03", "2015-11-23", "no"),
        ("2015-11-24", "2023-06-03", "2015-11-24", "certain"),
        ("2015-11-24", "2023-06-03", "2023-06-02", "certain"),
        ("2015-11-24", "2023-06-03", "2023-06-03", "no"),  # the end is exclusive
        ("2015-11-24", "2023-06-03", "2015", "possible"),
        ("2015-11-24", "2023-06-03", "2016", "certain"),
        ("2015-11-24", "2023-06-03", "2023-06", "possible"),
        ("2015-11-24", "2023-06-03", "2023-07", "no"),
        ("2015", "2019", "2014-12-31", "no"),
        ("2015", "2019", "2015-01-01", "possible"),
        ("2015", "2019", "2015-12-30", "possible"),
        ("2015", "2019", "2015-12-31", "certain"),
        ("2015", "2019", "2018-12-31", "certain"),
        ("2015", "2019", "2019-01-01", "possible"),
        ("2015", "2019", "2019-12-30", "possible"),
        ("2015", "2019", "2019-12-31", "no"),
        ("2015-09", "2015-12", "2015-11", "certain"),
        ("2015", "2015", "2015-06-15", "possible"),
        ("2015", None, "2030-01-01", "certain"),
        ("2015", None, "2015-06", "possible"),
        ("2015", None, "2014", "no"),
        (None, "2019-05-01", "0900-01-01", "possible"),
        (None, "2019-05-01", "2019-04-30", "certain"),
        (None, "2019-05-01", "2019-05-01", "no"),
        (None, None, "2025-06-29", "possible"),
        (None, None, "2025-06-30", "certain"),
        (None, None, "1950", "possible"),
    ],
)
def test_a_period_holds_certainly_possibly_or_not(
    start: str | None, end: str | None, asked: str, expected: str
) -> None:
    assert held(start, end, asked) == expected


@pytest.mark.parametrize(
    ("start", "asked", "expected"),
    [
        ("2015-09-30", "2015-09-29", "no"),
        ("2015-09-30", "2015-09-30", "certain"),
        ("2015-09-30", "2015-10-01", "possible"),
        ("2015-09-30", "2060", "possible"),
        (None, "1800", "possible"),
        (None, "2060", "possible"),
    ],
)
def test_an_unknown_end_is_not_still_in_office(start: str | None, asked: str, expected: str) -> None:
    assert held(start, None, asked, end_unknown=True) == expected


@pytest.mark.parametrize("start", ["9999", "9999-12", "9999-12-31", "0001", "0001-01-01"])
def test_an_unknown_end_has_bounds_at_both_ends_of_the_calendar(start: str) -> None:
    bounds = Period.parse(start, None, end_unknown=True).bounds(KNOWN_UNTIL)
    assert bounds.to_last == FOREVER
    assert bounds.from_last <= bounds.to_first


def test_a_missing_start_of_a_name_means_always() -> None:
    assert held(None, None, "0001-01-01", open_start=True) is Holding.CERTAIN
    assert held(None, "2022-06-02", "1923", open_start=True) is Holding.CERTAIN
    assert held(None, "2022-06-02", "2022-06-02", open_start=True) is Holding.NO


def test_the_end_state_tells_ended_from_ongoing_from_unknown() -> None:
    assert Period.parse("2015", "2016").end_state is EndState.ENDED
    assert Period.parse("2015", None).end_state is EndState.ONGOING
    assert Period.parse("2015", None, end_unknown=True).end_state is EndState.UNKNOWN


@pytest.mark.parametrize(
    ("start", "end"), [("2015", "2014"), ("2015-09-30", "2015-09-29"), ("2015-09", "2015-08")]
)
def test_a_period_that_ends_before_it_starts_is_refused(start: str, end: str) -> None:
    with pytest.raises(DateError, match=r"ends .* before it starts"):
        Period.parse(start, end)


@pytest.mark.parametrize(
    ("start", "end"), [("2015-09-30", "2015"), ("2015", "2015-01-01"), ("2015-09", "2015-09-30")]
)
def test_a_period_whose_coarse_dates_leave_room_is_accepted(start: str, end: str) -> None:
    assert Period.parse(start, end).end_state is EndState.ENDED


@given(
    start=st.none() | partial_texts,
    end=st.none() | partial_texts,
    unknown=st.booleans(),
    open_start=st.booleans(),
)
def test_bounds_are_in_order(start: str | None, end: str | None, unknown: bool, open_start: bool) -> None:
    try:
        period = Period.parse(start, end, end_unknown=unknown and end is None)
    except DateError:
        return
    bounds = period.bounds(KNOWN_UNTIL, open_start)
    assert BEGINNING <= bounds.from_first <= bounds.from_last <= FOREVER
    assert bounds.to_first <= bounds.to_last
    assert bounds.from_first <= bounds.to_last


near = st.integers(1, 9)
nearby = st.tuples(near, near, near, near, near, near)


@given(nearby)
def test_holding_agrees_with_trying_every_start_end_and_day(numbers: tuple[int, ...]) -> None:
    days = [date(2015, 3, number) for number in numbers]
    (from_first, from_last), (to_first, to_last) = sorted(days[:2]), sorted(days[2:4])
    asked_first, asked_last = sorted(days[4:])
    assume(from_first < to_last)  # else no day at all lies in the period
    asked = PartialDate("", asked_first, asked_last)
    asked_days = [asked_first + timedelta(n) for n in range((asked_last - asked_first).days + 1)]

    def between(first: date, last: date) -> list[date]:
        return [first + timedelta(n) for n in range((last - first).days + 1)]

    readings = [
        [start <= one < end for one in asked_days]
        for start in between(from_first, from_last)
        for end in between(to_first, to_last)
    ]
    if all(all(reading) for reading in readings):
        expected = Holding.CERTAIN
    elif any(any(reading) for reading in readings):
        expected = Holding.POSSIBLE
    else:
        expected = Holding.NO
    assert Bounds(from_first, from_last, to_first, to_last).holding(asked) is expected
