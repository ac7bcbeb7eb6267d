"""Who is in the demo practice: made-up names, bodies drawn by the model under fixed seeds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

EMAIL, PASSWORD = "demo@unknot.invalid", "a demo of relief"
COLLEAGUE_EMAIL = "colleague@unknot.invalid"


@dataclass(frozen=True, slots=True)
class DemoClient:
    """A virtual client.

    Attributes:
        name: A made-up name.
        complaint: What brings them.
        regions: Where the sessions are given.
        seed: Seed of all random numbers.
        days: Length of the diary [day].
        silent_days: How long ago the diary stopped [day].
        of_colleague: Whether the client is the colleague's.
        signs: The signs of the intake.
        conditions: The contraindications of the intake.
        places: Where local ones are.
        goals: Activities, and how they went at the first visit.
        coming: Sessions to come, in days from today and hours [day, hour].
        chosen: What is not drawn: `gap`, `answered`, `half_life`, `peak`.
    """

    name: str
    complaint: str
    regions: tuple[str, ...]
    seed: int
    days: int
    silent_days: int = 0
    of_colleague: bool = False
    signs: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    goals: tuple[tuple[str, int], ...] = ()
    coming: tuple[tuple[int, int], ...] = ()
    chosen: dict[str, Any] = field(default_factory=dict[str, Any])


CLIENTS = (
    DemoClient(
        "Mara Lindqvist",
        "Low back, three years",
        ("lower_back",),
        11,
        84,
        conditions=("blood_thinner", "varicose_veins"),
        places=("calf_left",),
        goals=(("Gardening for an hour", 4), ("Sitting through a film", 3)),
        coming=((4, 14), (11, 14)),
        chosen={"half_life": 2.0, "peak": 2.5},
    ),
    DemoClient(
        "Jonas Weber",
        "Neck and shoulders",
        ("neck", "shoulder_left", "shoulder_right"),
        23,
        63,
        goals=(("A day at the screen", 5),),
        coming=((0, 21),),
        chosen={"half_life": 5.0, "peak": 2.2},
    ),
    DemoClient(
        "Aiko Sato",
        "Tension headache",
        ("neck", "head"),
        31,
        70,
        9,
        signs=("night_pain",),
        chosen={"half_life": 1.0, "peak": 1.5, "gap": 10},
    ),
    DemoClient(
        "Tom Bright",
        "Knee, since spring",
        ("thigh_front_left", "knee_left"),
        47,
        9,
        signs=("night_pain", "weight_loss", "over_70"),
        chosen={"gap": 5},
    ),
    DemoClient("Ines Pereira", "Upper back", ("upper_back",), 58, 49, of_colleague=True, chosen={"answered": 0.6}),
)
