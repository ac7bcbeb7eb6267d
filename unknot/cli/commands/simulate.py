"""`unknot simulate`: a virtual client's tables, so that anyone can try."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from unknot.cli.compiled_code import keep_compiled_code
from unknot.cli.files import make_room, write_text, written


def command(
    out: Annotated[Path, typer.Argument(help="Folder for responses.csv, doses.csv and truth.json.")],
    seed: Annotated[int, typer.Option(min=0, help="Seed of the random numbers.")] = 0,
    days: Annotated[int, typer.Option(min=7, max=3650, help="Length of the diary.")] = 90,
    gap: Annotated[int, typer.Option(min=1, help="Days between sessions.")] = 7,
    minutes: Annotated[float, typer.Option(min=1, max=1440, help="Length of a session.")] = 60.0,
    answered: Annotated[float, typer.Option(min=0.05, max=1, help="Share of evenings with an answer.")] = 0.85,
    half_life: Annotated[
        float | None, typer.Option(min=0.05, help="True half-life in days; drawn if left out.")
    ] = None,
    peak: Annotated[float | None, typer.Option(help="True peak relief in points; drawn if left out.")] = None,
    share: Annotated[float | None, typer.Option(min=0.001, max=0.999, help="True share that stays.")] = None,
) -> None:
    """Write the diary and sessions of a virtual client, with the truth in a side file."""
    make_room(out / "truth.json")
    keep_compiled_code()
    from unknot.model.virtual_client import Protocol, virtual_client
    from unknot.tables.write import write_doses, write_responses

    protocol = Protocol(days=days, gap=gap, minutes=minutes, answered=answered)
    client = virtual_client(seed, protocol, half_life=half_life, peak=peak, share_that_stays=share)
    with written(out):
        write_responses(client.record, out / "responses.csv")
        write_doses(client.record, out / "doses.csv")
    truth = {"simulated": True, "seed": seed, **client.truth}
    write_text(out / "truth.json", json.dumps(truth, indent=2) + "\n")
    print(f"A simulated client was written to {out}.")
