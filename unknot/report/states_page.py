"""Any states of the whole pain system under one regimen: a drawing, and the numbers behind it as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np

from unknot.model.cohort import Readings, live
from unknot.model.exposure import Exposure, session
from unknot.model.people import draw_people
from unknot.model.whole import whole_model
from unknot.records import Dose
from unknot.report import palette
from unknot.report.chart_states import Line, Panel, specification
from unknot.report.charts import picture

PEOPLE, MOMENTS = 300, 400
LEVELS = (0.1, 0.5, 0.9)


def follow(doses: Sequence[Dose], names: Sequence[str], days: float, seed: int) -> tuple[Readings, Readings]:
    """States and readouts of virtual people under a regimen, and without it.

    Args:
        doses: What is given.
        names: States or readouts by full name.
        days: How long [day].
        seed: Seed of people and noise.

    Raises:
        ModelError: If the model holds no such state, or nothing is known of a dose.
    """
    given: list[Exposure] = [session(dose.intervention, dose.day, dose.minutes) for dose in doses]
    people = draw_people(whole_model({dose.intervention for dose in doses}), PEOPLE, seed)
    times = list(np.linspace(days / MOMENTS, days, MOMENTS))
    given = [dose for dose in given if dose.start < days]
    return live(people, given, times, names, seed=seed), live(people, [], times, names, seed=seed, beside=given)


def drawing(with_doses: Readings, without: Readings, names: Sequence[str], titles: Sequence[str]) -> str:
    """One panel for each name, as an SVG file: the middle person, and where 80 % of people are."""
    panels = [
        Panel(
            title,
            (
                Line("without", without.times, without.values[name], palette.UNKNOWN),
                Line("with doses", with_doses.times, with_doses.values[name], palette.RELIEF),
            ),
        )
        for name, title in zip(names, titles, strict=True)
    ]
    return picture(specification(panels))


def table(with_doses: Readings, without: Readings, names: Sequence[str]) -> str:
    """The same as CSV: for each moment and name the 10, 50 and 90 % quantiles over people."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["day", "name", "doses", *(f"quantile_{level:g}" for level in LEVELS)])
    for name in names:
        for label, seen in (("without", without), ("with", with_doses)):
            rows = np.quantile(seen.values[name], LEVELS, axis=0).T
            for day, row in zip(seen.times, rows, strict=True):
                writer.writerow([f"{day:.4f}", name, label, *(f"{value:.4f}" for value in row)])
    return out.getvalue()
