"""What is taken together, on which scale, and the cautions that go with it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from unknot.evidence import load
from unknot.evidence.comparable import pools_of
from unknot.evidence.schema.finding import Size

POOLED = [name for name, arrow in load.arrows().items() if pools_of(arrow, load.studies())]


def _two(metric: str, first: tuple[float, float, float], second: tuple[float, float, float], studies=("li2014",) * 2):
    arrow = load.arrow("massage__depression")
    sizes = [Size(metric, value, low, high, None, "reported", "same") for value, low, high in (first, second)]
    findings = [replace(arrow.findings[0], study=study, size=size) for study, size in zip(studies, sizes, strict=True)]
    return pools_of(replace(arrow, findings=tuple(findings)), load.studies())


def test_some_arrows_have_findings_to_pool():
    assert {"massage__depression", "massage__pain_course", "expectation_negative__pain"} <= set(POOLED)


@pytest.mark.parametrize("name", POOLED)
def test_a_pooled_value_lies_among_its_findings(name):
    arrow = load.arrow(name)
    for pool in pools_of(arrow, load.studies()):
        sizes = [found.size for found in arrow.findings if found.size is not None and found.size.pool == pool.label]
        values = [size.value for size in sizes]
        assert len(values) == pool.result.studies == len(pool.studies) >= 2
        assert min(values) <= pool.result.fixed.value <= max(values)
        assert min(values) <= pool.result.random.value <= max(values)
        assert {size.metric for size in sizes} == {pool.metric}
        assert pool.cautions


def test_findings_without_a_label_or_of_another_scale_are_not_pooled():
    arrow = load.arrow("massage__depression")
    assert pools_of(replace(arrow, findings=arrow.findings[:1]), load.studies()) == ()
    (pool,) = pools_of(arrow, load.studies())
    size = arrow.findings[0].size
    assert size is not None
    other = replace(arrow.findings[0], size=replace(size, metric="nrs"))
    (fewer,) = pools_of(replace(arrow, findings=(other, *arrow.findings[1:])), load.studies())
    assert fewer.result.studies == pool.result.studies - 1


def test_ratios_are_pooled_as_logarithms():
    (pool,) = _two("RR", (2.0, 1.0, 4.0), (0.5, 0.25, 1.0))
    assert pool.result.fixed.value == pytest.approx(1)
    assert pool.result.fixed.low * pool.result.fixed.high == pytest.approx(1)


def test_correlations_are_pooled_as_fisher_z():
    (pool,) = _two("r", (0.2, 0.1, 0.3), (0.2, 0.1, 0.3))
    assert pool.result.fixed.value == pytest.approx(0.2)
    width = (math.atanh(0.3) - math.atanh(0.1)) / math.sqrt(2)
    assert math.atanh(pool.result.fixed.high) - math.atanh(pool.result.fixed.low) == pytest.approx(width)


def test_cautions_follow_from_the_studies():
    (arms,) = _two("nrs", (1.0, 0.5, 1.5), (1.2, 0.7, 1.7), ("cherkin2011", "cherkin2011"))
    assert any("share a control group" in caution for caution in arms.cautions)
    (reviews,) = _two("SMD", (1.0, 0.5, 1.5), (1.2, 0.7, 1.7), ("li2014", "hou2010"))
    assert any("may share trials" in caution for caution in reviews.cautions)
    assert any("next to nothing" in caution for caution in reviews.cautions)
