"""Results as a Parquet file, with the study in its metadata."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from unknot.cohort.needed import polars_library
from unknot.cohort.replay import Replayed
from unknot.cohort.results import Results
from unknot.cohort.study import Study
from unknot.errors import UnknotError
from unknot.evidence.calibration import calibrated_values
from unknot.tables.whole_file import whole_file

SCHEMA_VERSION = "1"
_STUDY, _VERSION, _EQUATIONS = "unknot.cohort.study", "unknot.cohort.schema", "unknot.cohort.equations"


def write_results(results: Results, path: Path) -> None:
    """Write all statistics, one a row; the file is there whole or not at all."""
    polars = polars_library()
    kinds = {
        "arm": polars.String,
        "statistic": polars.String,
        "day": polars.Int32,
        "level": polars.Float64,
        "value": polars.Float64,
        "error": polars.Float64,
        "persons": polars.Int64,
    }
    rows = [asdict(row) for row in results.rows()]
    write_table(path, polars.DataFrame(rows, schema=kinds), results.study)


def write_table(path: Path, frame: Any, study: Study) -> None:
    """Write a table with the study and the version of its schema beside it."""
    told = {_STUDY: study.to_json(), _VERSION: SCHEMA_VERSION, _EQUATIONS: _equations()}
    with whole_file(path) as aside:
        frame.write_parquet(aside, metadata=told)


def write_replayed(replayed: Replayed, study: Study, path: Path) -> None:
    """Write replayed lives, one moment a row: person, arm, day, then every readout and state."""
    persons, arms, steps, _ = replayed.values.shape
    flat = replayed.values.reshape(-1, len(replayed.names))
    columns = {
        "person": np.repeat(np.asarray(replayed.persons), arms * steps),
        "arm": np.tile(np.repeat(np.asarray(replayed.arms), steps), persons),
        "day": np.tile(replayed.days, persons * arms),
        **{name: flat[:, place] for place, name in enumerate(replayed.names)},
    }
    write_table(path, polars_library().DataFrame(columns), study)


def read_study(path: Path) -> Study:
    """The study that a file of results came from.

    Raises:
        UnknotError: If the file holds none, or one of another version.
    """
    polars = polars_library()
    try:
        found: dict[str, str] = polars.read_parquet_metadata(path)
    except (OSError, polars.exceptions.PolarsError) as error:
        raise UnknotError("The results cannot be read.", given=f"{path}: {error}") from None
    if found.get(_VERSION) != SCHEMA_VERSION:
        raise UnknotError(
            "The file holds no results of a cohort that this version can read.",
            given=str(path),
            todo="Give the file that 'unknot cohort simulate' wrote.",
        )
    if found.get(_EQUATIONS) != _equations():
        raise UnknotError(
            "The people of these results lived by other equations or other values.",
            given=f"{path}: {found.get(_EQUATIONS)}, here {_equations()}",
            todo="Simulate again, or use the version of Unknot that wrote the file.",
        )
    return Study.from_json(found[_STUDY])


def _equations() -> str:
    """The version of Unknot, and what its calibrated values are."""
    values = json.dumps(dict(calibrated_values()), sort_keys=True)
    return f"{version('unknot')} {sha256(values.encode()).hexdigest()[:16]}"
