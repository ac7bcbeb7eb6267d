"""The same equations in SciPy, NumPy, Diffrax and a plain scan of JAX; each lives and gives nothing back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import diffrax
import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from scipy.integrate import solve_ivp
from simulating.subset import STEPS_A_DAY, Case

from unknot.cohort.kernel.graph import Varies
from unknot.cohort.kernel.operations import OPERATIONS
from unknot.cohort.kernel.program import DRAW, NORMAL, STATE
from unknot.model.cohort import lived_step
from unknot.model.people import personal

Work = Callable[[], Any]


def jax_scan(case: Case, noise: bool) -> Work:
    """A scan over steps of everyone at once, compiled by XLA."""
    person = personal(case.model, {name: jnp.asarray(z) for name, z in case.coordinates().items()})
    start, levels, inputs = jnp.asarray(case.start()), jnp.asarray(case.levels), case.inputs

    @eqx.filter_jit
    def run(person: Any, start: Any, levels: Any, key: Any) -> Any:
        def advance(x: Any, row: Any) -> tuple[Any, None]:
            level, step = row
            shape = (len(person.noisy_states), x.shape[1])
            normals = jax.random.normal(jax.random.fold_in(key, step), shape) if noise else None
            return lived_step(person, x, dict(zip(inputs, level, strict=True)), 1 / STEPS_A_DAY, normals), None

        return jax.lax.scan(advance, start, (levels, jnp.arange(len(levels))))[0]

    key = jax.random.key(0, impl="rbg")
    return lambda: jax.block_until_ready(run(person, start, levels, key))


def numpy_arrays(case: Case, noise: bool) -> Work:
    """The operations of the kernel one by one on arrays of everyone; what is kept is worked out once here too."""
    program, graph = (kernel := case.kernel(noise=noise)).program, kernel.program.graph
    table, coordinates = case.table(kernel), case.coordinates()
    states = dict(zip(case.model.state_names, case.start(), strict=True))
    order = graph.needed([state.after for state in program.states])
    given = {DRAW + name: z for name, z in coordinates.items()} | {STATE + name: x for name, x in states.items()}
    kept = [place for place in order if graph.nodes[place].varies in (Varies.NOT, Varies.BY_PERSON)]
    values = dict(zip(kept, graph.evaluate(kept, given), strict=True))
    made = [p for p in order if graph.nodes[p].varies == Varies.BY_BOTH and graph.nodes[p].operation != "given"]
    normal = {row: name for row, name in enumerate(order) if graph.nodes[name].name.startswith(NORMAL)}

    def run() -> None:
        random, now = np.random.default_rng(0), dict(values)
        now |= {state.before: states[state.name] for state in program.states}
        for row in table:
            now.update(zip(program.columns, row, strict=True))
            for place in normal.values():
                now[place] = random.standard_normal(case.persons)
            for place in made:
                node = graph.nodes[place]
                now[place] = OPERATIONS[node.operation].evaluate(*[now[one] for one in node.arguments])
            after = [now[state.after] for state in program.states]
            now.update(zip((state.before for state in program.states), after, strict=True))

    return run


def scipy_lsoda(case: Case) -> Work:
    """LSODA for one person after another, without noise; the slopes are compiled by XLA."""
    levels, inputs, start = jnp.asarray(case.levels), case.inputs, case.start()
    people = [
        personal(case.model, {name: jnp.asarray(z[place]) for name, z in case.coordinates().items()})
        for place in range(case.persons)
    ]

    @eqx.filter_jit
    def slope(person: Any, t: Any, x: Any) -> Any:
        level = levels[jnp.minimum((t * STEPS_A_DAY).astype(int), len(levels) - 1)]
        production, loss = person.flows(x, dict(zip(inputs, level, strict=True)))
        return production - loss * x

    times = np.arange(case.days * STEPS_A_DAY + 1) / STEPS_A_DAY

    def run() -> None:
        for place, person in enumerate(people):
            solve_ivp(
                lambda t, x, person=person: np.asarray(slope(person, jnp.asarray(t), x)),
                (0.0, float(case.days)),
                start[:, place],
                method="LSODA",
                t_eval=times,
                rtol=1e-5,
                atol=1e-6,
            )

    return run


class _Exponential(diffrax.Euler):
    """The exponential midpoint step as a solver of Diffrax, with its Brownian motion."""

    def step(self, terms: Any, t0: Any, t1: Any, y0: Any, args: Any, solver_state: Any, made_jump: Any) -> Any:
        """One step."""
        person, levels, inputs, path = args
        level = levels[jnp.round(t0 * STEPS_A_DAY).astype(int)]
        normals = None if path is None else (path.evaluate(t0, t1) / jnp.sqrt(t1 - t0))[:, None]
        y1 = lived_step(person, y0[:, None], dict(zip(inputs, level, strict=True)), t1 - t0, normals)[:, 0]
        return y1, None, {"y0": y0, "y1": y1}, None, diffrax.RESULTS.successful


def diffrax_vmap(case: Case, noise: bool, *, ours: bool) -> Work:
    """Diffrax, mapped over people: our step as a solver of its own, or its implicit Kvaerno3 with steps of its own."""
    levels, inputs, start = jnp.asarray(case.levels), case.inputs, jnp.asarray(case.start().T)
    z = {name: jnp.asarray(one) for name, one in case.coordinates().items()}
    keys = jax.random.split(jax.random.key(0), case.persons)
    solver = _Exponential() if ours else diffrax.Kvaerno3()
    steps = diffrax.ConstantStepSize() if ours else diffrax.PIDController(rtol=1e-3, atol=1e-4)

    def slope(t: Any, y: Any, args: Any) -> Any:
        level = args[1][jnp.minimum((t * STEPS_A_DAY).astype(int), len(levels) - 1)]
        production, loss = args[0].flows(y, dict(zip(inputs, level, strict=True)))
        return production - loss * y

    @jax.jit
    @jax.vmap
    def run(z: Any, y0: Any, key: Any) -> Any:
        person = personal(case.model, z)
        path = diffrax.UnsafeBrownianPath((len(case.model.noisy_states),), key) if noise else None
        return diffrax.diffeqsolve(
            diffrax.ODETerm(slope),
            solver,
            t0=0.0,
            t1=float(case.days),
            dt0=1 / STEPS_A_DAY if ours else 1e-6,
            y0=y0,
            args=(person, levels, inputs, path),
            saveat=diffrax.SaveAt(t1=True),
            stepsize_controller=steps,
            max_steps=100 * len(levels),
        ).ys

    return lambda: jax.block_until_ready(run(z, start, keys))
