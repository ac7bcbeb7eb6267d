"""A process that fits a plain regression to the same diary: AR(1) pain on a dose that fades.

The half-life of the dose is searched by SciPy, the rest is fitted by statsmodels' ARIMA at each half-life tried. It
gives one curve and no interval for the half-life; it is here for its time, not as a rival.
"""

from __future__ import annotations

import csv
import sys

import numpy as np
from scipy.optimize import minimize_scalar
from statsmodels.tsa.arima.model import ARIMA

SHORTEST, LONGEST = 0.25, 30.0


def read_days(path: str) -> list[dict[str, str]]:
    """The rows of a table whose times are day numbers."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fading_dose(evenings: np.ndarray, sessions: np.ndarray, half_life: float) -> np.ndarray:
    """What is left of all sessions so far on each evening, one session being 1 at first."""
    since = evenings[:, None] - sessions[None, :]
    return np.where(since > 0, 2.0 ** (-np.clip(since, 0, None) / half_life), 0.0).sum(axis=1)


def main(responses: str, doses: str) -> None:
    """Fit and print the half-life [day] and the effect of a session [nrs]."""
    answers = read_days(responses)
    evenings = np.asarray([float(row["time"]) for row in answers])
    pain = np.asarray([float(row["pain"]) if row["pain"] else np.nan for row in answers])
    sessions = np.asarray([float(row["time"]) for row in read_days(doses)])

    def fitted(log_half_life: float):
        dose = fading_dose(evenings, sessions, float(np.exp(log_half_life)))
        return ARIMA(pain, exog=dose, order=(1, 0, 0)).fit()

    bounds = (np.log(SHORTEST), np.log(LONGEST))
    best = minimize_scalar(lambda at: -fitted(at).llf, bounds=bounds, method="bounded", options={"xatol": 0.02})
    print(f"half-life {np.exp(best.x):.2f} days, effect {fitted(best.x).params[1]:.2f} points")


main(*sys.argv[1:])
