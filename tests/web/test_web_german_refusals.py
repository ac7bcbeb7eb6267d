"""What went wrong is said in German too: faulty tables, what was assumed about them, backups and files of a client."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from page_words import Words
from samples import House

# The tables on which the refusals themselves are tested.
sys.path.insert(0, str(Path(__file__).parents[1] / "tables"))
from test_tables_malformed import DOSE_ROWS, DOSES, GOOD, RESPONSES

from unknot.errors import RecordError, UnknotError
from unknot.tables.load import Sheet, read_records
from unknot.web.backups import views
from unknot.web.data.tables import plain_problems
from unknot.web.translation.said import translated

HERE = "Europe/Berlin"
# The app reads every table in the time zone of the practice.
NEVER_ASKED = {"offsets here and there"}
FAULTY = {
    **{name: (case[0], "") for name, case in RESPONSES.items() if name not in NEVER_ASKED},
    **{name: (GOOD, f"{DOSES}{case[0]}\n") for name, case in DOSE_ROWS.items()},
    "both tables": ("time,pain\n2026-03-01,14\n", f"{DOSES}2026-03-01,massage,-5,,\n"),
    "nothing": ("", ""),
    "a quote that is open": ('time,pain\n2026-03-01,"3\n', ""),
    "another's dose": ("time,person,pain\n2026-03-01,Ada,3\n", "time,person,intervention\n2026-03-01,Bea,massage\n"),
    "no person of a dose": (
        "time,person,pain\n2026-03-01,Ada,3\n2026-03-01,Bea,3\n",
        "time,intervention\n2026-03-01,massage\n",
    ),
}
ASSUMED = (
    "time,pain\n2026-03-01,3\n2026-03-01,3\n2026-03-02,4\n2026-03-02,5\n",
    "time,intervention,minutes\n2026-03-02,massage,\n2026-03-03,masage,5\n2026-03-03,knitting,9\n2026-03-03,knitting,9\n",
)


def _sheet(name: str, text: str) -> Sheet:
    return Sheet(name, text.encode())


def _read(responses: str, doses: str):
    given = _sheet("doses.csv", doses) if doses else None
    return read_records(_sheet("responses.csv", responses), given, time_zone=HERE)


@pytest.mark.parametrize("case", FAULTY)
def test_what_is_wrong_with_a_table(case):
    with pytest.raises(RecordError) as refused:
        _read(*FAULTY[case])
    with translation.override("de"):
        said = {text: translated(text) for text in plain_problems(refused.value)}
    assert said
    assert [text for text, german in said.items() if german is None] == []


def test_what_was_assumed_about_a_table():
    (record,) = _read(*ASSUMED)
    assert len(record.notices) > 4
    with translation.override("de"):
        assert [text for text in record.notices if translated(text) is None] == []


def test_a_faulty_table_is_refused_on_a_german_page(house: House, signed_in):
    table = SimpleUploadedFile("diary.csv", b"time,pain,mod\n2026-03-01,14,2\n24.11.2026,3,2\n")
    answer = signed_in(house.therapist).post(
        f"/clients/{house.clients['therapist'].public_id}/data/upload/",
        {"responses": table},
        headers={"accept-language": "de"},
    )
    page = Words(answer.content.decode())
    assert answer.status_code == 422
    assert "Meinten Sie 'mood'?" in " ".join(page.said)
    assert page.marked == []


def test_a_file_that_is_no_export_is_refused_in_german(house: House, signed_in):
    browser = signed_in(house.owner)
    answer = browser.post(
        "/clients/bring/", {"file": SimpleUploadedFile("x.zip", b"nothing")}, headers={"accept-language": "de"}
    )
    page = Words(answer.content.decode())
    assert "Diese Datei ist kein Export" in " ".join(page.said)
    assert page.marked == []


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (UnknotError("The backup is damaged.", todo="Use another one."), "Die Sicherung ist beschädigt. Verwenden Sie"),
        (UnknotError("Moles <dig>.", todo="Ask them."), '<span lang="en">Moles &lt;dig&gt;. Ask them.</span>'),
    ],
)
def test_a_backup_that_fails_is_told_in_german_or_marked_as_english(error, shown, house: House, signed_in, monkeypatch):
    def fail():
        raise error

    monkeypatch.setattr(views, "back_up", fail)
    browser = signed_in(house.owner)
    answer = browser.post("/backups/make/", headers={"accept-language": "de"}, follow=True)
    assert shown in answer.content.decode()
