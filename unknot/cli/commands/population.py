"""`unknot population`: what is expected of a new client, fitted on the diaries of others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unknot.cli.files import make_room, write_text
from unknot.compiled_code import keep_compiled_code
from unknot.tables.file_digest import file_digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unknot.records import Record

command = typer.Typer(help="What is expected of a new client before the first answer.", no_args_is_help=True)

_BASIS = (
    "Derived: levels and spreads by empirical Bayes, the tables and the published figures (population/literature.toml) "
    "counting alike. Assumed: the weights of the variants, and the level of anyone else."
)
_BASIS_ALONE = (
    "Derived: levels and spreads by empirical Bayes, the tables counting alike. "
    "Assumed: the weights of the variants, and the level of anyone else."
)


@command.callback()
def _group() -> None:
    """What is expected of a new client before the first answer."""


@command.command("fit")
def fit(
    tables: Annotated[list[Path], typer.Argument(help="CSVs of answers, one for each kind of people.")],
    out: Annotated[Path, typer.Option(help="Where to write the population, a TOML file.")],
    title: Annotated[str, typer.Option(help="What the population is called.")] = "Our own clients",
    literature: Annotated[bool, typer.Option(help="Count published figures as one more table.")] = True,
    made_on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its date; today if left out.")] = None,
    provenance: Annotated[list[str] | None, typer.Option(help="Where a table comes from, and its licence.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="A column to leave out.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the random numbers.")] = 0,
) -> None:
    """Fit a population; only figures about all people together are written, never one person's."""
    from rich.console import Console

    from unknot.evidence.population import (
        parse_population,
        population_text,
        published_figures,
    )
    from unknot.tables.load import read_records

    make_room(out)
    diaries = {table.stem: read_records(table, ignore=ignore or ()) for table in tables}
    with Console(stderr=True).status("Fitting …"):
        keep_compiled_code()
        from unknot.inference.population_fit import fit_population

        published = published_figures() if literature else None
        fitted = fit_population(diaries, published_figures(), published, seed)
    day = made_on or datetime.now(UTC)
    names = " ".join(table.name for table in tables)
    found = replace(
        fitted,
        name=out.stem,
        title=title,
        made_on=f"{day:%Y-%m-%d}",
        made_by=f"unknot population fit {names} --seed {seed}" + ("" if literature else " --no-literature"),
        data=(*(_counted(table, diaries[table.stem]) for table in tables), *(provenance or ())),
        basis=_BASIS if literature else _BASIS_ALONE,
    )
    text = population_text(found)
    parse_population(text, out.name)
    write_text(out, text)
    print(f"The population was written to {out}.")


def _counted(table: Path, records: Sequence[Record]) -> str:
    """Where figures come from: file, counts and hash."""
    answers = sum(len(record.answers("pain")) for record in records)
    return f"{table.name}: {len(records)} persons, {answers} answers on pain, SHA-256 {file_digest(table)}"
