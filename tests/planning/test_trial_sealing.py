"""The sequence is random, balanced, fixed beforehand, and nobody can change it unseen."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.errors import UnknotError
from unknot.planning.trial.sealing import Opened, Seal, commitment, refuse_broken


@given(st.text(min_size=1, max_size=20), st.integers(1, 12))
def test_every_block_holds_each_option_once_and_the_same_seed_gives_the_same_order(seed, blocks):
    sequence = Seal(seed, blocks).sequence
    assert len(sequence) == 2 * blocks
    assert all({*sequence[2 * i : 2 * i + 2]} == {0, 1} for i in range(blocks))
    assert sequence == Seal(seed, blocks).sequence


def test_either_order_comes_first_as_often_as_a_coin():
    first = [Seal(f"seed {i}", 1).sequence[0] for i in range(2000)]
    # Five standard errors of a fair coin.
    assert abs(np.mean(first) - 0.5) < 5 * 0.5 / np.sqrt(2000)


def test_fresh_seals_differ():
    assert Seal.fresh(3).seed != Seal.fresh(3).seed


def test_an_opened_period_matches_its_commitment():
    seal = Seal("s", 3)
    for period, promised in enumerate(seal.commitments, start=1):
        refuse_broken(seal.open(period), promised)


@pytest.mark.parametrize("part", ["option", "period", "key"])
def test_a_changed_period_is_seen(part):
    opened = Seal("s", 3).open(1)
    other = {"option": 1 - opened.option, "period": 2, "key": "00"}
    changed = dataclasses.replace(opened, **{part: other[part]})
    with pytest.raises(UnknotError, match="seal is broken"):
        refuse_broken(changed, commitment(opened))


def test_commitments_do_not_show_the_option_to_someone_who_tries_both():
    seal = Seal("s", 3)
    guesses = {commitment(Opened(period, option, "")) for period in range(1, 7) for option in (0, 1)}
    assert guesses.isdisjoint(seal.commitments)
    assert len(set(seal.commitments)) == 6


def test_there_is_no_seventh_period_of_six():
    with pytest.raises(UnknotError, match="no such period"):
        Seal("s", 3).open(7)
