r"""How much an answer is expected to teach, by simulating answers and learning from each of them.

For a quantity $q$ the expected gain of a set of answers $y$ is

$$\mathbb E_y\,\tfrac12\log\frac{\operatorname{var}(q)}{\operatorname{var}(q\mid y)} \quad [\text{nat}],$$

for a normal quantity the expected information (Lindley 1956), and $e^{-\text{gain}}$ is the factor by which its
interval shrinks. Answers are drawn from one posterior draw after another, the draws are weighted anew by how well
they predict them, the draw they came from left out, and within a draw everything is Gaussian. The set grows greedily.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unknot.model.exposure import Numbers
from unknot.planning.coming_answers import ComingAnswers

_LEAST_VARIANCE = 1e-12


@dataclass(frozen=True)
class Quantities:
    """What answers shall teach, by draw.

    Attributes:
        log_half_life: Logarithm of the half-life [log day].
        left: Relief left when the next session is due, for each point of the size [1].
    """

    log_half_life: Numbers
    left: Numbers


@dataclass(frozen=True, slots=True)
class Gain:
    """What a set of answers is expected to teach: about the duration, and about the decision [nat]."""

    duration: float
    decision: float

    @property
    def both(self) -> float:
        """The mean of the two, by which sets are compared."""
        return (self.duration + self.decision) / 2


@dataclass(frozen=True)
class _Learning:
    """Where the simulated answers stand: axes draws, simulations, answers."""

    log_weight: Numbers
    mean: Numbers
    covariance: Numbers


def greedy_questions(
    coming: ComingAnswers,
    quantities: Quantities,
    draws: NDArray[np.intp],
    count: int,
    generator: np.random.Generator,
    anyway: Sequence[int] = (),
) -> tuple[list[int], list[Gain], list[Gain]]:
    """Choose questions one after the other, each the one that teaches most beside those chosen.

    Args:
        coming: The possible answers.
        quantities: What they shall teach.
        draws: Which draw each row is; equal rows are the same draw picked twice.
        count: How many questions at most.
        generator: Where the simulated answers come from.
        anyway: Places that are asked in any case; what the others teach is counted beside them.

    Returns:
        The places chosen in this order, what the set teaches after each, and what each possible answer teaches alone.
    """
    answers, learning = _simulated(coming, generator), _nothing_learned(coming, draws)
    for place in anyway:
        learning = _after(learning, answers[:, place], place)
    before = _variances(learning.log_weight, quantities, learning.mean[..., -1], learning.covariance[:, -1, -1])
    chosen: list[int] = []
    gains: list[Gain] = []
    alone: list[Gain] = []
    for _ in range(min(count, coming.mean.shape[1] - 1 - len(anyway))):
        each = [
            Gain(-np.inf, -np.inf)
            if place in chosen or place in anyway
            else _gain(learning, answers, place, quantities, before)
            for place in range(coming.mean.shape[1] - 1)
        ]
        alone = alone or each
        best = int(np.argmax([gain.both for gain in each]))
        chosen.append(best)
        gains.append(each[best])
        learning = _after(learning, answers[:, best], best)
    return chosen, gains, alone


def gain_of(
    coming: ComingAnswers,
    quantities: Quantities,
    draws: NDArray[np.intp],
    places: Sequence[int],
    generator: np.random.Generator,
) -> Gain:
    """What a given set of answers is expected to teach; arguments as in `greedy_questions`."""
    answers, learning = _simulated(coming, generator), _nothing_learned(coming, draws)
    before = _variances(learning.log_weight, quantities, learning.mean[..., -1], coming.covariance[:, -1, -1])
    for place in places[:-1]:
        learning = _after(learning, answers[:, place], place)
    return _gain(learning, answers, places[-1], quantities, before)


def _simulated(coming: ComingAnswers, generator: np.random.Generator) -> Numbers:
    """One set of answers from each draw, shape (draws, answers)."""
    mean, covariance = coming.mean[:, :-1], coming.covariance[:, :-1, :-1]
    normal = generator.standard_normal(mean.shape)
    return mean + np.einsum("dij,dj->di", np.linalg.cholesky(covariance), normal)


def _nothing_learned(coming: ComingAnswers, draws: NDArray[np.intp]) -> _Learning:
    """Where every simulation begins: an answer must not be recognised by the very draw it was made with."""
    same = draws[:, None] == draws[None, :]
    mean = np.repeat(coming.mean[:, None], len(draws), axis=1)
    return _Learning(np.where(same, -np.inf, 0.0), mean, coming.covariance)


def _after(learning: _Learning, answer: Numbers, place: int) -> _Learning:
    """Learn one answer in every simulation."""
    variance = learning.covariance[:, place, place]
    surprise = answer[None] - learning.mean[:, :, place]
    reach = learning.covariance[:, place] / variance[:, None]
    return _Learning(
        learning.log_weight - 0.5 * (surprise**2 / variance[:, None] + np.log(variance)[:, None]),
        learning.mean + surprise[..., None] * reach[:, None],
        learning.covariance - learning.covariance[:, place, :, None] * reach[:, None, :],
    )


def _gain(
    learning: _Learning, answers: Numbers, place: int, quantities: Quantities, before: tuple[Numbers, Numbers]
) -> Gain:
    variance = learning.covariance[:, place, place]
    surprise = answers[None, :, place] - learning.mean[:, :, place]
    log_weight = learning.log_weight - 0.5 * (surprise**2 / variance[:, None] + np.log(variance)[:, None])
    reach = learning.covariance[:, place, -1]
    size = learning.mean[..., -1] + surprise * (reach / variance)[:, None]
    after = _variances(log_weight, quantities, size, learning.covariance[:, -1, -1] - reach**2 / variance)
    return Gain(*(float(np.mean(np.log(old / new))) / 2 for old, new in zip(before, after, strict=True)))


def _variances(
    log_weight: Numbers, quantities: Quantities, size: Numbers, size_variance: Numbers
) -> tuple[Numbers, Numbers]:
    """Variance of the two quantities in each simulation."""
    weight = np.exp(log_weight - log_weight.max(axis=0))
    weight /= weight.sum(axis=0)
    duration = quantities.log_half_life[:, None]
    left = quantities.left[:, None] * size
    within = (quantities.left**2 * size_variance)[:, None]

    def variance(values: Numbers, inside: Numbers | float) -> Numbers:
        centre = (weight * values).sum(axis=0)
        return np.maximum((weight * (inside + (values - centre) ** 2)).sum(axis=0), _LEAST_VARIANCE)

    return variance(duration, 0.0), variance(left, within)
