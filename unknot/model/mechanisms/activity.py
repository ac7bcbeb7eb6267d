"""Activity: load beyond capacity flares, regular load builds capacity, fear of pain holds people back."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values, relax
from unknot.model.parameter import parameter


class Activity(Mechanism):
    r"""Physical load of the last day, capacity that it trains, and avoidance.

    $$\dot L = \frac{(1-V)u_L - L}{\tau_L}, \quad \dot C = \frac{\gamma L - C}{\tau_C}, \quad
      \dot V = \frac{\phi [P - E]_+ - V}{\tau_V}, \quad \text{pain} \mathrel{+}= \eta\,[L - c_0 - C]_+$$

    with load $u_L$ (1 for a usual day), felt pain P and expected pain E.
    """

    load_time: Scalar = parameter(1.0, unit="day", status="assumed", doc="how long load is felt")
    capacity_time: Scalar = parameter(
        30.0, unit="day", status="assumed", doc="how long capacity takes to build and to go"
    )
    capacity_gain: Scalar = parameter(0.5, unit="1", status="assumed", doc="capacity that steady load trains")
    reserve: Scalar = parameter(
        1.0, unit="1", status="assumed", doc="load that an untrained person takes without a flare"
    )
    flare: Scalar = parameter(1.0, unit="nrs", status="assumed", doc="pain by each unit of load beyond capacity")
    avoidance_time: Scalar = parameter(14.0, unit="day", status="assumed", doc="how long avoidance lasts")
    avoidance_by_pain: Scalar = parameter(
        0.1, unit="1/nrs", status="assumed", doc="avoidance by each point of pain beyond the expected"
    )
    mood_by_load: Scalar = parameter(0.2, unit="nrs", status="assumed", doc="mood by a usual day's load")

    def states(self) -> Mapping[str, State]:
        """Load, capacity, avoidance."""
        return {
            "load": State("1", "physical load of about the last day"),
            "capacity": State("1", "capacity that training has added"),
            "avoidance": State("1", "share of activity that is avoided"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """What people do, and what they fear."""
        return {
            "load": Input("1", "physical load, 1 for a usual day"),
            "felt_pain": Input("nrs", "pain as it is felt now"),
            "expected_pain": Input("nrs", "pain as it is expected"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Each follows its cause."""
        done = jnp.maximum(1 - x["avoidance"], 0.0) * u["load"]
        surprise = jnp.maximum(u["felt_pain"] - u["expected_pain"], 0.0)
        return {
            "load": relax(1 / self.load_time, done),
            "capacity": relax(1 / self.capacity_time, self.capacity_gain * x["load"]),
            "avoidance": relax(1 / self.avoidance_time, self.avoidance_by_pain * surprise),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """Overload hurts; having moved lifts mood."""
        over = jnp.maximum(x["load"] - self.reserve - x["capacity"], 0.0)
        return {"pain": self.flare * over, "affect_mood_drive": self.mood_by_load * x["load"]}
