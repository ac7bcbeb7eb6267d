"""`unknot cite`: the studies behind an answer, as BibTeX."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unknot.errors import FactError


def command(
    about: Annotated[
        list[str] | None, typer.Argument(help="Terms, questions, names of facts or keys of studies; quote each.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="An answer as `unknot report --json` printed it: cite what it used.")
    ] = None,
) -> None:
    """Print the studies behind an answer as BibTeX."""
    if not about and report is None:
        raise FactError(
            "There is nothing to cite.", todo="Name a term, a fact or a study, or an answer with --report FILE."
        )
    from unknot.evidence.bibtex import bibliography
    from unknot.report.cited import studies_behind

    studies = set(studies_behind(about or ()))
    if report is not None:
        from unknot.report.answer_sources import read_report, studies_of_report

        studies |= set(studies_of_report(read_report(report)))
    print(bibliography(studies), end="")
