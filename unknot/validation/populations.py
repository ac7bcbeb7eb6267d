"""The populations of published trials: where their people differ from the typical client, never in the gains."""

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
    }
)
"""Healthy volunteers: nothing hurts until something is done to them."""
