"""The snapshot in the package is that of the model as it is: `unknot why --renew` writes it anew."""

from __future__ import annotations

import pytest

from unknot.report.why.layout import completed, shipped
from unknot.report.why.levers import levers
from unknot.report.why.moving import change, resting, typical_person
from unknot.report.why.snapshot import from_json, shipped_snapshot, structure, to_json

STALE = "the model has changed: run `unknot why --renew unknot/report/why/pain_system.json`"
LAST_DIGIT = 0.002


@pytest.fixture(scope="module")
def person():
    return typical_person()


def test_a_snapshot_is_read_back_as_it_was_written():
    assert from_json(to_json(shipped_snapshot())) == shipped_snapshot()


def test_states_and_influences_are_those_of_the_model(person):
    states, influences = structure(person)
    assert states == shipped_snapshot().states, STALE
    assert influences == shipped_snapshot().influences, STALE


def test_every_lever_is_in_it_and_moves_something():
    assert set(shipped_snapshot().moves) == {lever.name for lever in levers()}
    for modes in shipped_snapshot().moves.values():
        assert all(series for series in modes.values())


def test_a_lever_pressed_again_moves_the_same_by_the_same(person):
    layout = completed(shipped(), shipped_snapshot().states)
    lever = levers()[0]
    again, kept = change(person, layout, lever, kept_up=False), shipped_snapshot().moves[lever.name]["once"]
    assert set(again) == set(kept), STALE
    for name, values in again.items():
        assert values == pytest.approx(kept[name], abs=LAST_DIGIT), f"{name}: {STALE}"


def test_at_rest_it_is_the_same_person(person):
    layout = completed(shipped(), shipped_snapshot().states)
    assert resting(person, layout) == pytest.approx(shipped_snapshot().resting, abs=LAST_DIGIT), STALE


@pytest.mark.slow
@pytest.mark.parametrize("lever", levers(), ids=lambda lever: lever.name)
def test_every_lever_kept_up_moves_the_same_by_the_same(lever, person):
    layout = completed(shipped(), shipped_snapshot().states)
    again = change(person, layout, lever, kept_up=True)
    for name, values in again.items():
        assert values == pytest.approx(shipped_snapshot().moves[lever.name]["kept_up"][name], abs=LAST_DIGIT), STALE
