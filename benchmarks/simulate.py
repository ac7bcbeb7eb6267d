"""How fast cohorts are simulated: the compiled kernel beside other ways to solve the same equations, in processor time.

All take steps of 15 minutes with a massage a week, at 16 states; the kernel is measured on the whole model too. Every
number is persons times steps by second of processor time of all threads: by second and core. Compiling is not counted.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence

import numpy as np
from rich.console import Console
from rich.table import Table
from simulating.hand_written import twin
from simulating.others import diffrax_vmap, jax_scan, numpy_arrays, scipy_lsoda
from simulating.peak import peak_flops
from simulating.subset import PARTS, STEPS_A_DAY, Case, model_of

from unknot.cohort.kernel.compiled import Kernel
from unknot.model.whole import whole_model

NOISE_FLOPS = 28
"""Floating-point operations of one normal number: half of a logarithm, a root, a sine and a cosine."""


def seconds(work: Callable[[], object], repeats: int) -> float:
    """The least processor time of several runs, after one that compiles."""
    work()
    found: list[float] = []
    for _ in range(repeats):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def rate(case: Case, work: Callable[[], object], repeats: int = 3) -> float:
    """Person-steps by second and core."""
    return case.persons * case.days * STEPS_A_DAY / seconds(work, repeats)


def lived(case: Case, kernel: Kernel) -> Callable[[], object]:
    """A run of the kernel."""
    table, draws, states = case.table(kernel), case.draws(kernel), case.states(kernel)
    until = np.asarray([case.days * STEPS_A_DAY])
    return lambda: kernel(draws, states.copy(), table, until)


def slope(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The slope of a line through the logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def contenders(scale: int) -> dict[str, float]:
    """Person-steps by second and core of everything that solves the 16 states."""
    model = model_of()
    large, middle, small = (Case(model, *size) for size in ((28, 2048 * scale), (4, 1024 * scale), (2, 256 * scale)))
    found: dict[str, float] = {}
    written = twin(large)
    for noise in (True, False):
        word = "noise" if noise else "no noise"
        found[f"kernel, {word}"] = rate(large, lived(large, large.kernel(noise=noise)))
        if written is not None:
            found[f"hand-written C, {word}"] = rate(large, lambda noise=noise: written(noise))
        found[f"plain JAX scan, {word}"] = rate(middle, jax_scan(middle, noise), 2)
        found[f"NumPy, {word}"] = rate(middle, numpy_arrays(middle, noise), 1)
        found[f"Diffrax, our step as its solver, {word}"] = rate(small, diffrax_vmap(small, noise, ours=True), 2)
    few, one = Case(model, 1, 64), Case(model, 2, 8)
    found["Diffrax, Kvaerno3, no noise"] = rate(few, diffrax_vmap(few, False, ours=False), 1)
    found["SciPy LSODA, no noise"] = rate(one, scipy_lsoda(one), 1)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=2, help="how many times more persons")
    scale = parser.parse_args().scale
    console, peak = Console(width=110), peak_flops()
    console.print(f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; peak {peak / 1e9:.1f} Gflop/s a core.")
    found = contenders(scale)
    kernel = {word: found[f"kernel, {word}"] for word in ("noise", "no noise")}
    table = Table("16 states", "person-steps/s/core", "kernel ÷ this")
    for name, value in found.items():
        table.add_row(name, f"{value:.3g}", f"{kernel[name.rpartition(', ')[2]] / value:.2f}")
    console.print(table)
    sizes = Table("kernel, with noise", "states", "moving", "flop a step", "person-steps/s/core", "of peak")
    whole = Case(whole_model(["massage"]), 14, 1024 * scale)
    grown = [Case(model_of(PARTS[:count]), 14, 1024 * scale) for count in range(2, len(PARTS) + 1)]
    cases = [(case, True) for case in (*grown, whole)] + [(whole, False)]
    costs: list[tuple[int, float]] = []
    for case, everything in cases:
        made = case.kernel(noise=True, everything=everything)
        speed = rate(case, lived(case, made))
        flops = made.program.step_flops + NOISE_FLOPS * len(made.program.normals)
        label = f"{len(case.model.state_names)}" + ("" if everything else ", those that pain depends on")
        row = (label, f"{len(made.program.states)}", f"{made.program.moving}", f"{flops}", f"{speed:.3g}")
        sizes.add_row(*row, f"{flops * speed / peak:.0%}")
        costs.append((made.program.moving, 1 / speed))
    console.print(sizes)
    model, noisy = model_of(), Case(model_of(), 7, 1024).kernel(noise=True)
    by_person = [Case(model, 7, count * scale) for count in (512, 2048, 8192)]
    by_day = [Case(model, days, 512 * scale) for days in (7, 28, 112)]
    slopes = {
        "persons": slope([one.persons for one in by_person], [seconds(lived(one, noisy), 3) for one in by_person]),
        "days": slope([one.days for one in by_day], [seconds(lived(one, noisy), 3) for one in by_day]),
        "moving states": slope(*zip(*costs, strict=True)),
    }
    console.print("Slopes of the logarithm of the cost: " + ", ".join(f"{k} {v:.2f}" for k, v in slopes.items()))


if __name__ == "__main__":
    main()
