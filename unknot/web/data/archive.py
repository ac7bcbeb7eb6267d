"""The export of a client: one ZIP with everything, in forms for people, for spreadsheets and for other programs."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

from django.utils import timezone, translation

from unknot.records import Record
from unknot.tables.write import doses_table, responses_table
from unknot.web.clients.models import Client
from unknot.web.data.bring import DOCUMENT
from unknot.web.data.content import Document, document_of
from unknot.web.data.dictionary import dictionary_of
from unknot.web.data.sheets import sheet_of
from unknot.web.fhir.bundle import bundle
from unknot.web.installed import modules_named
from unknot.web.learning.records import record_for

READ_ME = """Unknot: everything that is kept about one client
================================================

responses.csv       the diary, one row an entry; `unknot report` reads it
doses.csv           sessions and home practice; `unknot report` reads it
tables/             every table as it is kept, one CSV file each, times in UTC
data-dictionary.json  what every column means: wording, scale, unit, time base
client.json         everything in one file without loss; it can be brought back into Unknot
fhir-bundle.json    FHIR R4: Patient, diary and intake, sessions, goals, sessions to come, care plan

Exported: {when}
Content hash (SHA-256): {digest}

The files are not encrypted. Keep them where nobody else can read them.
"""
OF_THE_PRACTICE = """
This is the practice's own copy. While a trial of one runs, the order of its periods stands in it: give the client the
copy that the client's phone takes, which holds only the hashes.
"""


def archive(client: Client, *, for_client: bool = False) -> bytes:
    """The export as a ZIP, made in memory: no health data touches a disk in the clear.

    Args:
        client: Whose.
        for_client: Whether the client takes it.
    """
    document, record = document_of(client, for_client=for_client), record_for(client)
    files = {
        "READ-ME.txt": READ_ME.format(when=document["exported_at"], digest=document["content_hash"])
        + ("" if for_client else OF_THE_PRACTICE),
        DOCUMENT: _json(document),
        "data-dictionary.json": _json(dictionary_of(document)),
        "fhir-bundle.json": _json(fhir_bundle(client)),
        **_tidy(record),
        **_tables(document),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in files.items():
            zipped.writestr(name, text)
    return packed.getvalue()


def fhir_bundle(client: Client) -> dict[str, object]:
    """What every app offers, with the patient first; its words are English, whoever asks for it."""
    apps = [module for module in modules_named("fhir") if hasattr(module, "resources")]
    with translation.override("en-gb"):
        offered = [entry for app in apps for entry in app.resources(client)]
    offered.sort(key=lambda entry: entry["resourceType"] != "Patient")
    return bundle(offered, timezone.now())


def _tidy(record: Record | None) -> dict[str, str]:
    """The two tables of a record, once there is an answer; the same answers twice at one moment are one row."""
    if record is None:
        return {}
    record = replace(record, responses=tuple(dict.fromkeys(record.responses)), doses=tuple(dict.fromkeys(record.doses)))
    return {"responses.csv": responses_table(record), "doses.csv": doses_table(record)}


def _tables(document: Document) -> dict[str, str]:
    rows = {"clients.client": [document["client"]], **document["tables"]}
    return {f"tables/{label}.csv": sheet_of(given) for label, given in rows.items() if given}


def _json(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1)
