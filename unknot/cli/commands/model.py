"""`unknot model`: what the model is made of, and who feeds whom."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unknot.cli.files import make_room, write_text, written
from unknot.compiled_code import keep_compiled_code
from unknot.errors import ModelError, did_you_mean


def command(
    mechanism: Annotated[str | None, typer.Argument(help="One mechanism; all when left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    svg: Annotated[Path | None, typer.Option(help="Also draw the map here.")] = None,
    sbml: Annotated[
        Path | None, typer.Option(help="Also write the deterministic model here, as SBML for other simulators.")
    ] = None,
    petab: Annotated[
        Path | None, typer.Option(help="Also write the calibration into this folder, as PEtab problems.")
    ] = None,
    without: Annotated[list[str] | None, typer.Option(help="A mechanism to switch off; may be repeated.")] = None,
) -> None:
    """Print states, inputs, parameters and arrows of the whole pain system, draw its map, and export it."""
    from unknot.model.whole import whole_model
    from unknot.report.model_map import draw
    from unknot.report.model_terminal import render, to_json

    for place in (svg, sbml):
        if place is not None:
            make_room(place)
    model = whole_model(("massage",), without=without or ())
    by_name = {one.name: one for one in model.mechanisms}
    if mechanism is not None and mechanism not in by_name:
        raise ModelError(
            "There is no mechanism of this name.", given=repr(mechanism), todo=did_you_mean(mechanism, by_name)
        )
    chosen = [by_name[mechanism]] if mechanism else list(by_name.values())
    if svg is not None:
        write_text(svg, draw(model))
    if sbml is not None:
        from unknot.exchange.sbml import to_sbml

        keep_compiled_code()
        write_text(sbml, to_sbml(model))
    problems = _written_problems(petab) if petab is not None else ""
    if as_json:
        print(to_json(model, chosen))
        return
    from rich.console import Console

    render(model, chosen, Console())
    if svg is not None:
        print(f"The map: {svg}")
    if sbml is not None:
        print(f"The model as SBML: {sbml}")
    if problems:
        print(problems)


def _written_problems(folder: Path) -> str:
    """Write the PEtab problems, and say in one sentence what was written."""
    from unknot.exchange.petab import write_petab

    keep_compiled_code()
    with written(folder):
        listed = write_petab(folder)
    said = sum(not one.reason for one in listed)
    return f"PEtab problems: {folder} ({said} of {len(listed)} number checks; checks.tsv says which)"
