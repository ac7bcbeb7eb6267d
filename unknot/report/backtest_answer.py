"""What a backtest says, in the shape of its JSON and as rows of a table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median
from typing import Any

from unknot.evidence.population import Population
from unknot.report.wording import percent
from unknot.validation.backtest import Backtest
from unknot.validation.own_method import UNKNOT
from unknot.validation.relief_backtest import ReliefBacktest

FORMAT = "unknot-backtest/1"
TITLES: Mapping[str, str] = {
    UNKNOT: "Unknot",
    "unknot_alone": "Unknot, own past only",
    "kaplan_meier": "Kaplan–Meier of the other episodes",
    "persistence": "Last answer again",
    "person_mean": "Mean of the past",
    "exponential_smoothing": "Exponential smoothing",
    "ar1": "AR(1)",
    "level_filter": "Level + fluctuation filter",
    "ets": "ETS with damped trend",
    "boosting": "Boosted trees on other people",
    "population_mean": "Mean of other people",
    "shrunken_mean": "Mean, drawn to other people",
    "shrunken_mean_lag1": "The same, with the last answer",
}


@dataclass(frozen=True)
class BacktestAnswer:
    """A backtest as it is shown.

    Attributes:
        title: What was asked.
        explanation: How to read it, in sentences.
        headings: Headings of the table.
        rows: Its rows: the method first.
        notices: What was left out or assumed.
        body: The whole as it goes into JSON.
    """

    title: str
    explanation: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notices: tuple[str, ...]
    body: Mapping[str, Any]

    def to_json(self) -> str:
        """The whole as JSON."""
        return json.dumps(self.body, ensure_ascii=False, allow_nan=False, indent=1)


def forecast_answer(
    found: Backtest, title: str, population: Population, notices: Sequence[str], settings: Mapping[str, Any]
) -> BacktestAnswer:
    """A backtest of answers."""
    rows: list[tuple[str, ...]] = []
    for method in found.scores:
        overall = found.overall(method)
        scores = (f"{overall['mae']:.3f}", f"{overall['crps']:.3f}", f"{overall['coverage80']:.0%}")
        rows.append((TITLES.get(method, method), *scores, _gain(found, method)))
    persons = {
        person: {method: scores[person].mean() for method, scores in found.scores.items()} for person in found.persons
    }
    body = {
        **_head(population, notices, settings),
        "overall": {method: found.overall(method) for method in found.scores},
        "persons": persons,
        "differences": {method: _difference(found, method) for method in found.scores if method != UNKNOT},
        "pit": {method: [round(float(share), 6) for share in found.positions(method)] for method in found.scores},
    }
    count = int(found.overall(UNKNOT)["forecasts"])
    explanation = (
        f"{count} answers of {len(found.persons)} {'persons' if len(found.persons) > 1 else 'person'}, each forecast "
        "from what came before it. Averages within a person first, then over persons. The distance (MAE) and the CRPS "
        "are in points of the 0-10 scale: low is good. The last column says how much lower Unknot's CRPS is, with its "
        "standard error over persons."
    )
    return BacktestAnswer(
        title, explanation, ("Method", "MAE", "CRPS", "in 80 %", "Unknot better by"), tuple(rows), tuple(notices), body
    )


def relief_answer(
    found: ReliefBacktest, population: Population, notices: Sequence[str], settings: Mapping[str, Any]
) -> BacktestAnswer:
    """A backtest of how long relief lasts."""
    rows = tuple(
        (TITLES[method], f"{overall['log_score']:.3f}", f"{overall['integrated_brier']:.4f}")
        for method, overall in ((method, found.overall(method)) for method in found.log_scores)
    )
    back = sum(episode.is_back for episode in found.episodes)
    persons = {
        person: {method: found.of_person(method, person) for method in found.log_scores} for person in found.persons
    }
    body = {
        **_head(population, notices, settings),
        "overall": {method: found.overall(method) for method in found.log_scores},
        "persons": persons,
        "pain_was_back": back,
        "days_scored": [round(float(day), 4) for day in found.days],
        "own_share": {person: round(share, 4) for person, share in found.own_shares.items()},
    }
    share = percent(median(found.own_shares.values()))
    explanation = (
        f"{len(found.episodes)} times of relief in {len(found.persons)} diaries; pain was seen to be back in {back}. "
        "Both scores are of the forecast of when pain is back: low is good. Unknot counts "
        f"this person's past ({share} for the middle person) and the other episodes of the table as far as each "
        "forecast the episodes of other people well."
    )
    return BacktestAnswer(
        "How long relief lasts: forecasts and what came",
        explanation,
        ("Method", "Log score", "Integrated Brier score"),
        rows,
        tuple(notices),
        body,
    )


def _head(population: Population, notices: Sequence[str], settings: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "format": FORMAT,
        "settings": dict(settings),
        "population": {"name": population.name, "made_on": population.made_on},
        "versions": {name: version(name) for name in ("unknot", "jax", "numpy")},
        "notices": list(notices),
    }


def _difference(found: Backtest, method: str) -> Mapping[str, float | int | None]:
    difference = found.difference(method)
    return {
        "crps": difference.mean,
        "standard_error": difference.standard_error,
        "persons": difference.persons,
        "gain": difference.gain,
    }


def _gain(found: Backtest, method: str) -> str:
    if method == UNKNOT:
        return ""
    difference = found.difference(method)
    error = "" if difference.standard_error is None else f" (± {difference.standard_error:.3f})"
    return f"{difference.mean:+.3f}{error}, {difference.gain:+.1%}"
