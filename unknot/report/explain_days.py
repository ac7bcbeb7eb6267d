"""The sentences about days: who and when, what goes with more pain, the coming days, how sure we are."""

from __future__ import annotations

from unknot.records import Record
from unknot.report.answer import LEARNED, NO_CLEAR_LINK, PREVIEW, Answer, DriverAnswer
from unknot.report.dates import span, weekday
from unknot.report.wording import clamp, count, number, number_interval, of_ten, percent, points, sure

PAIN = "pain"
WEEK = 7.0
WORTH_SAYING = 0.5


def who(answer: Answer) -> str:
    """What the record holds: "52 answers on pain · 8 sessions · 56 days (3 Mar to 27 Apr 2025)"."""
    record = answer.record
    first, last = extent(record)
    days = count(int(last) - int(first) + 1, "day")
    answers = count(len(record.answers(PAIN)), "answer")
    when = span(record.clock, first, last)
    return f"{answers} on pain · {count(len(record.doses), 'session')} · {days} ({when})"


def extent(record: Record) -> tuple[float, float]:
    """The first and the last day on which anything was recorded."""
    days = [item.day for item in (*record.responses, *record.doses)]
    return (min(days), max(days)) if days else (0.0, 0.0)


def timeline_sentence(answer: Answer) -> str:
    """How the answers went from the first week to the last."""
    answers = answer.record.answers(PAIN)
    if not answers:
        return "No answers on pain are recorded yet."
    start, end = answers[0].day, answers[-1].day
    early = [item.value for item in answers if item.day < start + WEEK]
    late = [item.value for item in answers if item.day > end - WEEK]
    if end - start < 2 * WEEK:
        values = [item.value for item in answers]
        return f"The answers on pain were {_mean(values)} on average."
    return f"The answers on pain were {_mean(early)} on average in the first week and {_mean(late)} in the last."


def timeline_reading(answer: Answer) -> str:
    """How the timeline is read."""
    band = f"The band is where {of_ten(answer.interval_level)} answers are expected."
    if not answer.record.doses:
        return band
    session = "Each mark at the top is a session."
    if any(entry.verdict == LEARNED for entry in answer.relief):
        return f"{session} The deeper the teal, the more relief there still is. {band}"
    return f"{session} Its relief is not drawn, as it is not known yet how long it lasts. {band}"


def driver_sentence(driver: DriverAnswer, level: float) -> str:
    """What is known about one companion of pain."""
    name = driver.title[:1].upper() + driver.title[1:]
    interval = sure(level, number_interval(driver.effect, signed=driver.verdict != LEARNED))
    if driver.verdict == LEARNED:
        effect = driver.effect
        if effect.median < 0:
            interval = sure(level, f"{number(-effect.hi)} to {number(-effect.lo)}")
        more = "more" if effect.median >= 0 else "less"
        return f"{name} goes with {points(abs(effect.median))} {more} pain ({interval})."
    answers = count(driver.answers, "answer")
    if driver.verdict == NO_CLEAR_LINK:
        return f"{name}: no clear link with pain ({interval} points; {answers})."
    return f"{name}: can't tell yet from {answers} ({interval} points)."


def driver_value(driver: DriverAnswer) -> str:
    """The same in one or two words."""
    if driver.verdict == LEARNED:
        return number(driver.effect.median, signed=True)
    return "no clear link" if driver.verdict == NO_CLEAR_LINK else "can't tell yet"


def drivers_sentence(answer: Answer) -> str:
    """What stands out among the companions of pain."""
    if not answer.drivers:
        return "Only pain is recorded, so nothing can be said about what goes with it."
    strongest = answer.drivers[0]
    if strongest.verdict == LEARNED:
        return driver_sentence(strongest, answer.interval_level)
    if all(driver.verdict == NO_CLEAR_LINK for driver in answer.drivers):
        return "Nothing that was recorded goes clearly with more or less pain."
    return "We can't tell yet what goes with more or less pain."


def drivers_step(answer: Answer) -> str:
    """What to record to learn about companions of pain; empty when there are some."""
    if answer.drivers:
        return ""
    return "Add a column for sleep, stress or mood (0–10) to the diary; an answer on most evenings is enough."


def forecast_sentence(answer: Answer) -> str:
    """Where pain is expected to go in the coming days."""
    if not answer.forecast:
        return "There are too few answers to look ahead."
    start, last = clamp(answer.forecast[0].mean), answer.forecast[-1]
    end = clamp(last.mean)
    level = answer.interval_level
    condition = "Without further sessions, pain" if answer.record.doses else "If days stay as they were, pain"
    interval = sure(level, f"{number(clamp(last.lo))} to {number(clamp(last.hi))}")
    there = f"about {number(end)} ({interval})"
    when = weekday(answer.record.clock, last.day)
    if abs(end - start) < WORTH_SAYING:
        return f"{condition} is expected to stay near where it is: {there} on {when}."
    way = "rise" if end > start else "fall"
    return f"{condition} is expected to {way} from about {number(start)} to {there} on {when}."


def trust(answer: Answer) -> str:
    """How far the computation can be trusted, in one sentence."""
    if answer.diagnostics.trustworthy:
        return "The computation passed its own checks."
    if answer.diagnostics.engine == PREVIEW:
        return (
            "This is a preview from a few draws around the most likely values. Do not rely on any number on this page: "
            "run the report again without the option --engine preview."
        )
    return (
        "The computation did not pass its own checks. Do not rely on any number on this page: "
        "run the report again with the slower, more thorough method (NUTS), or record more answers first."
    )


def diagnostics(answer: Answer) -> str:
    """The checks themselves, for those who want to know."""
    checks = answer.diagnostics
    parts = [
        f"{checks.engine}: {checks.draws:,} draws worth {checks.effective_sample_size:,.0f} independent ones",
        "" if checks.pareto_k is None else f"Pareto k {checks.pareto_k:.2f} (trusted up to 0.70)",
        "" if checks.r_hat is None else f"R-hat {checks.r_hat:.3f}",
        f"seed {checks.seed}",
    ]
    return " · ".join(part for part in parts if part)


def provenance(answer: Answer) -> str:
    """What computed the answer, from which data."""
    checks = answer.diagnostics
    versions = " · ".join(f"{name} {version}" for name, version in checks.versions.items())
    return f"{versions} · data {checks.data_hash[:16]}"


def limits(answer: Answer) -> tuple[str, ...]:
    """What must not be read out of the page."""
    ahead = "for no further sessions and for days" if answer.record.doses else "for days"
    return (
        "What goes together is not proof of a cause: pain and a bad night may both follow from something "
        "that nobody wrote down.",
        f"The days ahead are worked out {ahead} much like those in the diary.",
        "Unknot records and explains. It does not diagnose; the therapist decides together with the client.",
    )


def level_note(answer: Answer) -> str:
    """What the words "80 % sure" mean."""
    level = answer.interval_level
    return (
        f"“{percent(level)} sure” means: of many such intervals, {of_ten(level)} hold the true value, "
        "if the model is right."
    )


def _mean(values: list[float]) -> str:
    return number(sum(values) / len(values))
