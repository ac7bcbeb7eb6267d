"""Cases of a user's own in a YAML file: what was reported, and a protocol that can be run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from unknot.errors import FactError, did_you_mean
from unknot.model.whole import whole_model
from unknot.validation import written_protocol
from unknot.validation.experiment import INTENSITY, Check, Entry, Experiment, NumberCheck, PatternCheck, Population
from unknot.validation.given import Given
from unknot.validation.named_patterns import pattern
from unknot.validation.named_statistics import statistic

KEYS = ("id", "family", "split", "sources", "title", "simulate", "model_must_output", "protocol", "checks")


@dataclass(frozen=True)
class CaseFile:
    """The cases of a file.

    Attributes:
        experiments: Those with a protocol, by their key.
        not_expressed: The keys of those without one, which cannot be run.
    """

    experiments: Mapping[str, Experiment]
    not_expressed: tuple[str, ...]

    def only(self, cases: Sequence[str]) -> CaseFile:
        """Some of them; all when none is named.

        Raises:
            FactError: If there is no such case.
        """
        known = {*self.experiments, *self.not_expressed}
        for case in cases:
            if case not in known:
                raise FactError("The file holds no such case.", given=repr(case), todo=did_you_mean(case, known))
        wanted = cases or tuple(known)
        return CaseFile(
            {case: one for case, one in self.experiments.items() if case in wanted},
            tuple(case for case in self.not_expressed if case in wanted),
        )


def read_cases(file: Path) -> CaseFile:
    """Read a file of cases.

    Raises:
        FactError: If the file cannot be read, or something in it is not valid.
    """
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FactError("The file of cases cannot be read.", given=f"'{file}' ({error})", todo="Mend it.") from error
    experiments: dict[str, Experiment] = {}
    not_expressed: list[str] = []
    for case in Given(found, file.name).each():
        case.only(*KEYS)
        key = case["id"].text()
        if key in experiments or key in not_expressed:
            case["id"].refuse("a key that no other case has")
        if case.has("protocol"):
            experiments[key] = _experiment(Given(case.value, f"{file.name}, {key}"), key)
        else:
            not_expressed.append(key)
    return CaseFile(experiments, tuple(not_expressed))


def _experiment(case: Given, key: str) -> Experiment:
    given = case["protocol"]
    given.only("population", "arms", "times", "readouts", "start", "pace", "resolution")
    experiment = Experiment(
        case=key,
        family=case["family"].text(),
        title=case["title"].text(),
        sources=tuple(source.text() for source in case.child("sources", []).each()),
        population=written_protocol.population(given["population"]) if given.has("population") else Population(),
        arms=tuple(written_protocol.arm(one) for one in given["arms"].each()),
        times=written_protocol.times(given["times"]),
        checks=tuple(_check(check) for check in case["checks"].each()),
        readouts=tuple(one.text() for one in given.child("readouts", [INTENSITY]).each()),
        start=written_protocol.moment(given.child("start", 0.0)),
        pace=written_protocol.pace(given.child("pace", {})),
        resolution=given.child("resolution", 1.0).number(above=0),
    )
    _refuse_unknown_names(experiment, case, given)
    return experiment


def _check(given: Given) -> Check:
    given.only("check", "reported", "lo", "hi", "basis", "statistic", "pattern")
    name, basis = given["check"].text(), given.child("basis", "not said").text()
    reported = given.child("reported", "not said").value
    shown = reported if isinstance(reported, int | float | str) else str(reported)
    if given.has("pattern"):
        holds, kind = pattern(given["pattern"])
        return PatternCheck(name, str(shown), basis, holds, kind)
    lo, hi = given["lo"].number(), given["hi"].number()
    if lo > hi:
        given["hi"].refuse(f"at least {lo:g}, as in 'lo'")
    return NumberCheck(name, shown, lo, hi, basis, statistic(given["statistic"]))


def _refuse_unknown_names(experiment: Experiment, case: Given, given: Given) -> None:
    """Arms, times and readouts that checks or entry rules name must be there; found before the long work."""
    arms = [arm.name for arm in experiment.arms]
    if len(set(arms)) != len(arms) or not arms:
        given["arms"].refuse("at least one arm, and no name twice")
    for one in given.child("readouts", []).each():
        one.refuse_unknown(one.text(), whole_model().readout_names, "readout")
    for rule in _entries(experiment):
        given.refuse_unknown(rule.time, experiment.times, "time")
        given.refuse_unknown(rule.readout, experiment.readouts, "readout")
    for check in case["checks"].each():
        for key, value in _leaves(check.child("statistic", {})) + _leaves(check.child("pattern", {})):
            if key in ("arm", "versus"):
                value.refuse_unknown(value.text(), arms, "arm")
            elif key in ("before", "after", "later", "at"):
                value.refuse_unknown(value.text(), experiment.times, "time")
            elif key == "readout":
                value.refuse_unknown(value.text(), experiment.readouts, "readout")
        if check.has("pattern") and any(arm.n is None for arm in experiment.arms):
            given["arms"].refuse("an 'n' for every arm, as trials are run again at their size")


def _entries(experiment: Experiment) -> tuple[Entry, ...]:
    populations = [experiment.population, *(arm.population for arm in experiment.arms if arm.population)]
    return tuple(rule for population in populations for rule in population.entry)


def _leaves(given: Given, key: str = "") -> list[tuple[str, Given]]:
    if isinstance(given.value, dict):
        return [leaf for name, value in given.items() for leaf in _leaves(value, name)]
    if isinstance(given.value, list):
        return [leaf for value in given.each() for leaf in _leaves(value, key)]
    return [(key, given)]
