"""`unknot trial`: design a trial of one, open its periods, analyse it, and pool several."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unknot.cli.files import make_room, write_text
from unknot.cli.scales import declared_scales
from unknot.cli.texts import read_text
from unknot.compiled_code import keep_compiled_code
from unknot.errors import UnknotError

if TYPE_CHECKING:
    from unknot.inference.posterior import Posterior
    from unknot.planning.trial.outcome_model import TrialPrior
    from unknot.planning.trial.schedule import Period
    from unknot.records import Record

command = typer.Typer(no_args_is_help=True, help="Design, open, analyse and pool trials of one.")
Html = Annotated[Path | None, typer.Option(help="Also write a page here.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the page.")]
Person = Annotated[str | None, typer.Option(help="Whose diary, where a table holds several people.")]
Zone = Annotated[str | None, typer.Option(help="Time zone of the diary, such as Europe/Oslo.")]
Scales = Annotated[list[str] | None, typer.Option(help="A scale other than 0-10, such as stress=1-5.")]
Ignored = Annotated[list[str] | None, typer.Option(help="A column to leave out.")]


@command.command()
def design(
    first: Annotated[str, typer.Argument(help="One option, such as 'massage 60 min weekly'.")],
    second: Annotated[str, typer.Argument(help="The other, such as 'relaxation 20 min daily' or 'no massage'.")],
    responses: Annotated[Path | None, typer.Option(help="The client's answers so far (CSV).")] = None,
    doses: Annotated[Path | None, typer.Option(help="The client's sessions so far (CSV).")] = None,
    start: Annotated[str, typer.Option(help="First day: a date, or a day number.")] = "0",
    blocks: Annotated[int, typer.Option(min=1, max=26, help="Blocks; each option once in each.")] = 3,
    period_days: Annotated[int | None, typer.Option(min=3, max=182, help="Days of a period.")] = None,
    washout_days: Annotated[int | None, typer.Option(min=0, max=90, help="Days of each that do not count.")] = None,
    meaningful: Annotated[float, typer.Option(help="The smallest difference that matters, in points.")] = 1.0,
    sealed: Annotated[Path | None, typer.Option(help="Write the sealed sequence here; nobody reads it yet.")] = None,
    html: Html = None,
    as_json: Json = False,
    person: Person = None,
    time_zone: Zone = None,
    secret: Annotated[str | None, typer.Option(help="Draw the sequence from this text, to repeat a design.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the simulations.")] = 0,
    trials: Annotated[int, typer.Option(min=20, max=2000, help="Simulated trials for each size.")] = 100,
) -> None:
    """Plan a randomised comparison of two options within one person, and say what it can find out."""
    from rich.console import Console

    from unknot.planning.trial.options import parse_option

    options = parse_option(first), parse_option(second)
    for path in (html, sealed):
        if path is not None:
            make_room(path)
    with Console(stderr=True).status("Learning from the diary …" if responses else "Simulating trials …") as status:
        from unknot.planning.trial.design import design_trial
        from unknot.planning.trial.moments import parsed
        from unknot.planning.trial.sealing import Seal
        from unknot.planning.trial.trial_file import TrialFile

        parsed(start)
        found = design_trial(
            *options,
            posterior=_posterior(responses, doses, person, time_zone, seed),
            blocks=blocks,
            period_days=period_days,
            washout_days=washout_days,
            meaningful=meaningful,
            seal=Seal(secret, blocks) if secret else None,
            seed=seed,
            trials=trials,
            told=lambda done, sizes: status.update(f"Simulating trials: {done} of {sizes} sizes done …"),
        )
    file = TrialFile.of(found, start)
    from unknot.report.trial_protocol import protocol

    written = protocol(found, start)
    if sealed is not None:
        write_text(sealed, file.to_json(sealed=True))
    if html is not None:
        from unknot.report.trial_design_page import render as render_page

        write_text(html, render_page(written))
    if as_json:
        from unknot.report.trial_data import design_json

        print(design_json(written, file))
        return
    from unknot.report.trial_terminal import render_protocol

    render_protocol(written, Console())
    _say_where(sealed, "The sealed sequence")
    _say_where(html, "The page")
    if sealed is None:
        print("Nothing was sealed: run it again with --sealed FILE to begin the trial.")


@command.command("open")
def open_period(
    sealed: Annotated[Path, typer.Argument(help="The sealed file.")],
    period: Annotated[int, typer.Argument(min=1, help="Which period; open it when it begins.")],
) -> None:
    """Show the option of one period, checked against the hash in the protocol."""
    from unknot.planning.trial.moments import written
    from unknot.planning.trial.trial_file import TrialFile

    file = TrialFile.from_json(read_text(sealed))
    opened = file.open(period)
    first = (period - 1) * file.period_days
    begins, ends = written(file.start, first), written(file.start, first + file.period_days - 1)
    print(f"Period {period}, {begins} to {ends}: {file.options[opened.option].title}")
    print(f"Key: {opened.key}\nSHA-256 of 'KEY period {period} option {opened.option}': {file.commitments[period - 1]}")


@command.command()
def analyse(
    responses: Annotated[Path, typer.Argument(help="CSV of answers: time, pain, …")],
    trial: Annotated[Path, typer.Argument(help="The sealed file, or a CSV of periods: start, end, option.")],
    meaningful: Annotated[float | None, typer.Option(help="The smallest difference that matters, in points.")] = None,
    outcome: Annotated[str, typer.Option(help="Which answers are compared.")] = "pain",
    carry_over: Annotated[
        float | None, typer.Option(min=0.1, max=28, help="Days in which half of what an option leaves behind may go.")
    ] = None,
    html: Html = None,
    as_json: Json = False,
    person: Person = None,
    time_zone: Zone = None,
    scale: Scales = None,
    ignore: Ignored = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the randomisation test.")] = 0,
) -> None:
    """Say which option was better for this person, how sure that is, or that it cannot be told."""
    from rich.console import Console

    from unknot.evidence.load import instrument
    from unknot.tables.load import choose_person, read_records

    better = instrument(outcome).better
    records = read_records(responses, time_zone=time_zone, scales=declared_scales(scale or ()), ignore=ignore or ())
    record = choose_person(records, person)
    if html is not None:
        make_room(html)
    periods, titles, stated, prior = _trial(trial, record, carry_over)
    from unknot.planning.trial.analysis import analyse_trial

    found = analyse_trial(
        record,
        periods,
        titles=titles,
        meaningful=meaningful if meaningful is not None else stated,
        instrument=outcome,
        better_low=better == "low",
        prior=prior,
        seed=seed,
    )
    if html is not None:
        from unknot.report.trial_analysis_page import render as render_page

        write_text(html, render_page(record, found))
    if as_json:
        from unknot.report.trial_data import analysis_json

        print(analysis_json(record, found))
        return
    from unknot.report.trial_terminal import render_analysis

    render_analysis(record, found, Console())
    _say_where(html, "The page with charts")


@command.command()
def pool(
    analyses: Annotated[list[Path], typer.Argument(help="What 'unknot trial analyse --json' printed, one file each.")],
    as_json: Json = False,
) -> None:
    """Take several people's trials of the same two options together."""
    from rich.console import Console

    from unknot.report.trial_pool import pooled_from, to_json

    found = pooled_from([read_text(path) for path in analyses])
    if as_json:
        print(to_json(found))
        return
    from unknot.report.trial_terminal import render_pooled

    render_pooled(found, Console())


