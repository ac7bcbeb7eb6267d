"""The protocol of a trial of one, with the items of SPENT 2019 (Porcino and others, BMJ 2020;368:m122) in our words."""

from __future__ import annotations

from dataclasses import dataclass

from unknot.evidence.load import instrument, intervention
from unknot.planning.trial.analysis import LEVEL
from unknot.planning.trial.design import TrialDesign
from unknot.planning.trial.moments import written
from unknot.planning.trial.options import Option
from unknot.planning.trial.power import Power
from unknot.planning.trial.verdict import SURE, SURE_OF_NOTHING
from unknot.report.trial_words import no_promise
from unknot.report.wording import SPACE, count, number, percent, points


@dataclass(frozen=True, slots=True)
class ProtocolItem:
    """One item: its number in SPIRIT and SPENT, what it is about, and what holds here."""

    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ProtocolPeriod:
    """A period as the protocol shows it: its option is sealed.

    Attributes:
        number: The period.
        block: Its block.
        begins: Its first day.
        counts_from: The first day that counts.
        ends: Its last day.
        hash: What its opened option must match.
    """

    number: int
    block: int
    begins: str
    counts_from: str
    ends: str
    hash: str


@dataclass(frozen=True)
class Protocol:
    """A protocol that can be read, printed and kept.

    Attributes:
        design: The design behind it.
        title: Its title.
        summary: The trial in three sentences.
        items: The items.
        periods: The schedule without the options.
        power: What trials of several sizes found when simulated.
    """

    design: TrialDesign
    title: str
    summary: str
    items: tuple[ProtocolItem, ...]
    periods: tuple[ProtocolPeriod, ...]
    power: tuple[Power, ...]


def protocol(design: TrialDesign, start: str) -> Protocol:
    """The protocol of a design.

    Args:
        design: The design.
        start: When the first period begins, as it was written.
    """
    first, second = design.options
    return Protocol(
        design=design,
        title=f"Protocol of an N-of-1 trial: {first.title}, against {second.title[:1].lower()}{second.title[1:]}",
        summary=_summary(design),
        items=_items(design, start),
        periods=tuple(
            ProtocolPeriod(
                period.number,
                period.block,
                written(start, period.start),
                written(start, period.counted_from),
                written(start, period.end - 1),
                digest,
            )
            for period, digest in zip(design.periods, design.seal.commitments, strict=True)
        ),
        power=design.power,
    )


def _summary(design: TrialDesign) -> str:
    own = design.own_power
    return (
        f"{count(2 * design.blocks, 'period')} of {count(design.period_days, 'day')} in "
        f"{count(design.blocks, 'block')}, each option once in every block, in an order that is drawn and sealed. If "
        "one option is better by "
        f"{points(2 * design.meaningful)}, such a trial says so in {percent(own.found)} of simulations, if by "
        f"{points(design.meaningful)}, in {percent(own.found_meaningful)}; if there is no difference, it names a "
        f"better one in {percent(own.false)}. The difference will be known to about ±{points(own.half_width)}."
    )


