"""Several trials taken together, from the JSON of their analyses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from unknot.errors import UnknotError
from unknot.planning.trial.analysis import LEVEL
from unknot.planning.trial.pooling import PooledTrials, pool_trials
from unknot.report.trial_data import ANALYSIS_FORMAT
from unknot.report.wording import number, percent, points

FORMAT = "unknot-trial-pool/1"


@dataclass(frozen=True)
class PooledAnswer:
    """Trials of the same two options taken together.

    Attributes:
        titles: The two options.
        better_low: Whether low answers are good.
        persons: Whose trials, in the order given.
        pooled: What the trials say together.
    """

    titles: tuple[str, str]
    better_low: bool
    persons: tuple[str, ...]
    pooled: PooledTrials


def pooled_from(texts: Sequence[str]) -> PooledAnswer:
    """Pool what `unknot trial analyse --json` printed.

    Raises:
        UnknotError: If a text is no analysis, or the trials compare different options or outcomes.
    """
    bodies = [_body(text) for text in texts]
    kinds = {(tuple(body["titles"]), str(body["instrument"])) for body in bodies}
    if len(kinds) != 1:
        given = "; ".join(f"{' against '.join(titles)}, {outcome}" for titles, outcome in sorted(kinds))
        raise UnknotError("Only trials of the same options and outcome can be pooled.", given=given)
    return PooledAnswer(
        titles=(str(bodies[0]["titles"][0]), str(bodies[0]["titles"][1])),
        better_low=bool(bodies[0]["better_low"]),
        persons=tuple(str(body["person"]) for body in bodies),
        pooled=pool_trials([body["log_likelihood"]["values"] for body in bodies]),
    )


def headline(found: PooledAnswer) -> str:
    """The average and how much people differ."""
    mean, spread = found.pooled.mean, found.pooled.spread
    lower = found.pooled.probability_mean_below_zero
    second = lower if found.better_low else 1 - lower
    return (
        f"Over {len(found.persons)} people the answer under “{found.titles[1]}” less that under “{found.titles[0]}” is "
        f"{points(mean.median, signed=True)} on average ({percent(LEVEL)} sure: {number(mean.low, signed=True)} to "
        f"{number(mean.high, signed=True)}); “{found.titles[1]}” is better on average with a probability of "
        f"{percent(second)}. "
        f"People differ by about {points(spread.median)} ({number(spread.low)} to {number(spread.high)})."
    )


def to_json(found: PooledAnswer) -> str:
    """One JSON object: the contract of `unknot trial pool --json`."""
    body = {"format": FORMAT, **asdict(found), "says": headline(found)}
    return json.dumps(body, ensure_ascii=False, allow_nan=False, indent=1)


def _body(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
        if body["format"] != ANALYSIS_FORMAT:
            raise ValueError(f"format {body['format']!r}")
    except (ValueError, KeyError, TypeError) as error:
        raise UnknotError(
            "A file is no analysis of a trial.",
            given=f"{type(error).__name__}: {error}",
            todo="Give what 'unknot trial analyse --json' printed.",
        ) from error
    return body
