"""Words for what a session is made of: regions of the body, positions, techniques, products, pressure.

Safety rules name them, session records hold them, and the body map draws them; left and right are the client's own.
"""

from __future__ import annotations

MIDDLE = ("head", "face", "neck", "throat", "chest", "upper_back", "lower_back", "belly")
PAIRED = (
    "shoulder",
    "upper_arm",
    "forearm",
    "hand",
    "buttock",
    "thigh_front",
    "thigh_back",
    "knee",
    "shin",
    "calf",
    "foot",
)
SIDES = ("left", "right")
REGIONS = (*MIDDLE, *(f"{part}_{side}" for part in PAIRED for side in SIDES))

POSITIONS = ("prone", "supine", "side", "seated")
TECHNIQUES = (
    "classic",
    "deep",
    "trigger_point",
    "friction",
    "percussion",
    "stretching",
    "lymph_drainage",
    "hot_stone",
    "cupping",
    "other",
)

PRODUCTS = ("scented", "camphor_eucalyptus", "latex")
"""What touches the skin or is in the air: oils and creams with essential oils or scent, balms with camphor or
eucalyptus, latex."""

LIGHTEST_PRESSURE = 1
"""Hands rest on the skin."""
FIRMEST_PRESSURE = 5
"""As firm as the client can bear."""
