"""An intervention: what is done against pain, and what a usual session of it is expected to leave behind."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

from unknot.evidence.schema.rules import NAME, Levels, Number, Text, keys


@dataclass(frozen=True, slots=True)
class Intervention:
    r"""Something done against pain, and what a usual session of it is expected to leave behind.

    The dose curve is $a(m) = m^h / (m_{1/2}^h + m^h)$ with minutes $m$, `half_minutes` $m_{1/2}$ and
    `hill` $h$.

    Attributes:
        name: The file's stem.
        title: What people read.
        session_word: What one dose of it is called: "session", "practice", "dose".
        description: What is done, for a lay reader.
        grade: How well relief by it is supported: "established", "plausible" or "speculative".
        onset: When its effect begins, in words.
        usual_minutes: The length of a usual session [minute].
        half_minutes: The length at which half of the largest effect is reached [minute].
        hill: How sudden the dose curve is [1].
        size_mean: Relief by a usual session beyond the first hours, expected in the population [nrs].
        size_sd: Its standard deviation between people; a claim starts from 0 with the root mean square of both [nrs].
        immediate_mean: Further relief that is gone within hours, expected in the population [nrs].
        immediate_sd: Its standard deviation between people [nrs].
        immediate_half_life_hours: Half-life of that further relief [hour].
        half_life_median_days: Median half-life of the relief that fades [day].
        half_life_log_sd: Standard deviation of the half-life's logarithm between people [1].
        staying_median: Median share of the relief that outlasts the fading [1].
        staying_logit_sd: Standard deviation of that share's logit between people [1].
        lasting: What keeps the share that stays: a "course" (weeks to months) or a learnt "skill" (years).
        soreness_sd: Standard deviation around 0 of the soreness on the days after [nrs].
        harms: Known harms, for the person who decides.
        sources: Keys of the studies behind the numbers.
        basis: Which of the numbers were reported, which derived and which assumed.
        inputs: The inputs of the model that it acts on while it lasts, each with its level.
        leaves_relief: Whether the file says what it leaves behind; otherwise the numbers are those of the generic one.
    """

    name: Annotated[str, Text(pattern=NAME)]
    title: Annotated[str, Text()]
    session_word: Annotated[str, Text()]
    description: Annotated[str, Text()]
    grade: Annotated[str, Text(choices=("established", "plausible", "speculative"))]
    onset: Annotated[str, Text()]
    usual_minutes: Annotated[float, Number("dose", above=0, most=1440)]
    half_minutes: Annotated[float, Number("dose", above=0, most=1440)]
    hill: Annotated[float, Number("dose", above=0, most=10)]
    size_mean: Annotated[float, Number("relief", least=-10, most=10)]
    size_sd: Annotated[float, Number("relief", above=0, most=10)]
    immediate_mean: Annotated[float, Number("relief", least=-10, most=10)]
    immediate_sd: Annotated[float, Number("relief", above=0, most=10)]
    immediate_half_life_hours: Annotated[float, Number("relief", above=0, most=240)]
    half_life_median_days: Annotated[float, Number("relief", above=0, most=3650)]
    half_life_log_sd: Annotated[float, Number("relief", above=0, most=3)]
    staying_median: Annotated[float, Number("relief", above=0, below=1)]
    staying_logit_sd: Annotated[float, Number("relief", above=0, most=5)]
    lasting: Annotated[str, Text("relief", choices=("course", "skill"))]
    soreness_sd: Annotated[float, Number("soreness", least=0, most=10)]
    harms: Annotated[str, Text()]
    sources: Annotated[tuple[str, ...], keys()]
    basis: Annotated[str, Text("relief")]
    inputs: Annotated[tuple[tuple[str, float], ...], Levels()] = ()
    leaves_relief: bool = True

    def amount(self, minutes: float) -> float:
        """The share of the largest effect that a session of this length has; 0 at 0 minutes.

        Args:
            minutes: The length of the session [minute].
        """
        if minutes <= 0:
            return 0.0
        # Through the logarithm, as the powers themselves overflow for absurd lengths.
        return 1 / (1 + math.exp(min(self.hill * math.log(self.half_minutes / minutes), 700.0)))
