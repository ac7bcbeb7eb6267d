"""A program compiled for this machine, called with NumPy arrays; it runs outside the interpreter's lock."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import llvmlite.binding as llvm
import numpy as np
from numpy.typing import NDArray

from unknot.cohort.kernel.emission import module_of
from unknot.cohort.kernel.program import Program
from unknot.cohort.kernel.random_numbers import split
from unknot.model.exposure import Numbers

LANES = 8


@dataclass(frozen=True)
class Kernel:
    """Compiled code.

    Attributes:
        program: What it works out.
        lanes: How many persons it takes at once; people come in blocks of so many.
        run: The compiled function.
        owners: What must live as long as the code.
    """

    program: Program
    lanes: int
    run: Any = field(repr=False)
    owners: tuple[Any, ...] = field(repr=False)

    def table(self, given: Mapping[str, Numbers], steps: int) -> Numbers:
        """What each step gives everyone, shape (steps, columns).

        Args:
            given: What comes with a step, by its name in the graph, shape (steps,) each.
            steps: How many steps.
        """
        columns = self.program.graph.evaluate(self.program.columns, given)
        return (
            np.ascontiguousarray(np.stack([np.broadcast_to(one, steps) for one in columns], axis=1))
            if columns
            else np.zeros((steps, 0))
        )

    def __call__(
        self,
        draws: Numbers,
        states: Numbers,
        table: Numbers,
        until: NDArray[np.int64],
        *,
        person: int = 0,
        seed: int = 0,
    ) -> Numbers:
        """Let people live.

        Args:
            draws: What comes with each person, shape (blocks, draws, lanes).
            states: Their states, shape (blocks, states, lanes); they are left as they are at the end.
            table: What each step gives everyone.
            until: How many steps are done at each reading, ascending.
            person: The number of the first person.
            seed: Seed of the noise.

        Returns:
            What was read, shape (blocks, readings, reads, lanes).
        """
        blocks = len(draws)
        out = np.empty((blocks, len(until), len(self.program.reads), self.lanes))
        until = np.ascontiguousarray(until, dtype=np.int64)
        low, high = split(seed)
        arrays = [array.ctypes.data for array in (draws, states, table, until)]
        self.run(*arrays, len(until), out.ctypes.data, person, blocks, low, high)
        return out


def compiled(program: Program, lanes: int = LANES) -> Kernel:
    """Compile a program for this machine."""
    engine, machine = machine_code(module_of(program, lanes))
    pointer, whole = ctypes.c_void_p, ctypes.c_int64
    kinds = [pointer, pointer, pointer, pointer, whole, pointer, whole, whole, whole, whole]
    run = ctypes.CFUNCTYPE(None, *kinds)(engine.get_function_address("run"))
    return Kernel(program, lanes, run, (engine, machine))


def machine_code(text: str) -> tuple[Any, Any]:
    """Compile the text of a module for this machine; gives the engine that holds the code, and the machine."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=3, jit=True
    )
    module = llvm.parse_assembly(text)
    module.verify()
    options = llvm.create_pipeline_tuning_options(speed_level=3)
    passes = llvm.create_pass_builder(machine, options)
    passes.getModulePassManager().run(module, passes)
    engine = llvm.create_mcjit_compiler(module, machine)
    engine.finalize_object()
    return engine, machine
