"""From the equations of a mechanism, as JAX traces them, to formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp

from unknot.errors import ModelError
from unknot.exchange.expression import Apply, Expression, Name, Number, size
from unknot.exchange.primitives import CALLS, CONDITIONS, PRIMITIVES
from unknot.exchange.statements import named_results, sources
from unknot.model.mechanism import Mechanism, Scalar, Values
from unknot.model.parameter import Parameter

_SHORT = 5
"""Formulas up to this size are written out wherever they are used."""


class Tracer:
    """Formulas of one mechanism, and the intermediate values that they share.

    Args:
        mechanism: The mechanism; each of its parameters becomes a name.
    """

    def __init__(self, mechanism: Mechanism) -> None:
        self.mechanism = mechanism
        self.shared: dict[str, Expression] = {}
        self._files = sources(mechanism)

    def trace(
        self, equations: Callable[[Mechanism, Values, Values], Mapping[str, Scalar]], inputs: Mapping[str, str]
    ) -> Mapping[str, Expression]:
        """The formulas that an equation of the mechanism gives, by its keys.

        Args:
            equations: Takes the mechanism, its states and its inputs.
            inputs: The id that stands for each input.

        Raises:
            ModelError: If the equations use something that has no formula here.
        """
        owner = self.mechanism.name
        fields = tuple(numeric(self.mechanism))
        states = tuple(self.mechanism.states())
        of_parameters = (parameter_id(self.mechanism, name) for name in fields)
        ids = [*of_parameters, *(f"{owner}__{name}" for name in states), *inputs.values()]
        keys: list[str] = []

        def flat(*values: Scalar) -> list[Scalar]:
            given = iter(values)
            parameters = [next(given) for _ in fields]
            person = eqx.tree_at(lambda m: [getattr(m, name) for name in fields], self.mechanism, parameters)
            x = {name: next(given) for name in states}
            found = equations(person, x, dict(zip(inputs, given, strict=True)))
            keys[:] = found
            return [jnp.asarray(value, dtype=float) for value in found.values()]

        scalar = jax.ShapeDtypeStruct((), float)
        traced = jax.make_jaxpr(flat)(*(scalar for _ in ids))
        results = self._read(traced.jaxpr, traced.consts, [Name(one) for one in ids], named=True)
        return dict(zip(keys, results, strict=True))

    def _read(
        self, jaxpr: Any, constants: Sequence[Any], given: Sequence[Expression], *, named: bool
    ) -> list[Expression]:
        """The formulas of a jaxpr's results."""
        known: dict[Any, Expression] = {}
        for variable, constant in zip(jaxpr.constvars, constants, strict=True):
            known[variable] = self._number(constant)
        known |= dict(zip(jaxpr.invars, given, strict=True))

        def formula(atom: Any) -> Expression:
            return self._number(atom.val) if hasattr(atom, "val") else known[atom]

        titles = named_results(jaxpr.eqns, jaxpr.outvars, self._files) if named else {}
        uses = Counter(atom for one in jaxpr.eqns for atom in one.invars if not hasattr(atom, "val"))
        for equation in jaxpr.eqns:
            results = self._apply(equation, [formula(atom) for atom in equation.invars])
            for variable, result in zip(equation.outvars, results, strict=True):
                title = titles.get(variable, "part" if named and uses[variable] > 1 and size(result) > _SHORT else None)
                known[variable] = self._share(title, result) if title and _is_value(result) else result
        return [formula(atom) for atom in jaxpr.outvars]

    def _apply(self, equation: Any, given: list[Expression]) -> list[Expression]:
        name, settings = equation.primitive.name, equation.params
        if name in CALLS:
            inner = settings.get("jaxpr") or settings.get("call_jaxpr")
            return self._read(getattr(inner, "jaxpr", inner), getattr(inner, "consts", ()), given, named=False)
        shapes = {variable.aval.shape for variable in equation.outvars} - {()}
        if name not in PRIMITIVES or shapes:
            raise ModelError(
                f"The equations of '{self.mechanism.name}' use something that cannot be exported.",
                given=f"{name!r}" + (f" with a result of shape {shapes.pop()}" if shapes else ""),
                todo="Write them with sums, products, powers, exp, log, minimum, maximum and where, on single numbers.",
            )
        return [PRIMITIVES[name](given, settings)]

    def _share(self, title: str, formula: Expression) -> Expression:
        """The name of an intermediate value; the same formula has one name alone."""
        for known, found in self.shared.items():
            if found == formula:
                return Name(known)
        taken = {*numeric(self.mechanism), *self.mechanism.states()}
        count, free = 1, title
        while free in taken or f"{self.mechanism.name}__{free}" in self.shared:
            count += 1
            free = f"{title}_{count}"
        self.shared[f"{self.mechanism.name}__{free}"] = formula
        return Name(f"{self.mechanism.name}__{free}")

    def _number(self, value: Any) -> Number:
        if jnp.shape(value):
            raise ModelError(
                f"The equations of '{self.mechanism.name}' hold a table, which cannot be exported.",
                given=f"shape {jnp.shape(value)}",
                todo="Make its numbers parameters of the mechanism.",
            )
        return Number(float(value))


def parameter_id(mechanism: Mechanism, name: str) -> str:
    """The id of a parameter; a state of the same name keeps the plain one."""
    return f"{mechanism.name}__{name}" + ("__parameter" if name in mechanism.states() else "")


def _is_value(formula: Expression) -> bool:
    """Whether a formula is worth a name: neither one already, nor a bare number, nor a condition."""
    return size(formula) > 1 and not (isinstance(formula, Apply) and formula.operation in CONDITIONS)


def numeric(mechanism: Mechanism) -> Mapping[str, Parameter]:
    """The parameters of a mechanism that are single numbers."""
    return {name: entry for name, entry in mechanism.parameters().items() if not jnp.shape(getattr(mechanism, name))}
