"""Questionnaires as linear maps of what the model feels, fitted on baseline rows of trials and never on outcomes.

Each map goes through the score of people without pain: nothing hurts, nothing is hindered. Its slope is the mean score at
entry over the mean pain at entry. A questionnaire answered twice does not say the same twice, so that every score gets
the noise of a retest; it depends on the answers alone, and the same people in the same state score the same again.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from unknot.model.exposure import Numbers


@dataclass(frozen=True)
class Questionnaire:
    """How a questionnaire reads what is felt.

    Attributes:
        name: Its short name.
        at_zero: Its score where the rating it follows is zero.
        slope: Points by each point of that rating [1/nrs].
        noise: Standard error of a measurement, in its own points.
        lowest: Lowest score.
        highest: Highest score.
        whole: Whether scores are whole numbers.
        sources: Keys of the studies behind slope and noise.
    """

    name: str
    at_zero: float
    slope: float
    noise: float
    lowest: float
    highest: float
    whole: bool
    sources: tuple[str, ...]

    def score(self, felt: Numbers) -> Numbers:
        """Scores of people who feel this.

        Args:
            felt: What a perfect rating would show, any shape [nrs].
        """
        seed = crc32(np.ascontiguousarray(felt).tobytes(), crc32(self.name.encode()))
        missed = self.noise * np.random.default_rng(seed).standard_normal(felt.shape)
        said = np.clip(self.at_zero + self.slope * felt + missed, self.lowest, self.highest)
        return np.round(said) if self.whole else said


_ROLAND = Questionnaire("RDQ", 0.0, 12.2 / 6.2, 3.7, 0.0, 23.0, True, ("cherkin2016", "davidson2002"))
_NECK = Questionnaire("NDI", 0.0, 13.8 / 5.8, 1.35, 0.0, 50.0, True, ("cook2015", "mccarthy2007"))
_WESTERN_ONTARIO = Questionnaire("WOMAC", 0.0, 10.0, 0.0, 0.0, 100.0, False, ("perlman2012",))
_OSWESTRY = Questionnaire("ODI", 0.0, 36.3 / 7.19, 4.5, 0.0, 100.0, True, ("juch2017", "davidson2002"))
_PHYSICAL = Questionnaire("PCS", 50.0, (31.8 - 50) / 5.55, 2.2, 0.0, 100.0, False, ("verkerk2011",))
_MENTAL = Questionnaire("MCS", 50.0 - 5 * 10.3 / 2.8, 10.3 / 2.8, 3.3, 0.0, 100.0, False, ("verkerk2011",))
_BRIEF = Questionnaire("BPI", 0.0, 1.0, 0.5, 0.0, 10.0, False, ("alghadir2018",))


def roland_disability(pain: Numbers) -> Numbers:
    """Roland disability, 0 to 23: 12.2 at a bothersomeness of 6.2 before treatment.

    The standard error of 3.7 was seen over six weeks in people who said that nothing had changed (davidson2002); some of
    it is real change of their pain, so that it is an upper bound.
    """
    return _ROLAND.score(pain)


def neck_disability(pain: Numbers) -> Numbers:
    """Neck Disability Index, 0 to 50: 13.8 (SD 5.1) at a pain of 5.8 before treatment (cook2015).

    The standard error is that of a retest correlation of 0.93 within two weeks (mccarthy2007) at that spread.
    """
    return _NECK.score(pain)


def western_ontario_arthritis(pain: Numbers) -> Numbers:
    """WOMAC global score as a mean of visual scales, 0 to 100, read as ten times the pain.

    Assumed, as no baseline row holds it beside pain: people who enter with 52 of 100 (perlman2012) have a pain of 5.2.
    No retest of the global score is at hand; its noise is left out.
    """
    return _WESTERN_ONTARIO.score(pain)


def oswestry_disability(pain: Numbers) -> Numbers:
    """Oswestry disability, 0 to 100: 36.3 at a pain of 7.19 before treatment, over six arms (juch2017).

    The standard error is that of people who rated themselves about the same (davidson2002).
    """
    return _OSWESTRY.score(pain)


def physical_component(pain: Numbers) -> Numbers:
    """SF-36 physical summary, 50 in the population: 31.8 (SD 7.1) at a pain of 5.55 before treatment (verkerk2011).

    Assumed: a retest correlation of 0.9.
    """
    return _PHYSICAL.score(pain)


def mental_component(mood: Numbers) -> Numbers:
    """SF-36 mental summary, 50 at the population's usual mood of 5, from mood rather than pain.

    Its spread between people with back pain of 10.3 (verkerk2011) is that of 2.8 points of mood. Assumed: a retest
    correlation of 0.9.
    """
    return _MENTAL.score(mood)


def brief_pain_interference(pain: Numbers) -> Numbers:
    """Interference of the Brief Pain Inventory, 0 to 10, read as pain itself.

    Assumed: trials let people in at the same 4 of 10 on both. The noise is that of a pain rating (alghadir2018).
    """
    return _BRIEF.score(pain)
