"""V31: (a) a placebo in the laboratory by suggestion alone or after conditioning; (b) open-label pills for three weeks.

(a) Healthy people under calibrated heat. Conditioning: twelve heats without and twelve with the placebo, those with it
secretly lowered; then everyone is tested at full heat. Hedges g is against a control group without placebo.
(b) Low back pain: honest pills twice a day for three weeks beside usual treatment, or usual treatment alone. A pill is
noticed as a treatment until the next one, so that the pills are one cue of three weeks; it is explained in a warm visit
of a quarter of an hour. Ratings are means over four evenings of a week, for the composite of the study.
"""

from __future__ import annotations

import numpy as np

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, Numbers
from unknot.units import convert
from unknot.validation.experiment import Arm, Entry, Experiment, NumberCheck, PatternCheck, Population
from unknot.validation.outcomes import Outcomes
from unknot.validation.populations import HEALTHY_DIFFERING
from unknot.validation.statistics import welch_p
from unknot.validation.stimuli import acting, stimulus

SECOND = convert(1.0, "second", "day")
NOON, HEAT, GAP, TRIALS = 0.5, 15.0, 45.0, 12
FULL, LOWERED = 6.0, 3.0
TESTS = 6
STRONG = 3.0
"""Relief that a suggested analgesic promises in the laboratory [nrs]."""
EVENINGS = 4
TESTED = NOON + 2 * TRIALS * GAP * SECOND
WEEKS, YEARS = 21.0, 3 * 365.0
BACK_PAIN = Population(values={"nociception.usual_drive": 5.0}, entry=(Entry("week 0, day 7", least=2.5),))


def _conditioning(lowered: float, suggestion: float) -> tuple[Exposure, ...]:
    """Heats without and with the placebo in turn."""
    doses: list[Exposure] = []
    for trial in range(TRIALS):
        plain, cued = (NOON + (2 * trial + i) * GAP * SECOND for i in (0, 1))
        doses += [stimulus(FULL, plain, HEAT), stimulus(lowered, cued, HEAT)]
        doses.append(acting("placebo", cued - 10 * SECOND, HEAT + 10, {"suggestion": suggestion}))
    return tuple(doses)


def _exposed() -> tuple[Exposure, ...]:
    """As many heats as in conditioning, all full and without a placebo."""
    return tuple(stimulus(FULL, NOON + trial * GAP * SECOND, HEAT) for trial in range(2 * TRIALS))


def _test(suggestion: float | None) -> tuple[Exposure, ...]:
    starts = [TESTED + i * GAP * SECOND for i in range(TESTS)]
    heats = tuple(stimulus(FULL, start, HEAT) for start in starts)
    if suggestion is None:
        return heats
    cues = tuple(acting("placebo", start - 10 * SECOND, HEAT + 10, {"suggestion": suggestion}) for start in starts)
    return (*heats, *cues)


def _pills() -> tuple[Exposure, ...]:
    """Three weeks of honest pills after one warm visit; the first week is baseline."""
    visit = acting("open_placebo", 7 + NOON, 900, {"warmth": 1.0, "cue": 0.0, "suggestion": 0.0})
    return (visit, Exposure("open_placebo", 7 + NOON, WEEKS, 1.0))


def _pain(found: Outcomes, arm: str) -> Numbers:
    return np.mean([found.at(arm, f"test {i}") for i in range(TESTS)], axis=0)


def hedges_g(treated: Numbers, control: Numbers) -> float:
    """How far the treated lie below the control group, in pooled standard deviations, corrected for few people [1]."""
    degrees = treated.size + control.size - 2
    pooled = ((treated.size - 1) * treated.var(ddof=1) + (control.size - 1) * control.var(ddof=1)) / degrees
    return float((control.mean() - treated.mean()) / np.sqrt(pooled) * (1 - 3 / (4 * degrees - 1)))


def _g(found: Outcomes, arm: str) -> float:
    return hedges_g(_pain(found, arm), _pain(found, "no placebo"))


def _week(found: Outcomes, arm: str, week: int, end: float) -> Numbers:
    return np.mean([found.at(arm, _evening(week, end - back)) for back in range(EVENINGS)], axis=0)


def _evening(week: int, day: float) -> str:
    return f"week {week}, day {day:g}"


def _reduction(found: Outcomes, arm: str) -> float:
    return float((_week(found, arm, 0, 7) - _week(found, arm, 3, 7 + WEEKS)).mean())


def _nothing_left(found: Outcomes) -> bool:
    pills, usual = (_week(found, arm, 156, 7 + YEARS) for arm in ("open placebo", "usual treatment"))
    return welch_p(pills, usual) >= 0.05


EXPERIMENT = Experiment(
    case="V31",
    family="F11 expectation",
    title="Placebo: lab size, open label, no 3-year trace",
    sources=("blythe2023", "carvalho2016", "kleineborgmann2023"),
    population=HEALTHY_DIFFERING,
    arms=(
        Arm("no placebo", (*_exposed(), *_test(None))),
        Arm("suggestion", (*_exposed(), *_test(STRONG))),
        Arm("conditioning and suggestion", (*_conditioning(LOWERED, STRONG), *_test(STRONG))),
        Arm("open placebo", _pills(), n=44, population=BACK_PAIN),
        Arm("usual treatment", n=45, population=BACK_PAIN),
    ),
    times={
        **{f"test {i}": TESTED + (i * GAP + HEAT - 1) * SECOND for i in range(TESTS)},
        **{
            _evening(week, end - back): end - back + 0.3
            for week, end in ((0, 7.0), (3, 7 + WEEKS), (156, 7 + YEARS))
            for back in range(EVENINGS)
        },
    },
    checks=(
        NumberCheck(
            "(a) conditioning + suggestion, g",
            0.59,
            0.4,
            0.8,
            "no CI seen; chosen",
            lambda found: _g(found, "conditioning and suggestion"),
        ),
        NumberCheck(
            "(a) suggestion only, g", 0.38, 0.2, 0.56, "no CI seen; chosen", lambda found: _g(found, "suggestion")
        ),
        NumberCheck(
            "(b) OLP, NRS reduction", 1.5, 1.0, 2.0, "reported 95% CI", lambda found: _reduction(found, "open placebo")
        ),
        NumberCheck("(b) TAU", 0.2, -0.3, 0.8, "reported 95% CI", lambda found: _reduction(found, "usual treatment")),
        PatternCheck(
            "(b) 3 years",
            "no difference",
            "pattern: must be the most frequent outcome when the trial is re-run 500 times at the published n",
            _nothing_left,
        ),
    ),
    pace=Pace(0.1 * SECOND, 1.0),
)
