"""`unknot backup`: an encrypted copy of the practice's data that is proved to open."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from unknot.cli.passphrase import ask_for_passphrase
from unknot.errors import UnknotError


def command(
    to: Annotated[
        Path | None, typer.Option("--to", help="A folder on a stick or another disk for one more copy.")
    ] = None,
) -> None:
    """Back up the practice's data: copied, encrypted, and restored once for practice. The app may be running.

    Kept are the latest of each of 7 days, 4 weeks and 12 months. UNKNOT_BACKUPS moves them; UNKNOT_BACKUP_STORAGE names
    an object storage for copies, such as s3://bucket/folder.
    """
    from unknot.web.backups.copies import send_waiting
    from unknot.web.backups.make import back_up, refuse_other_databases
    from unknot.web.home import data_folder, database_file

    refuse_other_databases()
    if not database_file().exists():
        raise UnknotError(
            "There is nothing to back up.",
            given=f"'{data_folder()}'",
            todo="Start the practice with `unknot serve`, or name its folder in UNKNOT_HOME.",
        )
    if to is not None and not to.is_dir():
        raise UnknotError("There is no such folder.", given=f"--to {to}", todo="Make it, or name another one.")
    ask_for_passphrase()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unknot.web.settings")
    kept = back_up()
    print(f"{kept.path}  ({kept.rows} rows, {kept.size / 1e6:.1f} MB; restored for practice, holds the same)")
    if to is not None:
        copy = shutil.copy2(kept.path, to)
        print(f"{copy}")
    for address in send_waiting():
        print(f"{address}  (read back, is the same)")
