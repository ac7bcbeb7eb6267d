"""Unknot: how long does relief last for this client, what brings the pain back, and how sure are we?

The public names are loaded when they are first used, so that ``import unknot`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unknot.errors import UnknotError as UnknotError
    from unknot.inference.individual import fit as fit
    from unknot.inference.posterior import Posterior as Posterior
    from unknot.records import Clock as Clock
    from unknot.records import Dose as Dose
    from unknot.records import Record as Record
    from unknot.records import Response as Response
    from unknot.report.assemble import answer as answer
    from unknot.tables.load import read_records as read_records

__version__ = "0.1.0"

_HOME = {
    "Clock": "unknot.records",
    "Dose": "unknot.records",
    "Posterior": "unknot.inference.posterior",
    "Record": "unknot.records",
    "Response": "unknot.records",
    "UnknotError": "unknot.errors",
    "answer": "unknot.report.assemble",
    "fit": "unknot.inference.individual",
    "read_records": "unknot.tables.load",
}

__all__ = [
    "Clock",
    "Dose",
    "Posterior",
    "Record",
    "Response",
    "UnknotError",
    "__version__",
    "answer",
    "fit",
    "read_records",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'unknot' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
