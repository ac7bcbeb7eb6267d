"""A model as a system of named quantities and formulas, ready to be written in any format."""

from __future__ import annotations

from dataclasses import dataclass, replace

import jax.numpy as jnp
import numpy as np

from unknot.evidence.calibration import calibrated_values
from unknot.exchange.dimension import DAY, unit_of
from unknot.exchange.expression import ZERO, Expression, Name, Number, apply, names, total
from unknot.exchange.night_and_day import LENGTH_OF_DAY, surrounding_rules
from unknot.exchange.tracing import Tracer, numeric, parameter_id
from unknot.model.exposure import Numbers
from unknot.model.mechanism import Mechanism, Values
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model
from unknot.model.people import People, settled
from unknot.units import Unit

_NOTHING = 1e-12


@dataclass(frozen=True)
class Quantity:
    """Something with an id, a unit and words.

    Attributes:
        id: Its id; the full name with two underscores for the dot.
        title: Its full name.
        unit: Its unit.
        doc: What it is.
        sources: Keys of the studies behind it.
    """

    id: str
    title: str
    unit: Unit
    doc: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Constant(Quantity):
    """A parameter with its value."""

    value: float = 0.0


@dataclass(frozen=True)
class Variable(Quantity):
    """A state: where it starts [unit] and how fast it changes [unit/day]."""

    start: Expression = ZERO
    rate: Expression = ZERO


@dataclass(frozen=True)
class Rule(Quantity):
    """A quantity that follows from others at every moment."""

    formula: Expression = ZERO


@dataclass(frozen=True)
class System:
    """A whole model.

    Attributes:
        constants: The parameters that some formula uses.
        variables: The states.
        given: What comes from outside, one for each input; doses set them.
        rules: Intermediate values, offers, inputs and readouts.
    """

    constants: tuple[Constant, ...]
    variables: tuple[Variable, ...]
    given: tuple[Constant, ...]
    rules: tuple[Rule, ...]

    @property
    def units(self) -> dict[str, Unit]:
        """The unit of every quantity by its id."""
        found = (*self.constants, *self.variables, *self.given, *self.rules)
        return {one.id: one.unit for one in found}


def system_of(model: Model, *, at: Numbers | None = None, night_and_day: bool = True) -> System:
    """The deterministic part of a model: a typical person, noise left out.

    Args:
        model: The mechanisms.
        at: The state to start from, in the order of the model's states; the mean start when left out. A state whose
            start is a parameter keeps starting there.
        night_and_day: Whether sleep and the hour of the day act as they do on virtual people.
    """
    start = np.asarray(model.start()[0]) if at is None else at
    by_name = dict(zip(model.state_names, start, strict=True))
    parts = [_Part.of(mechanism, by_name) for mechanism in model.mechanisms]
    around = surrounding_rules() if night_and_day else {}
    inputs = _inputs(model, parts, around)
    rules = [*(rule for part in parts for rule in part.rules), *inputs]
    variables = tuple(variable for part in parts for variable in part.variables)
    formulas = [rule.formula for rule in rules] + [f for one in variables for f in (one.start, one.rate)]
    used = frozenset[str]().union(*(names(formula) for formula in formulas))
    constants = [constant for part in parts for constant in part.constants if constant.id in used]
    if any(key in around for key in model.inputs()):
        constants.append(Constant(LENGTH_OF_DAY, "length of a day", DAY, "a day and a night", (), 1.0))
    given = tuple(
        Constant(
            f"given__{key}",
            f"given {key}",
            Unit.parse(entry.unit),
            f"from outside: {entry.doc}",
            _sources_of(model, key),
        )
        for key, entry in model.inputs().items()
    )
    return _with_units(System(tuple(constants), variables, given, tuple(rules)))


def at_rest(model: Model) -> Numbers:
    """The state of a typical person whom nothing has happened to for months."""
    mean, sd = model.start()
    people = settled(People(model, mean[:, None]), declared=((mean != 0) | (sd > 0))[:, None])
    rest = np.asarray(people.start[:, 0])
    # What months have emptied is 0 and not 1e-300: simulators scale their tolerance by where a state begins.
    return np.where(np.abs(rest) < _NOTHING, 0.0, rest)


