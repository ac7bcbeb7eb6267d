"""`unknot plan`: sessions and practice at home for the coming weeks, from a diary and what the client wishes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unknot.cli.files import make_room, write_text
from unknot.cli.garbage import look_for_garbage_seldom
from unknot.cli.plan_options import date_number, prices_by_length, screening_of
from unknot.cli.scales import declared_scales
from unknot.compiled_code import keep_compiled_code
from unknot.errors import UnknotError

if TYPE_CHECKING:
    from unknot.planning.planner import Plan


def command(
    responses: Annotated[Path, typer.Argument(help="CSV of answers: time, pain, …")],
    doses: Annotated[Path | None, typer.Argument(help="CSV of sessions: time, intervention, minutes, …")] = None,
    goal: Annotated[str, typer.Option(help="What is aimed at.")] = "pain<=4 on 5 of 7 days",
    weeks: Annotated[int, typer.Option(help="How long the plan is.")] = 8,
    budget: Annotated[float | None, typer.Option(help="The most that all sessions may cost.")] = None,
    price: Annotated[float, typer.Option(help="Price of a session of the usual length.")] = 0.0,
    price_of: Annotated[list[str] | None, typer.Option(help="Price of another length, such as 30=45.")] = None,
    max_sessions_per_week: Annotated[int, typer.Option(help="The most sessions in seven days.")] = 2,
    home_minutes: Annotated[float, typer.Option(help="The most minutes of practice a day.")] = 20.0,
    home: Annotated[list[str] | None, typer.Option(help="What may be practised, such as exercise; repeat.")] = None,
    treatment: Annotated[str | None, typer.Option(help="The treatment; the diary's own if left out.")] = None,
    good_day: Annotated[float, typer.Option(help="What one more good day is worth to you.")] = 20.0,
    hour: Annotated[float, typer.Option(help="What an hour of your own time is worth.")] = 0.0,
    least_chance: Annotated[float, typer.Option(help="Show only options that reach this chance (0-1).")] = 0.0,
    condition: Annotated[list[str] | None, typer.Option(help="A contraindication that holds; repeat.")] = None,
    sign: Annotated[list[str] | None, typer.Option(help="A sign of a red flag that is present; repeat.")] = None,
    set_aside: Annotated[
        list[str] | None, typer.Option(help='A rule that a person set aside: "rule: who: why"; repeat.')
    ] = None,
    shared: Annotated[
        Path | None, typer.Option(help="What other clients share (pooled.json): plan with what they show.")
    ] = None,
    start: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of the plan.")] = None,
    calendar: Annotated[Path | None, typer.Option(help="Write the best plan as an iCalendar file here.")] = None,
    html: Annotated[Path | None, typer.Option(help="Also write a page with charts here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the page.")] = False,
    person: Annotated[str | None, typer.Option(help="Whose plan, where a table holds several people.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="Time zone of the diary, such as Europe/Oslo.")] = None,
    scale: Annotated[list[str] | None, typer.Option(help="A scale other than 0-10, such as stress=1-5.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="A column to leave out.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the random numbers.")] = 0,
) -> None:
    """Plan sessions and practice at home that keep relief longest for the client's time and money."""
    look_for_garbage_seldom()
    from rich.console import Console

    from unknot.tables.load import choose_person, read_records

    for path in (html, calendar):
        if path is not None:
            make_room(path)
    records = read_records(
        responses, doses, time_zone=time_zone, scales=declared_scales(scale or ()), ignore=ignore or ()
    )
    record = choose_person(records, person)
    screening = screening_of(condition or (), sign or (), set_aside or ())
    if calendar is not None:
        from unknot.report.plan_calendar import refuse_without_dates

        refuse_without_dates(record.clock)
    with Console(stderr=True).status("Learning from the diary; the first time takes longer …") as status:
        keep_compiled_code()
        from unknot.inference.individual import fit
        from unknot.inference.others import read_others
        from unknot.inference.together import fit_together
        from unknot.planning.goal import Goal
        from unknot.planning.planner import plan
        from unknot.planning.safety import Safety
        from unknot.planning.wishes import HOME_PRACTICES, Wishes
        from unknot.report.plan_assemble import plan_answer

        wishes = Wishes(
            Goal.parse(goal),
            weeks=weeks,
            budget=float("inf") if budget is None else budget,
            price=price,
            prices=prices_by_length(price_of or ()),
            most_a_week=max_sessions_per_week,
            home_minutes=home_minutes,
            practices=tuple(home) if home else HOME_PRACTICES,
            treatment=treatment,
            good_day=good_day,
            hour=hour,
            least_chance=least_chance,
        )
        if shared is None:
            known = fit(record, seed=seed)
        else:
            known = fit_together(record, read_others(shared, responses), seed=seed)
        status.update("Laying thousands of plans over the coming weeks …")
        found = plan(known, wishes, safety=Safety.of(screening), start=date_number(record, start), seed=seed)
        answer = plan_answer(found)
    if html is not None:
        from unknot.report.plan_document import render as render_page

        write_text(html, render_page(answer))
    if as_json:
        print(answer.to_json())
    else:
        from unknot.report.plan_terminal import render

        render(answer, Console())
    if calendar is not None:
        _write_calendar(calendar, found)
    for what, path in (("The page with charts", html), ("The calendar", calendar)):
        if path is not None and not as_json:
            print(f"{what}: {path}")


def _write_calendar(path: Path, found: Plan) -> None:
    """Write the best plan; said after everything else where there is none, so that the reason can be read."""
    from unknot.report.plan_calendar import calendar

    if found.best is None:
        raise UnknotError("No calendar was written, as there is no plan.", todo="What was printed says why.")
    write_text(path, calendar(found, found.best))
