"""The days ahead from where a person stands: what the forecast says that goes through the whole diary."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from unknot.errors import FitError
from unknot.inference.coming import coming_band, standpoint
from unknot.inference.forecast import pain_band
from unknot.inference.individual import fit
from unknot.model.exposure import Exposure
from unknot.model.virtual_client import Protocol, virtual_client


@pytest.fixture(scope="module")
def known():
    return fit(virtual_client(2, Protocol(days=60, answered=0.9, asked=("pain", "stress"))).record)


def _sessions(known, *after):
    return [Exposure("massage", known.last_day + day, 60 / 1440, 1.0) for day in after]


@pytest.mark.parametrize("sessions", [(), (0.5,), (2.25, 9.0)])
def test_it_says_what_the_whole_forecast_says(known, sessions):
    days = [known.last_day + 0.5 * half for half in range(1, 29)]
    planned = _sessions(known, *sessions)
    whole, ahead = pain_band(known, days, planned=planned), coming_band(standpoint(known), days, planned=planned)
    for name in ("days", "mean", "lo", "hi", "relief"):
        np.testing.assert_allclose(getattr(ahead, name), getattr(whole, name), atol=2e-6, err_msg=name)
    assert not sessions or ahead.relief.max() > pain_band(known, days).relief.max() + 0.3


def test_what_lies_before_is_refused(known):
    begin = standpoint(known)
    with pytest.raises(FitError, match="not to come"):
        coming_band(begin, [known.last_day - 1.0])
    with pytest.raises(FitError, match="not to come"):
        coming_band(begin, [known.last_day + 1.0], planned=_sessions(known, -3.0))


def test_it_does_not_look_at_the_diary_again(known):
    begin = standpoint(known)
    emptied = replace(begin, posterior=replace(known, record=replace(known.record, responses=(), doses=())))
    days = [begin.day + 1.0, begin.day + 2.0]
    np.testing.assert_array_equal(coming_band(emptied, days).mean, coming_band(begin, days).mean)
