"""Draws without SciPy's statistics are the same to the last bit as with them, however often one draws."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from scipy.special import stdtr
from scipy.stats import t
from scipy.stats.qmc import Sobol

from unknot.inference.sobol import scrambled_sobol
from unknot.inference.sobol_directions import DIRECTIONS
from unknot.inference.student_t import log_density


@pytest.mark.parametrize("size", [1, 2, 7, len(DIRECTIONS), len(DIRECTIONS) + 1])
@pytest.mark.parametrize("count", [1, 2, 64, 1024])
def test_points_and_generator_are_those_of_scipy(size, count):
    ours, theirs = np.random.default_rng((5, 0)), np.random.default_rng((5, 0))
    for _ in range(2):
        expected = Sobol(size, rng=theirs).random(count)
        assert scrambled_sobol(size, count, ours).tobytes() == expected.tobytes()
    assert ours.bit_generator.state == theirs.bit_generator.state


def test_students_t_has_the_bits_of_scipy():
    x = np.linspace(-9, 9, 1001)
    assert log_density(x, 5.0).tobytes() == t.logpdf(x, 5.0).tobytes()
    assert stdtr(5.0, x).tobytes() == t.cdf(x, 5.0).tobytes()


def test_a_report_does_not_import_scipys_statistics():
    code = "import sys, unknot.inference.individual, unknot.report.assemble; print('scipy.stats' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
