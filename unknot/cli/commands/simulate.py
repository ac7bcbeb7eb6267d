"""`unknot simulate`: a virtual client's tables, so that anyone can try."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unknot.cli.files import make_room, write_text, written
from unknot.compiled_code import keep_compiled_code

if TYPE_CHECKING:
    from unknot.records import Dose


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
    habit: Annotated[
        float | None, typer.Option(min=0, max=0.95, help="True share of answers that only repeat the last one.")
    ] = None,
    draw: Annotated[
        list[str] | None,
        typer.Option(help="Also draw this state or readout of the whole model, such as perception.intensity; repeat."),
    ] = None,
    doses: Annotated[Path | None, typer.Option(help="CSV of doses to draw instead of the virtual client's.")] = None,
) -> None:
    """Write the diary and sessions of a virtual client, with the truth in a side file; draw states over time."""
    make_room(out / "truth.json")
    keep_compiled_code()
    from unknot.model.virtual_client import Protocol, virtual_client
    from unknot.tables.write import write_doses, write_responses

    protocol = Protocol(days=days, gap=gap, minutes=minutes, answered=answered)
    client = virtual_client(seed, protocol, half_life=half_life, peak=peak, share_that_stays=share, habit=habit)
    with written(out):
        write_responses(client.record, out / "responses.csv")
        write_doses(client.record, out / "doses.csv")
    truth = {"simulated": True, "seed": seed, **client.truth}
    write_text(out / "truth.json", json.dumps(truth, indent=2) + "\n")
    print(f"A simulated client was written to {out}.")
    if draw:
        given = _doses(doses, out / "responses.csv") if doses else client.record.doses
        _draw(out, given, draw, float(days), seed)


def _doses(table: Path, responses: Path) -> Sequence[Dose]:
    from unknot.tables.load import choose_person, read_records

    return choose_person(read_records(responses, table), None).doses


def _draw(out: Path, given: Sequence[Dose], names: list[str], days: float, seed: int) -> None:
    from unknot.model.whole import whole_model
    from unknot.report.states_page import drawing, follow, table

    with_doses, without = follow(given, names, days, seed)
    model = whole_model({dose.intervention for dose in given})
    units = {name: state.unit for name, state in model.states().items()}
    titles = [f"{name} [{units.get(name, 'nrs')}]" for name in names]
    write_text(out / "states.svg", drawing(with_doses, without, names, titles))
    write_text(out / "states.csv", table(with_doses, without, names))
    print(f"{', '.join(names)} over time: {out / 'states.svg'}, with its numbers in {out / 'states.csv'}.")
