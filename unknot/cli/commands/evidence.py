"""`unknot evidence`: what is known about a claim, a cause or a treatment, and how sure one can be."""

from __future__ import annotations

from typing import Annotated

import typer


def command(
    about: Annotated[
        list[str] | None, typer.Argument(help="A term, a question or the name of a fact; left out for the list.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the page.")] = False,
) -> None:
    """Say what studies found: verdict, grade, sizes, links, and what the popular story adds."""
    if not about:
        _contents(as_json)
        return
    from unknot.evidence.search import search

    found = search(" ".join(about))
    if as_json:
        from unknot.report.evidence_data import to_json

        print(to_json(found))
        return
    from rich.console import Console

    from unknot.report.evidence_page import render

    render(found, Console())


def _contents(as_json: bool) -> None:
    if as_json:
        from unknot.report.evidence_data import contents_to_json

        print(contents_to_json())
        return
    from rich.console import Console

    from unknot.report.evidence_page import render_contents

    render_contents(Console())
