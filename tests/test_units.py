"""Units are powers of symbols, and their algebra is that of exponents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.errors import UnitError
from unknot.units import SYMBOLS, Unit, convert

ONE = Unit(())
powers = st.dictionaries(st.sampled_from(sorted(SYMBOLS)), st.integers(-8, 8).map(lambda n: n / 2))
units = powers.map(lambda powers: Unit(tuple(sorted((symbol, power) for symbol, power in powers.items() if power))))
times = st.sampled_from(["day", "hour", "minute", "second"])


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("nrs/day", "day^-1*nrs"),
        ("nrs / day / day", "nrs/day^2"),
        ("nrs/day*hour", "nrs/day/hour"),
        ("1/day^0.5", "day^-0.5"),
        ("day/day", "1"),
    ],
)
def test_ways_to_write_a_unit(text: str, same: str):
    assert Unit.parse(text) == Unit.parse(same)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nsr", "Did you mean 'nrs'"),
        ("nrs per day", "'nrsperday'"),
        ("nrs/", "cannot be read"),
        ("", "cannot be"),
    ],
)
def test_texts_that_are_no_unit(text: str, said: str):
    with pytest.raises(UnitError, match=said):
        Unit.parse(text)


@given(units)
def test_text_reads_back(unit: Unit):
    assert Unit.parse(str(unit)) == unit


@given(units, units, units)
def test_units_form_a_group(a: Unit, b: Unit, c: Unit):
    assert (a * b) * c == a * (b * c)
    assert a * b == b * a
    assert a * ONE == a
    assert a / a == ONE


@given(units, units, st.integers(-3, 3))
def test_powers_distribute(a: Unit, b: Unit, n: int):
    assert (a * b) ** n == a**n * b**n


@given(units, st.integers(1, 7))
def test_root_of_a_power(unit: Unit, n: int):
    assert (unit**n) ** (1 / n) == unit
    assert (unit ** (1 / n)) ** n == unit


@given(units, st.sampled_from(sorted(SYMBOLS)))
def test_power_of_a_symbol(unit: Unit, symbol: str):
    assert (unit * Unit.parse(symbol)).power(symbol) == unit.power(symbol) + 1


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [(1, "day", "hour", 24), (90, "minute", "hour", 1.5), (86400, "second", "day", 1)],
)
def test_durations(value: float, source: str, target: str, result: float):
    assert convert(value, source, target) == pytest.approx(result)


@given(st.floats(-1e6, 1e6), times, times)
def test_conversion_there_and_back(value: float, source: str, target: str):
    assert convert(convert(value, source, target), target, source) == pytest.approx(value)


@pytest.mark.parametrize(("source", "target"), [("days", "hour"), ("day", "nrs")])
def test_only_times_are_durations(source: str, target: str):
    with pytest.raises(UnitError, match="Not a unit of time"):
        convert(1, source, target)
