"""Treatments that the diary tells too little about: what programmes gave people in general, widened.

Studies say what a programme of some weeks brings, not what one practice does. A fact file divides that over the doses
for a typical person. If the size of one dose were drawn for each person by itself, fifty doses would add up to relief
or harm that no study saw. So the relief of a programme is drawn, and then divided over its doses for each person's own
half-life and share that stays.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import jax
import jax.numpy as jnp
import numpy as np
from scipy.special import ndtri
from scipy.stats import t as student_t
from scipy.stats.qmc import LatinHypercube

from unknot.evidence.load import intervention as find_intervention
from unknot.inference.filtering import Events
from unknot.inference.target import Target, linear_batch
from unknot.model.exposure import Numbers
from unknot.model.linearise import LinearModel, Structure, structure_of
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model
from unknot.planning.effect import SPECULATIVE, Effect, effect_of
from unknot.planning.hours import MORNING, NOON
from unknot.planning.safety import rule, usual_days_a_week

WIDENING = 1.5
"""Spread of the relief by a programme that this client never had, over the spread that its fact file states."""
PROGRAMME = 8
"""Length of the programmes that the fact files speak of [week]."""
WEEK = 7


def unseen_effects(names: Sequence[str], count: int, generator: np.random.Generator) -> Mapping[str, Effect]:
    """Effects drawn from the facts alone.

    A speculative treatment is expected to do nothing, in the first hours as well as later. The draws of each quantity
    are evenly spread (Latin hypercube), because means differ less between treatments than plain draws of a few hundred
    people do.

    Args:
        names: The treatments.
        count: How many draws.
        generator: Draws people.
    """
    if not names:
        return {}
    reliefs = tuple(_relief(name) for name in names)
    model = Model((Nociception(), Perception(), *reliefs))
    structure = structure_of(model, tuple(relief.dose for relief in reliefs), ("perception.intensity",))
    target = Target.of(model, structure, Events.none())
    even = LatinHypercube(len(target.tails) + len(structure.states), rng=generator).random(count)
    z, scores = _whitened(target, even[:, : len(target.tails)]), ndtri(even[:, len(target.tails) :])
    # One typical person more, the first, to whom the means of the fact file belong.
    z, scores = (np.concatenate([np.zeros((1, part.shape[1])), part]) for part in (z, scores))
    linear = jax.tree.map(np.asarray, linear_batch(target, jnp.asarray(z)))
    states = linear.mean + WIDENING * linear.sd * scores
    for name in names:
        size = structure.states.index(f"relief_{name}.size")
        states[:, size] = _divided(name, structure, linear, scores[:, size])
    whole = {name: _effect(name, structure, linear, states) for name in names}
    return {name: _without_the_typical_person(effect) for name, effect in whole.items()}


def _divided(name: str, structure: Structure, linear: LinearModel, scores: Numbers) -> Numbers:
    """The size of one dose for each person, so that a programme brings what is drawn for it [nrs/session]."""
    size = structure.states.index(f"relief_{name}.size")
    alone = np.zeros_like(np.asarray(linear.mean))
    alone[:, size] = 1.0
    gathered = relief_of_programme(_effect(name, structure, linear, alone))
    expected = np.asarray(linear.mean)[:, size] * gathered[0]
    return (expected + WIDENING * np.asarray(linear.sd)[:, size] * scores) / gathered


def relief_of_programme(effect: Effect) -> Numbers:
    """Mean relief in the last week of a usual programme, by draw [nrs]."""
    days = np.arange(PROGRAMME * WEEK)
    given = days[days % WEEK * usual_days_a_week(effect.name) % WEEK < usual_days_a_week(effect.name)]
    half_a_day = 0.5
    lags = (days[-WEEK:, None] - given[None, :] + half_a_day).ravel()
    return effect.relief(effect.usual_minutes, lags).sum(axis=1) / WEEK


def _effect(name: str, structure: Structure, linear: LinearModel, states: Numbers) -> Effect:
    minutes = find_intervention(name).usual_minutes
    # Practice in the morning: what counts is what lasts until the evening's answer.
    hour = MORNING if name in rule("home_practice").interventions else NOON
    return effect_of(name, structure, linear, states, readout=0, usual_minutes=minutes, hour=hour, seen=False)


def _without_the_typical_person(effect: Effect) -> Effect:
    return dataclasses.replace(effect, gains=effect.gains[1:], losses=effect.losses[1:], variances=effect.variances[1:])


def _relief(name: str) -> Relief:
    speculative = find_intervention(name).grade == SPECULATIVE
    relief = Relief.of(name, expected=not speculative)
    return dataclasses.replace(relief, expected_immediate=0.0) if speculative else relief


def _whitened(target: Target, even: Numbers) -> Numbers:
    """Draws of the priors of the learned parameters, from even ones between 0 and 1."""
    columns = [
        student_t.ppf(even[:, i], tails) if np.isfinite(tails) else ndtri(even[:, i])
        for i, tails in enumerate(target.tails)
    ]
    return np.stack(columns, axis=1)
