"""Mechanisms seen through one daily rating: a usual level, today's departure from it, and how pain goes with that."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from unknot.model.mechanism import Flow, Input, Mechanism, Readout, Scalar, State, Values, relax


@dataclass(frozen=True, slots=True)
class Rating:
    """How one rated quantity varies within a person.

    The coupling is centred on zero in a diary, which must show it; virtual people are drawn around `coupling`.

    Attributes:
        variation: Spread of the departures from the usual [nrs].
        persistence: How long a departure lasts [day].
        coupling_spread: How much people differ in how pain goes with it [1].
        rating_noise: Spread of a rating of the same state, rounding left out [nrs].
        coupling: How pain goes with it in a typical person [1].
    """

    variation: Scalar
    persistence: Scalar
    coupling_spread: Scalar
    rating_noise: Scalar
    coupling: Scalar = 0.0


class RatedMechanism(Mechanism):
    r"""For every rated quantity: departures Z from the usual U, and a personal coupling $\kappa$ to pain.

    $$dZ = (z^* - Z)/\tau\,dt + s\sqrt{2/\tau}\,dW, \qquad \text{rating} = U + Z, \qquad
      \text{pain} \mathrel{+}= \kappa Z$$

    Only the departure acts on pain: what is usual for a person is part of the personal drive. Other mechanisms move the
    value $z^*$ that departures return to through the input `<mechanism>_<quantity>_drive`; it is 0 in a diary.
    """

    def _drive(self, name: str) -> str:
        return f"{self.name}_{name}_drive"

    @abstractmethod
    def ratings(self) -> Mapping[str, Rating]:
        """The rated quantities by the name of their readout."""

    def states(self) -> Mapping[str, State]:
        """Usual level, departure and coupling of each quantity."""
        states: dict[str, State] = {}
        for name, rating in self.ratings().items():
            states[f"usual_{name}"] = State("nrs", f"this person's usual {name}", 5.0, 2.5)
            states[name] = State("nrs", f"today's departure from the usual {name}", 0.0, rating.variation)
            states[f"{name}_coupling"] = State(
                "1", f"points of pain for each point of {name}", rating.coupling, rating.coupling_spread
            )
        return states

    def inputs(self) -> Mapping[str, Input]:
        """Where others drive each quantity."""
        return {self._drive(name): Input("nrs", f"where {name} is driven, beside the usual") for name in self.ratings()}

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Departures fade; usual level and coupling are the person's own."""
        flows: dict[str, Flow] = {}
        for name, rating in self.ratings().items():
            flows[f"usual_{name}"] = flows[f"{name}_coupling"] = Flow()
            flows[name] = relax(1 / rating.persistence, u[self._drive(name)])
        return flows

    def noise(self, u: Values) -> Mapping[str, Scalar]:
        """Departures keep their spread."""
        return {name: 2 * rating.variation**2 / rating.persistence for name, rating in self.ratings().items()}

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """Every departure adds to pain by its coupling."""
        return {"pain": sum((x[f"{name}_coupling"] * x[name] for name in self.ratings()), start=0.0)}

    def readouts(self, x: Values, u: Values) -> Mapping[str, Readout]:
        """What a diary asks for."""
        return {
            name: Readout(x[f"usual_{name}"] + x[name], rating.rating_noise) for name, rating in self.ratings().items()
        }
