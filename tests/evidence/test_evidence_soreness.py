"""The soreness after a massage is as common as the survey of its clients says."""

from __future__ import annotations

import math

import pytest

from unknot.evidence import load

REPORTED = 0.10
"""Share of clients with minor discomfort after a massage (cambron2007) [1]."""
NOTICED = 0.5
"""What a whole number on the scale rounds up from [nrs]."""


def test_one_client_in_ten_notices_soreness_after_a_massage():
    massage = load.intervention("massage")
    beyond = math.erfc(NOTICED / massage.soreness_sd / math.sqrt(2)) / 2
    assert beyond == pytest.approx(REPORTED, abs=0.002)
    assert "cambron2007" in massage.sources
