"""The cells of the study: designs under the model's own assumptions, and worlds in which they are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from relief.worlds import Diary, World

HALF_LIVES = (0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0)
SESSIONS = {4: 14, 8: 7, 12: 7}
WEEKLY = Diary()
NOTHING = World(peak=0.0, kernel=np.zeros_like, half_life=None)


@dataclass(frozen=True)
class Cell:
    """One world and one kind of diary.

    Attributes:
        group: The table it stands in.
        name: Its row.
        world: How pain comes about.
        diary: What is recorded.
    """

    group: str
    name: str
    world: World
    diary: Diary = WEEKLY


def _designs() -> list[Cell]:
    cells = [
        Cell("half-life", f"half-life {half:g} d, {sessions} sessions", World(half_life=half), Diary(sessions, gap))
        for half in HALF_LIVES
        for sessions, gap in SESSIONS.items()
    ]
    variants = {
        "nothing missing": Diary(missing=0.0),
        "60 % missing": Diary(missing=0.6),
        "three answers a day": Diary(answers=3),
    }
    cells += [Cell("diary", name, World(), diary) for name, diary in variants.items()]
    cells += [
        Cell("scale", "near the floor: level 2.5", World(level=2.5)),
        Cell("scale", "near the ceiling: level 9.5", World(level=9.5)),
        Cell("scale", "peak 1", World(peak=1.0)),
        Cell("scale", "peak 3", World(peak=3.0)),
    ]
    return cells


def _wrong() -> list[Cell]:
    worlds = {
        "no decay at all": World(kernel=np.ones_like, half_life=None),
        "two phases: half in 0.5 d, half in 10 d": World(
            kernel=lambda day: 0.5 * 0.5 ** (day / 0.5) + 0.5 * 0.5 ** (day / 10), half_life=1.52
        ),
        "plateau of 4 days, then gone": World(kernel=lambda day: (day < 4).astype(float), half_life=4.0),
        "tolerance: half the effect in 45 d": World(tolerance=45.0),
        "slow improvement of 2 points": World(improvement=2.0),
        "a trend of 3 points downwards": World(trend=-3 / 63),
        "reactive booking": World(reactive=True),
        "answers mostly on bad days": World(tells_bad_days=True),
    }
    return [Cell("wrong world", name, world) for name, world in worlds.items()]


def _habits() -> list[Cell]:
    lives = {"3 d, 8 sessions": (3.0, 8), "1 d, 12 sessions": (1.0, 12), "7 d, 12 sessions": (7.0, 12)}
    return [
        Cell("habit", f"{name}, habit {chance:g}", World(half_life=half), Diary(sessions, habit=chance))
        for name, (half, sessions) in lives.items()
        for chance in (0.0, 0.2, 0.4)
    ]


def _nothing() -> list[Cell]:
    worlds = {
        "no effect": NOTHING,
        "no effect, 4 sessions": NOTHING,
        "no effect, reactive booking": replace(NOTHING, reactive=True),
        "no effect, slow improvement of 2 points": replace(NOTHING, improvement=2.0),
        "no effect, a trend of 3 points downwards": replace(NOTHING, trend=-3 / 63),
        "no effect, answers mostly on bad days": replace(NOTHING, tells_bad_days=True),
        "no effect, reactive booking, answers mostly on bad days": replace(NOTHING, reactive=True, tells_bad_days=True),
    }
    return [
        Cell("no effect", name, world, Diary(4, 14) if "4 sessions" in name else WEEKLY)
        for name, world in worlds.items()
    ]


CELLS: Mapping[str, Cell] = {cell.name: cell for cell in (*_designs(), *_habits(), *_wrong(), *_nothing())}
