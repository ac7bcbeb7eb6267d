"""What of an arrow's findings may be pooled, on which scale, and what to keep in mind about the result."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from unknot.evidence.pooling import Effect, Interval, Pooled, pool
from unknot.evidence.schema.arrow import Arrow
from unknot.evidence.schema.finding import Finding, Size
from unknot.evidence.schema.study import Study

RATIOS = frozenset({"RR", "OR", "HR"})
CORRELATION = "r"
_WIDTH = 2 * 1.959963984540054
"""A 95 % interval is this many standard errors wide."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Findings of one arrow that answer the same question, taken together.

    Attributes:
        label: What they have in common.
        metric: Their scale; ratios are pooled as logarithms and correlations as Fisher's z, and shown as they are.
        studies: The keys of the studies, one for each finding.
        result: The pooled effects on the scale of the metric; what is said about spread is on the pooling scale.
        cautions: Why the result says less than it seems to.
    """

    label: str
    metric: str
    studies: tuple[str, ...]
    result: Pooled
    cautions: tuple[str, ...]


def pools_of(arrow: Arrow, known: Mapping[str, Study]) -> tuple[Pool, ...]:
    """The pools of an arrow with at least two findings each, in the order of the findings.

    Args:
        arrow: The arrow.
        known: The studies by key.
    """
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in arrow.findings:
        if finding.size is not None and finding.size.pool is not None:
            groups.setdefault((finding.size.pool, finding.size.metric), []).append(finding)
    return tuple(
        _pool(label, metric, findings, known) for (label, metric), findings in groups.items() if len(findings) > 1
    )


def _pool(label: str, metric: str, findings: list[Finding], known: Mapping[str, Study]) -> Pool:
    pooled = pool([_effect(finding.size) for finding in findings if finding.size is not None])
    result = replace(
        pooled,
        fixed=_shown(metric, pooled.fixed),
        random=_shown(metric, pooled.random),
        prediction=None if pooled.prediction is None else _shown(metric, pooled.prediction),
    )
    keys = tuple(finding.study for finding in findings)
    return Pool(label, metric, keys, result, tuple(_cautions(keys, known)))


def _effect(size: Size) -> Effect:
    assert size.low is not None
    assert size.high is not None
    value, low, high = (_additive(size.metric, number) for number in (size.value, size.low, size.high))
    return Effect(value, ((high - low) / _WIDTH) ** 2)


def _additive(metric: str, value: float) -> float:
    if metric in RATIOS:
        return math.log(value)
    return math.atanh(value) if metric == CORRELATION else value


def _shown(metric: str, interval: Interval) -> Interval:
    back = math.exp if metric in RATIOS else math.tanh if metric == CORRELATION else float
    return Interval(back(interval.value), back(interval.low), back(interval.high))


def _cautions(keys: tuple[str, ...], known: Mapping[str, Study]) -> list[str]:
    reviews = [key for key in keys if "meta-analysis" in known[key].design]
    found: list[str] = []
    if len(set(keys)) < len(keys):
        found.append("Arms of one trial share a control group, so the interval of one common effect is too narrow.")
    if len(reviews) > 1:
        found.append("Reviews may share trials, so the interval of one common effect is too narrow.")
    if len(keys) == 2:
        found.append("Two findings say next to nothing about how much effects differ, hence the wide interval.")
    return found
