"""A caseload to look at: one HTML file with how many were learned, how long relief lasts, and every client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from unknot.caseload.formats import KINDS, NO_SESSIONS
from unknot.caseload.pool_words import sentences
from unknot.caseload.scale import TICKS, days, strip
from unknot.report.answer import LEARNED
from unknot.report.explain import BAND_TITLES
from unknot.report.page import render_page
from unknot.report.wording import number

PAGE = "caseload.html.j2"
BANDS = ("half_life_under_1", "half_life_from_1_to_3", "half_life_from_3_to_7", "half_life_over_7")


def render(out: Path, summary: Mapping[str, Any], pooled: Mapping[str, Any] | None = None) -> str:
    """The page of a run that has ended.

    Args:
        out: The folder of its results.
        summary: Its summary.
        pooled: What its clients share, as in `pooled.json`; None where they were not pooled.
    """
    fits, failures = (pl.read_parquet(out / f"{name}.parquet") for name in ("fits", "failures"))
    if pooled is None:
        return page_of(fits, failures, summary)
    return page_of(fits, failures, summary, sentences(pooled), pl.read_parquet(out / "pooled.parquet"))


def page_of(
    fits: pl.DataFrame,
    failures: pl.DataFrame,
    summary: Mapping[str, Any],
    shared: Sequence[str] = (),
    pooled: pl.DataFrame | None = None,
) -> str:
    """The page as HTML.

    Args:
        fits: The rows of those who were fitted.
        failures: Those who were not.
        summary: Counts, as in `summary.json`.
        shared: What the clients share, in words.
        pooled: The rows of clients with what the others show.
    """
    learned = fits.filter(pl.col("verdict") == LEARNED).sort("half_life_days_median", "person")
    others = fits.filter(pl.col("verdict").is_null() | (pl.col("verdict") != LEARNED))
    return render_page(
        PAGE,
        summary=summary,
        bands=[(title, float(learned[name].mean() or 0.0)) for title, name in zip(BAND_TITLES, BANDS, strict=True)],  # pyright: ignore[reportArgumentType]
        learned=[_client(row) for row in learned.iter_rows(named=True)],
        others=[
            (row["person"], row["trustworthy"], row["verdict"] or NO_SESSIONS, row["answers_on_pain"], row["sessions"])
            for row in others.iter_rows(named=True)
        ],
        shared=shared,
        pooled=[] if pooled is None else [_with_others(row) for row in pooled.iter_rows(named=True)],
        failures=[
            (row["person"], KINDS.get(row["kind"], row["kind"]), row["message"])
            for row in failures.iter_rows(named=True)
        ],
        ticks=[f"{day:g}" for day in TICKS],
    )


def _client(row: Mapping[str, Any]) -> Mapping[str, Any]:
    ends = {end: row[f"half_life_days_{end}"] for end in ("lo", "median", "hi")}
    return {
        "person": row["person"],
        "treatment": str(row["intervention"]).replace("_", " "),
        "words": f"{days(ends['median'])} ({days(ends['lo'])}–{days(ends['hi'])})",
        "peak": number(row["peak_median"]),
        "strip": strip(**ends),
    }


def _with_others(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**_client(row), "own": round(100 * row["from_own_diary"]), "trustworthy": row["trustworthy"]}
