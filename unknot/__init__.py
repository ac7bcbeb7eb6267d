"""Unknot: how long does relief last for this client, what brings the pain back, and how sure are we?

The public names are loaded when they are first used, so that ``import unknot`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unknot.cohort.run import simulate_cohort as simulate_cohort
    from unknot.errors import UnknotError as UnknotError
    from unknot.exchange.sbml import to_sbml as to_sbml
    from unknot.inference.exchange import to_arviz as to_arviz
    from unknot.inference.individual import fit as fit
    from unknot.inference.others import read_others as read_others
    from unknot.inference.posterior import Posterior as Posterior
    from unknot.inference.storage import load_fit as load_fit
    from unknot.inference.storage import save_fit as save_fit
    from unknot.inference.together import fit_together as fit_together
    from unknot.model.whole import whole_model as whole_model
    from unknot.planning.asking import ask as ask
    from unknot.planning.goal import Goal as Goal
    from unknot.planning.planner import plan as plan
    from unknot.planning.trial.analysis import analyse_trial as analyse_trial
    from unknot.planning.trial.design import design_trial as design_trial
    from unknot.planning.what_if import what_if as what_if
    from unknot.planning.wishes import Wishes as Wishes
    from unknot.records import Clock as Clock
    from unknot.records import Dose as Dose
    from unknot.records import Record as Record
    from unknot.records import Response as Response
    from unknot.report.assemble import answer as answer
    from unknot.report.explained import explain as explain
    from unknot.tables.load import read_records as read_records

__version__ = "0.1.0"

_HOME = {
    "Clock": "unknot.records",
    "Dose": "unknot.records",
    "Goal": "unknot.planning.goal",
    "Posterior": "unknot.inference.posterior",
    "Record": "unknot.records",
    "Response": "unknot.records",
    "UnknotError": "unknot.errors",
    "Wishes": "unknot.planning.wishes",
    "analyse_trial": "unknot.planning.trial.analysis",
    "answer": "unknot.report.assemble",
    "ask": "unknot.planning.asking",
    "design_trial": "unknot.planning.trial.design",
    "explain": "unknot.report.explained",
    "fit": "unknot.inference.individual",
    "fit_together": "unknot.inference.together",
    "load_fit": "unknot.inference.storage",
    "plan": "unknot.planning.planner",
    "read_others": "unknot.inference.others",
    "read_records": "unknot.tables.load",
    "save_fit": "unknot.inference.storage",
    "simulate_cohort": "unknot.cohort.run",
    "to_arviz": "unknot.inference.exchange",
    "to_sbml": "unknot.exchange.sbml",
    "what_if": "unknot.planning.what_if",
    "whole_model": "unknot.model.whole",
}

__all__ = [
    "Clock",
    "Dose",
    "Goal",
    "Posterior",
    "Record",
    "Response",
    "UnknotError",
    "Wishes",
    "__version__",
    "analyse_trial",
    "answer",
    "ask",
    "design_trial",
    "explain",
    "fit",
    "fit_together",
    "load_fit",
    "plan",
    "read_others",
    "read_records",
    "save_fit",
    "simulate_cohort",
    "to_arviz",
    "to_sbml",
    "what_if",
    "whole_model",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'unknot' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
