"""A cohort comes out the same whatever the chunk and the workers, as JAX says, and goes on after an interruption."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from unknot.cohort import run
from unknot.cohort.arms import Arm
from unknot.cohort.engine import Engine
from unknot.cohort.replay import replay
from unknot.cohort.run import simulate_cohort
from unknot.cohort.study import PAIN, Study
from unknot.errors import UnknotError
from unknot.model.cohort import Pace, live
from unknot.model.exposure import session
from unknot.model.people import draw_people

GIVEN = (session("massage", 0.5, 60.0), session("massage", 4.5, 60.0))
STUDY = Study((Arm("nothing"), Arm("massage", GIVEN)), 2000, days=8, step=30.0, seed=3)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.of(STUDY)


@pytest.fixture(scope="module", autouse=True)
def one_engine(engine):
    """Compile once for all tests of this file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "of", classmethod(lambda cls, study, reads=(PAIN,): engine))
        yield


def test_chunks_and_workers_change_nothing():
    one = simulate_cohort(STUDY, workers=1, chunk=2000)
    many = simulate_cohort(STUDY, workers=3, chunk=136)
    assert one.rows() == many.rows()
    assert int(one.summary.persons) == STUDY.persons


@pytest.mark.slow
def test_means_and_spreads_are_those_of_the_reference_in_jax(engine):
    pain = engine.evenings(0, STUDY.persons)
    people = draw_people(STUDY.model, STUDY.persons, seed=8)
    moments = [day + 20 / 24 for day in range(STUDY.readings)]
    shifted = [session("massage", dose.start + STUDY.run_in, 60.0) for dose in GIVEN]
    pace = Pace(1 / 24, 1 / 24)
    for arm, given in enumerate(([], shifted)):
        read = np.clip(live(people, given, moments, [PAIN], seed=1, pace=pace).values[PAIN], 0, 10)
        error = np.hypot(read.std(0), pain[arm].std(0)) / STUDY.persons**0.5
        assert np.all(np.abs(read.mean(0) - pain[arm].mean(0)) < 5 * error)
        np.testing.assert_allclose(pain[arm].std(0), read.std(0), rtol=0.1)


def test_an_interrupted_run_goes_on_and_gives_the_same(tmp_path: Path, monkeypatch):
    class Stopped(BaseException):
        pass

    def stop(finished: int) -> None:
        if finished > 500:
            raise Stopped

    whole = simulate_cohort(STUDY, workers=1, chunk=400)
    with pytest.raises(Stopped):
        simulate_cohort(STUDY, workers=1, chunk=400, keep=tmp_path, done=stop)
    kept = len(list(tmp_path.glob("*.npz")))
    assert 1 <= kept < 5
    made = []
    summarised = run.summarised
    monkeypatch.setattr(run, "summarised", lambda *given: made.append(1) or summarised(*given))
    assert simulate_cohort(STUDY, workers=2, chunk=400, keep=tmp_path).rows() == whole.rows()
    assert len(made) == 5 - kept
    with pytest.raises(UnknotError, match="other settings"):
        simulate_cohort(STUDY, chunk=80, keep=tmp_path)


@pytest.mark.slow
def test_a_person_replayed_is_the_person_of_the_cohort(engine):
    expected = engine.evenings(1992, 8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "of", classmethod(ORIGINAL))
        found = replay(STUDY, [1997, 1993], ["massage"])
    evening = 40 + 48 * np.arange(STUDY.readings) - 1
    pain = np.clip(found.values[:, 0, evening, found.names.index(PAIN)], 0, 10)
    np.testing.assert_allclose(pain, expected[1][[5, 1]], rtol=1e-9, atol=1e-9)
    assert found.days[0] == pytest.approx(1 / 48 - 7)
    assert set(STUDY.model.state_names) <= set(found.names)


def test_persons_and_arms_that_do_not_exist_are_refused():
    with pytest.raises(UnknotError, match="no such person"):
        replay(STUDY, [2000])
    with pytest.raises(UnknotError, match="no such arm"):
        replay(STUDY, [0], ["massages"])


ORIGINAL = Engine.of.__func__
