"""Sensitisation: strong, repeated or inflamed input turns the gain of pain up, for seconds, hours or weeks."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp

from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values
from unknot.model.parameter import LogNormal, parameter
from unknot.units import convert


class Sensitisation(Mechanism):
    r"""Three gains, each filled by input above a threshold and emptied at its own pace.

    $$\dot W = \omega_W r \frac{S^2}{S^2 + \theta_W^2}\left(1 - \frac{W}{W_m}\right) - \frac{W}{\tau_W}, \quad
      \dot F = (\omega_F [S-\theta_F]_+ + \omega_I I)(1 - F/F_m) - \frac{\ln 2}{h_F}F, \quad
      \dot L = \omega_L F - \frac{\ln 2}{h_L}L$$

    with evoked signal S, its rises r and inflammation I; together with a personal gain they turn the signal up by
    $e^{G + W + F + L}$. Wind-up comes with each strong onset and sums over pulses that
    follow faster than it fades; a steady stimulus, known by the pain it gives, does not wind itself up.
    """

    personal: Scalar = parameter(0.0, unit="1", status="assumed", doc="gain that a sensitised person lives with")
    personal_spread: Scalar = parameter(
        0.0, unit="1", status="assumed", doc="how much people differ in it, where stimuli are the same for everyone"
    )
    windup_time: Scalar = parameter(
        convert(3.0, "second", "day"), unit="day", status="assumed", doc="how long wind-up lasts between pulses"
    )
    windup_rate: Scalar = parameter(
        0.12, unit="1/nrs", status="assumed", doc="wind-up by each point of a strong onset", spread=LogNormal(0.12, 0.5)
    )
    windup_threshold: Scalar = parameter(
        2.5, unit="nrs", status="assumed", doc="signal at which half of an onset winds up"
    )
    windup_most: Scalar = parameter(0.8, unit="1", status="assumed", doc="largest wind-up")
    fast_half_life: Scalar = parameter(
        convert(7.0, "hour", "day"),
        unit="day",
        status="derived",
        source="pfau2011",
        doc="half-life of the gain after strong input (4.9 to 7.3 hours in burns and capsaicin)",
    )
    fast_rate: Scalar = parameter(
        4.0, unit="1/nrs/day", status="assumed", doc="gain by strong input", spread=LogNormal(4.0, 0.7)
    )
    fast_threshold: Scalar = parameter(4.0, unit="nrs", status="assumed", doc="signal above which it is turned up")
    inflammation_rate: Scalar = parameter(3.0, unit="1/day", status="assumed", doc="gain by full inflammation")
    fast_most: Scalar = parameter(0.7, unit="1", status="assumed", doc="largest such gain")
    slow_half_life: Scalar = parameter(
        9.0, unit="day", status="assumed", doc="half-life of what lasting sensitisation leaves (some people: weeks)"
    )
    slow_rate: Scalar = parameter(
        0.05, unit="1/day", status="assumed", doc="slow gain by fast gain", spread=LogNormal(0.05, 1.0)
    )

    def states(self) -> Mapping[str, State]:
        """The personal gain, wind-up, fast and slow gain."""
        return {
            "personal": State("1", "gain that a person lives with", self.personal, self.personal_spread),
            "windup": State("1", "gain that lasts for seconds"),
            "fast": State("1", "gain that lasts for hours"),
            "slow": State("1", "gain that lasts for weeks"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """What turns the gain up."""
        return {
            "evoked": Input("nrs", "signal of a stimulus from outside"),
            "stimulus_rise": Input("nrs/day", "rise of a stimulus that is noticed"),
            "inflammation": Input("1", "inflammation, 1 for a laboratory dose of endotoxin"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Input fills the gains up to their ceilings; they fade by themselves."""
        strength = u["evoked"] ** 2 / (u["evoked"] ** 2 + self.windup_threshold**2)
        wind = self.windup_rate * strength * u["stimulus_rise"]
        strong = self.fast_rate * jnp.maximum(u["evoked"] - self.fast_threshold, 0.0)
        fill = strong + self.inflammation_rate * u["inflammation"]
        halving = jnp.log(2.0)
        return {
            "personal": Flow(),
            "windup": Flow(wind, 1 / self.windup_time + wind / self.windup_most),
            "fast": Flow(fill, halving / self.fast_half_life + fill / self.fast_most),
            "slow": Flow(self.slow_rate * x["fast"], halving / self.slow_half_life),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """All of it turns the signal up."""
        return {"sensitivity": x["personal"] + x["windup"] + x["fast"] + x["slow"]}
