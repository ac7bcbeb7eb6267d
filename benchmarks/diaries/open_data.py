"""The open diaries as tables that `unknot` reads; the data stay where they are and are not part of the project."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

Row = Mapping[str, str]


@dataclass(frozen=True)
class OpenSet:
    """One series of an open data set.

    Attributes:
        name: Its name in tables.
        folder: Where its `tidy.csv` lies in the data folder.
        title: What people read.
        column: The column that is forecast.
        header: The header of that column in the table, with its scale if it is not 0-10.
        daily: Whether the answers of a day are averaged.
        kept: Which rows are used.
        warmup: How many answers of a person are not forecast.
        medicine: The days on which a row says that a medicine was taken.
    """

    name: str
    folder: str
    title: str
    column: str = "pain10"
    header: str = "pain"
    daily: bool = False
    kept: Callable[[Row], bool] = lambda row: True
    warmup: int = 10
    medicine: Callable[[Row], Iterable[float]] = lambda row: ()


MYAIGUIDE = OpenSet(
    "joint_pain_self_tracked",
    "myaiguide_participants",
    "myaiguide P2-P9, daily",
    daily=True,
    kept=lambda row: row["person"] != "P1",
)
FIRST_WEEK = OpenSet("pain_diary_first_week", "bda_pain_diary", "bda, first week", kept=lambda row: row["block"] == "0")
SECOND_WEEK = OpenSet(
    "pain_diary_second_week", "bda_pain_diary", "bda, second week", kept=lambda row: row["block"] == "1"
)
BOTH_WEEKS = OpenSet("pain_diary", "bda_pain_diary", "bda, both weeks")
SERIES = (
    MYAIGUIDE,
    OpenSet(
        "joint_pain_changes_only",
        "myaiguide_participants",
        "myaiguide P1, daily (entered changes only)",
        daily=True,
        kept=lambda row: row["person"] == "P1",
    ),
    OpenSet("deep_brain_ratings", "shirvalkar_cp_natneuro2023", "shirvalkar CP1 + CP2, every rating"),
    OpenSet("deep_brain_days", "shirvalkar_cp_natneuro2023", "shirvalkar CP1 + CP2, daily mean", daily=True),
    OpenSet(
        "single_case_prompts",
        "kossakowski2017_single_case",
        "kossakowski, every prompt",
        column="pain",
        header="pain [1-7]",
    ),
    OpenSet(
        "single_case_days",
        "kossakowski2017_single_case",
        "kossakowski, daily mean",
        column="pain",
        header="pain [1-7]",
        daily=True,
    ),
    OpenSet(
        "sleep_trials",
        "hpi_nof1_sleep_trials",
        "hpi N-of-1, sleep quality (not pain)",
        column="sleep_quality",
        daily=True,
    ),
)


def _treated_day(row: Row) -> Iterable[float]:
    return (float(row["t_days"]) - 0.4,) if row["treat"] == "1.0" else ()


def _three_weeks_before(row: Row) -> Iterable[float]:
    day = float(row["t_days"])
    return (day - back for back in range(1, 22) if day >= back) if row["treatment"] == "A" else ()


NERVE_PAIN = OpenSet("nerve_pain_trial", "kamerman_amitriptyline_hivsn", "kamerman, every three weeks", warmup=3)
SHORT = (
    replace(FIRST_WEEK, warmup=3),
    replace(SECOND_WEEK, warmup=3),
    replace(BOTH_WEEKS, warmup=7),
    replace(BOTH_WEEKS, warmup=7, title="bda, both weeks, treatment as daily doses", medicine=_treated_day),
    NERVE_PAIN,
    replace(NERVE_PAIN, title="kamerman, amitriptyline as daily doses", medicine=_three_weeks_before),
)
FIRST_DAYS = (
    FIRST_WEEK,
    SECOND_WEEK,
    BOTH_WEEKS,
    MYAIGUIDE,
    OpenSet("sleep_trials", "hpi_nof1_sleep_trials", "hpi N-of-1, sleep quality (not pain)", column="sleep_quality"),
)


def write_table(series: OpenSet, data: Path, out: Path) -> Path:
    """Write the table of one series and say where it lies.

    Args:
        series: The series.
        data: The folder of the open data.
        out: The folder for the table.
    """
    path = out / f"{series.name}.csv"
    with (data / series.folder / "tidy.csv").open(encoding="utf-8") as source, path.open("w", encoding="utf-8") as to:
        writer = csv.writer(to, lineterminator="\n")
        writer.writerow(("person", "time", series.header))
        for row in csv.DictReader(source):
            if series.kept(row) and row[series.column]:
                writer.writerow((row["person"], row["t_days"], row[series.column]))
    return path


def write_doses(series: OpenSet, data: Path, out: Path) -> Path:
    """Write the doses of one series, of a day each, and say where they lie; arguments as in `write_table`."""
    path = out / f"{series.name}_doses.csv"
    with (data / series.folder / "tidy.csv").open(encoding="utf-8") as source, path.open("w", encoding="utf-8") as to:
        writer = csv.writer(to, lineterminator="\n")
        writer.writerow(("person", "time", "intervention", "minutes"))
        for row in csv.DictReader(source):
            writer.writerows((row["person"], day, "medication", 1440) for day in series.medicine(row))
    return path
