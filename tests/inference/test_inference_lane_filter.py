"""The filter in lanes gives what the filter in JAX gives, on every kind of diary."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from unknot.inference.diary_model import diary_model
from unknot.inference.filtering import Events
from unknot.inference.lane_filter import evaluate_in_lanes
from unknot.inference.target import Target, evaluate
from unknot.inference.timeline import build_timeline
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.records import Record

FOUR = virtual_client(3, Protocol(days=20, gap=5, first_session=2)).record
PAIN = replace(FOUR, responses=FOUR.answers("pain"))
DIARIES = {
    "four instruments": FOUR,
    "without doses": replace(PAIN, doses=()),
    "two treatments at once": replace(
        PAIN, doses=(*PAIN.doses, *(replace(dose, intervention="exercise") for dose in PAIN.doses))
    ),
    "a scale without steps, at its ends": replace(
        PAIN,
        responses=tuple(replace(entry, value=10.0 * (i % 2)) for i, entry in enumerate(PAIN.responses)),
        resolutions={"pain": 0.0},
    ),
}


# Each kind of diary is compiled anew, which takes seconds.
QUICK = ("four instruments", "a scale without steps, at its ends")
CASES = [
    pytest.param(record, id=name, marks=() if name in QUICK else pytest.mark.slow) for name, record in DIARIES.items()
]


@pytest.mark.parametrize("record", CASES)
def test_both_filters_agree(record: Record):
    diary = diary_model(record)
    timeline = build_timeline(record, diary.instruments, diary.given, diary.interventions)
    target = Target.of(diary.model, diary.structure, Events.of(timeline))
    z = np.random.default_rng(5).normal(size=(70, len(target.tails)))
    slow, fast = evaluate(target, z), evaluate_in_lanes(target, z)
    assert fast.log_likelihood == pytest.approx(slow.log_likelihood, rel=1e-10, abs=1e-9)
    assert fast.log_posterior == pytest.approx(slow.log_posterior, rel=1e-10, abs=1e-9)
    assert fast.last.mean == pytest.approx(slow.last.mean, rel=1e-8, abs=1e-9)
    assert fast.last.covariance == pytest.approx(slow.last.covariance, rel=1e-8, abs=1e-9)
