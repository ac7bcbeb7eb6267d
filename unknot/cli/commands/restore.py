"""`unknot restore`: the practice's data as they were when a backup was made."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from unknot.web.backups.restore import Restored


def command(
    file: Annotated[
        str, typer.Argument(help="A backup, as `unknot backup` makes it; or s3://BUCKET/FOLDER, for the latest there.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether to go on.")] = False,
) -> None:
    """Restore a backup. It is checked before anything is changed; the data that are here are set aside, not lost.

    Clients who were erased since the backup stay erased. UNKNOT_PASSPHRASE or the code on the recovery sheet opens it.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unknot.web.settings")
    import django

    from unknot.web.backups.fetch import fetched, is_stored
    from unknot.web.home import data_folder

    django.setup()
    if is_stored(file):
        with fetched(file) as (address, path):
            print(f"Fetched {address}")
            done = _restored(path, yes)
    else:
        done = _restored(Path(file), yes)
    if done.passphrase is not None:
        os.environ["UNKNOT_PASSPHRASE"] = done.passphrase
    _bring_up_to_date()
    print(f"Restored: {done.rows} rows, in {data_folder()}")
    if done.aside is not None:
        print(f"What was there before lies, encrypted, for 30 days in {done.aside}")


def _restored(file: Path, yes: bool) -> Restored:
    from unknot.web.backups.restore import Asked, restore
    from unknot.web.home import data_folder

    if not yes:
        typer.confirm(f"The data in {data_folder()} will be those of the backup. Go on?", abort=True)
    return restore(file, Asked(_words, _new_passphrase))


def _words() -> str:
    return typer.prompt("Passphrase of the practice, or code on its recovery sheet", hide_input=True)


def _new_passphrase() -> str:
    return typer.prompt("New passphrase", hide_input=True, confirmation_prompt=True)


def _bring_up_to_date() -> None:
    """Bring the tables up to date, erase again who was erased, and log that the practice was restored."""
    from unknot.cli.passphrase import ask_for_passphrase
    from unknot.web.serving import prepare

    ask_for_passphrase()
    prepare()
    from unknot.web.accounts.models import Practice
    from unknot.web.audit.trail import append

    for practice in Practice.objects.all():
        append(practice, ("program", "restore"), "practice.restore", practice)
