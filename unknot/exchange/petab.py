"""The calibration as PEtab problems, one for each published case: what can be said of a typical person alone."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import yaml

from unknot.evidence.calibration import Free, calibrated_values, free_parameters
from unknot.exchange.affine import Affine, affine
from unknot.exchange.arms import ArmsInARow, arms_in_a_row
from unknot.exchange.expression import ONE, Expression, Name, Number, apply
from unknot.exchange.sbml import document
from unknot.exchange.system import Constant, Rule, System, at_rest, system_of
from unknot.model.exposure import Numbers
from unknot.model.model import Model
from unknot.model.whole import whole_model
from unknot.units import Unit
from unknot.validation.calibration import number_checks, target
from unknot.validation.discovery import all_experiments
from unknot.validation.experiment import Experiment, NumberCheck

_FURTHEST = 4.0
"""Bounds of a parameter, in spreads of what was believed."""

Row = Mapping[str, str | float]


@dataclass(frozen=True)
class Listed:
    """What became of one number check.

    Attributes:
        case: Its experiment.
        check: What is checked.
        observable: Its observable, empty where it is left out.
        reason: Why it is left out, empty where it is not.
    """

    case: str
    check: str
    observable: str
    reason: str


def write_petab(folder: Path, cases: Iterable[str] | None = None) -> tuple[Listed, ...]:
    """Write one folder for each case that has something to say of a typical person, and a list of all number checks.

    Args:
        folder: Where; it is made if need be.
        cases: Keys of the experiments; all when left out.

    Returns:
        What became of every number check, which `checks.tsv` holds too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chosen = all_experiments() if cases is None else {case: all_experiments()[case] for case in cases}
    listed = [one for experiment in chosen.values() for one in _write_case(folder, experiment)]
    _table(folder / "checks.tsv", [vars(one) for one in listed])
    return tuple(listed)


def _write_case(folder: Path, experiment: Experiment) -> list[Listed]:
    checks, listed = dict[str, tuple[NumberCheck, Affine]](), list[Listed]()
    for place, check in enumerate(number_checks(experiment)):
        found, observable = affine(experiment, check.statistic), f"check_{place + 1}"
        reason = _reason(experiment, found)
        if found is not None and not reason:
            checks[observable] = (check, found)
        listed.append(Listed(experiment.case, check.check, "" if reason else observable, reason))
    if checks:
        place = folder / experiment.case
        place.mkdir(exist_ok=True)
        _write_problem(place, experiment, checks)
    return listed


def _reason(experiment: Experiment, found: Affine | None) -> str:
    """Why a check cannot be said, in words."""
    if found is None:
        return "not a sum of levels of people who are all alike (a spread, a share, a ratio, a correlation)"
    if any(arm.population for arm in experiment.arms if arm.name in found.arms):
        return "its arms hold different people"
    return ""


def _write_problem(place: Path, experiment: Experiment, checks: Mapping[str, tuple[NumberCheck, Affine]]) -> None:
    terms = [term for _, found in checks.values() for term in found.terms]
    arms = {term.arm for term in terms}
    given = sorted({dose.intervention for arm in experiment.arms if arm.name in arms for dose in arm.doses})
    model = whole_model(given, values=experiment.population.values)
    free = [
        one
        for one in free_parameters()
        if one.matters(experiment.case) and one.name not in experiment.population.values
    ]
    system = _with_shares(system_of(model, at=_rest(model, experiment)), free)
    used = {one.id for one in system.constants}
    row = arms_in_a_row(experiment, model, system, terms)
    (place / "model.xml").write_text(document(row.system, row.regimen, experiment.case), encoding="utf-8")
    _table(place / "parameters.tsv", [_parameter(one) for one in free if _id(one) in used])
    _table(place / "observables.tsv", [_observable(key, *found, row) for key, found in checks.items()])
    _table(place / "conditions.tsv", [{"conditionId": "people", "conditionName": experiment.title}])
    _table(
        place / "measurements.tsv",
        [
            {
                "observableId": key,
                "simulationConditionId": "people",
                "measurement": target(check)[0],
                "time": row.end,
            }
            for key, (check, _) in checks.items()
        ],
    )
    files = {f"{name}_files": [f"{name}s.tsv"] for name in ("condition", "measurement", "observable")}
    problem = {"sbml_files": ["model.xml"], **files}
    text = yaml.safe_dump(
        {"format_version": 1, "parameter_file": "parameters.tsv", "problems": [problem]}, sort_keys=False
    )
    (place / "problem.yaml").write_text(text, encoding="utf-8")


def _observable(key: str, check: NumberCheck, found: Affine, row: ArmsInARow) -> Row:
    parts = [f"{term.weight!r} * {row.memories[term.arm, term.label, term.readout]}" for term in found.terms]
    formula = " + ".join([*([repr(found.constant)] if found.constant else []), *parts])
    return {
        "observableId": key,
        "observableName": check.check,
        "observableFormula": formula,
        "noiseFormula": target(check)[1],
        "observableTransformation": "lin",
        "noiseDistribution": "normal",
    }


def _parameter(one: Free) -> Row:
    """A row of the table; a share is estimated by its whitened coordinate, as PEtab knows no logit."""
    whitened = one.scale == "logit"
    middle = 0.0 if whitened else math.log(one.expected) if one.scale == "log" else one.expected
    nominal = calibrated_values().get(one.name, one.expected)
    ends = (-_FURTHEST, _FURTHEST) if whitened else (one.value(-_FURTHEST), one.value(_FURTHEST))
    return {
        "parameterId": _id(one),
        "parameterName": one.name,
        "parameterScale": "log" if one.scale == "log" else "lin",
        "lowerBound": ends[0],
        "upperBound": ends[1],
        "nominalValue": one.whitened(nominal) if whitened else nominal,
        "estimate": 1,
        "objectivePriorType": "parameterScaleNormal",
        "objectivePriorParameters": f"{middle!r};{1.0 if whitened else one.spread!r}",
    }


def _id(one: Free) -> str:
    return one.name.replace(".", "__") + ("__whitened" if one.scale == "logit" else "")


def _with_shares(system: System, free: Sequence[Free]) -> System:
    """The system with every free share as a function of its whitened coordinate."""
    shares = {one.name.replace(".", "__"): one for one in free if one.scale == "logit"}
    constants = [one for one in system.constants if one.id not in shares]
    rules = list(system.rules)
    for constant in system.constants:
        if constant.id in shares:
            one = shares[constant.id]
            title = f"{constant.title}, whitened"
            constants.append(Constant(_id(one), title, Unit.parse("1"), title, (), one.whitened(constant.value)))
            rules.append(Rule(constant.id, constant.title, constant.unit, constant.doc, formula=_share(one)))
    return replace(system, constants=tuple(constants), rules=tuple(rules))


def _share(one: Free) -> Expression:
    """The same formula as `Free.value`."""
    odds = Number(1 / one.expected - 1)
    falling = apply("exp", apply("mul", Number(-one.spread), Name(_id(one))))
    return apply("div", ONE, apply("add", ONE, apply("mul", odds, falling)))


def _rest(model: Model, experiment: Experiment) -> Numbers:
    """The start at rest of the experiment's people; treatments that nobody has had yet change nothing in it."""
    values = tuple(sorted(experiment.population.values.items()))
    found = _rest_without_treatments(values)
    return np.asarray([found.get(name, 0.0) for name in model.state_names])


@cache
def _rest_without_treatments(values: tuple[tuple[str, float], ...]) -> dict[str, float]:
    model = whole_model(values=dict(values))
    return dict(zip(model.state_names, at_rest(model).tolist(), strict=True))


def _table(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
