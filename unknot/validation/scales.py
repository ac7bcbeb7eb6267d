"""Questionnaires as linear maps of what the model feels, fitted on baseline rows of trials and never on outcomes.

Each map goes through the score of people without pain: nothing hurts, nothing is hindered. Its slope is the mean score
at entry over the mean pain at entry. A questionnaire answered twice does not say the same twice. Part of the error of a
retest is pain that had changed in between, which the model has already; only the rest is added as noise. It depends on
the answers alone: the same people in the same state score the same again.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from zlib import crc32

import numpy as np

from unknot.model.exposure import Numbers

DAYS, MONTHS = 0.9, 0.45
"""How much the pain of one person differs between days, and between means of four weekly readings [nrs]."""


@dataclass(frozen=True)
class Questionnaire:
    """How a questionnaire reads what is felt.

    Attributes:
        name: Its short name.
        at_zero: Its score where the rating it follows is zero.
        slope: Points by each point of that rating [1/nrs].
        retest: Standard error of a measurement some weeks later, in its own points.
        within: How much the rating of one person differs between two such answers [nrs].
        lowest: Lowest score.
        highest: Highest score.
        whole: Whether scores are whole numbers.
        sources: Keys of the studies behind slope and retest.
    """

    name: str
    at_zero: float
    slope: float
    retest: float
    within: float
    lowest: float
    highest: float
    whole: bool
    sources: tuple[str, ...]

    @property
    def noise(self) -> float:
        """What the error of a retest has beyond changes of what is felt, in its own points."""
        return sqrt(max(self.retest**2 - (self.slope * self.within) ** 2, 0.0))

    def score(self, felt: Numbers) -> Numbers:
        """Scores of people who feel this.

        Args:
            felt: What a perfect rating would show, any shape [nrs].
        """
        seed = crc32(np.ascontiguousarray(felt).tobytes(), crc32(self.name.encode()))
        missed = self.noise * np.random.default_rng(seed).standard_normal(felt.shape)
        said = np.clip(self.at_zero + self.slope * felt + missed, self.lowest, self.highest)
        return np.round(said) if self.whole else said


_ROLAND = Questionnaire("RDQ", 0.0, 12.2 / 6.2, 3.7, DAYS, 0.0, 23.0, True, ("cherkin2016", "davidson2002"))
_NECK = Questionnaire("NDI", 0.0, 13.8 / 5.8, 1.35, DAYS, 0.0, 50.0, True, ("cook2015", "mccarthy2007"))
_WESTERN_ONTARIO = Questionnaire("WOMAC", 0.0, 10.0, 0.0, DAYS, 0.0, 100.0, False, ("perlman2012",))
_OSWESTRY = Questionnaire("ODI", 0.0, 36.3 / 7.19, 4.5, DAYS, 0.0, 100.0, True, ("juch2017", "davidson2002"))
_PHYSICAL = Questionnaire("PCS", 50.0, (31.8 - 50) / 5.55, 2.2, MONTHS, 0.0, 100.0, False, ("verkerk2011",))
_MENTAL = Questionnaire("MCS", 50 - 5 * 10.3 / 2.8, 10.3 / 2.8, 3.3, 0.65, 0.0, 100.0, False, ("verkerk2011",))
_BRIEF = Questionnaire("BPI", 0.0, 1.0, 0.5, DAYS, 0.0, 10.0, False, ("alghadir2018",))


def roland_disability(pain: Numbers) -> Numbers:
    """Roland disability, 0 to 23: 12.2 at a bothersomeness of 6.2 before treatment.

    The error of 3.7 was seen over six weeks in people who said that nothing had changed (davidson2002).
    """
    return _ROLAND.score(pain)


def neck_disability(pain: Numbers) -> Numbers:
    """Neck Disability Index, 0 to 50: 13.8 (SD 5.1) at a pain of 5.8 before treatment (cook2015).

    The error is that of a retest correlation of 0.93 within two weeks (mccarthy2007) at that spread; pain alone
    changes by more, so that nothing is added.
    """
    return _NECK.score(pain)


def western_ontario_arthritis(pain: Numbers) -> Numbers:
    """WOMAC global score as a mean of visual scales, 0 to 100, read as ten times the pain.

    Assumed, as no baseline row holds it beside pain: people who enter with 52 of 100 (perlman2012) have a pain of 5.2.
    No retest of the global score is at hand; nothing is added.
    """
    return _WESTERN_ONTARIO.score(pain)


def oswestry_disability(pain: Numbers) -> Numbers:
    """Oswestry disability, 0 to 100: 36.3 at a pain of 7.19 before treatment, over six arms (juch2017).

    The error of 4.5 is that of people who rated themselves about the same (davidson2002); pain alone changes by as
    much, so that nothing is added.
    """
    return _OSWESTRY.score(pain)


def physical_component(pain: Numbers) -> Numbers:
    """SF-36 physical summary, 50 in the population: 31.8 (SD 7.1) at a pain of 5.55 before treatment (verkerk2011).

    Assumed: a retest correlation of 0.9. It asks about four weeks: give it the mean of that time.
    """
    return _PHYSICAL.score(pain)


def mental_component(mood: Numbers) -> Numbers:
    """SF-36 mental summary, 50 at the population's usual mood of 5, from mood rather than pain.

    Its spread between people with back pain of 10.3 (verkerk2011) is that of 2.8 points of mood. Assumed: a retest
    correlation of 0.9. It asks about four weeks: give it the mean of that time.
    """
    return _MENTAL.score(mood)


def brief_pain_interference(pain: Numbers) -> Numbers:
    """Interference of the Brief Pain Inventory, 0 to 10, read as pain itself.

    Assumed: trials let people in at the same 4 of 10 on both, and the error is that of a pain rating (alghadir2018).
    """
    return _BRIEF.score(pain)
