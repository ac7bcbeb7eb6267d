"""The card of how long relief lasts: sentence, stretches of time, curve, and how much was learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unknot.web.timeline.story import LEARNED
from unknot.web.timeline.wording import duration, interval, number, percent, span
from unknot.web.translation.said import plainly

WIDTH, HEIGHT = 280, 110
LEFT, RIGHT, TOP, BOTTOM = 18, 272, 8, 90
DAYS_SHOWN = 7
LEAST_SCALE = 2.0
BAR_HEIGHT = 28
NARROWEST_LABEL = 0.09
"""Of the bar's width, from which a percentage fits inside."""
HALF_AN_HOUR = 0.5 / 24


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of time in the bar.

    Attributes:
        number: Its place, from 1.
        title: The stretch in words.
        share: Its probability in words.
        x: Where it begins [pixel].
        width: How wide it is [pixel].
        labelled: Whether the probability fits inside.
    """

    number: int
    title: str
    share: str
    x: float
    width: float
    labelled: bool

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Curve:
    """What is left of a session's relief, as paths.

    Attributes:
        line: The middle estimate.
        band: Where it lies.
        half: Where half of what fades is gone: across and down, or None beyond the days that are shown.
        ticks: Days and where they stand.
        levels: Points of relief and where they stand.
    """

    line: str
    band: str
    half: tuple[float, float] | None
    ticks: Sequence[tuple[int, float]]
    levels: Sequence[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the card: what, how much, and how sure."""

    label: str
    value: str
    sure: str


@dataclass(frozen=True, slots=True)
class ReliefCard:
    """The card for one treatment; its title is in the language of the page."""

    title: str
    known: bool
    sentence: str
    sure: str
    pieces: Sequence[Piece]
    most_probable: str
    curve: Curve
    facts: Sequence[Fact]
    learned_from: str
    reasons: Sequence[str]
    width: int = WIDTH
    height: int = HEIGHT
    baseline: int = BOTTOM
    bar_height: int = BAR_HEIGHT


def relief_card(entry: Mapping[str, Any], level: float) -> ReliefCard:
    """The card for one treatment.

    Args:
        entry: Its part of the answer, as `unknot report --json` prints it.
        level: The probability inside every interval.
    """
    known = entry["verdict"] == LEARNED
    half, sure = entry["half_life_days"], percent(level)
    if known:
        sentence = _("Half of the relief that fades is gone in about %(time)s.") % {"time": duration(half["median"])}
        said = _("%(sure)s sure: %(span)s") % {"sure": sure, "span": span(half)}
    else:
        sentence = _("We cannot say yet how long relief lasts.")
        said = _("The data fit anything from %(span)s.") % {"span": span(half)}
    pieces = _pieces(entry["bands"])
    return ReliefCard(
        # A name that somebody typed is no text to translate.
        title=plainly(entry["title"]) if entry["known"] else entry["title"],
        known=known,
        sentence=sentence,
        sure=said,
        pieces=pieces,
        most_probable=_most_probable(entry["bands"], pieces) if known else "",
        curve=_curve(entry, known=known),
        facts=_facts(entry, sure) if known else (),
        learned_from=_learned_from(entry),
        reasons=tuple(entry["reasons"]),
    )


def _pieces(bands: Mapping[str, float]) -> list[Piece]:
    titles = (_("< 1 day"), _("1–3 days"), _("3–7 days"), _("> 7 days"))
    found: list[Piece] = []
    before = 0.0
    for place, (title, share) in enumerate(zip(titles, bands.values(), strict=True), start=1):
        x, width = round(before * WIDTH, 1), round(share * WIDTH, 1)
        found.append(Piece(place, title, percent(share), x, width, labelled=share >= NARROWEST_LABEL))
        before += share
    return found


def _most_probable(bands: Mapping[str, float], pieces: Sequence[Piece]) -> str:
    best = max(range(len(pieces)), key=list(bands.values()).__getitem__)
    return _("Most probable: %(title)s (%(share)s).") % {"title": pieces[best].title, "share": pieces[best].share}


def _curve(entry: Mapping[str, Any], *, known: bool) -> Curve:
    points = [point for point in entry["curve"] if point["day"] <= DAYS_SHOWN]
    highest = max(LEAST_SCALE, *(point["relief"]["hi"] for point in points)) if points else LEAST_SCALE
    middle = [(_across(point["day"]), _down(point["relief"]["median"], highest)) for point in points]
    above = [(_across(point["day"]), _down(point["relief"]["hi"], highest)) for point in points]
    below = [(_across(point["day"]), _down(point["relief"]["lo"], highest)) for point in reversed(points)]
    half = entry["half_life_days"]["median"]
    at_half = None
    if known and points and half <= DAYS_SHOWN:
        nearest = min(points, key=lambda point: abs(point["day"] - half))
        at_half = (_across(half), _down(nearest["relief"]["median"], highest))
    return Curve(
        line=_path(middle),
        band=f"{_path([*above, *below])}Z" if points else "",
        half=at_half,
        ticks=[(day, _across(day)) for day in range(DAYS_SHOWN + 1)],
        levels=[(level, _down(level, highest)) for level in range(0, int(highest) + 1, 1 if highest < 4 else 2)],
    )


def _facts(entry: Mapping[str, Any], sure: str) -> list[Fact]:
    peak, stays, one_point = entry["peak"], entry["share_that_stays"], entry["days_above_one_point"]
    lasting = _("not at all") if one_point["lo"] < HALF_AN_HOUR else duration(one_point["lo"])
    said = _("%(sure)s sure: %(interval)s")
    return [
        Fact(
            _("At its best"),
            _("%(points)s points less pain") % {"points": number(peak["median"])},
            said % {"sure": sure, "interval": interval(peak)},
        ),
        Fact(
            _("At least one point"),
            duration(one_point["median"]) if one_point["median"] >= HALF_AN_HOUR else _("perhaps not at all"),
            said
            % {
                "sure": sure,
                "interval": _("%(low)s to %(high)s") % {"low": lasting, "high": duration(one_point["hi"])},
            },
        ),
        Fact(
            _("Part that stays"),
            percent(stays["median"]),
            said % {"sure": sure, "interval": f"{percent(stays['lo'])} – {percent(stays['hi'])}"},
        ),
    ]


def _learned_from(entry: Mapping[str, Any]) -> str:
    sessions, usable = entry["sessions"], entry["usable_sessions"]
    said = {"usable": usable, "sessions": sessions, "taken": percent(entry["learned_from_data"])}
    source = ngettext("%(usable)s of %(sessions)s session", "%(usable)s of %(sessions)s sessions", sessions) % said
    if entry["verdict"] == LEARNED:
        return _("Learned from %(source)s; the diary took away %(taken)s of the doubt.") % {**said, "source": source}
    return _("So far from %(source)s; the diary took away %(taken)s of the doubt.") % {**said, "source": source}


def _across(day: float) -> float:
    return round(LEFT + day / DAYS_SHOWN * (RIGHT - LEFT), 1)


def _down(relief: float, highest: float) -> float:
    return round(BOTTOM - min(max(relief, 0.0), highest) / highest * (BOTTOM - TOP), 1)


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{across:g},{down:g}" for across, down in places) if places else ""