def _posterior(
    responses: Path | None, doses: Path | None, person: str | None, time_zone: str | None, seed: int
) -> Posterior | None:
    if responses is None:
        if doses is not None:
            raise UnknotError("Sessions alone say nothing about relief.", given=str(doses), todo="Add --responses.")
        return None
    from unknot.tables.load import choose_person, read_records

    record = choose_person(read_records(responses, doses, time_zone=time_zone), person)
    keep_compiled_code()
    from unknot.inference.individual import fit

    return fit(record, seed=seed)


def _trial(
    path: Path, record: Record, carry_over: float | None
) -> tuple[tuple[Period, ...], tuple[str, str], float, TrialPrior]:
    """Periods, titles, the stated difference that matters, and the stated prior."""
    from unknot.planning.trial.outcome_model import TrialPrior

    if path.suffix != ".json":
        from unknot.planning.trial.period_table import read_periods

        return *read_periods(path, record.clock), 1.0, TrialPrior.of(carry_over)
    if carry_over is not None:
        raise UnknotError(
            "The protocol has stated the carry-over already.", given=f"--carry-over {carry_over:g}",
            todo="Leave it out, or give a table of periods.",
        )  # fmt: skip
    from unknot.planning.trial.moments import day_in_record
    from unknot.planning.trial.trial_file import TrialFile

    file = TrialFile.from_json(read_text(path))
    periods = file.periods(day_in_record(file.start, record.clock))
    return periods, (file.options[0].title, file.options[1].title), file.meaningful, file.prior


def _say_where(path: Path | None, what: str) -> None:
    if path is not None:
        print(f"{what}: {path}")
