"""Alliance: trust in whoever treats grows with warm encounters and makes promised relief larger."""

from __future__ import annotations

from collections.abc import Mapping

from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values
from unknot.model.parameter import parameter
from unknot.units import convert


class Alliance(Mechanism):
    r"""Rapport of the moment and trust that builds up.

    $$\dot r = \frac{u_W - r}{\tau_r} \text{ while together}, \qquad \dot A = g u_W (1 - A) - \frac{A}{\tau_A}, \qquad
      \text{trust} = r + \omega A$$
    """

    rapport_time: Scalar = parameter(
        convert(10.0, "minute", "day"), unit="day", status="assumed", doc="how long rapport takes to come and to go"
    )
    growth: Scalar = parameter(2.0, unit="1/day", status="assumed", doc="how fast trust grows during a warm encounter")
    trust_time: Scalar = parameter(120.0, unit="day", status="assumed", doc="how long trust lasts without meeting")
    trust_weight: Scalar = parameter(0.3, unit="1", status="assumed", doc="what full trust adds beside rapport")

    def states(self) -> Mapping[str, State]:
        """Rapport and trust."""
        return {
            "rapport": State("1", "warmth of the encounter as it is felt now"),
            "trust": State("1", "trust that has built up, from 0 to 1"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """How warm the encounter is."""
        return {
            "warmth": Input("1", "warmth of the encounter: attention, empathy, support; 1 when enhanced on purpose")
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Trust grows while people meet and fades over months."""
        growth = self.growth * u["warmth"]
        return {
            "rapport": Flow(u["warmth"] / self.rapport_time, 1 / self.rapport_time),
            "trust": Flow(growth, growth + 1 / self.trust_time),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """Both make a promise count more."""
        return {"trust": x["rapport"] + self.trust_weight * x["trust"]}
