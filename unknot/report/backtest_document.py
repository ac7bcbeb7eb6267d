"""A backtest as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined

from unknot.report import palette
from unknot.report.backtest_answer import TITLES, BacktestAnswer

PAGE = "backtest.html.j2"


def render(answer: BacktestAnswer) -> str:
    """The page: scores overall and by person, and where outcomes fell in the forecasts."""
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    persons: Mapping[str, Mapping[str, Mapping[str, float]]] = answer.body["persons"]
    methods = list(answer.body["overall"])
    score = "crps" if "crps" in answer.body["overall"][methods[0]] else "integrated_brier"
    return environment.get_template(PAGE).render(
        answer=answer,
        palette=palette,
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


def _template(name: str) -> str:
    return (resources.files("unknot.report") / "templates" / name).read_text(encoding="utf-8")
