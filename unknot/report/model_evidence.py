"""The graded arrows of the evidence that stand behind the links of the model."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from unknot.evidence.load import arrow
from unknot.evidence.schema.arrow import Arrow
from unknot.model.wiring import Link

ARROWS: Mapping[tuple[str, str, str], str] = MappingProxyType(
    {
        ("tissue", "pain", "perception"): "injury__nociception",
        ("tissue", "evoked", "sensitisation"): "nociception__central_sensitisation",
        ("tissue", "inflammation", "sensitisation"): "inflammation__pain",
        ("tension", "pain", "perception"): "muscle_tension__pain",
        ("gate", "gate", "perception"): "touch_abeta__pain",
        ("sensitisation", "sensitivity", "perception"): "central_sensitisation__pain",
        ("descending", "inhibition", "perception"): "conditioned_pain_modulation__pain",
        ("opioid", "inhibition", "perception"): "endogenous_opioids_brain__pain",
        ("neuromodulators", "appetite_drive", "appetite"): "serotonin__appetite",
        ("neuromodulators", "trust", "expectation"): "oxytocin__trust",
        (
            "neuromodulators",
            "monoamine",
            "descending",
        ): "serotonin_noradrenaline__conditioned_pain_modulation",
        ("stress", "pain", "perception"): "daily_stress__pain",
        ("stress_axis", "sensitivity", "perception"): "cortisol__pain",
        ("affect", "pain", "perception"): "negative_mood__pain",
        ("sleep", "pain", "perception"): "sleep_quality__pain",
        ("distress", "inhibition", "perception"): "state_anxiety__pain",
        ("distress", "affective_gain", "perception"): "catastrophising__pain",
        ("distress", "sensitivity", "perception"): "pain_beliefs_danger__pain",
        ("attention", "inhibition", "perception"): "distraction__pain_acute",
        ("attention", "affective_gain", "perception"): "mindfulness__pain_unpleasantness",
        ("expectation", "weighted_expectation", "perception"): "expectation_positive__pain",
        ("expectation", "opioid_drive", "opioid"): "expectation_positive__endogenous_opioids_brain",
        ("alliance", "trust", "expectation"): "therapeutic_alliance__pain",
        ("perception", "felt_pain", "distress"): "pain__catastrophising",
        ("perception", "felt_pain", "sleep_need"): "pain__sleep_quality",
        ("perception", "felt_pain", "appetite"): "pain__appetite",
    }
)


def behind(link: Link) -> Arrow | None:
    """The arrow of the evidence behind a link; None where nobody has written one."""
    name = ARROWS.get((link.source, link.input, link.target))
    return arrow(name) if name else None
