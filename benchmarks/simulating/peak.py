"""How many floating-point operations a second one core can do at most, measured."""

from __future__ import annotations

import ctypes
import time

from llvmlite import ir

from unknot.cohort.kernel.compiled import machine_code
from unknot.cohort.kernel.vector_code import DOUBLE, LONG, VectorCode

_LANES, _CHAINS, _TURNS = 4, 12, 20_000_000


def peak_flops() -> float:
    """Multiply-adds of independent chains that fill the registers, two operations each [1/s of processor time]."""
    engine, machine = machine_code(_module())
    run = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_int64)(engine.get_function_address("run"))
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        run(_TURNS)
        best = min(best, time.process_time() - began)
    del machine
    return 2.0 * _LANES * _CHAINS * _TURNS / best


def _module() -> str:
    module = ir.Module("peak")
    function = ir.Function(module, ir.FunctionType(DOUBLE, [LONG]), "run")
    entry, body, end = (function.append_basic_block(name) for name in ("entry", "body", "end"))
    ir.IRBuilder(entry).branch(body)
    builder = ir.IRBuilder(body)
    code = VectorCode(builder, _LANES)
    turn = builder.phi(LONG)
    sums = [builder.phi(code.real) for _ in range(_CHAINS)]
    following = [code.fma(one, code.number(0.999), code.number(0.001)) for one in sums]
    after = builder.add(turn, LONG(1))
    for phi, new, first in [
        (turn, after, LONG(0)),
        *zip(sums, following, map(code.number, range(_CHAINS)), strict=True),
    ]:
        phi.add_incoming(first, entry)
        phi.add_incoming(new, body)
    builder.cbranch(builder.icmp_unsigned("<", after, function.args[0]), body, end)
    builder.position_at_end(end)
    total = following[0]
    for one in following[1:]:
        total = builder.fadd(total, one)
    builder.ret(builder.extract_element(total, ir.IntType(32)(0)))
    return str(module)
