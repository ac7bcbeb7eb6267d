"""A fit kept as NetCDF: what ArviZ reads, and what it takes to get the same posterior back.

The file holds the person's record: it is health data, to be kept like the diary itself.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from unknot.errors import FitError
from unknot.inference.diary_model import diary_model
from unknot.inference.exchange import provenance, to_arviz
from unknot.inference.filtering import Events
from unknot.inference.posterior import Check, Posterior
from unknot.inference.target import LastMoments, Target
from unknot.inference.timeline import build_timeline
from unknot.records import Record

FORMAT = "unknot-fit/1"
_ENGINE = "h5netcdf"


def save_fit(posterior: Posterior, path: Path) -> None:
    """Write a fit with its seed, versions and the hash of its data; the same fit gives the same content.

    Raises:
        FitError: If xarray is not installed, or the fit rests on other clients, who are not in the file.
    """
    if posterior.expects:
        raise FitError(
            "A fit together with other clients cannot be kept.",
            todo="Keep the client's own, and fit together anew.",
        )
    tree = to_arviz(posterior)
    import xarray

    structure, last = posterior.diary.structure, posterior.last
    fitted = xarray.Dataset(
        {
            "whitened": (("weighted_draw", "parameter"), posterior.z),
            "weight": ("weighted_draw", posterior.weights),
            "log_likelihood": ("weighted_draw", posterior.log_likelihood),
            "state_mean": (("weighted_draw", "state"), last.mean),
            "state_covariance": (("weighted_draw", "state", "other_state"), last.covariance),
        },
        {"parameter": list(posterior.parameters), "state": list(structure.states)},
        {"format": FORMAT, "record": posterior.record.to_json()},
    )
    tree["fit"] = xarray.DataTree(fitted)
    tree.to_netcdf(path, engine=_ENGINE)


def load_fit(path: Path) -> Posterior:
    """Read what `save_fit` wrote.

    Raises:
        FitError: If it is not a fit, if its record was changed, or if the model has changed since it was made.
    """
    try:
        import xarray
    except ImportError as error:
        raise FitError("This needs xarray.", todo="Install it with: pip install 'unknot[arviz]'.") from error
    try:
        with xarray.open_datatree(path, engine=_ENGINE) as tree:
            tree.load()
    except (OSError, ValueError) as error:
        raise FitError("The file cannot be read as a fit.", given=f"{path}: {error}") from error
    if "fit" not in tree.children or tree["fit"].attrs.get("format") != FORMAT:
        raise FitError("The file is not a fit.", given=str(path), todo="Give a file written by save_fit.")
    return _posterior(tree["fit"], tree.attrs)


def _posterior(fitted: Any, made: Mapping[Any, Any]) -> Posterior:
    record = Record.from_json(fitted.attrs["record"])
    diary = diary_model(record)
    timeline = build_timeline(record, diary.instruments, diary.given, diary.interventions)
    posterior = Posterior(
        record=record,
        diary=diary,
        target=Target.of(diary.model, diary.structure, Events.of(timeline)),
        z=fitted["whitened"].to_numpy(),
        weights=fitted["weight"].to_numpy(),
        log_likelihood=fitted["log_likelihood"].to_numpy(),
        last=LastMoments(fitted["state_mean"].to_numpy(), fitted["state_covariance"].to_numpy()),
        check=Check(
            str(made["engine"]),
            float(made["effective_sample_size"]),
            pareto_k=_number(made["pareto_k"]),
            r_hat=_number(made["r_hat"]),
        ),
        seed=int(made["seed"]),
    )
    _refuse_other_origin(posterior, fitted, made)
    return posterior


def _refuse_other_origin(posterior: Posterior, fitted: Any, made: Mapping[str, Any]) -> None:
    """A posterior means nothing beside other data or another model."""
    now = provenance(posterior)
    if now["data_hash"] != made["data_hash"]:
        raise FitError("The record in the file is not the one that was fitted.", given=f"hash {now['data_hash']}")
    names = ((posterior.parameters, "parameter"), (posterior.diary.structure.states, "state"))
    if any(list(here) != list(fitted[there].to_numpy()) for here, there in names):
        raise FitError(
            "The model has changed since this fit was made.",
            given=", ".join(f"{name} {number}" for name, number in json.loads(made["versions"]).items()),
            todo="Fit the record again.",
        )


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(np.asarray(value))
