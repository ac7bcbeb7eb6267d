"""A posterior as others read it: an xarray tree with the groups and dimensions that ArviZ expects.

ArviZ takes draws as equally weighted, so weighted draws are picked by weight first.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from unknot.errors import FitError
from unknot.inference.nuts import CHAINS
from unknot.inference.posterior import Posterior
from unknot.inference.provenance import versions
from unknot.model.exposure import Numbers

if TYPE_CHECKING:
    import xarray

FORMAT = "unknot-arviz/1"
"""Name and version of what the tree holds."""
DIMENSIONS = ("chain", "draw")


def to_arviz(posterior: Posterior) -> xarray.DataTree:
    """Groups `posterior`, `sample_stats`, `observed_data` and `constant_data`; what computed it in the attributes.

    `posterior` holds the learned parameters and the states after the last event, by full name.

    Raises:
        FitError: If xarray is not installed.
    """
    try:
        import xarray
    except ImportError as error:
        raise FitError("This needs xarray.", todo="Install it with: pip install 'unknot[arviz]'.") from error
    record = posterior.record
    answers = {name: record.answers(name) for name in record.instruments}
    tree = xarray.DataTree.from_dict(
        {
            "posterior": xarray.Dataset(_draws(posterior)),
            "sample_stats": xarray.Dataset({"log_likelihood": _by_chain(posterior, posterior.log_likelihood)}),
            "observed_data": xarray.Dataset(
                {name: (f"{name}_day", [answer.value for answer in given]) for name, given in answers.items()},
                {f"{name}_day": [answer.day for answer in given] for name, given in answers.items()},
            ),
            "constant_data": xarray.Dataset(
                {
                    "dose_day": ("dose", np.asarray([dose.day for dose in record.doses], dtype=float)),
                    "dose_minutes": ("dose", np.asarray([dose.minutes for dose in record.doses], dtype=float)),
                    "dose_intervention": ("dose", np.asarray([dose.intervention for dose in record.doses], dtype=str)),
                }
            ),
        }
    )
    tree.attrs = {"format": FORMAT, **provenance(posterior)}
    return tree


def provenance(posterior: Posterior) -> dict[str, str | int | float]:
    """What computed it, from which data, and how far it can be trusted."""
    check = posterior.check
    return {
        "inference_library": "unknot",
        "engine": check.engine,
        "seed": posterior.seed,
        "data_hash": posterior.data_hash,
        "versions": json.dumps(dict(versions())),
        "effective_sample_size": check.effective_sample_size,
        "pareto_k": math.nan if check.pareto_k is None else check.pareto_k,
        "r_hat": math.nan if check.r_hat is None else check.r_hat,
    }


def _draws(posterior: Posterior) -> dict[str, tuple[tuple[str, str], Numbers]]:
    """Parameters and states, each with one value for each draw."""
    states = posterior.state_draws(posterior.diary.structure.states, _places(posterior))
    found = {name: _by_chain(posterior, values) for name, values in posterior.parameters.items()}
    return found | {name: (DIMENSIONS, values.reshape(_chains(posterior), -1)) for name, values in states.items()}


def _by_chain(posterior: Posterior, values: Numbers) -> tuple[tuple[str, str], Numbers]:
    return DIMENSIONS, values[_places(posterior)].reshape(_chains(posterior), -1)


def _chains(posterior: Posterior) -> int:
    return CHAINS if posterior.check.engine == "NUTS" else 1


def _places(posterior: Posterior) -> NDArray[np.intp]:
    count = len(posterior.z)
    return np.arange(count) if posterior.check.engine == "NUTS" else posterior.chosen(count)
