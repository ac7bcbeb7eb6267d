"""When to ask: three rules, each run along one client's ten weeks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from questions.clients import DAYS, FIRST_SESSION, WEEKS, Client

from unknot.inference.claims import claim_weights
from unknot.inference.individual import fit
from unknot.inference.mixture import weighted_quantile
from unknot.inference.posterior import Posterior
from unknot.planning.asking import ask
from unknot.planning.hours import EVENING

PER_WEEK = 3
HALF_LIFE = "relief_massage.half_life"
Rule = Callable[[Client, Posterior | None, int, np.random.Generator], list[int]]


def _week(client: Client, week: int) -> list[int]:
    return [i for i, moment in enumerate(client.moments) if 7 * week <= moment < 7 * (week + 1)]


def _evenings(client: Client, week: int) -> list[int]:
    return [i for i in _week(client, week) if round(client.moments[i] % 1 * 24, 6) == EVENING]


def daily(client: Client, posterior: Posterior | None, week: int, generator: np.random.Generator) -> list[int]:
    """Every evening."""
    return _evenings(client, week)


def at_random(client: Client, posterior: Posterior | None, week: int, generator: np.random.Generator) -> list[int]:
    """Any mornings and evenings of the week."""
    return generator.choice(_week(client, week), PER_WEEK, replace=False).tolist()


def chosen(client: Client, posterior: Posterior | None, week: int, generator: np.random.Generator) -> list[int]:
    """Where the answers are expected to teach most."""
    assert posterior is not None
    if not posterior.record.doses:
        return _before_any_session(client, week)
    sessions = tuple(dose.day for dose in client.doses if 7 * week <= dose.day < 7 * (week + 1))
    found = ask(posterior, prompts=PER_WEEK, days=7, sessions=sessions, from_day=7.0 * week, seed=week)
    return [int(np.argmin(np.abs(client.moments - question.day))) for question in found.chosen]


def _before_any_session(client: Client, week: int) -> list[int]:
    """Nothing was learned yet: the evening of the session, the evening after, and that of day 4."""
    evenings = _evenings(client, week)
    return [evenings[0], evenings[1], evenings[4]]


RULES: dict[str, Rule] = {"daily": daily, "random": at_random, "chosen": chosen}


def followed(rule: Rule, client: Client, seed: int) -> list[dict[str, Any]]:
    """What is known about the half-life after each week, and from how many answers after the first week."""
    generator = np.random.default_rng((seed, 78))
    places = _evenings(client, 0)
    baseline = len(places)
    posterior = fit(client.record(places, FIRST_SESSION), seed=seed) if rule is chosen else None
    rows: list[dict[str, Any]] = []
    for week in range(1, WEEKS):
        places += rule(client, posterior, week, generator)
        posterior = fit(client.record(places, min(7 * (week + 1), DAYS)), seed=seed)
        draws = posterior.parameters[HALF_LIFE]
        weights = claim_weights(posterior, "massage")
        low, middle, high = (weighted_quantile(draws, weights, level) for level in (0.1, 0.5, 0.9))
        rows.append(
            {
                "answers": len(places) - baseline,
                "log_width": float(np.log(high / low)),
                "holds": bool(low <= client.half_life <= high),
                "error": float(abs(np.log(middle / client.half_life))),
            }
        )
    return rows
