"""The database itself refuses to change or remove what was logged."""

from __future__ import annotations

from typing import Any

from django.db import migrations

TABLE = "audit_auditevent"
SQLITE = """
CREATE TRIGGER audit_no_{lower} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER audit_no_{lower} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse()
"""
VERBS = ("UPDATE", "DELETE")


def guard(apps: Any, editor: Any) -> None:
    """Make the triggers."""
    on_postgresql = editor.connection.vendor == "postgresql"
    if on_postgresql:
        editor.execute(POSTGRESQL_FUNCTION)
    for verb in VERBS:
        template = POSTGRESQL if on_postgresql else SQLITE
        editor.execute(template.format(verb=verb, lower=verb.lower(), table=TABLE))


def unguard(apps: Any, editor: Any) -> None:
    """Remove them."""
    for verb in VERBS:
        of_table = f" ON {TABLE}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER audit_no_{verb.lower()}{of_table}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION audit_refuse()")


class Migration(migrations.Migration):
    """Triggers on the table of the log."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
