"""The populations of published trials: where their people differ from the typical client, never in what a dose does."""

from __future__ import annotations

from unknot.validation.experiment import Population

HEALTHY = Population(
    values={
        "nociception.usual_drive": 0.0,
        "nociception.drive_spread": 0.0,
        "nociception.usual_improvement": 0.0,
        "nociception.improvement_spread": 0.0,
        "nociception.fluctuation_sd": 0.1,
        "nociception.drift": 1e-3,
        **dict.fromkeys(("sleep.coupling", "stress.coupling", "affect.mood_coupling", "affect.anxiety_coupling"), 0.0),
        **dict.fromkeys((f"{part}.coupling_spread" for part in ("sleep", "stress", "affect")), 0.0),
    }
)
"""Healthy volunteers: nothing hurts until something is done to them, and so there is no pain that goes with a mood."""

SENSITIVITY_SPREAD = 0.45

HEALTHY_DIFFERING = Population(values={**HEALTHY.values, "sensitisation.personal_spread": SENSITIVITY_SPREAD})
"""Healthy volunteers who all get the same heat, and feel it as unlike as people do (coghill2003: 1.05 to 8.9 of 10)."""

FIBROMYALGIA_TESTED = Population(
    values={
        **HEALTHY_DIFFERING.values,
        "nociception.usual_drive": 5.0,
        "nociception.drive_spread": 1.5,
        "sensitisation.personal": 0.4,
    }
)
"""People with fibromyalgia under heat: lasting pain, and a signal turned up by half."""

NEUROPATHIC = Population(values={**HEALTHY.values, "nociception.usual_drive": 6.0, "nociception.drive_spread": 1.5})
"""People with lasting neuropathic pain; how strong it was is assumed, the source gives no level."""
