"""Random numbers are those of Philox, normal, and the same in NumPy and in compiled code."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from unknot.cohort.kernel.compiled import LANES, compiled
from unknot.cohort.kernel.graph import Graph, Varies
from unknot.cohort.kernel.program import Followed, Program
from unknot.cohort.kernel.random_numbers import drawn, philox, step_normals

PERSONS, SEED = 4096, 20_261_129_000_001


@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_words_are_the_known_answers_of_its_authors(counter, key, words):
    assert tuple(int(word) for word in philox(counter, key)) == words


@pytest.fixture(scope="module")
def walked() -> np.ndarray:
    """The noise of one state in 64 steps, as a kernel draws it, shape (persons, steps)."""
    graph = Graph()
    state, normal = (graph.given(name, Varies.BY_BOTH) for name in ("state:a.b", "normal:a.b"))
    kernel = compiled(Program(graph, (), (Followed("a.b", state, normal, None),), ("a.b",), (), {"a.b": state}))
    blocks = PERSONS // LANES
    out = kernel(
        np.zeros((blocks, 0, LANES)), np.zeros((blocks, 1, LANES)), np.zeros((64, 0)), np.arange(1, 65), seed=SEED
    )
    return out[:, :, 0].transpose(0, 2, 1).reshape(PERSONS, 64)


def test_compiled_noise_is_that_of_numpy(walked):
    persons = np.arange(PERSONS, dtype=np.uint64)
    for step in range(8):
        np.testing.assert_allclose(walked[:, step], step_normals("a.b", persons, step, SEED), rtol=0, atol=1e-9)


def test_noise_is_standard_normal_and_forgets_itself(walked):
    assert stats.kstest(walked.ravel(), "norm").pvalue > 1e-3
    assert abs(np.mean(walked**4) - 3) < 5 * np.sqrt(96 / walked.size)
    for lag in (1, 2, 3, 4):
        assert abs(np.mean(walked[:, lag:] * walked[:, :-lag])) < 5 / np.sqrt(walked.size)
    assert abs(np.mean(walked[1:] * walked[:-1])) < 5 / np.sqrt(walked.size)


def test_draws_of_people_are_normal_or_student_t_and_nobody_is_further_out_than_asked():
    persons = np.arange(20_000, dtype=np.uint64)
    for degrees, law in ((None, stats.norm()), (5.0, stats.t(5))):
        found = drawn("x", persons, 1, degrees, 3.0)
        assert np.abs(found).max() == 3.0
        inside = found[np.abs(found) < 3]
        within = law.cdf(3) - law.cdf(-3)
        assert stats.kstest((law.cdf(inside) - law.cdf(-3)) / within, "uniform").pvalue > 1e-3


def test_people_and_names_have_draws_of_their_own():
    persons = np.arange(20_000, dtype=np.uint64)
    one, other = drawn("x", persons, 1, None, 3.0), drawn("y", persons, 1, None, 3.0)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.03
    np.testing.assert_array_equal(one[5000:5010], drawn("x", persons[5000:5010], 1, None, 3.0))
    assert drawn("x", np.asarray([2**32 + 7], dtype=np.uint64), 1, None, 3.0) != one[7]
