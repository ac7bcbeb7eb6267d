"""Neuromodulators: serotonin, dopamine and oxytocin, whose way from massage to pain is speculative."""

from __future__ import annotations

from collections.abc import Mapping

from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values, relax
from unknot.model.parameter import parameter
from unknot.units import convert


class Neuromodulators(Mechanism):
    r"""Departures from rest, as shares of it; every arrow from touch has weight zero unless somebody sets it.

    $$\dot s = \frac{\sigma u_T + R - s}{\tau_s}, \quad \dot d = \frac{\delta u_T - d}{\tau_d}, \quad
      \dot o = \frac{\omega u_T - o}{\tau_o}, \quad \dot R = \frac{u_R - R}{\tau_R}$$

    with touch $u_T$ and drugs $u_R$ that block the reuptake of serotonin and noradrenaline, which take weeks to work.
    Controlled studies found no rise of serotonin or dopamine by massage, and oxytocin rose as much by reading.
    """

    serotonin_time: Scalar = parameter(
        convert(3.0, "hour", "day"), unit="day", status="assumed", doc="how long serotonin takes to settle"
    )
    dopamine_time: Scalar = parameter(
        convert(1.0, "hour", "day"), unit="day", status="assumed", doc="how long dopamine takes to settle"
    )
    oxytocin_time: Scalar = parameter(
        convert(20.0, "minute", "day"), unit="day", status="assumed", doc="how long oxytocin takes to settle"
    )
    drug_time: Scalar = parameter(10.0, unit="day", status="assumed", doc="how long a reuptake blocker takes to work")
    serotonin_by_touch: Scalar = parameter(0.0, unit="1", status="assumed", doc="serotonin by massage (speculative)")
    dopamine_by_touch: Scalar = parameter(0.0, unit="1", status="assumed", doc="dopamine by massage (speculative)")
    oxytocin_by_touch: Scalar = parameter(0.0, unit="1", status="assumed", doc="oxytocin by massage (speculative)")
    mood_by_serotonin: Scalar = parameter(0.5, unit="nrs", status="assumed", doc="mood by doubled serotonin")
    mood_by_dopamine: Scalar = parameter(
        0.0, unit="nrs", status="assumed", doc="mood by doubled dopamine (speculative)"
    )
    appetite_by_serotonin: Scalar = parameter(
        -2.0,
        unit="nrs",
        status="assumed",
        doc="appetite by doubled serotonin (drugs that raise it cut meals by a quarter)",
    )
    trust_by_oxytocin: Scalar = parameter(
        0.0, unit="1", status="assumed", doc="trust by doubled oxytocin (speculative)"
    )

    def states(self) -> Mapping[str, State]:
        """The three departures and what a drug keeps up."""
        return {
            "serotonin": State("1", "serotonin beyond that of rest, as a share of it"),
            "dopamine": State("1", "dopamine beyond that of rest, as a share of it"),
            "oxytocin": State("1", "oxytocin beyond that of rest, as a share of it"),
            "reuptake_block": State("1", "effect of a drug that blocks reuptake, 1 for a full dose after weeks"),
        }

    def inputs(self) -> Mapping[str, Input]:
        """Touch and drugs."""
        return {
            "touch": Input("1", "strength of touch, pressure, vibration or current, 1 for a usual massage"),
            "reuptake_block": Input("1", "drug that blocks reuptake, 1 for a full dose"),
        }

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Each settles at its own pace."""
        touch = u["touch"]
        return {
            "serotonin": relax(1 / self.serotonin_time, self.serotonin_by_touch * touch + x["reuptake_block"]),
            "dopamine": relax(1 / self.dopamine_time, self.dopamine_by_touch * touch),
            "oxytocin": relax(1 / self.oxytocin_time, self.oxytocin_by_touch * touch),
            "reuptake_block": relax(1 / self.drug_time, u["reuptake_block"]),
        }

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """Mood, appetite, trust, and monoamines for descending control."""
        return {
            "affect_mood_drive": self.mood_by_serotonin * x["serotonin"] + self.mood_by_dopamine * x["dopamine"],
            "appetite_drive": self.appetite_by_serotonin * x["serotonin"],
            "trust": self.trust_by_oxytocin * x["oxytocin"],
            "monoamine": x["reuptake_block"],
        }
