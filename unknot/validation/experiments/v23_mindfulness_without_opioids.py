"""V23: four trainings in mindfulness or four readings of a book, then heat during meditation with naloxone or saline.

Change of ratings from before the training (at rest) to after it (while meditating, or at rest in the book arms). The
percentages of the 2016 study were read in news reports. The 2011 study rated more pain relief, in fifteen people inside
a scanner, with the same training: one set of gains cannot give 21 and 40 per cent, so that only its order is checked.
"""

from __future__ import annotations

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, session
from unknot.units import convert
from unknot.validation.experiment import INTENSITY, UNPLEASANTNESS, Arm, Experiment, NumberCheck, PatternCheck
from unknot.validation.outcomes import Outcomes
from unknot.validation.populations import HEALTHY_DIFFERING
from unknot.validation.stimuli import acting, heat

SECOND = convert(1.0, "second", "day")
NOON, TRAININGS, MINUTES = 0.5, (1, 2, 3, 4), 20.0
CELSIUS, HEAT = 49.0, 12.0
TESTED = 5 + NOON
MEDITATION, PAUSE = 900.0, 600.0
BOOK = tuple(session("book", day + NOON, MINUTES) for day in TRAININGS)
TRAINING = tuple(session("mindfulness", day + NOON, MINUTES) for day in TRAININGS)
BASELINE = tuple(heat(CELSIUS, NOON + i * 42 * SECOND, HEAT) for i in range(6))
TEST = tuple(heat(CELSIUS, TESTED + (PAUSE + i * 42) * SECOND, HEAT) for i in range(6))
MEDITATING = acting("mindfulness", TESTED, MEDITATION)
NALOXONE = acting("naloxone", TESTED - 1200 * SECOND, 1200 + MEDITATION)


def _change(found: Outcomes, arm: str, readout: str = INTENSITY) -> float:
    before = sum(found.at(arm, f"before {i}", readout).mean() for i in range(6))
    after = sum(found.at(arm, f"after {i}", readout).mean() for i in range(6))
    return float(100 * (after - before) / before)


def _arm(name: str, training: tuple[Exposure, ...], *extra: Exposure) -> Arm:
    return Arm(name, (*BASELINE, *training, *TEST, *extra), n=20)


def _difference(found: Outcomes) -> float:
    return _change(found, "meditation, naloxone") - _change(found, "meditation, saline")


def _books_keep_pain(found: Outcomes) -> bool:
    return min(_change(found, "book, saline"), _change(found, "book, naloxone")) > -5.0


def _feels_better_than_it_is(found: Outcomes) -> bool:
    arm = "meditation, saline"
    return _change(found, arm, UNPLEASANTNESS) < _change(found, arm)


EXPERIMENT = Experiment(
    case="V23",
    family="F8 attention, mindfulness and opioids",
    title="Mindfulness without opioids",
    sources=("zeidan2016", "zeidan2011"),
    population=HEALTHY_DIFFERING,
    arms=(
        _arm("meditation, saline", TRAINING, MEDITATING),
        _arm("meditation, naloxone", TRAINING, MEDITATING, NALOXONE),
        _arm("book, saline", BOOK),
        _arm("book, naloxone", BOOK, NALOXONE),
    ),
    times={
        **{f"before {i}": NOON + (i * 42 + HEAT - 1) * SECOND for i in range(6)},
        **{f"after {i}": TESTED + (PAUSE + i * 42 + HEAT - 1) * SECOND for i in range(6)},
    },
    checks=(
        NumberCheck(
            "meditation+saline, intensity %",
            -21,
            -30,
            -12,
            "no CI seen; +/-9 chosen for about 20 per arm",
            lambda found: _change(found, "meditation, saline"),
        ),
        NumberCheck(
            "meditation+naloxone, intensity %",
            -24,
            -33,
            -15,
            "same",
            lambda found: _change(found, "meditation, naloxone"),
        ),
        NumberCheck("naloxone minus saline, % points", "no difference", -10, 10, "chosen", _difference),
        PatternCheck("book arms", "pain does not fall", "direction", _books_keep_pain, "mean"),
        PatternCheck(
            "2011 study: unpleasantness falls more than intensity (-57 vs -40%)",
            "unpleasantness > intensity",
            "direction",
            _feels_better_than_it_is,
            "mean",
        ),
    ),
    readouts=(INTENSITY, UNPLEASANTNESS),
    pace=Pace(0.1 * SECOND, 0.25),
    resolution=0.1,
)