@dataclass(frozen=True)
class _Part:
    """What one mechanism brings."""

    constants: tuple[Constant, ...]
    variables: tuple[Variable, ...]
    rules: tuple[Rule, ...]
    offered: dict[str, str]

    @classmethod
    def of(cls, mechanism: Mechanism, start: Values) -> _Part:
        owner, tracer = mechanism.name, Tracer(mechanism)
        acting = {key: f"input__{key}" for key in mechanism.inputs()}
        offered = {key: f"offered__{key}" for key in mechanism.inputs()}
        offers = tracer.trace(lambda m, x, u: m.offers(x), {})
        production = tracer.trace(lambda m, x, u: {k: f.production for k, f in m.flows(x, u).items()}, acting)
        loss = tracer.trace(lambda m, x, u: {k: f.loss for k, f in m.flows(x, u).items()}, acting)
        means = tracer.trace(lambda m, x, u: {k: s.mean for k, s in m.states().items()}, {})
        values = tracer.trace(lambda m, x, u: {k: r.value for k, r in m.readouts(x, u).items()}, offered)
        variables = tuple(
            Variable(
                f"{owner}__{key}",
                f"{owner}.{key}",
                Unit.parse(state.unit),
                state.doc,
                start=means[key] if names(means[key]) else Number(float(start[f"{owner}.{key}"])),
                rate=apply("sub", production[key], apply("mul", loss[key], Name(f"{owner}__{key}"))),
            )
            for key, state in mechanism.states().items()
        )
        rules = [
            Rule(key, key.replace("__", "."), Unit.parse("1"), f"intermediate value of {owner}", formula=formula)
            for key, formula in tracer.shared.items()
        ]
        rules += [
            Rule(f"{owner}__offers__{key}", f"{owner} to {key}", Unit.parse("1"), f"{owner} to {key}", formula=formula)
            for key, formula in offers.items()
        ]
        readouts = mechanism.readouts(dict.fromkeys(mechanism.states(), 0.0), dict.fromkeys(acting, 0.0))
        rules += [
            Rule(
                f"readout__{owner}__{key}",
                f"{owner}.{key}",
                Unit.parse(entry.unit),
                "what an instrument reads, its own noise left out",
                formula=values[key],
            )
            for key, entry in readouts.items()
        ]
        return cls(_constants(mechanism), variables, tuple(rules), {key: f"{owner}__offers__{key}" for key in offers})


def _constants(mechanism: Mechanism) -> tuple[Constant, ...]:
    calibrated, owner = calibrated_values(), mechanism.name
    return tuple(
        Constant(
            parameter_id(mechanism, key),
            f"{owner}.{key}",
            Unit.parse(entry.unit),
            f"{entry.doc} ({entry.status}{', calibrated' if f'{owner}.{key}' in calibrated else ''})",
            (entry.source,) if entry.source else (),
            float(jnp.asarray(getattr(mechanism, key))),
        )
        for key, entry in numeric(mechanism).items()
    )


def _inputs(model: Model, parts: list[_Part], around: dict[str, Expression]) -> list[Rule]:
    """What is offered to every input, and what acts there: that, what is given, and night and day."""
    rules: list[Rule] = []
    for key, entry in model.inputs().items():
        offers = total([Name(part.offered[key]) for part in parts if key in part.offered])
        outside = apply("add", Name(f"given__{key}"), around.get(key, ZERO))
        unit, acting = Unit.parse(entry.unit), apply("add", outside, Name(f"offered__{key}"))
        rules += [
            Rule(f"offered__{key}", f"offered {key}", unit, f"offered by mechanisms: {entry.doc}", formula=offers),
            Rule(f"input__{key}", key, unit, entry.doc, formula=acting),
        ]
    return rules


def _sources_of(model: Model, key: str) -> tuple[str, ...]:
    """The studies behind a treatment, where an input is its dose."""
    facts = [one.fact for one in model.mechanisms if isinstance(one, Relief) and one.dose == key]
    return tuple(source for fact in facts for source in fact.sources)


def _with_units(system: System) -> System:
    """The system with the units of intermediate values and offers, which follow from their formulas."""
    known = system.units
    for rule in system.rules:
        if rule.id.startswith(("readout__", "offered__", "input__")):
            continue
        known[rule.id] = unit_of(rule.formula, known) or Unit.parse("1")
    return replace(system, rules=tuple(replace(rule, unit=known[rule.id]) for rule in system.rules))
