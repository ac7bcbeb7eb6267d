"""The sentences about one treatment: in the client's words, with an interval on every number."""

from __future__ import annotations

from dataclasses import dataclass

from unknot.report.answer import LEARNED, ReliefAnswer
from unknot.report.wording import (
    SPACE,
    between,
    count,
    duration,
    duration_interval,
    number_interval,
    percent,
    percent_interval,
    points,
    sure,
)

BAND_TITLES = ("under 1 day", "1–3 days", "3–7 days", "over 7 days")
LASTING_TITLES = ("1 day", "3 days", "7 days")
WORTH_SAYING_STAYS = 0.05
"""Below, half of what fades is gone within a twelfth of the time at which half of all is: nearer than the words are."""
HALF_AN_HOUR = 0.5 / 24
MOST_WORDS = 2
PROPER = frozenset(
    {
        "swedish",
        "thai",
        "chinese",
        "indian",
        "japanese",
        "hawaiian",
        "ayurvedic",
        "alexander",
        "bowen",
        "pilates",
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a card: what is meant, what is known about it, and how sure that is."""

    label: str
    value: str
    interval: str


def is_learned(entry: ReliefAnswer) -> bool:
    """Whether the data say how long the relief lasts."""
    return entry.verdict == LEARNED


def treatment(title: str) -> str:
    """The name of a treatment inside a sentence: "massage", "Thai massage", "TENS"."""
    first = title.split(" ")[0]
    if first.lower() in PROPER or not first[1:].islower():
        return title
    return title[:1].lower() + title[1:]


def session(entry: ReliefAnswer) -> str:
    """One usual session: "a 60-minute massage session"; a name that somebody typed stands in quotation marks."""
    name = treatment(entry.title)
    if not entry.known:
        name = f"session of “{entry.title}”"
    elif len(name.split()) > MOST_WORDS:
        name = f"session of {name}"
    elif not name.endswith(("session", "practice")):
        name = f"{name} session"
    if entry.minutes < 1:
        return f"one {name}"
    minutes = f"{entry.minutes:.0f}"
    article = "an" if minutes.startswith("8") or minutes in {"11", "18"} else "a"
    return f"{article} {minutes}-minute {name}"


def relief_sentence(entry: ReliefAnswer, level: float) -> str:
    """The one sentence that matters about a treatment."""
    half = entry.half_life_days
    if not is_learned(entry):
        return (
            f"We cannot say yet how long the relief after {session(entry)} lasts: "
            f"the data fit anything from about {between(half.lo, half.hi)}."
        )
    text = (
        f"After {session(entry)}, half of the {fading(entry)} is gone in about {duration(half.median)} "
        f"({sure(level, duration_interval(half))})"
    )
    return f"{text}; {_about(entry.share_that_stays.median)} of the relief stays." if some_stays(entry) else f"{text}."


def some_stays(entry: ReliefAnswer) -> bool:
    """Whether so much stays that half of what fades is less than half of the relief."""
    return entry.share_that_stays.median >= WORTH_SAYING_STAYS


def fading(entry: ReliefAnswer) -> str:
    """What the half-life is the half of: all of the relief, or the part of it that fades."""
    return "relief that fades" if some_stays(entry) else "relief"


def learned_from(entry: ReliefAnswer) -> str:
    """How much the record could teach, in one sentence."""
    if entry.usable_sessions == entry.sessions:
        source = f"{count(entry.sessions, 'session')}"
    else:
        of_all = f"{entry.usable_sessions} of {count(entry.sessions, 'session')}"
        source = f"{of_all} (those with answers on pain in the week after)"
    verb = "Learned" if is_learned(entry) else "So far"
    return f"{verb} from {source}."


def doubt_taken(entry: ReliefAnswer) -> str:
    """How much of the doubt about the duration the data took away."""
    taken = _about(entry.learned_from_data)
    return f"The diary has taken away {taken} of the doubt about how long relief lasts."


def unknown_treatment(entry: ReliefAnswer) -> str:
    """What is said of a treatment without a fact file; empty for a known one."""
    if entry.known:
        return ""
    return (
        f"There is no fact file on “{entry.title}”, so nothing is assumed about it from studies "
        "(wide prior): all that is said here comes from this diary."
    )


def facts(entry: ReliefAnswer, level: float) -> tuple[Fact, ...]:
    """How strong, how long above one point, and how much stays."""
    return (_best(entry, level), _one_point(entry, level), _stays(entry, level), *_chances(entry))


def band_shares(entry: ReliefAnswer) -> tuple[tuple[str, float], ...]:
    """How probable each stretch of time until half of the relief is gone is."""
    return tuple(zip(BAND_TITLES, entry.bands.values(), strict=True))


def bands_heading(entry: ReliefAnswer) -> str:
    """What the stretches of time stand for."""
    if not is_learned(entry):
        return "Still possible: half of what fades is gone in …"
    return f"Half of the {fading(entry)} is gone in …"


def band_sentence(entry: ReliefAnswer) -> str:
    """The most probable stretch of time, or that no one can tell."""
    if not is_learned(entry):
        return "No stretch of time can be ruled in or out yet."
    title, share = max(band_shares(entry), key=lambda band: band[1])
    return f"Most probable: {title} ({percent(share)})."


def curve_sentence(entry: ReliefAnswer, level: float) -> str:
    """What the curve after a session shows."""
    band = f"the band is where it lies, {percent(level)} sure"
    if is_learned(entry):
        return f"Points less pain in the days after one session: the line is the middle estimate, {band}."
    return f"Every course inside the band still fits the data: {band}. The dashed line is only its middle."


def no_sessions() -> tuple[str, str]:
    """What is said where the record holds no session: the sentence and the next step."""
    return (
        "No sessions are recorded, so nothing can be said yet about how long relief lasts.",
        "Add each session with its day and its length in minutes. With four or more sessions, different "
        "numbers of days apart, and an answer on pain on most days, Unknot starts to learn.",
    )


def _best(entry: ReliefAnswer, level: float) -> Fact:
    peak = entry.peak
    if not is_learned(entry):
        return Fact("At its best", "cannot say yet", f"the data fit {number_interval(peak)} points less pain")
    value = f"about {points(peak.median)} less pain"
    return Fact("At its best", value, sure(level, number_interval(peak)))


def _one_point(entry: ReliefAnswer, level: float) -> Fact:
    label, time = "At least one point of relief", entry.days_above_one_point
    if not is_learned(entry):
        return Fact(label, "cannot say yet", f"the data fit {_lasting(time.lo)} to {_lasting(time.hi)}")
    if time.lo < HALF_AN_HOUR:
        value = "perhaps not at all" if time.median < HALF_AN_HOUR else f"lasts about {duration(time.median)}"
        return Fact(label, value, sure(level, f"not at all to {duration(time.hi)}"))
    return Fact(label, f"lasts about {duration(time.median)}", sure(level, duration_interval(time)))


def _stays(entry: ReliefAnswer, level: float) -> Fact:
    label, share = "Part that stays", entry.share_that_stays
    if not is_learned(entry):
        return Fact(label, "cannot say yet", f"the data fit {percent_interval(share)} of the relief")
    return Fact(label, f"{_about(share.median)} of the relief", sure(level, percent_interval(share)))


def _chances(entry: ReliefAnswer) -> tuple[Fact, ...]:
    """The chances that one point of relief is reached and still there later; only where they are known."""
    if not is_learned(entry):
        return ()
    later = zip(LASTING_TITLES, entry.probability_lasts_days.values(), strict=False)
    still = ", ".join(f"after {title}: {percent(share)}" for title, share in later)
    reached = f"{percent(entry.probability_one_point)} right after a session"
    return (Fact("Chance of at least one point", reached, still),)


def _lasting(days: float) -> str:
    return "not at all" if days < HALF_AN_HOUR else duration(days)


def _about(share: float) -> str:
    """A share to the next five percent: it is not known more exactly."""
    fives = 5 * int(share * 20 + 0.5)
    amount = "under 5" if fives < 5 else "over 95" if fives > 95 else f"about {fives}"
    return f"{amount}{SPACE}%"
