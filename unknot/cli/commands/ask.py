"""`unknot ask`: when to ask in the coming days, and when to stop."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unknot.cli.scales import declared_scales
from unknot.compiled_code import keep_compiled_code


def command(
    responses: Annotated[Path, typer.Argument(help="CSV of answers: time, pain, …")],
    doses: Annotated[Path, typer.Argument(help="CSV of sessions: time, intervention, minutes, …")],
    prompts: Annotated[int, typer.Option(min=1, max=28, help="How many prompts at most.")] = 3,
    days: Annotated[int, typer.Option(min=1, max=28, help="How many days ahead.")] = 7,
    treatment: Annotated[str | None, typer.Option(help="Whose relief; the one with most sessions if left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the page.")] = False,
    person: Annotated[str | None, typer.Option(help="Whose diary, where a table holds several people.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="Time zone of the diary, such as Europe/Oslo.")] = None,
    scale: Annotated[list[str] | None, typer.Option(help="A scale other than 0-10, such as stress=1-5.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="A column to leave out.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the random numbers.")] = 0,
) -> None:
    """Say which prompts in the coming days teach most about how long relief lasts, or that asking can stop."""
    from rich.console import Console

    from unknot.tables.load import choose_person, read_records

    records = read_records(
        responses, doses, time_zone=time_zone, scales=declared_scales(scale or ()), ignore=ignore or ()
    )
    record = choose_person(records, person)
    with Console(stderr=True).status("Learning from the diary; the first time takes longer …"):
        keep_compiled_code()
        from unknot.inference.individual import fit
        from unknot.planning.asking import ask

        found = ask(fit(record, seed=seed), prompts=prompts, days=days, intervention=treatment, seed=seed)
    if as_json:
        from unknot.report.ask_words import to_json

        print(to_json(record, found))
        return
    from unknot.report.ask_terminal import render

    render(record, found, Console())
