"""Gate: touch on its way to the spinal cord lets less pain through while it lasts."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Readout, Scalar, State, Values, relax
from unknot.model.parameter import LogNormal, parameter
from unknot.units import convert


class Gate(Mechanism):
    r"""Fast touch fibres close the gate with a ceiling; slow stroking adds through fibres tuned to its speed.

    $$c(v) = e^{-\frac{(\ln v/v_0)^2}{2\sigma^2}}, \quad a(v) = \frac{v}{v + v_a}, \quad
      \dot T = \frac{u_T + a(v) - T}{\tau_f}, \quad \dot C = \frac{c(v) - C}{\tau_f}, \quad
      \dot g = \frac{1}{\tau_g}\left((1 - (1 - e)\,d)\, g_T\frac{T}{T + T_{1/2}} + g_C C - g\right)$$

    and pain passes as $1/(1+g)$: divided, not taken away, so that touch never erases pain. Fibres follow the skin at
    once; the gate closes and opens more slowly. Touch closes it for the segment of the body that is touched: at
    distance d = 1, in another region, it keeps the share e of its effect (mancini2014: relief by touch of the same
    segment exceeds that of others and falls off with distance). Slow stroking is felt as pleasant wherever it is.
    """

    fibre_time: Scalar = parameter(
        convert(0.5, "second", "day"), unit="day", status="assumed", doc="how long fibres take to follow the skin"
    )
    time: Scalar = parameter(
        convert(1.0, "minute", "day"), unit="day", status="assumed", doc="how long the gate takes to close and to open"
    )
    touch_strength: Scalar = parameter(
        0.6,
        unit="1",
        status="assumed",
        doc="how far strong touch can close the gate",
        spread=LogNormal(0.6, 0.5),
    )
    half_touch: Scalar = parameter(1.0, unit="1", status="assumed", doc="touch at which half of that is reached")
    elsewhere: Scalar = parameter(
        0.3,
        unit="1",
        status="assumed",
        doc="share of its effect that touch of another region keeps",
    )
    stroking_strength: Scalar = parameter(0.08, unit="1", status="assumed", doc="how far slow stroking closes the gate")
    best_velocity: Scalar = parameter(
        3.0,
        unit="cm/second",
        status="derived",
        source="loken2009",
        doc="velocity at which C-tactile fibres fire most (1 to 10)",
        spread=LogNormal(3.0, 0.5),
    )
    tuning_width: Scalar = parameter(
        1.4, unit="1", status="assumed", doc="width of their tuning, in units of the logarithm of velocity"
    )
    half_velocity: Scalar = parameter(
        10.0, unit="cm/second", status="assumed", doc="velocity at which fast touch fibres reach half of their rate"
    )
    pleasantness_noise: Scalar = parameter(
        0.35, unit="1", status="assumed", doc="spread of how pleasant one stroke is rated, as a share of the best"
    )

    def states(self) -> Mapping[str, State]:
        """Touch of both kinds, as it arrives, and the gate."""
        return {
            "touch": State("1", "activity of fast touch fibres"),
            "stroking": State("1", "activity of C-tactile fibres, as a share of their highest"),
            "closed": State("1", "how far the gate is closed"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """Touch of any kind, how far from the sore place it is, and the velocity of a stroke."""
        return {
            "touch": Input("1", "strength of touch, pressure, vibration or current, 1 for a usual massage"),
            "stroking_velocity": Input("cm/second", "velocity of a stroke over hairy skin, 0 for none"),
            "distance": Input(
                "1", "how far the touch is from the sore place, 0 on it, 1 in another region of the body"
            ),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """The fibres follow the touch, the gate follows the fibres."""
        velocity = u["stroking_velocity"]
        moving = velocity > 0
        octaves = jnp.log(jnp.where(moving, velocity, self.best_velocity) / self.best_velocity) / self.tuning_width
        slow = jnp.where(moving, jnp.exp(-0.5 * octaves**2), 0.0)
        fast = velocity / (velocity + self.half_velocity)
        near = 1 - (1 - self.elsewhere) * jnp.clip(u["distance"], 0.0, 1.0)
        closing = near * self.touch_strength * x["touch"] / (x["touch"] + self.half_touch)
        return {
            "touch": relax(1 / self.fibre_time, u["touch"] + fast),
            "stroking": relax(1 / self.fibre_time, slow),
            "closed": relax(1 / self.time, closing + self.stroking_strength * x["stroking"]),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """How far the gate is closed."""
        return {"gate": x["closed"]}

    def readouts(self, x: Values, u: Values) -> Mapping[str, Readout]:
        """What microneurography and a rating of pleasantness show."""
        return {
            "slow_fibres": Readout(x["stroking"], 0.0, unit="1"),
            "fast_fibres": Readout(x["touch"], 0.0, unit="1"),
            "pleasantness": Readout(x["stroking"], self.pleasantness_noise, unit="1"),
        }
