"""Which Unknot has made the tables: one that is older than the data refuses them."""

from __future__ import annotations

from collections.abc import Iterable

from unknot.errors import UnknotError


def refuse_newer(applied: Iterable[tuple[str, str]]) -> None:
    """Refuse tables that a newer Unknot has changed: this one would misread them, or fail half-way.

    Args:
        applied: The changes of the tables that were made, as app and name. Django must be set up.

    Raises:
        UnknotError: If one of them is not known here.
    """
    from django.db.migrations.loader import MigrationLoader

    here = MigrationLoader(None, load=False)
    here.load_disk()
    newer = sorted(f"{app}.{name}" for app, name in applied if (app, name) not in here.disk_migrations)
    if newer:
        raise UnknotError(
            "These data were written by a newer Unknot.",
            given=f"{newer[0]} ({len(newer)} changes of the tables that are not known here)",
            todo="Install the version that they were used with last: pip install --upgrade unknot.",
        )
