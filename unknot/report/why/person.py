"""How active the parts of the pain system are for one client now, as far as the diary says."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from unknot.inference.forecast import pain_band
from unknot.inference.posterior import Posterior
from unknot.model.exposure import Numbers
from unknot.report.answer import Estimate
from unknot.report.estimates import DRAWS, estimate
from unknot.report.why.layout import Layout, Node, shipped


def levels(posterior: Posterior, layout: Layout | None = None) -> Mapping[str, Estimate]:
    """What each node that the diary asks about shows after the last event, in its own unit.

    Nodes of which the diary model holds nothing are left out: nobody knows. Pain is where the next answer is expected.

    Args:
        posterior: What was learned from the client's diary.
        layout: The nodes; those of the package when left out.
    """
    states = posterior.diary.structure.states
    drawn = posterior.state_draws(states, posterior.chosen(DRAWS))
    held = [node for node in (layout or shipped()).nodes if any(node.shown_sign(name) for name in states)]
    known = {node.name: estimate(_shown(node, drawn)) for node in held}
    last = max(answer.day for answer in posterior.record.responses)
    band = pain_band(posterior, [last])
    return known | {"pain": Estimate(float(band.mean[0]), float(band.lo[0]), float(band.hi[0]))}


def _shown(node: Node, drawn: Mapping[str, Numbers]) -> Numbers:
    shown = sum((node.shown_sign(name) * values for name, values in drawn.items()), np.zeros(DRAWS))
    return np.clip(shown, 0.0, 10.0) if node.unit else shown
