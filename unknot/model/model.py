"""Mechanisms put together: one vector of named states, one sum for every input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from unknot.errors import ModelError, did_you_mean
from unknot.model.discovery import known_inputs
from unknot.model.mechanism import Flow, Input, Mechanism, Readout, State, Values
from unknot.model.parameter import Parameter, Prior, Scalar, number


class Model(eqx.Module):
    """A frozen set of mechanisms; an instance is its own parameter tree.

    Attributes:
        mechanisms: The parts, in the order in which their states stand in the state vector.
    """

    mechanisms: tuple[Mechanism, ...]

    def __check_init__(self) -> None:
        """Refuse parts that do not fit together.

        Raises:
            ModelError: If a name is taken twice, two parts disagree on an input's unit, or no mechanism at all,
                switched off or not, listens to an offer.
        """
        names = [mechanism.name for mechanism in self.mechanisms]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ModelError("A mechanism stands twice in the model.", given=", ".join(twice))
        inputs = self.inputs()
        for mechanism in self.mechanisms:
            for offered in mechanism.offers(dict.fromkeys(mechanism.states(), 0.0)):
                if offered not in inputs and offered not in known_inputs():
                    raise ModelError(
                        f"'{mechanism.name}' offers to an input that nothing listens to.",
                        given=repr(offered),
                        todo=did_you_mean(offered, {*inputs, *known_inputs()}),
                    )

    def states(self) -> Mapping[str, State]:
        """All states by full name, `mechanism.state`, in the order of the state vector."""
        return {
            f"{mechanism.name}.{key}": state
            for mechanism in self.mechanisms
            for key, state in mechanism.states().items()
        }

    @cached_property
    def state_names(self) -> tuple[str, ...]:
        """The full names in the order of the state vector."""
        return tuple(self.states())

    @cached_property
    def readout_names(self) -> tuple[str, ...]:
        """The full names of what instruments can read."""
        x = {key: 0.0 for mechanism in self.mechanisms for key in mechanism.states()}
        u = dict.fromkeys(self.inputs(), 0.0)
        return _names(lambda: (f"{m.name}.{key}" for m in self.mechanisms for key in m.readouts(x, u)))

    @cached_property
    def noisy_states(self) -> tuple[str, ...]:
        """The full names of the states that noise flows into."""
        u = dict.fromkeys(self.inputs(), 0.0)
        return tuple(f"{m.name}.{key}" for m in self.mechanisms for key in m.states() if key in m.noise(u))

    def inputs(self) -> Mapping[str, Input]:
        """All inputs that some mechanism listens to.

        Raises:
            ModelError: If two mechanisms give one input different units.
        """
        found: dict[str, Input] = {}
        for mechanism in self.mechanisms:
            for key, entry in mechanism.inputs().items():
                if key in found and found[key].unit != entry.unit:
                    raise ModelError(f"The input '{key}' has two units: {found[key].unit} and {entry.unit}.")
                found.setdefault(key, entry)
        return found

    def summed_inputs(self, x: Float[Array, " state"], exposure: Values) -> Values:
        """Every input: what the exposure gives plus all that mechanisms offer.

        An offer to a mechanism that is switched off is lost.
        """
        total: dict[str, Scalar] = {key: exposure.get(key, 0.0) for key in self.inputs()}
        for mechanism, own in self._each(x):
            for key, amount in mechanism.offers(own).items():
                if key in total:
                    total[key] = total[key] + amount
        return total

    def flows(self, x: Float[Array, " state"], exposure: Values) -> tuple[Array, Array]:
        """Production [unit/day] and loss [1/day] of every state."""
        flows = self.each_flow(x, exposure)
        return _stack([flow.production for flow in flows]), _stack([flow.loss for flow in flows])

    def each_flow(self, x: Array, exposure: Values) -> Sequence[Flow]:
        """The flow of every state, one by one; what is the same for all people stays one number.

        Args:
            x: States, shape (states,) or (states, persons).
            exposure: Levels of the inputs.
        """
        u = self.summed_inputs(x, exposure)
        return [
            flow for mechanism, own in self._each(x) for flow in _ordered(mechanism.flows(own, u), mechanism.states())
        ]

    def noise(self, exposure: Values) -> Float[Array, " state"]:
        """Variance that flows into every state per day [unit^2/day], given the exposure alone."""
        return _stack(self.each_noise(exposure))

    def each_noise(self, exposure: Values) -> Sequence[Scalar]:
        """The same one by one; what is the same for all people stays one number."""
        u = {key: exposure.get(key, 0.0) for key in self.inputs()}
        found = [(mechanism.states(), mechanism.noise(u)) for mechanism in self.mechanisms]
        return [noise.get(key, 0.0) for states, noise in found for key in states]

    def readouts(self, x: Float[Array, " state"]) -> Mapping[str, Readout]:
        """All that instruments can read, by full name, while no exposure is on."""
        u = self.summed_inputs(x, {})
        return {
            f"{mechanism.name}.{key}": readout
            for mechanism, own in self._each(x)
            for key, readout in mechanism.readouts(own, u).items()
        }

    def start(self) -> tuple[Float[Array, " state"], Float[Array, " state"]]:
        """Mean and spread of every state before any data."""
        states = self.states().values()
        return _stack([state.mean for state in states]), _stack([state.sd for state in states])

    def parameters(self) -> Mapping[str, Parameter]:
        """All parameters by full name."""
        return {
            f"{mechanism.name}.{key}": entry
            for mechanism in self.mechanisms
            for key, entry in mechanism.parameters().items()
        }

    def learned(self) -> Mapping[str, Prior]:
        """The parameters that a diary can teach, with their priors."""
        return {key: entry.prior for key, entry in self.parameters().items() if entry.prior is not None}

    def value(self, name: str) -> Scalar:
        """The value of a parameter by its full name."""
        place, field = self._find(name)
        return getattr(self.mechanisms[place], field)

    def with_values(self, values: Values) -> Model:
        """The same model with other values for the named parameters."""
        if not values:
            return self
        places = [self._find(name) for name in values]
        # A plain number would be part of the compiled code: every person would be compiled anew.
        numbers = [number(value) for value in values.values()]
        return eqx.tree_at(lambda model: [getattr(model.mechanisms[at], field) for at, field in places], self, numbers)

    def at(self, z: Float[Array, " learned"]) -> Model:
        """The same model with the learned parameters at whitened coordinates z."""
        priors = self.learned()
        return self.with_values({name: prior.value(z[i]) for i, (name, prior) in enumerate(priors.items())})

    def _find(self, name: str) -> tuple[int, str]:
        owner, _, field = name.partition(".")
        for place, mechanism in enumerate(self.mechanisms):
            if mechanism.name == owner and field in mechanism.parameters():
                return place, field
        raise ModelError("No such parameter.", given=repr(name), todo=did_you_mean(name, self.parameters()))

    def _each(self, x: Float[Array, " state"]) -> Sequence[tuple[Mechanism, Values]]:
        values = iter(jnp.unstack(x))
        return [(mechanism, {key: next(values) for key in mechanism.states()}) for mechanism in self.mechanisms]


def _ordered(flows: Mapping[str, Flow], states: Mapping[str, State]) -> list[Flow]:
    if set(flows) != set(states):
        raise ModelError("Every state needs exactly one flow.", given=f"{sorted(flows)} for {sorted(states)}")
    return [flows[key] for key in states]


def _names(equations: Callable[[], Iterable[str]]) -> tuple[str, ...]:
    """The names that equations give values to; nothing is computed, as JAX would compile each operation for it."""
    found: list[str] = []
    jax.eval_shape(lambda: found.extend(equations()))
    return tuple(found)


def _stack(values: Sequence[Scalar]) -> Float[Array, " state"]:
    return jnp.stack([jnp.asarray(value, dtype=float) for value in values])
