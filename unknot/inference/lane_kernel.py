"""The kernel of `lane_filter.py`: plain loops over states, the innermost over draws side by side.

Of a covariance only the lower half is computed: entry (i, j) stands at (max(i, j), min(i, j)).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from unknot.errors import UnknotError

try:
    from numba import njit
except ImportError as error:
    raise UnknotError("This needs Numba.", todo="Install it with: pip install 'unknot[cohort]'.") from error

_HALF_ROOT = math.sqrt(0.5)
_LOG_ROOT = 0.5 * math.log(2 * math.pi)
_FAR, _TINY, _NARROWEST = 1e4, 1e-9, 1e-6
_DEEP, _CLOSE = -30.0, 1e-2
_compiled: Any = njit(cache=True, error_model="numpy", nogil=True)


@_compiled
def log_ndtr(z: float) -> float:
    """Logarithm of the normal distribution function."""
    if z > 0:
        return math.log1p(-0.5 * math.erfc(z * _HALF_ROOT))
    if z > _DEEP:
        return math.log(0.5 * math.erfc(-z * _HALF_ROOT))
    s = 1 / (z * z)
    return -0.5 * z * z - math.log(-z) - _LOG_ROOT + math.log1p(-s * (1 - s * (3 - s * (15 - 105 * s))))


@_compiled
def rounded(mean: float, variance: float, answer: float, half_width: float) -> tuple[float, float, float]:
    """As `rounded_moments` in `model/observation.py`."""
    sd = math.sqrt(variance)
    half_width = max(half_width, _NARROWEST)
    lower = -_FAR if answer - half_width < _TINY else answer - half_width
    upper = _FAR if answer + half_width > 10.0 - _TINY else answer + half_width
    a, b = (lower - mean) / sd, (upper - mean) / sd
    flip = a + b > 0
    low, high = (-b, -a) if flip else (a, b)
    if high > _DEEP and high - low > _CLOSE:
        below = 0.5 * math.erfc(-low * _HALF_ROOT) if low > -38.0 else 0.0
        log_probability = math.log(0.5 * math.erfc(-high * _HALF_ROOT) - below)
    else:
        log_high = log_ndtr(high)
        apart = max(log_high - log_ndtr(low), _TINY)
        less = math.log(-math.expm1(-apart)) if apart < math.log(2.0) else math.log1p(-math.exp(-apart))
        log_probability = log_high + less
    ratio_low = math.exp(-0.5 * low * low - _LOG_ROOT - log_probability)
    ratio_high = math.exp(-0.5 * high * high - _LOG_ROOT - log_probability)
    shift = ratio_low - ratio_high
    shrink = 1 + low * ratio_low - high * ratio_high - shift * shift
    centre = mean + sd * (-shift if flip else shift)
    floor = min(half_width * half_width / (4 * variance), 0.5)
    return log_probability, centre, variance * min(max(shrink, floor * 1e-3), 1.0)


@_compiled
def _mixed(
    log_fresh: float, centre: float, left: float, mean: float, variance: float, chance: float, again: bool
) -> tuple[float, float, float]:
    """As `repeated_moments` in `model/observation.py`."""
    log_probability = log_fresh + math.log1p(-chance)
    if not again or chance <= 0:
        return log_probability, centre, left
    anew = math.exp(log_probability)
    weight, off = anew / (chance + anew), centre - mean
    mixed = (1 - weight) * variance + weight * left + weight * (1 - weight) * off * off
    return math.log(chance + anew), mean + weight * off, mixed


@_compiled
def mean_decay(z: float) -> float:
    """As in `model/stepping.py`."""
    return 1 - z / 2 if z < 1e-6 else -math.expm1(-z) / z


@_compiled
def run_lanes(
    steps: Any,
    step_places: Any,
    amounts: Any,
    durations: Any,
    answers: Any,
    answered: Any,
    follows: Any,
    repeats: Any,
    half_widths: Any,
    sources: Any,
    fillers: Any,
    touched: Any,
    products: Any,
    linear: Any,
) -> Any:
    """Filter one diary for groups of draws; see `lane_filter.evaluate_in_lanes` for the arguments."""
    mean, sd, production, loss, noise, fill, fill_noise, constant, loading, curvature, rating_noise, repeating = linear
    groups, states, lanes = mean.shape
    total = np.zeros((groups, lanes))
    last_mean = np.empty((groups, states, lanes))
    last_covariance = np.empty((groups, states, states, lanes))
    decay = np.empty((len(steps), states, lanes))
    drift, spread = np.empty_like(decay), np.empty_like(decay)
    m, P = np.empty((states, lanes)), np.empty((states, states, lanes))
    d, reach = np.empty((states, lanes)), np.empty((states, lanes))
    inner = np.empty((products.shape[1], products.shape[1], lanes))
    for g in range(groups):
        _prepare(steps, production[g], loss[g], noise[g], decay, drift, spread)
        m[:] = mean[g]
        P[:] = 0.0
        for i in range(states):
            P[i, i] = sd[g, i] * sd[g, i]
        for event in range(len(step_places)):
            _predict(m, P, decay[step_places[event]], drift[step_places[event]], spread[step_places[event]])
            if np.any(amounts[event] != 0):
                _fill(m, P, amounts[event], durations[event], sources, fillers, loss[g], fill[g], fill_noise[g])
            for k in range(answers.shape[1]):
                if answered[event, k]:
                    _learn(
                        m,
                        P,
                        d,
                        reach,
                        inner,
                        total[g],
                        touched[k],
                        products[k],
                        constant[g, k],
                        loading[g, k],
                        curvature[g, k],
                        rating_noise[g, k],
                        repeating[g, k] * follows[event, k],
                        repeats[event, k],
                        answers[event, k],
                        half_widths[k],
                    )
        last_mean[g] = m
        _mirror(P, last_covariance[g])
    return total, last_mean, last_covariance


@_compiled
def _prepare(steps: Any, production: Any, loss: Any, noise: Any, decay: Any, drift: Any, spread: Any) -> None:
    """What each of the step lengths that occur does to each state; most rates are the same in all draws."""
    lanes = loss.shape[1]
    for i in range(loss.shape[0]):
        differing = lanes if np.any(loss[i] != loss[i, 0]) else 1
        for s in range(len(steps)):
            for lane in range(differing):
                z = loss[i, lane] * steps[s]
                decay[s, i, lane] = math.exp(-z)
                drift[s, i, lane] = steps[s] * mean_decay(z)
                spread[s, i, lane] = steps[s] * mean_decay(2 * z)
            for lane in range(differing, lanes):
                decay[s, i, lane] = decay[s, i, 0]
                drift[s, i, lane] = drift[s, i, 0]
                spread[s, i, lane] = spread[s, i, 0]
            for lane in range(lanes):
                drift[s, i, lane] *= production[i, lane]
                spread[s, i, lane] *= noise[i, lane]


@_compiled
def _predict(m: Any, P: Any, decay: Any, drift: Any, spread: Any) -> None:
    lanes = m.shape[1]
    for i in range(m.shape[0]):
        for lane in range(lanes):
            m[i, lane] = decay[i, lane] * m[i, lane] + drift[i, lane]
        for j in range(i + 1):
            for lane in range(lanes):
                P[i, j, lane] *= decay[i, lane] * decay[j, lane]
        for lane in range(lanes):
            P[i, i, lane] += spread[i, lane]


@_compiled
def _mirror(P: Any, whole: Any) -> None:
    """The whole covariance from its lower half."""
    lanes = P.shape[2]
    for i in range(P.shape[0]):
        for j in range(i + 1):
            for lane in range(lanes):
                whole[i, j, lane] = P[i, j, lane]
                whole[j, i, lane] = P[i, j, lane]


@_compiled
def _fill(
    m: Any, P: Any, amounts: Any, durations: Any, sources: Any, fillers: Any, loss: Any, fill: Any, fill_noise: Any
) -> None:
    """States that doses fill; what fills them is never filled itself, so they can be taken one by one."""
    lanes = m.shape[1]
    states = m.shape[0]
    for i in range(states):
        dose = fillers[i]
        if dose < 0 or amounts[dose] == 0:
            continue
        source = sources[i]
        between = P[max(i, source), min(i, source)]  # changes below, by which the square of what is added comes in
        for lane in range(lanes):
            added = amounts[dose] * fill[i, lane] * mean_decay(loss[i, lane] * durations[dose])
            m[i, lane] += added * m[source, lane]
            P[i, i, lane] += added * between[lane]
            for j in range(states):
                if j != i:
                    P[max(i, j), min(i, j), lane] += added * P[max(source, j), min(source, j), lane]
            P[i, i, lane] += added * between[lane]
            P[i, i, lane] += amounts[dose] * fill_noise[i, lane] * mean_decay(2 * loss[i, lane] * durations[dose])


@_compiled
def _learn(
    m: Any,
    P: Any,
    d: Any,
    reach: Any,
    inner: Any,
    total: Any,
    touched: Any,
    products: Any,
    constant: Any,
    loading: Any,
    curvature: Any,
    rating_noise: Any,
    chance: Any,
    again: bool,
    answer: float,
    half_width: float,
) -> None:
    """One answer; only states that the reading touches enter, and the whole covariance changes."""
    lanes = m.shape[1]
    states = m.shape[0]
    expected, variance = np.empty(lanes), np.empty(lanes)
    surprise, weight, weighed = np.empty(lanes), np.empty(lanes), np.empty(lanes)
    for lane in range(lanes):
        expected[lane] = constant[lane]
        variance[lane] = rating_noise[lane] * rating_noise[lane]
    for j in touched:
        if j < 0:
            break
        for lane in range(lanes):
            d[j, lane] = loading[j, lane]
            expected[lane] += loading[j, lane] * m[j, lane]
    if products[0] >= 0:
        _with_products(m, P, d, inner, products, curvature, expected, variance)
    for i in range(states):
        for lane in range(lanes):
            reach[i, lane] = 0.0
        for j in touched:
            if j < 0:
                break
            covariance = P[max(i, j), min(i, j)]
            for lane in range(lanes):
                reach[i, lane] += covariance[lane] * d[j, lane]
    for j in touched:
        if j < 0:
            break
        for lane in range(lanes):
            variance[lane] += d[j, lane] * reach[j, lane]
    for lane in range(lanes):
        log_probability, centre, left = rounded(expected[lane], variance[lane], answer, half_width)
        log_probability, centre, left = _mixed(
            log_probability, centre, left, expected[lane], variance[lane], chance[lane], again
        )
        total[lane] += log_probability
        surprise[lane] = (centre - expected[lane]) / variance[lane]
        weight[lane] = (variance[lane] - left) / (variance[lane] * variance[lane])
    for i in range(states):
        for lane in range(lanes):
            m[i, lane] += reach[i, lane] * surprise[lane]
        for lane in range(lanes):
            weighed[lane] = weight[lane] * reach[i, lane]
        for j in range(i + 1):
            for lane in range(lanes):
                P[i, j, lane] -= weighed[lane] * reach[j, lane]


@_compiled
def _with_products(
    m: Any, P: Any, d: Any, inner: Any, products: Any, curvature: Any, expected: Any, variance: Any
) -> None:
    """What products of states add to the mean, the variance and the direction of a reading.

    The curvature has a row and a column for each state in a product, in the order of `products`.
    """
    lanes = m.shape[1]
    count = np.sum(products >= 0)
    for x in range(count):
        a = products[x]
        for z in range(count):
            for lane in range(lanes):
                inner[x, z, lane] = 0.0
        for y in range(count):
            if not np.any(curvature[x, y] != 0):
                continue
            b = products[y]
            for lane in range(lanes):
                pull = curvature[x, y, lane] * m[b, lane]
                d[a, lane] += pull
                expected[lane] += 0.5 * m[a, lane] * pull
            for z in range(count):
                c = products[z]
                covariance = P[max(b, c), min(b, c)]
                for lane in range(lanes):
                    inner[x, z, lane] += curvature[x, y, lane] * covariance[lane]
    for x in range(count):
        for lane in range(lanes):
            expected[lane] += 0.5 * inner[x, x, lane]
        for z in range(count):
            for lane in range(lanes):
                variance[lane] += 0.5 * inner[x, z, lane] * inner[z, x, lane]
