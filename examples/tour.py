"""The pictures of docs/tour.md, from the model as it is: run `python examples/tour.py docs/pictures`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from unknot.model.cohort import Pace, Readings, live
from unknot.model.exposure import Exposure, session
from unknot.model.people import People, draw_people
from unknot.model.whole import whole_model
from unknot.report import palette
from unknot.report.chart_states import Line, Panel, specification
from unknot.report.charts import Spec, picture

PAIN = "perception.intensity"
PERSONS = 1000
NOON = 0.5
SCALE = (0.0, 8.0)


def people(persons: int = PERSONS, treatments: Sequence[str] = ("massage",)) -> People:
    """Virtual clients at the calibrated values."""
    return draw_people(whole_model(treatments), persons, seed=1)


def compare(
    crowd: People,
    regimens: dict[str, tuple[Exposure, ...]],
    times: np.ndarray[tuple[int], np.dtype[np.float64]],
    names: Sequence[str],
    pace: Pace | None = None,
) -> dict[str, Readings]:
    """The same people through several regimens on one grid."""
    everything = [dose for doses in regimens.values() for dose in doses]
    return {
        label: live(crowd, doses, list(times), names, seed=1, pace=pace, beside=everything)
        for label, doses in regimens.items()
    }


def difference(
    found: dict[str, Readings], name: str, arm: str, against: str
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Relief of each person: the pain that one regimen takes away compared with another."""
    return found[against].values[name] - found[arm].values[name]


def one_session(crowd: People) -> Spec:
    """Relief after one 60-minute session over minutes, days and weeks."""
    doses = {"none": (), "session": (session("massage", NOON, 60),)}
    panels: list[Panel] = []
    for title, until in (("the first three hours", 0.125), ("the first three days", 3.0), ("eight weeks", 56.0)):
        times = NOON + np.linspace(until / 120, until, 120)
        found = compare(crowd, doses, times, [PAIN])
        relief = difference(found, PAIN, "session", "none")
        line = Line("relief", found["none"].times - NOON, relief, palette.RELIEF)
        panels.append(Panel(f"points less pain, {title}", (line,), own_axis=True))
    return specification(panels)


def stores(crowd: People) -> Spec:
    """Where the relief of one session sits: what fades in hours, in days and in months."""
    parts = {
        "expected relief": "expectation.relief",
        "calm": "distress.calm",
        "first hours": "relief_massage.immediate",
        "settling": "relief_massage.settling",
        "course": "relief_massage.course",
    }
    times = NOON + np.linspace(0.01, 4, 160)
    found = compare(crowd, {"session": (session("massage", NOON, 60),)}, times, list(parts.values()))["session"]
    lines = tuple(Line(label, found.times - NOON, found.values[name]) for label, name in parts.items())
    return specification([Panel("points, middle person, after one session at day 0", lines, band=0)], height=220)


def weekly(crowd: People) -> Spec:
    """Ten weekly sessions, and what is left after them."""
    times = np.arange(0.8, 140, 1.0)
    course = tuple(session("massage", 7 * week + NOON, 60) for week in range(1, 11))
    found = compare(crowd, {"no session": (), "ten weekly": course}, times, [PAIN], Pace(1 / 96, 0.5))
    colours = {"no session": palette.UNKNOWN, "ten weekly": palette.RELIEF}
    lines = tuple(Line(label, seen.times, seen.values[PAIN], colours[label]) for label, seen in found.items())
    return specification([Panel("pain in the evening, 0-10", lines, band=0.5, domain=SCALE)], height=220)


def dose(crowd: People) -> Spec:
    """Thirty against sixty minutes, twice a week for four weeks."""
    times = np.arange(0.8, 60, 1.0)
    days = [1 + 3.5 * place for place in range(8)]
    regimens = {
        "no session": (),
        "30 minutes": tuple(session("massage", day + NOON, 30) for day in days),
        "60 minutes": tuple(session("massage", day + NOON, 60) for day in days),
    }
    found = compare(crowd, regimens, times, [PAIN], Pace(1 / 96, 0.5))
    colours = (palette.UNKNOWN, palette.STRESS, palette.RELIEF)
    lines = tuple(
        Line(label, seen.times, seen.values[PAIN], colour)
        for (label, seen), colour in zip(found.items(), colours, strict=True)
    )
    return specification([Panel("pain in the evening, 0-10", lines, band=0, domain=(2.0, 6.0))], height=220)


def night_and_stress(crowd: People) -> Spec:
    """A lost night and a stressful hour: what they do to pain and to the need for sleep."""
    times = np.linspace(0.05, 5, 240)
    night = (Exposure("sleep_loss", 23 / 24 + 1, 8 / 24, 1.0),)
    strain = (Exposure("acute_stressor", 1.6, 1 / 24, 1.0),)
    names = [PAIN, "sleep_need.need", "stress_axis.reaction"]
    found = compare(crowd, {"usual": (), "lost night": night, "stressful hour": strain}, times, names)
    colours = {"usual": palette.UNKNOWN, "lost night": palette.SLEEP, "stressful hour": palette.STRESS}
    titles = ("pain, 0-10", "need for sleep, 0-1", "stress of the moment, points")
    return specification(
        [
            Panel(
                title,
                tuple(Line(label, seen.times, seen.values[name], colours[label]) for label, seen in found.items()),
                band=0,
            )
            for title, name in zip(titles, names, strict=True)
        ]
    )


PICTURES: dict[str, Callable[[People], Spec]] = {
    "tour_one_session": one_session,
    "tour_stores": stores,
    "tour_weekly": weekly,
    "tour_dose": dose,
    "tour_night_and_stress": night_and_stress,
}


def main(folder: Path) -> None:
    """Draw all pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    crowd = people()
    for name, draw in PICTURES.items():
        (folder / f"{name}.svg").write_text(picture(draw(crowd)), encoding="utf-8")
        print(folder / f"{name}.svg")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
