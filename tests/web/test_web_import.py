"""Importing tables: looked at first, all of it or nothing, once, and every refusal in plain words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from samples import House

from unknot.web.audit.models import AuditEvent
from unknot.web.data.forms import LARGEST_TABLE
from unknot.web.data.models import KEPT, Upload
from unknot.web.data.tables import MOST_ROWS
from unknot.web.learning.models import Learned
from unknot.web.sessions.scales import bounds_of

DIARY = "time,pain,sleep_quality\n2026-03-01 20:00,6,3\n2026-03-02 20:00,5,4\n"
SESSIONS = "time,intervention,minutes,intensity\n2026-03-02 10:00,massage,60,4\n"


@pytest.fixture
def client(house: House):
    found = house.clients["therapist"]
    for rows in (found.entries, found.sessions, found.uploads):
        rows.all().delete()
    return found


@pytest.fixture
def send(client, house: House, signed_in):
    browser = signed_in(house.therapist)

    def upload(responses: str | bytes = DIARY, doses: str | None = None, **said: str):
        files = {"responses": _file("diary.csv", responses), **({"doses": _file("doses.csv", doses)} if doses else {})}
        return browser.post(f"/clients/{client.public_id}/data/upload/", {**said, **files})

    upload.browser = browser
    return upload


def _file(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def test_nothing_is_kept_before_it_was_looked_at(client, send):
    answer = send(DIARY, SESSIONS)
    assert client.entries.count() == 0
    page = send.browser.get(answer.headers["Location"])
    assert "2 diary entries" in page.content.decode()
    assert "1 session" in page.content.decode()
    assert send.browser.post(answer.headers["Location"]).status_code == 302
    assert [entry.answers for entry in client.entries.all()] == [
        {"pain": 6, "sleep_quality": 3},
        {"pain": 5, "sleep_quality": 4},
    ]
    assert client.entries.first().for_when.isoformat() == "2026-03-01T19:00:00+00:00"
    session = client.sessions.get()
    assert (session.minutes, session.therapist) == (60, client.therapist)
    # Of 10 on the scale of tables, in steps of the session's own scale.
    assert session.pressure == round(4 / 10 * bounds_of("pressure")[1])
    assert Learned.objects.get(client=client).stale_since is not None
    assert AuditEvent.objects.filter(action="client.import").count() == 1


def test_a_treatment_that_nobody_knows_is_called_as_it_is_written_in_every_language(send):
    answer = send(DIARY, SESSIONS.replace("massage", "sleep"))
    page = send.browser.get(answer.headers["Location"], headers={"accept-language": "de"}).content.decode()
    assert "<td>sleep</td>" in page
    assert '<th scope="col" class="number">Schlafqualität</th>' in page


def test_the_same_table_twice_is_imported_once(client, send):
    for _ in range(2):
        send.browser.post(send(DIARY, SESSIONS).headers["Location"])
    assert (client.entries.count(), client.sessions.count()) == (2, 1)


def test_the_own_export_brought_in_again_doubles_nothing(client, send):
    from unknot.tables.write import doses_table, responses_table
    from unknot.web.learning.records import record_for

    send.browser.post(send(DIARY, SESSIONS).headers["Location"])
    record = record_for(client)
    send.browser.post(send(responses_table(record), doses_table(record)).headers["Location"])
    assert (client.entries.count(), client.sessions.count()) == (2, 1)


def test_a_button_pressed_twice_imports_once(client, send):
    address = send().headers["Location"]
    assert [send.browser.post(address).status_code for _ in range(2)] == [302, 404]
    assert client.entries.count() == 2


def test_an_upload_that_is_dropped_or_old_is_gone(client, send):
    address = send().headers["Location"]
    send.browser.post(f"{address}drop/")
    assert not Upload.objects.filter(client=client).exists()
    address = send().headers["Location"]
    Upload.objects.update(made_at=timezone.now() - KEPT - timedelta(seconds=1))
    assert send.browser.get(address).status_code == 404
    send()
    assert Upload.objects.filter(client=client).count() == 1


def test_what_can_no_longer_be_read_is_said_and_not_kept(client, send):
    address = send("time,pain\n2026-03-01 20:00,6\n").headers["Location"]
    Upload.objects.update(responses=b"time,pain\n2026-03-01,eleven\n")
    for ask in (send.browser.get, send.browser.post):
        answer = ask(address)
        assert answer.status_code == 422
        assert "row 2" in answer.content.decode()
    assert client.entries.count() == 0


@pytest.mark.parametrize(
    ("responses", "said"),
    [
        ("time,pain\n2026-03-01,eleven\n", "row 2"),
        ("time,pain,mod\n2026-03-01,3,2\n", "Did you mean"),
        ("time,pain\n3,4\n4,5\n", "which date day 0 was"),
        ("time,person,pain\n2026-03-01,Ann,4\n2026-03-01,Bea,5\n", "Say whose rows"),
        ("", "submitted file is empty"),
        (b"PK\x03\x04", "not a CSV file"),
        (b"\x00\x01\x02", "not a text file"),
        ("time,stress\n2026-03-01,3\n", "pain"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_the_reason(responses, said, client, send):
    answer = send(responses)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    assert "--" not in text.split("<main")[1]
    assert not Upload.objects.filter(client=client).exists()


def test_a_session_that_nobody_can_give_is_refused(client, send):
    answer = send(DIARY, "time,intervention,minutes\n2026-03-02,massage,900\n")
    assert "Sessions last from 1 to 480 minutes." in answer.content.decode()


def test_what_the_table_does_not_say_may_be_said_beside_it(client, send):
    answer = send("time,person,pain,odd\n0,Ann,4,x\n0,Bea,5,y\n", person="Bea", ignored="odd", first_day="2026-03-01")
    send.browser.post(answer.headers["Location"])
    assert [(entry.answers["pain"], entry.for_when.date().isoformat()) for entry in client.entries.all()] == [
        (5, "2026-03-01")
    ]


def test_tables_are_bounded(client, send):
    assert "larger than 5 megabytes" in send(b"x" * (LARGEST_TABLE + 1)).content.decode()
    rows = "\n".join(f"{day}.5,4" for day in range(MOST_ROWS + 1))
    assert "at a time" in send(f"time,pain\n{rows}\n", first_day="1960-01-01").content.decode()


def test_a_request_larger_than_any_file_may_be_is_refused_unread(client, send):
    answer = send(b"x" * 12_000_001)
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()
