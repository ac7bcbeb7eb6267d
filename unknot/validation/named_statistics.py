"""Statistics that a file of cases may name, each computed from the outcomes of all arms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from unknot.model.exposure import Numbers
from unknot.validation.experiment import INTENSITY, Statistic
from unknot.validation.given import Given
from unknot.validation.outcomes import Outcomes
from unknot.validation.statistics import fell_by, fell_by_share, risk_ratio, standardised_difference

Maker: TypeAlias = Callable[[Given], Statistic]


def statistic(given: Given) -> Statistic:
    """The statistic that a check names, with its arguments.

    Raises:
        FactError: If there is no such statistic, or an argument is missing or unknown.
    """
    name = given["name"]
    name.refuse_unknown(name.text(), STATISTICS, "statistic")
    return STATISTICS[name.text()](given)


def scaled(given: Given) -> float:
    """The factor from points of the model to the scale that was reported, such as 10 for a scale in millimetres."""
    return given.child("scale", 1.0).number()


def readout(given: Given) -> str:
    """What is read; intensity where nothing else is said."""
    return given.child("readout", INTENSITY).text()


def changes(given: Given, arm: str) -> Callable[[Outcomes], Numbers]:
    """Everyone's change in an arm, between the times of a statistic, in the units of its scale."""
    before, after, read, scale = given["before"].text(), given["after"].text(), readout(given), scaled(given)
    return lambda found: scale * found.change(arm, before, after, read)


def _one_arm(given: Given) -> str:
    given.only("name", "arm", "before", "after", "readout", "scale")
    return given["arm"].text()


def _two_arms(given: Given, *further: str) -> tuple[str, str]:
    given.only("name", "arm", "versus", "before", "after", "readout", "scale", *further)
    return given["arm"].text(), given["versus"].text()


def _level(given: Given) -> Statistic:
    given.only("name", "arm", "at", "readout", "scale")
    arm, at, read, scale = given["arm"].text(), given["at"].text(), readout(given), scaled(given)
    return lambda found: float(scale * found.at(arm, at, read).mean())


def _mean_change(given: Given) -> Statistic:
    change = changes(given, _one_arm(given))
    return lambda found: float(change(found).mean())


def _percent_change(given: Given) -> Statistic:
    arm = _one_arm(given)
    before, read, change = given["before"].text(), readout(given), changes(given, arm)
    scale = scaled(given)
    return lambda found: float(100 * change(found).mean() / (scale * found.at(arm, before, read).mean()))


def _difference_of_changes(given: Given) -> Statistic:
    first, second = (changes(given, arm) for arm in _two_arms(given))
    return lambda found: float(first(found).mean() - second(found).mean())


def _ratio_of_changes(given: Given) -> Statistic:
    first, second = (changes(given, arm) for arm in _two_arms(given))
    return lambda found: float(np.divide(first(found).mean(), second(found).mean()))


def _standardised_difference(given: Given) -> Statistic:
    first, second = (changes(given, arm) for arm in _two_arms(given))
    return lambda found: standardised_difference(first(found), second(found))


def _share_kept(given: Given) -> Statistic:
    given.only("name", "arm", "before", "after", "later", "readout")
    arm, read = given["arm"].text(), readout(given)
    before, after, later = (given[key].text() for key in ("before", "after", "later"))

    def share(found: Outcomes) -> float:
        return float(found.change(arm, before, later, read).mean() / found.change(arm, before, after, read).mean())

    return share


def responders(given: Given, arm: str) -> Callable[[Outcomes], np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Who fell by a share of the start (`fell_by_share`) or by points of the scale (`fell_by`)."""
    before, after, read = given["before"].text(), given["after"].text(), readout(given)
    if given.has("fell_by_share"):
        share = given["fell_by_share"].number(above=0)
        return lambda found: fell_by_share(found.at(arm, before, read), found.at(arm, after, read), share)
    points = given["fell_by"].number(above=0)
    return lambda found: fell_by(found.at(arm, before, read), found.at(arm, after, read), points)


def _responder_share(given: Given) -> Statistic:
    given.only("name", "arm", "before", "after", "readout", "fell_by", "fell_by_share")
    who = responders(given, given["arm"].text())
    return lambda found: float(100 * who(found).mean())


def _risk_ratio(given: Given) -> Statistic:
    first, second = (responders(given, arm) for arm in _two_arms(given, "fell_by", "fell_by_share"))
    return lambda found: risk_ratio(first(found), second(found))


def _course(given: Given) -> Callable[[Outcomes], Numbers]:
    arm, read, scale = given["arm"].text(), readout(given), scaled(given)
    labels = [label.text() for label in given["at"].each()]
    return lambda found: scale * np.stack([found.at(arm, label, read) for label in labels], axis=1)


def _within_sd(given: Given) -> Statistic:
    given.only("name", "arm", "at", "readout", "scale")
    course = _course(given)
    return lambda found: float(course(found).std(axis=1, ddof=1).mean())


def _icc(given: Given) -> Statistic:
    r"""One-way intraclass correlation of single ratings, $(B - W)/(B + (k-1)W)$ with mean squares B and W."""
    given.only("name", "arm", "at", "readout", "scale")
    course = _course(given)

    def correlation(found: Outcomes) -> float:
        ratings = course(found)
        count = ratings.shape[1]
        between, within = count * ratings.mean(axis=1).var(ddof=1), ratings.var(axis=1, ddof=1).mean()
        return float((between - within) / (between + (count - 1) * within))

    return correlation


def _correlation(given: Given) -> Statistic:
    given.only("name", "arm", "at", "readout", "with")
    other = given["with"]
    other.only("at", "readout")
    arm = given["arm"].text()
    first, second = (given["at"].text(), readout(given)), (other["at"].text(), readout(other))
    return lambda found: float(np.corrcoef(found.at(arm, *first), found.at(arm, *second))[0, 1])


STATISTICS: Mapping[str, Maker] = MappingProxyType(
    {
        "level": _level,
        "mean_change": _mean_change,
        "percent_change": _percent_change,
        "difference_of_changes": _difference_of_changes,
        "ratio_of_changes": _ratio_of_changes,
        "standardised_difference": _standardised_difference,
        "share_kept": _share_kept,
        "responder_share": _responder_share,
        "risk_ratio": _risk_ratio,
        "within_sd": _within_sd,
        "icc": _icc,
        "correlation": _correlation,
    }
)
