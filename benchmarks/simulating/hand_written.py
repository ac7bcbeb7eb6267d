"""The hand-written twin in C: its tables, compiled with the C compiler of the machine."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import jax.numpy as jnp
import numpy as np
from simulating.subset import STEPS_A_DAY, Case, blocks

from unknot.cohort.kernel.random_numbers import tag
from unknot.model.exposure import Numbers
from unknot.model.people import personal

OPTIONS = (
    "-O3",
    "-march=native",
    "-ffp-contract=fast",
    "-fno-math-errno",
    "-fno-trapping-math",
    "-shared",
    "-fPIC",
    "-w",
    "-Wno-psabi",
)
LANES = 4
"""Persons at once: what fits a register of AVX; twice as many were slower with GCC."""
TAGS = ("nociception.drive", "nociception.fluctuation", "perception.valence")
LENGTHS = (0.5 / STEPS_A_DAY, 1.0 / STEPS_A_DAY)


def twin(case: Case) -> Callable[[bool], Numbers] | None:
    """A function that lets everyone live and gives their states, shape (states, persons); None without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    folder = Path(tempfile.mkdtemp())
    source = Path(__file__).with_name("twin.c")
    subprocess.run([compiler, *OPTIONS, str(source), "-o", str(folder / "twin.so"), "-lm"], check=True)
    run = ctypes.CDLL(str(folder / "twin.so")).run
    run.restype = None
    kept, table, constants = blocks(_kept(case), LANES), _table(case), _constants(case)
    tags = np.asarray([tag(name) for name in TAGS], dtype=np.uint32)

    def live(noise: bool) -> Numbers:
        states = blocks(case.start(), LANES)
        arrays = [ctypes.c_void_p(one.ctypes.data) for one in (states, kept, table, constants)]
        counts = [ctypes.c_int64(len(table)), ctypes.c_int64(len(states)), ctypes.c_uint64(0)]
        run(*arrays, *counts, ctypes.c_void_p(tags.ctypes.data), ctypes.c_int64(noise))
        return states.transpose(1, 0, 2).reshape(len(case.model.state_names), -1)

    return live


def _step(rate: Numbers | float, length: float) -> tuple[Numbers, Numbers]:
    """Decay over a step, and what production of 1 a day gives in it."""
    decay = np.exp(-np.asarray(rate) * length)
    return decay, np.where(np.asarray(rate) > 0, (1 - decay) / np.where(np.asarray(rate) > 0, rate, 1.0), length)


def _kept(case: Case) -> Numbers:
    person = personal(case.model, {name: jnp.asarray(z) for name, z in case.coordinates().items()})

    def value(name: str) -> Numbers:
        return np.broadcast_to(np.asarray(person.value(name)), case.persons)

    weight, time = value("expectation.weight"), value("nociception.fluctuation_time")
    octaves = np.log(5.0 / value("gate.best_velocity")) / value("gate.tuning_width")
    drift, spread = value("nociception.drift"), value("nociception.fluctuation_sd")
    return np.stack(
        [
            value("distress.calm_strength"),
            weight / (1 - weight),
            value("gate.touch_strength"),
            *(np.exp(-length / time) for length in LENGTHS),
            np.exp(-0.5 * octaves**2),
            drift * LENGTHS[1] ** 0.5,
            spread * (1 - np.exp(-2 * LENGTHS[1] / time)) ** 0.5,
        ]
    )


def _constants(case: Case) -> Numbers:
    def value(name: str) -> float:
        return float(case.model.value(name))

    found: list[float] = []
    for length in LENGTHS:
        found += [float(np.exp(-np.log(2) / value("nociception.improvement_half_time") * length))]
        found += [float(np.exp(-length / value("perception.valence_time")))]
        for name in ("perception.rating_lag", "expectation.pain_time", "gate.fibre_time", "gate.time"):
            decay, gain = _step(1 / value(name), length)
            found += [float(decay), float(gain / value(name))]
        time = value("distress.catastrophising_time")
        decay, gain = _step(1 / time, length)
        found += [float(decay), float(gain / time) * value("distress.catastrophising_by_pain")]
    valence = value("perception.valence_sd") * (1 - np.exp(-2 * LENGTHS[1] / value("perception.valence_time"))) ** 0.5
    return np.asarray([*found, value("gate.stroking_strength"), value("gate.half_touch"), valence])


def _table(case: Case) -> Numbers:
    """Columns: touch, slow touch on; then for the half and the whole step R (3), M (2), calm (2), depression (2)."""

    def value(name: str) -> float:
        return float(case.model.value(name))

    velocity, cue, comfort = (case.column(name) for name in ("stroking_velocity", "cue", "comfort"))
    columns = [case.column("touch") + velocity / (velocity + value("gate.half_velocity")), (velocity > 0) * 1.0]
    for length in LENGTHS:
        raised = cue / value("expectation.cue_time")
        decay, gain = _step(raised + 1 / value("expectation.relief_time"), length)
        columns += [decay, gain * raised, gain * raised * case.column("suggestion")]
        taught = cue / value("expectation.learning_time")
        decay, gain = _step(taught + 1 / value("expectation.memory_time"), length)
        columns += [decay, gain * taught]
        calming = np.where(comfort > 0, 1 / value("distress.calm_onset"), 0.0)
        decay, gain = _step(calming + 1 / value("distress.calm_time"), length)
        columns += [decay, gain * calming * comfort]
        time = value("distress.depression_time")
        decay, gain = _step(1 / time + value("distress.lift_by_comfort") * comfort, length)
        columns += [decay, gain * value("distress.depression_by_pain") / time]
    return np.ascontiguousarray(np.stack(columns, axis=1))