def _items(design: TrialDesign, start: str) -> tuple[ProtocolItem, ...]:
    first, second = design.options
    outcome = instrument(design.instrument)
    days = 2 * design.blocks * design.period_days
    entries = (
        (
            "6",
            "Why a trial of one",
            "Studies say what helps on average; this trial asks what helps this person. " + no_promise(),
        ),
        (
            "7",
            "Question",
            f"Is {_plain(first)} or {_plain(second)} followed by less pain, and by at least "
            f"{points(design.meaningful)}?",
        ),
        (
            "8",
            "Design",
            f"Randomised, open-label, {count(2 * design.blocks, 'period')} of {count(design.period_days, 'day')}, "
            f"{count(days, 'day')} in all, first day {written(start, 0)}. No run-in.",
        ),
        (
            "10",
            "Who",
            "One adult whose pain lasts and varies little from week to week, cleared of red flags and of reasons "
            "against either option.",
        ),
        ("11a", "Options", f"{_described(first)} {_described(second)}"),
        (
            "11b",
            "Changing or stopping",
            "Stop a period early for harm, at once; go on with the next one. Stop the trial when the person wishes.",
        ),
        ("11d", "Other care", "Keep medicines and other treatment as they are; note every change in the diary."),
        ("11 (SPENT)", "Washout", _washout(design)),
        ("12", "Outcome", f"“{outcome.question}”, 0–10, every evening. Answers from the day on which a period counts."),
        ("14", "Size", _size(design)),
        (
            "16",
            "Order",
            f"Drawn by computer within each block and sealed; SHA-256 of the seed {design.seal.seed_commitment[:16]}…; "
            "each "
            "period has a hash of its own and is opened on its first day (unknot trial open).",
        ),
        ("17", "Blinding", "None: both know what is done. Expectation is part of the difference."),
        (
            "18",
            "Collecting",
            "A phone diary or a table of answers; a missed evening stays missed, nothing is filled in.",
        ),
        ("20a", "Analysis", _analysis(design)),
        (
            "20c",
            "Missing days and carry-over",
            "Missing days carry no weight. What an option leaves behind is part of the model; its half-life is learned "
            "from a stated prior.",
        ),
        ("21", "Looking early", "The result is looked at once, after the last period."),
        ("22", "Harms", _harms(design)),
        (
            "24–26",
            "Ethics and consent",
            "For one person’s own care; anything beyond needs approval. The person agrees, may stop at any time, and "
            "owns the data.",
        ),
        ("27", "Data", "Kept with the person’s record, protected as health data are."),
        (
            "31",
            "After the trial",
            "The person is told the result with its uncertainty, “can’t tell” included, and chooses. Reported as CENT "
            "2015 asks.",
        ),
    )
    return tuple(ProtocolItem(*entry) for entry in entries)


def _harms(design: TrialDesign) -> str:
    names = dict.fromkeys(option.intervention for option in design.options if not option.absent)
    return " ".join(intervention(name).harms for name in names)


def _plain(option: Option) -> str:
    return f"“{option.title}”"


def _described(option: Option) -> str:
    fact = intervention(option.intervention)
    if option.absent:
        return f"{option.title[:1].upper()}{option.title[1:]}: nothing of it in these periods."
    return f"{option.title}: {fact.description}"


def _washout(design: TrialDesign) -> str:
    washout = design.washout
    source = (
        "this client’s own diary" if washout.learned else "what is known about the treatments, as no diary was given"
    )
    median, _ = washout.carry_over
    text = (
        f"The first {count(washout.days, 'day')} of each period are recorded and do not count, by {source}: what a "
        "session leaves "
        f"halves in about {number(median)}{SPACE}days."
    )
    if washout.days < washout.wanted_days:
        text += f" {count(washout.wanted_days, 'day')} would be needed; the rest is left to the model of carry-over."
    return text + " What stays for weeks cannot be washed out."


def _size(design: TrialDesign) -> str:
    own = design.own_power
    source = "as in this client’s diary" if design.from_diary else "as in other people’s diaries"
    return (
        f"{own.trials} trials of this size were simulated for each true difference, with days that vary {source}: "
        "power "
        f"{percent(own.found)} for {points(2 * design.meaningful)}, {percent(own.found_meaningful)} for "
        f"{points(design.meaningful)}, false claims {percent(own.false)}, half-width of the interval "
        f"{points(own.half_width)}."
    )


def _analysis(design: TrialDesign) -> str:
    spread = number(design.prior.effect_sd)
    return (
        "Bayesian regression with autocorrelated days, trend and carry-over; prior of the difference normal around 0 "
        f"with standard deviation {spread}. An option is called better from a probability of {100 * SURE:.1f} %, “no "
        f"difference that matters” is said from {percent(SURE_OF_NOTHING)} within ±{points(design.meaningful)}; "
        "otherwise “can’t tell”. "
        f"Intervals of {percent(LEVEL)}. A randomisation test stands beside it; with this size its p cannot fall below "
        f"{2 / 2**design.blocks:.2g}."
    )
