"""The regions in words, as the list beside the figures shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from unknot.evidence.body import PAIRED, REGIONS, SIDES

PARTS: dict[str, Any] = {
    "head": gettext_lazy("head"),
    "face": gettext_lazy("face"),
    "neck": gettext_lazy("back of the neck"),
    "throat": gettext_lazy("front of the neck"),
    "chest": gettext_lazy("chest"),
    "upper_back": gettext_lazy("upper back"),
    "lower_back": gettext_lazy("lower back"),
    "belly": gettext_lazy("belly"),
    "shoulder": gettext_lazy("shoulder"),
    "upper_arm": gettext_lazy("upper arm"),
    "forearm": gettext_lazy("forearm"),
    "hand": gettext_lazy("hand"),
    "buttock": gettext_lazy("buttock"),
    "thigh_front": gettext_lazy("front of the thigh"),
    "thigh_back": gettext_lazy("back of the thigh"),
    "knee": gettext_lazy("knee"),
    "shin": gettext_lazy("shin"),
    "calf": gettext_lazy("calf"),
    "foot": gettext_lazy("foot"),
}
SIDE_WORDS: dict[str, Any] = {
    "left": pgettext_lazy("side of the body", "left"),
    "right": pgettext_lazy("side of the body", "right"),
}
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("Head and neck"), ("head", "face", "neck", "throat")),
    (gettext_lazy("Trunk"), ("upper_back", "lower_back", "buttock", "chest", "belly")),
    (gettext_lazy("Arms"), ("shoulder", "upper_arm", "forearm", "hand")),
    (gettext_lazy("Legs"), ("thigh_front", "thigh_back", "knee", "shin", "calf", "foot")),
)


@dataclass(frozen=True, slots=True)
class Box:
    """One box to tick.

    Attributes:
        region: The region's name.
        label: What stands beside the box: the side, or the part where there is one.
        title: The region in full.
        chosen: Whether it is ticked.
        excluded: Why it should be left out, or nothing.
    """

    region: str
    label: str
    title: str
    chosen: bool
    excluded: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body with its one or two boxes."""

    title: str
    boxes: tuple[Box, ...]

    @property
    def paired(self) -> bool:
        """Whether it is there twice."""
        return len(self.boxes) > 1


def beginning(text: str) -> str:
    """A text as it stands at the beginning of a line."""
    return text[:1].upper() + text[1:]


def title_of(region: str) -> str:
    """A region in words: "left shoulder", "lower back"."""
    part, _underscore, side = region.rpartition("_")
    if part in PAIRED and side in SIDES:
        return _("%(side)s %(part)s") % {"side": SIDE_WORDS[side], "part": PARTS[part]}
    return str(PARTS.get(region, region))


def titles_of(regions: Iterable[str]) -> str:
    """Several regions in words, in the order of the body."""
    known = {name: place for place, name in enumerate(REGIONS)}
    return ", ".join(title_of(name) for name in sorted(regions, key=lambda name: known.get(name, len(known))))


def parts_in(group: tuple[str, ...], chosen: Collection[str], excluded: dict[str, str]) -> tuple[Part, ...]:
    """The parts of a group with their boxes."""
    found: list[Part] = []
    for part in group:
        names = [f"{part}_{side}" for side in SIDES] if part in PAIRED else [part]
        labels = [str(SIDE_WORDS[side]) for side in SIDES] if part in PAIRED else [str(PARTS[part])]
        boxes = tuple(
            Box(name, beginning(label), beginning(title_of(name)), name in chosen, excluded.get(name, ""))
            for name, label in zip(names, labels, strict=True)
        )
        found.append(Part(beginning(str(PARTS[part])), boxes))
    return tuple(found)
