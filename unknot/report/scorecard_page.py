"""The scorecard as one HTML file that needs nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterable

from markupsafe import Markup

from unknot.report import palette
from unknot.report.page import render_page
from unknot.report.scorecard_terminal import mark, numbers
from unknot.validation.runner import Verdict
from unknot.validation.scorecard import Scorecard, sentence

PAGE = "scorecard.html.j2"
WIDTH, HEIGHT, REACH = 160.0, 18.0, 3.0


def render(scorecard: Scorecard, notices: Iterable[str] = ()) -> str:
    """The whole page as HTML.

    Args:
        scorecard: The verdicts.
        notices: What else the reader must know, such as cases that were not run.
    """
    return render_page(
        PAGE,
        scorecard=scorecard,
        notices=tuple(notices),
        numbers=numbers,
        mark=mark,
        sentence=sentence,
        strip=strip,
    )


def strip(verdict: Verdict) -> Markup:
    """Where the value lies beside the accepted bounds; an arrowhead where it lies beyond the drawing."""
    middle, half = (verdict.lo + verdict.hi) / 2, (verdict.hi - verdict.lo) / 2 or 1.0
    scale = WIDTH / (2 * REACH)
    left, right = WIDTH / 2 - scale, WIDTH / 2 + scale
    line = f'<line x1="0" x2="{WIDTH:g}" y1="9" y2="9" stroke="{palette.RULE}" stroke-width="2"/>'
    band = f'<rect x="{left:.1f}" y="5" width="{right - left:.1f}" height="8" rx="4" fill="{palette.BANDS[3]}"/>'
    return Markup(
        f'<svg class="strip" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" aria-hidden="true">{line}{band}'
        f"{_value((verdict.value - middle) / half, verdict.passed)}</svg>"
    )


def _value(place: float, passed: bool) -> str:
    if not math.isfinite(place):
        return ""
    colour = palette.RELIEF if passed else palette.PAIN
    x = WIDTH / 2 + place * WIDTH / (2 * REACH)
    if abs(place) > REACH:
        tip, back = (WIDTH - 1, WIDTH - 10) if place > 0 else (1, 10)
        return f'<path d="M{tip} 9L{back} 3.5V14.5Z" fill="{colour}"/>'
    return f'<circle cx="{min(max(x, 5), WIDTH - 5):.1f}" cy="9" r="5" fill="{colour}"/>'
