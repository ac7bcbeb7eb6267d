"""What computed a result: the versions that must be the same to get the same numbers again."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version


def versions() -> Mapping[str, str]:
    """Versions of what computes a posterior, by name."""
    return {name: version(name) for name in ("unknot", "jax", "numpy")}
