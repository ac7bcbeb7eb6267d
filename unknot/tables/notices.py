"""What the reader of a report should know about how the tables were read, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from unknot.errors import did_you_mean
from unknot.records import Clock, Response
from unknot.tables.doses import NOON, DoseRow
from unknot.tables.numbers import shown
from unknot.tables.responses import EVENING
from unknot.tables.rows import When


def assumed_hours(answers: Iterable[When], doses: Iterable[When]) -> Iterable[str]:
    """That times without an hour were put at one."""
    assumed = [
        f"{hour:02.0f}:00 in the {kind}"
        for kind, hour, whens in (("answers", EVENING, answers), ("doses", NOON, doses))
        if any(when.without_hour for when in whens)
    ]
    if assumed:
        yield f"Days without an hour stand for {' and '.join(assumed)}."


def repeated(kind: str, count: int) -> Iterable[str]:
    """That rows which repeat an earlier one were left out."""
    if count:
        yield f"{_counted(count, 'row')} of the {kind} repeated an earlier one and {_were(count)} left out."


def several_at_once(responses: Sequence[Response], clock: Clock) -> Iterable[str]:
    """That an instrument was answered more than once at one moment."""
    counts = Counter((response.instrument, response.day) for response in responses)
    moments: dict[str, list[float]] = {}
    for (instrument, day), count in sorted(counts.items()):
        if count > 1:
            moments.setdefault(instrument, []).append(day)
    for instrument, days in moments.items():
        times = "time" if len(days) == 1 else "times"
        yield (
            f"'{instrument}' has several different answers at {len(days)} {times}, first at "
            f"{clock.label(days[0])}; all were kept."
        )


def assumed_minutes(doses: Iterable[DoseRow], minutes_of: Callable[[str], float]) -> Iterable[str]:
    """That empty minutes were taken as usual ones."""
    for name, count in Counter(row.intervention for row in doses if row.minutes is None).items():
        counted = f"{_counted(count, 'dose')} of '{name}' without minutes {_were(count)}"
        yield f"{counted} taken as {shown(minutes_of(name))} minutes."


def unknown_interventions(doses: Iterable[DoseRow], known: Mapping[str, float]) -> Iterable[str]:
    """That an intervention is not one of the known ones."""
    for name in dict.fromkeys(row.intervention for row in doses):
        if name not in known:
            offer = did_you_mean(name, known)
            yield f"'{name}' is not a known intervention and counts as a generic one. {offer}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
