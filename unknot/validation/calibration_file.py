"""A calibration as a fact file: values with date, score, revision, and how much the cases say about each."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from unknot.validation.calibration import Fit

_KNOWN = 0.5


def calibration_file(fit: Fit) -> str:
    """The TOML text.

    A parameter is "learned" where its whitened standard deviation fell to at most half, so that three quarters of the
    prior variance are gone; otherwise its value is mostly what was believed before.
    """
    within = float(np.mean(np.abs(fit.residuals) <= 1.96))
    lines = [
        "# Made by `unknot calibrate`; do not edit by hand.",
        f'date = "{datetime.now(UTC):%Y-%m-%d}"',
        f'revision = "{_revision()}"',
        f"loss = {fit.loss:.2f}",
        f"number_checks = {len(fit.checks)}",
        f"share_within_bounds = {within:.3f}",
        "learned = [",
        *(f'  "{one.name}",' for one, left in zip(fit.free, fit.spread, strict=True) if left <= _KNOWN),
        "]",
        "",
        "[values]",
        *(f'"{name}" = {value:.6g}' for name, value in fit.values.items()),
        "",
        "# Standard deviation left of what was believed (1 = the cases say nothing about it).",
        "[left]",
        *(f'"{one.name}" = {left:.2f}' for one, left in zip(fit.free, fit.spread, strict=True)),
        "",
        "# In standard deviations of what was believed: how far the value moved.",
        "[moved]",
        *(f'"{one.name}" = {z:.2f}' for one, z in zip(fit.free, fit.z, strict=True)),
        "",
    ]
    return "\n".join(lines)


def _revision() -> str:
    """The git revision the program was run from, or "unknown" outside a checkout."""
    try:
        found = subprocess.run(
            ["git", "rev-parse", "--short=12", "HEAD"],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return found.stdout.strip()
