"""Are posteriors right on average? Places of the truth in the posteriors of people drawn from the prior, as a picture.

python benchmarks/calibration.py --people 300 --out docs/pictures/calibration.svg
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from unknot.compiled_code import keep_compiled_code
from unknot.report import palette
from unknot.report.charts import Spec, along, layer, picture
from unknot.validation.rank_statistics import Evenness, calibrated

TITLES = {
    "relief_massage.half_life": "half-life of relief",
    "relief_massage.staying": "share that stays",
    "relief_massage.size": "size of the effect",
    "nociception.drive": "level of pain",
    "nociception.drift": "drift of the level",
    "nociception.fluctuation_sd": "size of fluctuations",
    "nociception.fluctuation_time": "duration of fluctuations",
    "perception.rating_noise": "noise of ratings",
    "perception.repeating": "answers from habit",
}
STATES = ("relief_massage.size", "nociception.drive")
WIDTH, HEIGHT, COLUMNS = 190, 110, 3


def drawn(found: Sequence[Evenness]) -> Spec:
    """One panel for each quantity: how far the places run ahead of the even ones, inside the band of chance."""
    by_name = {entry.name: entry for entry in found}
    panels = [_panel(by_name[name], title) for name, title in TITLES.items()]
    rows = [{"hconcat": panels[start : start + COLUMNS], "spacing": 28} for start in range(0, len(panels), COLUMNS)]
    return {"vconcat": rows, "spacing": 24, "padding": 16}


def _panel(entry: Evenness, title: str) -> Spec:
    edge = 1.6 * entry.band
    x = along("place", (0, 1), {"values": [0, 0.5, 1], "format": ".1~f"})
    y = along("ahead", (-edge, edge), {"values": [-0.1, 0, 0.1], "format": "+.1f"})
    band = [{"place": place, "ahead": -entry.band, "to": entry.band} for place in (0, 1)]
    even = [{"place": place, "ahead": 0} for place in (0, 1)]
    shares = np.arange(1, len(entry.places) + 1) / len(entry.places)
    line = [{"place": float(p), "ahead": float(share - p)} for p, share in zip(entry.places, shares, strict=True)]
    colour = palette.RELIEF if entry.even else palette.PAIN
    return {
        "title": {"text": title, "fontSize": 12, "fontWeight": "normal", "color": palette.INK, "anchor": "start"},
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [
            layer({"type": "area", "color": palette.SAND}, band, x=x, y=y, y2={"field": "to"}),
            layer({"type": "line", "color": palette.SOFT, "strokeWidth": 1}, even, x=x, y=y),
            layer({"type": "line", "interpolate": "step-after", "color": colour, "strokeWidth": 1.6}, line, x=x, y=y),
        ],
    }


def main() -> None:
    """Fit, print and draw."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, default=40, help="how many people (40; the documented run: 300)")
    parser.add_argument("--out", type=Path, help="where the picture goes; none when left out")
    options = parser.parse_args()
    keep_compiled_code()
    found = calibrated(options.people, STATES)
    print(f"{options.people} people; largest distance from even places, band of chance {found[0].band:.3f}")
    for entry in found:
        print(f"{TITLES[entry.name]:28} {entry.distance:.3f}{'' if entry.even else '  beyond the band'}")
    if options.out:
        options.out.write_text(picture(drawn(found)), encoding="utf-8")


if __name__ == "__main__":
    main()
