"""The row that a fit leaves behind, and the schema of all rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from unknot.inference.diary_model import PAIN
from unknot.inference.posterior import Check, Posterior
from unknot.report.answer import Estimate, ReliefAnswer, plain
from unknot.report.answer_drivers import driver_answer
from unknot.report.answer_relief import relief_answer

FORMAT = "unknot-fits/1"
FAILURES_FORMAT = "unknot-failures/1"
_ESTIMATES = ("peak", "half_life_days", "days_above_one_point", "share_that_stays")
_SHARES = ("probability_one_point", "learned_from_data")
_BANDS = {"<1": "under_1", "1-3": "from_1_to_3", "3-7": "from_3_to_7", ">7": "over_7"}

_ESTIMATE = pl.Struct(dict.fromkeys(("median", "lo", "hi"), pl.Float64))
_RELIEF = pl.Struct(
    {
        "intervention": pl.String,
        "known": pl.Boolean,
        "sessions": pl.Int64,
        "usable_sessions": pl.Int64,
        "minutes": pl.Float64,
        **dict.fromkeys(_ESTIMATES, _ESTIMATE),
        "bands": pl.Struct(dict.fromkeys(_BANDS, pl.Float64)),
        "probability_lasts_days": pl.Struct(dict.fromkeys(("1", "3", "7"), pl.Float64)),
        **dict.fromkeys(_SHARES, pl.Float64),
        "verdict": pl.String,
        "reasons": pl.List(pl.String),
    }
)
_DRIVER = pl.Struct(
    {
        "name": pl.String,
        "answers": pl.Int64,
        "effect": _ESTIMATE,
        "swing": pl.Float64,
        "probability_more_pain": pl.Float64,
        "verdict": pl.String,
    }
)
SCHEMA = pl.Schema(
    {
        "person": pl.String,
        "answers": pl.Int64,
        "answers_on_pain": pl.Int64,
        "days": pl.Float64,
        "sessions": pl.Int64,
        "intervention": pl.String,
        "verdict": pl.String,
        **{f"{name}_{end}": pl.Float64 for name in _ESTIMATES for end in ("median", "lo", "hi")},
        **{f"half_life_{band}": pl.Float64 for band in _BANDS.values()},
        **dict.fromkeys(_SHARES, pl.Float64),
        "relief": pl.List(_RELIEF),
        "drivers": pl.List(_DRIVER),
        "trustworthy": pl.Boolean,
        "draws": pl.Int64,
        "effective_sample_size": pl.Float64,
        "pareto_k": pl.Float64,
        "data_hash": pl.String,
        "notices": pl.List(pl.String),
    }
)
"""The columns of `fits.parquet`; names and meaning as in the JSON of `unknot report`."""

FAILURES = pl.Schema({"person": pl.String, "kind": pl.String, "message": pl.String})
"""The columns of `failures.parquet`."""


def row_of(posterior: Posterior) -> Mapping[str, Any]:
    """One client's row; the columns beside `relief` are about the treatment with the most sessions."""
    record, check = posterior.record, posterior.check
    found = (relief_answer(posterior, name, curve=False) for name in record.interventions)
    relief = sorted(found, key=lambda one: -one.sessions)
    drivers = [plain(driver_answer(posterior, name)) for name in sorted(posterior.diary.variation)]
    moments = [entry.day for entry in record.responses]
    return {
        "person": record.person,
        "answers": len(record.responses),
        "answers_on_pain": len(record.answers(PAIN)),
        "days": plain(max(moments) - min(moments)),
        "sessions": len(record.doses),
        **(_main(relief[0]) if relief else {}),
        "relief": [_chosen(plain(one), _RELIEF) for one in relief],
        "drivers": [_chosen(one, _DRIVER) for one in drivers],
        **row_of_check(check),
        "draws": len(posterior.z),
        "data_hash": posterior.data_hash,
        "notices": list(record.notices),
    }


def row_of_check(check: Check) -> Mapping[str, Any]:
    """How far a computation can be trusted."""
    return {
        "trustworthy": check.trustworthy,
        "effective_sample_size": plain(check.effective_sample_size),
        "pareto_k": plain(check.pareto_k) if check.pareto_k is not None and np.isfinite(check.pareto_k) else None,
    }


def _main(relief: ReliefAnswer) -> Mapping[str, Any]:
    found: dict[str, Any] = {"intervention": relief.intervention, "verdict": relief.verdict}
    for name in _ESTIMATES:
        value: Estimate = getattr(relief, name)
        found |= {f"{name}_{end}": plain(getattr(value, end)) for end in ("median", "lo", "hi")}
    found |= {f"half_life_{name}": plain(relief.bands[band]) for band, name in _BANDS.items()}
    return found | {name: plain(getattr(relief, name)) for name in _SHARES}


def _chosen(entry: Mapping[str, Any], kind: pl.Struct) -> Mapping[str, Any]:
    return {field.name: entry[field.name] for field in kind.fields}
