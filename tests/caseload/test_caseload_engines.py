"""Engines bring back every part, and only the part that kills its worker is lost."""

from __future__ import annotations

import pytest
from made_work import Errand, square

from unknot.caseload.engine import Local, Lost
from unknot.caseload.engine_processes import Processes

NUMBERS = range(7)


@pytest.mark.parametrize("engine", [Local(), Processes(2)], ids=["local", "processes"])
def test_every_part_comes_back_once(engine):
    found = list(engine.each(square, NUMBERS, Errand))
    assert sorted(found) == [(number, number**2) for number in NUMBERS]


def test_parts_in_hand_when_a_worker_dies_are_done_again(tmp_path):
    found = Processes(2).each(square, NUMBERS, lambda n: Errand(n, flag=tmp_path / "died" if n == 3 else None))
    assert dict(found) == {number: number**2 for number in NUMBERS}
    assert (tmp_path / "died").exists()


def test_only_a_part_that_kills_every_worker_is_lost():
    found = dict(Processes(2).each(square, NUMBERS, lambda n: Errand(n, deadly=n == 3)))
    assert isinstance(found.pop(3), Lost)
    assert found == {number: number**2 for number in NUMBERS if number != 3}


def test_parts_are_made_when_their_turn_comes():
    made: list[int] = []

    def part_of(number: int) -> Errand:
        made.append(number)
        return Errand(number)

    results = Processes(1).each(square, range(50), part_of)
    next(results)
    assert len(made) < 5
    results.close()
