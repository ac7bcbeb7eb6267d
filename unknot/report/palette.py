"""The colours and typefaces of every page and chart: pain is clay and relief is teal everywhere."""

from __future__ import annotations

PAPER = "#FBF8F3"
CARD = "#FFFDFA"
INK = "#24302F"
SOFT = "#5E6B68"
RULE = "#E6DED2"
SAND = "#F1E9DC"
PAIN = "#BF5B3A"
RELIEF = "#1E6E69"
SLEEP = "#8FAE9E"
STRESS = "#C7923E"
UNKNOWN = "#8C9693"
"""What is drawn but not known yet."""

BANDS = ("#9CBFB8", "#1E6E69", "#4C8F87", "#C9DCD7")
"""Relief that lasts under 1, 1-3, 3-7 and over 7 days; neighbours differ in lightness, so in grey as well."""

SERIF = "Charter, 'Bitstream Charter', 'Iowan Old Style', Georgia, 'Noto Serif', 'Times New Roman', serif"
SANS = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"


def fade(colour: str, opacity: float) -> str:
    """A colour that lets what is beneath shine through."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:.3g})"
