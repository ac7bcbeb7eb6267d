"""`unknot report`: from a diary and the list of sessions to the answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from unknot.cli.files import make_room, write_text
from unknot.cli.garbage import look_for_garbage_seldom
from unknot.cli.scales import declared_scales
from unknot.compiled_code import keep_compiled_code


def command(
    responses: Annotated[Path, typer.Argument(help="CSV of answers: time, pain, sleep_quality, stress, mood, …")],
    doses: Annotated[Path | None, typer.Argument(help="CSV of sessions: time, intervention, minutes, …")] = None,
    shared: Annotated[
        Path | None, typer.Option(help="What other clients share (pooled.json): also say what is expected with them.")
    ] = None,
    person: Annotated[str | None, typer.Option(help="Whose report, where a table holds several people.")] = None,
    html: Annotated[Path | None, typer.Option(help="Also write a page with charts here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the page.")] = False,
    time_zone: Annotated[str | None, typer.Option(help="Time zone of the diary, such as Europe/Oslo.")] = None,
    scale: Annotated[list[str] | None, typer.Option(help="A scale other than 0-10, such as stress=1-5.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="A column to leave out.")] = None,
    engine: Annotated[
        Literal["importance", "preview", "nuts"],
        typer.Option(help="preview: at once, nothing to rely on; nuts: slow, as a check."),
    ] = "importance",
    seed: Annotated[int, typer.Option(min=0, help="Seed of the random numbers.")] = 0,
) -> None:
    """Report how long relief lasts, what goes with more pain, and the coming days."""
    look_for_garbage_seldom()
    from rich.console import Console

    from unknot.tables.load import choose_person, read_records

    records = read_records(
        responses, doses, time_zone=time_zone, scales=declared_scales(scale or ()), ignore=ignore or ()
    )
    record = choose_person(records, person)
    if html is not None:
        make_room(html)
    with Console(stderr=True).status("Learning from the diary; the first time takes longer …"):
        keep_compiled_code()
        from unknot.inference.individual import fit
        from unknot.inference.others import read_others
        from unknot.inference.together import fit_together
        from unknot.report.assemble import answer

        if shared is None:
            found = answer(fit(record, engine=engine, seed=seed))
        else:
            found = answer(fit_together(record, read_others(shared, responses), engine=engine, seed=seed))
    if html is not None:
        from unknot.report.document import render as render_page

        write_text(html, render_page(found))
    if as_json:
        print(found.to_json())
        return
    from unknot.report.terminal import render

    render(found, Console())
    if html is not None:
        print(f"The page with charts: {html}")
