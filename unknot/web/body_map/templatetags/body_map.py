"""Tags of the body map."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import template
from django.utils.translation import gettext as _

from unknot.evidence.body import PAIRED
from unknot.web.body_map.regions import GROUPS, parts_in, title_of, titles_of
from unknot.web.body_map.shapes import HEIGHT, WIDTH, shapes

register = template.Library()


@register.inclusion_tag("body_map/choose.html")
def body_map(
    name: str, chosen: Collection[str] | None, legend: str, excluded: dict[str, str] | None = None
) -> dict[str, Any]:
    """Figures and list, to choose regions from.

    Args:
        name: The name under which the form sends the regions.
        chosen: Regions that are chosen already, if any.
        legend: What is asked.
        excluded: Why a region should be left out, by region.
    """
    chosen, why = chosen or (), excluded or {}
    groups = [(title, parts_in(parts, chosen, why)) for title, parts in GROUPS]
    return {"name": name, "legend": legend, "groups": groups, **_figures(chosen, why)}


@register.inclusion_tag("body_map/show.html")
def body_shown(regions: Collection[str]) -> dict[str, Any]:
    """The figures with regions marked, and the regions in words."""
    return {"words": titles_of(regions), **_figures(regions, {})}


@register.filter
def regions_in_words(regions: Iterable[str]) -> str:
    """Regions in words: "neck, left shoulder"."""
    return titles_of(regions)


def _figures(chosen: Collection[str], excluded: dict[str, str]) -> dict[str, Any]:
    views = [
        {"title": title, "view": view, "shapes": [_drawn(shape, chosen, excluded) for shape in shapes(view, PAIRED)]}
        for view, title in (("front", _("Front")), ("back", _("Back")))
    ]
    return {"views": views, "width": WIDTH, "height": HEIGHT}


def _drawn(shape: Any, chosen: Collection[str], excluded: dict[str, str]) -> dict[str, Any]:
    return {
        "region": shape.region,
        "path": shape.path,
        "mirrored": shape.mirrored,
        "title": title_of(shape.region),
        "chosen": shape.region in chosen,
        "excluded": shape.region in excluded,
    }
