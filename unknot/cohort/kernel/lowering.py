"""From a traced computation of JAX (a jaxpr) to scalar operations.

An array becomes an array of places in the graph; what only moves numbers about is done by moving places about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np
from jax.extend.core import ClosedJaxpr, Jaxpr, Literal
from numpy.typing import NDArray

import unknot.model  # noqa: F401  # pyright: ignore[reportUnusedImport]  # it sets JAX to 64 bits
from unknot.cohort.kernel.graph import Graph, Place
from unknot.cohort.kernel.operations import OPERATIONS
from unknot.errors import UnknotError

Places: TypeAlias = NDArray[np.int64]
Lowering: TypeAlias = Callable[[Graph, Any, list[Places]], list[Places]]

_INLINED = ("jaxpr", "call_jaxpr", "fun_jaxpr")
_MOVED_BY_JAX = {"gather", "dynamic_slice", "dynamic_update_slice", "scatter", "split"}


def lower(graph: Graph, traced: ClosedJaxpr, arguments: Sequence[Places]) -> list[Places]:
    """Write a traced computation into a graph.

    Args:
        graph: Where it is written.
        traced: The computation.
        arguments: The places of its arguments, each in the shape that it was traced with.

    Returns:
        The places of its results.

    Raises:
        UnknotError: If it uses a primitive that the kernel does not know.
    """
    constants = [_constants(graph, value) for value in traced.consts]
    return _lower(graph, traced.jaxpr, constants, arguments)


def _lower(graph: Graph, jaxpr: Jaxpr, constants: Sequence[Places], arguments: Sequence[Places]) -> list[Places]:
    known: dict[Any, Places] = dict(zip(jaxpr.constvars, constants, strict=True))
    known |= dict(zip(jaxpr.invars, arguments, strict=True))

    def read(one: Any) -> Places:
        return _constants(graph, one.val) if isinstance(one, Literal) else known[one]

    for equation in jaxpr.eqns:
        results = _one(graph, equation, [read(one) for one in equation.invars])
        for variable, result in zip(equation.outvars, results, strict=True):
            shape: tuple[int, ...] = variable.aval.shape  # pyright: ignore[reportAttributeAccessIssue]
            known[variable] = np.asarray(result, dtype=np.int64).reshape(shape)
    return [read(one) for one in jaxpr.outvars]


def _one(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    name = str(equation.primitive.name)
    if name in _SPECIAL:
        return _SPECIAL[name](graph, equation, given)
    operation = _RENAMED.get(name, name)
    if operation in OPERATIONS:
        return [_each(lambda *places: graph.apply(operation, *places), *given)]
    if name in _MOVED_BY_JAX and all(_is_constant(graph, given[place]) for place in _indices(equation)):
        return _moved_by_jax(graph, equation, given)
    for key in _INLINED:
        inner = equation.params.get(key)
        if isinstance(inner, ClosedJaxpr):
            return lower(graph, inner, given)
        if isinstance(inner, Jaxpr):
            return _lower(graph, inner, [], given)
    raise UnknotError(
        "An equation of the model uses something that the kernel of cohorts does not know.",
        given=f"the JAX primitive '{name}'",
        todo="Write the equation with arithmetic, jnp.where and elementary functions, or teach "
        "unknot/cohort/kernel/lowering.py the primitive.",
    )


def _constants(graph: Graph, value: Any) -> Places:
    return _each(lambda number: graph.constant(float(number)), np.asarray(value))


def _each(made: Callable[..., Place], *arrays: Any) -> Places:
    shape = np.broadcast_shapes(*[array.shape for array in arrays])
    flat = [np.broadcast_to(array, shape).ravel() for array in arrays]
    return np.asarray([made(*row) for row in zip(*flat, strict=True)], dtype=np.int64).reshape(shape)


def _is_constant(graph: Graph, places: Places) -> bool:
    return all(graph.is_constant(int(place)) for place in places.ravel())


def _indices(equation: Any) -> set[int]:
    """Which operands say where something is moved to, rather than what."""
    whole = [jnp.issubdtype(variable.aval.dtype, jnp.integer) for variable in equation.invars]
    return {place for place, is_whole in enumerate(whole) if is_whole and place > 0}


def _moved_by_jax(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    """Let JAX move places as it would move numbers; indices are constants and stay what they are."""
    operands: list[Any] = []
    indices = _indices(equation)
    for place, (array, variable) in enumerate(zip(given, equation.invars, strict=True)):
        if place in indices:
            values = [graph.nodes[int(one)].value for one in array.ravel()]
            operands.append(jnp.asarray(values, dtype=variable.aval.dtype).reshape(array.shape))
        else:
            operands.append(jnp.asarray(array))
    moved = equation.primitive.bind(*operands, **equation.params)
    return [np.asarray(one) for one in (moved if equation.primitive.multiple_results else [moved])]


def _convert(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    before, after = np.dtype(equation.invars[0].aval.dtype), np.dtype(equation.params["new_dtype"])
    truth, whole = np.dtype(bool), np.integer
    if before == truth and after != truth:
        return [_each(lambda one: graph.apply("number", one), given[0])]
    if after == truth and before != truth:
        return [_each(lambda one: graph.apply("ne", one, graph.constant(0.0)), given[0])]
    if np.issubdtype(after, whole) and not np.issubdtype(before, whole):
        return [_each(lambda one: _toward_zero(graph, one), given[0])]
    return [given[0]]


def _toward_zero(graph: Graph, one: Place) -> Place:
    below = graph.apply("lt", one, graph.constant(0.0))
    return graph.apply("select", below, graph.apply("ceil", one), graph.apply("floor", one))


def _select_n(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    which, *cases = given
    if len(cases) != 2:
        raise UnknotError("The kernel of cohorts chooses between two cases only.", given=f"{len(cases)} cases")
    return [_each(lambda truth, no, yes: graph.apply("select", truth, yes, no), which, *cases)]


def _integer_pow(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    exponent = int(equation.params["y"])

    def power(base: Place, times: int) -> Place:
        if times == 0:
            return graph.constant(1.0)
        half = power(base, times // 2)
        squared = graph.apply("mul", half, half)
        return graph.apply("mul", squared, base) if times % 2 else squared

    raised = _each(lambda base: power(base, abs(exponent)), given[0])
    one = graph.constant(1.0)
    return [raised if exponent >= 0 else _each(lambda base: graph.apply("div", one, base), raised)]


def _reduced(operation: str) -> Lowering:
    def reduce(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
        axes = tuple(equation.params["axes"])
        moved = np.moveaxis(given[0], axes, range(len(axes)))
        rows = moved.reshape(-1, *moved.shape[len(axes) :])
        total = rows[0]
        for row in rows[1:]:
            total = _each(lambda a, b: graph.apply(operation, a, b), total, row)
        return [total]

    return reduce


def _dot(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    (left, right), batch = equation.params["dimension_numbers"]
    if any(batch):
        raise UnknotError("The kernel of cohorts multiplies no batches of matrices.")
    a = np.moveaxis(given[0], left, range(-len(left), 0)) if left else given[0]
    b = np.moveaxis(given[1], right, range(-len(right), 0)) if right else given[1]
    a_kept, b_kept = a.shape[: a.ndim - len(left)], b.shape[: b.ndim - len(right)]
    rows, columns = a.reshape(int(np.prod(a_kept)), -1), b.reshape(int(np.prod(b_kept)), -1)

    def product(row: Places, column: Places) -> Place:
        total = graph.constant(0.0)
        for x, y in zip(row, column, strict=True):
            total = graph.apply("add", total, graph.apply("mul", int(x), int(y)))
        return total

    made = [[product(row, column) for column in columns] for row in rows]
    return [np.asarray(made, dtype=np.int64).reshape((*a_kept, *b_kept))]


def _broadcast(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    shape, dimensions = equation.params["shape"], equation.params["broadcast_dimensions"]
    kept = [1] * len(shape)
    for place, dimension in enumerate(dimensions):
        kept[dimension] = given[0].shape[place]
    return [np.broadcast_to(given[0].reshape(kept), shape)]


def _slice(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    start, limit = equation.params["start_indices"], equation.params["limit_indices"]
    strides = equation.params["strides"] or (1,) * len(start)
    return [given[0][tuple(slice(a, b, c) for a, b, c in zip(start, limit, strides, strict=True))]]


def _clamp(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    low, x, high = given
    above = _each(lambda a, b: graph.apply("max", a, b), low, x)
    return [_each(lambda a, b: graph.apply("min", a, b), above, high)]


def _same_shape(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    """The result has the numbers of the argument in their order; its shape is set by the caller."""
    return [given[0]]


def _squares(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    return [_each(lambda one: graph.apply("mul", one, one), given[0])]


def _inverse_root(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    one = graph.constant(1.0)
    return [_each(lambda x: graph.apply("div", one, graph.apply("sqrt", x)), given[0])]


def _inlined_call(graph: Graph, equation: Any, given: list[Places]) -> list[Places]:
    return lower(graph, equation.params["call_jaxpr"], given)


_RENAMED = {"square_root": "sqrt", "real": "copy"}
_SPECIAL: Mapping[str, Lowering] = {
    "convert_element_type": _convert,
    "select_n": _select_n,
    "integer_pow": _integer_pow,
    "square": _squares,
    "rsqrt": _inverse_root,
    "clamp": _clamp,
    "dot_general": _dot,
    "reduce_sum": _reduced("add"),
    "reduce_prod": _reduced("mul"),
    "reduce_max": _reduced("max"),
    "reduce_min": _reduced("min"),
    "broadcast_in_dim": _broadcast,
    "slice": _slice,
    "reshape": _same_shape,
    "squeeze": _same_shape,
    "expand_dims": _same_shape,
    "copy": _same_shape,
    "copy_p": _same_shape,
    "stop_gradient": _same_shape,
    "transpose": lambda graph, equation, given: [np.transpose(given[0], equation.params["permutation"])],
    "rev": lambda graph, equation, given: [np.flip(given[0], equation.params["dimensions"])],
    "concatenate": lambda graph, equation, given: [np.concatenate(given, axis=equation.params["dimension"])],
    "stack": lambda graph, equation, given: [np.stack(given, axis=equation.params["axis"])],
    "unstack": lambda graph, equation, given: list(np.moveaxis(given[0], equation.params["axis"], 0)),
    "custom_jvp_call": _inlined_call,
    "custom_vjp_call": lambda graph, equation, given: lower(
        graph, equation.params.get("call_jaxpr") or equation.params["fun_jaxpr"], given
    ),
}


def trace(function: Callable[..., Any], *arguments: Any) -> ClosedJaxpr:
    """Trace a function of JAX once, with the shapes of these arguments."""
    return jax.make_jaxpr(function)(*arguments)
