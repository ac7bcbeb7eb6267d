"""What a trial of one says, in the words that CENT 2015 asks for (Vohra and others, BMJ 2015;350:h1738)."""

from __future__ import annotations

from unknot.evidence.load import instrument, study
from unknot.planning.trial.analysis import LEVEL, TrialAnalysis
from unknot.planning.trial.verdict import SURE, Verdict
from unknot.records import Record
from unknot.report.wording import count, number, percent, points, sure

NO_PROMISE = (
    "A trial of one helps to choose; it does not promise less pain. In the largest study so far, people who ran such a "
    "trial had no significantly lower pain interference six months later than those in usual care, but decisions were "
    "shared better"
)


def no_promise() -> str:
    """What a trial of one can and cannot do, with the study behind it."""
    found = study("kravitz2018")
    return f"{NO_PROMISE} ({found.key}, {found.n} people)."


def title(found: TrialAnalysis) -> str:
    """The title, which names the design."""
    return f"N-of-1 trial: {found.titles[0]}, against {_inside(found.titles[1])}"


def headline(found: TrialAnalysis) -> str:
    """The one sentence that answers the question."""
    first, second = (f"“{name}”" for name in found.titles)
    low, middle, high = benefit(found)
    interval = sure(LEVEL, f"{number(min(abs(low), abs(high)))} to {points(max(abs(low), abs(high)))}")
    if found.verdict is Verdict.CANNOT_TELL:
        return (
            f"Can’t tell. The answers fit anything from {_side(low, first, second)} to {_side(high, first, second)} "
            f"({percent(LEVEL)} sure)."
        )
    if found.verdict is Verdict.NO_DIFFERENCE:
        return (
            f"No difference that matters between {first} and {second}: it is {percent(found.probability_too_small)} "
            f"probable that they are less than {points(found.meaningful)} apart."
        )
    winner, loser = (second, first) if found.verdict is Verdict.SECOND_BETTER else (first, second)
    return f"{winner} was better than {loser} for this person, by {points(abs(middle))} ({interval})."


def meaning(found: TrialAnalysis) -> str:
    """How probable a difference is that matters, on either side."""
    second, first = found.probability_second_meaningful, found.probability_first_meaningful
    return (
        f"A difference matters here from {points(found.meaningful)}, as stated before. “{found.titles[1]}” is better "
        "by that "
        f"much with a probability of {percent(second)}, “{found.titles[0]}” with {percent(first)}; with "
        f"{percent(found.probability_too_small)} the difference is too small to matter."
    )


def caution(found: TrialAnalysis) -> str:
    """What follows from the verdict and what does not."""
    if found.verdict is Verdict.CANNOT_TELL:
        return (
            "This is not a finding of no difference. More blocks, fewer missed days or longer periods would tell more; "
            "until "
            "then choose by cost, effort and liking."
        )
    if found.verdict is Verdict.NO_DIFFERENCE:
        return "Choose by cost, effort and liking."
    if found.by_a_meaningful_amount:
        sign = max(found.probability_second_better, found.probability_first_better)
        return (
            f"That it is better at all is {percent(sign)} probable; from {100 * SURE:.1f} % an option is called better."
        )
    return "It is better, but perhaps by too little to matter: weigh it against cost and effort."


def design_sentence(record: Record, found: TrialAnalysis) -> str:
    """Design, numbers and missing days."""
    periods, counted = len(found.periods), sum(period.counted for period in found.periods)
    left_out = sum(period.left_out for period in found.periods)
    first, last = found.periods[0].start, found.periods[-1].end
    return (
        f"{count(periods, 'period')} over {count(round(last - first), 'day')}; {count(counted, 'answer')} on "
        f"{instrument(found.instrument).title.lower()} count, {left_out} given in washouts do not, "
        f"{count(found.missing_days, 'day')} "
        "without an answer."
    )


def model_sentence(found: TrialAnalysis) -> str:
    """What the analysis allows for, and what it found about it."""
    return (
        f"The analysis allows for days that resemble their neighbours (correlation {found.correlation:.1f}), for an "
        "effect that "
        f"lingers after a change (half gone in about {number(found.carry_over_half_life)} days) and for a slow change "
        "by itself "
        f"({number(found.trend, signed=True)} points a week)."
    )


def test_sentence(found: TrialAnalysis) -> str:
    """The randomisation test beside it."""
    test = found.test
    if test is None:
        return "The randomisation test needs a block with answers under both options; there is none."
    tried = "all" if test.exact else "a sample of"
    text = (
        f"Randomisation test: the options’ means differ by {number(test.difference, signed=True)} within blocks; "
        f"{tried} "
        f"{test.sequences} orders that could have been drawn give p = {test.p_value:.2f}."
    )
    if test.smallest_p > 1 - LEVEL:
        text += (
            f" With so few blocks p cannot fall below {test.smallest_p:.2f}, so this test alone could not show "
            "anything."
        )
    return text


def limits(found: TrialAnalysis) -> tuple[str, ...]:
    """What a reader must keep in mind."""
    return (
        *_without_washout(found),
        "It holds for this person, these options and these weeks; nothing is said about other people.",
        "Person and therapist knew which option was on, so expectation is part of the difference.",
        "What stays for weeks after an option ended cannot be told from a change by itself.",
        "Harms were not analysed; note them in the diary and weigh them too.",
        no_promise(),
    )


def _without_washout(found: TrialAnalysis) -> tuple[str, ...]:
    if any(period.left_out for period in found.periods):
        return ()
    return (
        "No answer was left out as washout. If an option works on for days after it ends, the difference comes out too "
        "small and its interval too narrow.",
    )


def benefit(found: TrialAnalysis) -> tuple[float, float, float]:
    """How much better the second option is than the first: low, middle, high [nrs]."""
    effect = found.effect
    if found.better_low:
        return -effect.high, -effect.median, -effect.low
    return effect.low, effect.median, effect.high


def _side(value: float, first: str, second: str) -> str:
    if abs(value) < 0.05:
        return "no difference"
    return f"{points(abs(value))} better under {second if value > 0 else first}"


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:]
