"""A backtest as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from unknot.report.backtest_answer import TITLES, BacktestAnswer
from unknot.report.page import render_page

PAGE = "backtest.html.j2"


def render(answer: BacktestAnswer) -> str:
    """The page: scores overall and by person, and where outcomes fell in the forecasts."""
    persons: Mapping[str, Mapping[str, Mapping[str, float]]] = answer.body["persons"]
    methods = list(answer.body["overall"])
    score = "crps" if "crps" in answer.body["overall"][methods[0]] else "integrated_brier"
    return render_page(
        PAGE,
        answer=answer,
        methods=[TITLES.get(method, method) for method in methods],
        score=score.replace("_", " "),
        persons=[
            (person, [f"{by_method[method][score]:.3f}" for method in methods]) for person, by_method in persons.items()
        ],
        positions=[
            (TITLES.get(method, method), [f"{share:.0%}" for share in shares])
            for method, shares in answer.body.get("pit", {}).items()
        ],
    )
