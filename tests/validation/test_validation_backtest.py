"""Backtests: averages, pairs, and the shape of the protocol."""

from __future__ import annotations

import numpy as np
import pytest
from made_diaries import record_of, wandering

from unknot.errors import RecordError
from unknot.evidence.population import shipped_population
from unknot.validation.backtest import backtest
from unknot.validation.baselines import PERSISTENCE, PERSON_MEAN
from unknot.validation.cold_start import COLD, Others, others_of
from unknot.validation.own_method import OwnMethod
from unknot.validation.protocol import Origins
from unknot.validation.series import daily, long_enough
from unknot.validation.tournament import first_days, rolling

POPULATION = shipped_population()


def test_targets_follow_warm_up_and_horizon():
    assert list(Origins(10).targets(13)) == [10, 11, 12]
    assert list(Origins(10, horizon=2).targets(13)) == [11, 12]
    assert list(COLD.targets(30)) == list(range(1, 10))


def test_days_are_averaged_at_their_last_answer():
    record = record_of("A", [0.3, 0.8, 2.5], [2, 5, 4])
    found = daily(record)
    assert [(answer.day, answer.value) for answer in found.responses] == [(0.8, 3.5), (2.5, 4.0)]
    assert found.resolutions["pain"] == 0.5


def test_persons_are_averaged_after_their_answers():
    long, short = wandering("long", 30), wandering("short", 22, seed=3)
    methods = (OwnMethod(POPULATION), PERSISTENCE, PERSON_MEAN)
    found = backtest((long, short), methods, Origins())
    for method in found.scores:
        each = [scores.mean()["crps"] for scores in found.scores[method].values()]
        assert found.overall(method)["crps"] == pytest.approx(np.mean(each))
    assert found.overall("unknot")["forecasts"] == 20 + 12
    difference = found.difference("persistence")
    assert difference.mean == pytest.approx(found.overall("persistence")["crps"] - found.overall("unknot")["crps"])
    assert difference.persons == 2
    assert found.positions("unknot").sum() == pytest.approx(1.0)


def test_one_person_has_no_standard_error():
    found = backtest([wandering(count=20)], (OwnMethod(POPULATION), PERSISTENCE), Origins())
    assert found.difference("persistence").standard_error is None


def test_too_few_answers_are_refused_with_what_to_do():
    with pytest.raises(RecordError, match="--min-ratings"):
        long_enough([wandering(count=5).record], 20)
    with pytest.raises(RecordError, match="warm-up"):
        backtest([wandering(count=8)], (PERSISTENCE,), Origins(warmup=10))


def test_every_method_meets_every_person_once():
    records = [wandering(name, 24, seed).record for seed, name in enumerate("ABC")]
    pairs: list[tuple[str, str]] = []
    tournament = rolling(records, POPULATION, Origins(), libraries=False)
    tournament.run(lambda method, person: pairs.append((method, person)))
    assert len(pairs) == len(set(pairs)) == tournament.size


def test_the_first_days_can_be_scored_from_two_answers_on():
    records = [wandering(name, count, seed).record for seed, (name, count) in enumerate((("A", 14), ("B", 2)))]
    found = first_days(records, POPULATION).run()
    assert {method: len(scores["B"].crps) for method, scores in found.scores.items()} == dict.fromkeys(found.scores, 1)
    assert len(found.scores["unknot"]["A"].crps) == 9


def test_a_shrunken_mean_lies_between_person_and_population_and_follows_the_person_in_the_end():
    others = Others(mean=7.0, between=1.0, within=1.0, correlation=0.1)
    first, later = others.shrunken(np.asarray([3.0])), others.shrunken(np.full(50, 3.0))
    assert 3.0 < later < first < 7.0
    assert first == pytest.approx(5.0)


def test_the_figures_of_the_others_leave_the_person_out():
    persons = [wandering(name, 30, seed) for seed, name in enumerate("ABCD")]
    assert others_of(persons, 0) == others_of([wandering("Z", 30, 9), *persons[1:]], 0)
