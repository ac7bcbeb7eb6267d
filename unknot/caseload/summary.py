"""A caseload in one JSON object: how many were fitted, what was learned, who failed and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from unknot.caseload.formats import NO_SESSIONS, QUANTILES, SUMMARY
from unknot.report.answer import LEARNED, NOT_ENOUGH


def summary_of(fits: pl.DataFrame, failures: pl.DataFrame, made_from: Mapping[str, Any]) -> Mapping[str, Any]:
    """The summary of a run.

    Args:
        fits: The rows of those who were fitted.
        failures: Those who were not.
        made_from: Data, settings and versions.
    """
    relief = fits.select("relief").explode("relief", empty_as_null=False).unnest("relief")
    verdicts = fits["verdict"].fill_null(NO_SESSIONS).value_counts().rows()
    kinds = dict(failures["kind"].value_counts().sort("kind").rows())
    return {
        "format": SUMMARY,
        "clients": len(fits) + len(failures),
        "fitted": len(fits),
        "failed": len(failures),
        "failed_by_kind": kinds,
        "not_trustworthy": int((~fits["trustworthy"]).sum()),
        "verdicts": dict.fromkeys((LEARNED, NOT_ENOUGH, NO_SESSIONS), 0) | dict(verdicts),
        "interventions": {
            name: _intervention(relief.filter(pl.col("intervention") == name))
            for name in sorted(relief["intervention"].unique())
        },
        **made_from,
    }


def _intervention(relief: pl.DataFrame) -> Mapping[str, Any]:
    """What is known of one treatment; nothing in it but counts and quantiles over those who learned."""
    learned = relief.filter(pl.col("verdict") == LEARNED)
    return {
        "clients": len(relief),
        "learned": len(learned),
        "half_life_days": _spread(learned, "half_life_days"),
        "peak": _spread(learned, "peak"),
    }


def _spread(learned: pl.DataFrame, name: str) -> Mapping[str, float] | None:
    """Quantiles over clients of each client's median; None below one client."""
    medians = learned[name].struct.field("median")
    if not len(medians):
        return None
    found = ((probability, medians.quantile(probability, "linear")) for probability in QUANTILES)
    return {f"{probability:g}": round(value, 6) for probability, value in found if value is not None}
