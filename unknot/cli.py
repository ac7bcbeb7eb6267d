"""The command line: `unknot report` and `unknot simulate`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from unknot.errors import RecordError, UnknotError

app = typer.Typer(
    help="How long does relief last for this client, what goes with more pain, and how sure are we?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line; errors made on purpose are printed as one message, without a trace."""
    try:
        app()
    except UnknotError as error:
        print(f"unknot: {error}", file=sys.stderr)
        sys.exit(error.exit_code)


def _keep_compiled_code() -> None:
    """Compiled code is kept between runs, so that only the first report waits for the compiler."""
    import jax
    from platformdirs import user_cache_dir

    folder = os.environ.get("UNKNOT_CACHE") or user_cache_dir("unknot")
    jax.config.update("jax_compilation_cache_dir", folder)
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.1)


@app.command()
def report(
    responses: Annotated[Path, typer.Argument(help="CSV of answers: time, pain, sleep_quality, stress, mood, …")],
    doses: Annotated[Path | None, typer.Argument(help="CSV of sessions: time, intervention, minutes, …")] = None,
    person: Annotated[str | None, typer.Option(help="Whose report, where a table holds several people.")] = None,
    html: Annotated[Path | None, typer.Option(help="Also write an HTML page.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the page.")] = False,
    time_zone: Annotated[str | None, typer.Option(help="Time zone of the diary, such as Europe/Oslo.")] = None,
    scale: Annotated[list[str] | None, typer.Option(help="A scale other than 0-10, such as stress=1-5.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="A column to leave out.")] = None,
    engine: Annotated[Literal["importance", "nuts"], typer.Option(help="nuts: slow, as a check.")] = "importance",
    seed: Annotated[int, typer.Option(help="Seed of the random numbers.")] = 0,
) -> None:
    """Report how long relief lasts, what goes with more pain, and the coming days."""
    from rich.console import Console

    from unknot.tables.load import choose_person, read_records
    from unknot.tables.scale import Scale

    scales: dict[str, Scale] = {}
    for text in scale or []:
        name, equals, bounds = text.partition("=")
        if not equals:
            raise RecordError("A scale cannot be read.", given=repr(text), todo="Write it like stress=1-5.")
        scales[name] = Scale.parse(bounds)
    records = read_records(responses, doses, time_zone=time_zone, scales=scales, ignore=ignore or ())
    record = choose_person(records, person)
    with Console(stderr=True).status("Learning from the diary; the first time takes longer …"):
        _keep_compiled_code()
        from unknot.inference.individual import fit
        from unknot.report.assemble import answer as assemble

        found = assemble(fit(record, engine=engine, seed=seed))
    if html is not None:
        from unknot.report.document import render as render_page

        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_text(render_page(found), encoding="utf-8")
    if as_json:
        print(found.to_json())
        return
    from unknot.report.terminal import render

    render(found, Console())
    if html is not None:
        print(f"The page with charts: {html}")


@app.command()
def simulate(
    out: Annotated[Path, typer.Argument(help="Folder for responses.csv, doses.csv and truth.json.")],
    seed: Annotated[int, typer.Option(help="Seed of the random numbers.")] = 0,
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
    _keep_compiled_code()
    from unknot.model.virtual_client import Protocol, virtual_client
    from unknot.tables.write import write_doses, write_responses

    protocol = Protocol(days=days, gap=gap, minutes=minutes, answered=answered)
    client = virtual_client(seed, protocol, half_life=half_life, peak=peak, share_that_stays=share)
    out.mkdir(parents=True, exist_ok=True)
    write_responses(client.record, out / "responses.csv")
    write_doses(client.record, out / "doses.csv")
    truth = {"simulated": True, "seed": seed, **client.truth}
    (out / "truth.json").write_text(json.dumps(truth, indent=2) + "\n", encoding="utf-8")
    print(f"A simulated client was written to {out}.")
