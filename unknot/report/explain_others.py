"""The sentences about what is expected of a client together with others, apart from what the own diary shows."""

from __future__ import annotations

from unknot.report.answer import ExpectedRelief, WithOthers
from unknot.report.explain import WORTH_SAYING_STAYS
from unknot.report.sentence import Sentence
from unknot.report.wording import (
    SPACE,
    count,
    duration,
    duration_interval,
    number_interval,
    percent,
    points,
    sure,
)

HEADING = "With the others"


def expected_of(with_others: WithOthers, intervention: str, level: float) -> tuple[Sentence, ...]:
    """What is expected of one treatment, how much of that the own diary says, and whether to rely on it.

    Args:
        with_others: What is expected together with others.
        intervention: The treatment.
        level: The probability inside every interval.
    """
    entry = next((one for one in with_others.relief if one.intervention == intervention), None)
    if entry is None:
        text = "Too few clients of the caseload had this to add anything here."
        return (Sentence(text, {"pooled treatments": len(with_others.relief)}),)
    return (*expected(entry, level), *cautions(with_others))


def expected(entry: ExpectedRelief, level: float) -> tuple[Sentence, ...]:
    """What is expected of one treatment, and how much of that the own diary says.

    Args:
        entry: What is expected.
        level: The probability inside every interval.
    """
    half, peak, stays = entry.half_life_days, entry.peak, entry.share_that_stays.median
    some_stays = stays >= WORTH_SAYING_STAYS
    fading = "relief that fades" if some_stays else "relief"
    text = (
        f"Together with {count(entry.clients, 'other client')}: half of the {fading} is gone in about "
        f"{duration(half.median)} ({sure(level, duration_interval(half))})"
    )
    text += f"; about {_fives(stays)} of the relief stays." if some_stays else "."
    numbers = {
        "other clients": entry.clients, "half-life [day]": half.median, "lower [day]": half.lo,
        "upper [day]": half.hi, "share that stays": stays, "level": level,
    }  # fmt: skip
    strength = Sentence(
        f"One session is expected to take about {points(peak.median)} off the pain "
        f"({sure(level, number_interval(peak))}).",
        {"peak [nrs]": peak.median, "lower [nrs]": peak.lo, "upper [nrs]": peak.hi, "level": level},
    )
    return Sentence(text, numbers), strength, _own_part(entry)


def _own_part(entry: ExpectedRelief) -> Sentence:
    own = entry.from_own_diary
    if own < WORTH_SAYING_STAYS / 2:
        text = "Of how long relief lasts, this diary says next to nothing: it is what was seen with the others"
    else:
        text = f"Of how long relief lasts, this diary says about {_fives(own)}, the others the rest"
    return Sentence(
        f"{text}. If this client is unlike them, these figures lie too near to theirs.", {"from this diary": own}
    )


def cautions(with_others: WithOthers) -> tuple[Sentence, ...]:
    """What must be known before these numbers are used."""
    found: list[Sentence] = []
    if not with_others.trustworthy:
        text = "This computation with the others did not pass its own checks: do not rely on it, nor on the days ahead."
        found.append(Sentence(text, {"effective sample size": with_others.effective_sample_size}))
    if not with_others.rests:
        text = "What the others share had not come to rest when it was kept: take it as rough."
        found.append(Sentence(text, {"treatments": len(with_others.relief)}))
    return tuple(found)


def days_ahead(with_others: WithOthers) -> Sentence:
    """On what the coming days rest."""
    most = max(entry.clients for entry in with_others.relief)
    text = f"These days are worked out with what {count(most, 'other client')} show, not from this diary alone."
    return Sentence(text, {"other clients": most})


def _fives(share: float) -> str:
    """A share to the next five percent, five at least: it is not known more exactly."""
    fives = max(5 * int(share * 20 + 0.5), 5)
    return f"{fives}{SPACE}%" if fives < 100 else percent(share)
