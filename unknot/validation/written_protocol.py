"""A protocol written as data: populations, arms and times, as an experiment that can be run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from unknot.evidence.load import interventions
from unknot.model.cohort import Pace
from unknot.model.discovery import known_inputs
from unknot.model.exposure import Exposure, session
from unknot.model.whole import whole_model
from unknot.units import convert
from unknot.validation.experiment import INTENSITY, Arm, Entry, Population
from unknot.validation.given import Given

DAY_UNITS = {"days": "day", "hours": "hour", "minutes": "minute", "seconds": "second"}


def population(given: Given) -> Population:
    """Who takes part: `values` of parameters by full name, and `entry` rules."""
    given.only("values", "entry")
    values: dict[str, float] = {}
    for name, value in given.child("values", {}).items():
        value.refuse_unknown(name, whole_model(interventions()).parameters(), "parameter")
        values[name] = value.number()
    return Population(values=values, entry=tuple(_entry(rule) for rule in given.child("entry", []).each()))


def _entry(given: Given) -> Entry:
    given.only("time", "readout", "least", "most")
    return Entry(
        given["time"].text(),
        given.child("readout", INTENSITY).text(),
        given.child("least", float("-inf")).number(),
        given.child("most", float("inf")).number(),
    )


def arm(given: Given) -> Arm:
    """One arm: its name, its size in the published trial, and its doses."""
    given.only("name", "n", "doses", "population")
    size = given.child("n", None)
    return Arm(
        given["name"].text(),
        tuple(dose for one in given.child("doses", []).each() for dose in _doses(one)),
        n=None if size.value is None else size.whole(),
        population=population(given["population"]) if given.has("population") else None,
    )


def _doses(given: Given) -> Iterator[Exposure]:
    given.only("intervention", "start", "minutes", "levels", "times", "every", "until")
    name = given["intervention"]
    name.refuse_unknown(name.text(), interventions(), "intervention")
    levels = {key: value.number() for key, value in given.child("levels", {}).items()}
    for key in levels:
        given["levels"].refuse_unknown(key, known_inputs(), "input")
    minutes = given["minutes"].number(above=0)
    for start in _starts(given):
        yield session(name.text(), start, minutes, **levels)


def _starts(given: Given) -> tuple[float, ...]:
    """When a dose begins: once, `times` times, or `until` a time, `every` so often."""
    first = moment(given["start"])
    if not given.has("every"):
        return (first,)
    gap = moment(given["every"])
    if gap <= 0:
        given["every"].refuse("a length of time above 0")
    if given.has("times"):
        return tuple(first + gap * place for place in range(given["times"].whole()))
    if not given.has("until"):
        given.refuse("`times` or `until` beside `every`")
    last, starts = moment(given["until"]), [first]
    while starts[-1] + gap <= last:
        starts.append(starts[-1] + gap)
    return tuple(starts)


def moment(given: Given) -> float:
    """A moment or a length of time [day]: a number of days, or {days, hours, minutes, seconds} that are summed."""
    if not given.is_table:
        return given.number()
    given.only(*DAY_UNITS)
    return sum(convert(value.number(), DAY_UNITS[key], "day") for key, value in given.items())


def times(given: Given) -> Mapping[str, float]:
    """When to read, by label."""
    return {label: moment(value) for label, value in given.items()}


def pace(given: Given) -> Pace:
    """How finely time is cut: `finest` and `longest` step."""
    given.only("finest", "longest")
    usual = Pace()
    finest, longest = given.child("finest", usual.finest), given.child("longest", usual.longest)
    return Pace(moment(finest), moment(longest))
