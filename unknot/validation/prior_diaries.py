"""Diaries of made-up people who are drawn from the very priors that a fit begins with, with the truth beside them.

They say nothing about real people. They say whether the computation does what it claims: over such diaries every
posterior must hold the truth as often as it says (Talts, Betancourt, Simpson, Vehtari and Gelman, "Validating Bayesian
inference algorithms with simulation-based calibration", 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import jax.numpy as jnp
import numpy as np

from unknot.inference.diary_model import PAIN, DiaryModel, diary_model
from unknot.inference.filtering import Events
from unknot.inference.target import Target, linear_batch
from unknot.inference.timeline import DEFAULT_RESOLUTION, Timeline, build_timeline
from unknot.model.exposure import Numbers
from unknot.model.linearise import LinearModel
from unknot.model.observation import round_answer
from unknot.model.stepping import mean_decay, noise_variance
from unknot.records import Record


@dataclass(frozen=True)
class PriorDiary:
    """A diary and what it came from.

    Attributes:
        record: The answers and doses.
        parameters: The learned parameters on their whitened scale, by full name.
        states: The states after the last event, by full name.
    """

    record: Record
    parameters: Mapping[str, float]
    states: Mapping[str, float]


def prior_diary(design: Record, seed: int) -> PriorDiary:
    """Draw a person from the priors and let them live through the doses and prompts of a design.

    Args:
        design: Doses, and answers on pain alone whose times are kept and whose values are not.
        seed: Seed of the person and of the answers.
    """
    generator = np.random.default_rng((seed, 5))
    diary = diary_model(design)
    timeline = build_timeline(design, diary.instruments, diary.given, diary.interventions)
    target = Target.of(diary.model, diary.structure, Events.of(timeline))
    z = np.asarray([_whitened(tail, generator) for tail in target.tails])
    batch = linear_batch(target.without_events, jnp.asarray(z[None]))
    linear = LinearModel(**{name: np.asarray(getattr(batch, name))[0] for name in batch.__dataclass_fields__})
    answers, last = _lived(linear, diary, timeline, generator)
    responses = tuple(replace(asked, value=value) for asked, value in zip(design.answers(PAIN), answers, strict=True))
    return PriorDiary(
        replace(design, responses=responses, resolutions={PAIN: DEFAULT_RESOLUTION}),
        dict(zip(diary.model.learned(), map(float, z), strict=True)),
        dict(zip(diary.structure.states, map(float, last), strict=True)),
    )


def _whitened(degrees_of_freedom: float, generator: np.random.Generator) -> float:
    heavy = np.isfinite(degrees_of_freedom)
    return float(generator.standard_t(degrees_of_freedom) if heavy else generator.standard_normal())


def _lived(
    linear: LinearModel, diary: DiaryModel, timeline: Timeline, generator: np.random.Generator
) -> tuple[list[float], Numbers]:
    """The answers in the order of time, and the states after the last event."""
    structure, answers = diary.structure, list[float]()
    x = np.asarray(linear.mean + linear.sd * generator.standard_normal(len(structure.states)))
    filled = np.asarray(structure.fillers) >= 0
    filler, source = np.maximum(structure.fillers, 0), np.asarray(structure.sources)
    for row in range(timeline.count):
        step = timeline.steps[row]
        x = _carried(linear, x, step, generator)
        amount = np.where(filled, timeline.amounts[row][filler], 0.0)
        if np.any(amount):
            duration = np.where(filled, timeline.durations[row][filler], 0.0)
            spread = amount * linear.fill_noise * mean_decay(2 * linear.loss * duration)
            added = amount * linear.fill * mean_decay(linear.loss * duration)
            x = np.asarray(x + added * x[source] + np.sqrt(spread) * generator.standard_normal(len(x)))
        if timeline.answered[row, 0]:
            felt = linear.constant[0] + linear.loading[0] @ x + linear.rating_noise[0] * generator.standard_normal()
            again = bool(answers) and generator.random() < linear.repeating[0]
            answers.append(answers[-1] if again else float(round_answer(jnp.asarray(felt), DEFAULT_RESOLUTION)))
    return answers, x


def _carried(linear: LinearModel, x: Numbers, step: float, generator: np.random.Generator) -> Numbers:
    decay, loss = np.exp(-np.asarray(linear.loss) * step), linear.loss * step
    mean = decay * x + linear.production * step * mean_decay(loss)
    return np.asarray(
        mean + np.sqrt(noise_variance(linear.noise, linear.loss, step)) * generator.standard_normal(len(x))
    )
