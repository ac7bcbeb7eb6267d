"""`unknot why`: the pain system in words or as a picture, and what happens when something is done."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unknot.cli.files import make_room, write_text
from unknot.compiled_code import keep_compiled_code


def command(
    svg: Annotated[Path | None, typer.Option(help="Also draw the picture here.")] = None,
    tall: Annotated[bool, typer.Option("--tall", help="Draw it for a phone.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what the moving picture is told, as JSON.")] = False,
    renew: Annotated[Path | None, typer.Option(help="Run the model anew and write its snapshot here.")] = None,
) -> None:
    """Print every part of the pain system, what feeds it, and how sure that is."""
    if renew is not None:
        _renew(renew)
        return
    if svg is not None:
        make_room(svg)
        from unknot.report.why.drawing import shipped_picture

        write_text(svg, shipped_picture("tall" if tall else "wide", standalone=True))
    if as_json:
        from unknot.report.why.page_data import to_json

        print(to_json())
        return
    from unknot.report.why.twin import plain_text

    print(plain_text(), end="")


def _renew(out: Path) -> None:
    make_room(out)
    keep_compiled_code()
    from unknot.report.why.snapshot import taken, to_json

    write_text(out, to_json(taken()))
    typer.echo(f"The snapshot of the model was written to {out}.")
