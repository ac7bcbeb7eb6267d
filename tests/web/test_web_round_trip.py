"""Export, wipe, bring in: the same content, whatever a client wrote; and nothing from a file that was tampered with."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from full_client import WORDS, fill
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_trial import finding_said
from samples import House

from unknot.errors import RecordError
from unknot.tables.load import Sheet, read_records
from unknot.web.clients.models import Client
from unknot.web.data.archive import archive
from unknot.web.data.bring import bring
from unknot.web.data.content import content_hash, document_of
from unknot.web.data.erase import erase
from unknot.web.data.owned import NOT_CONTENT, content_tables, owned
from unknot.web.diary.models import Entry
from unknot.web.learning.models import Learned
from unknot.web.sessions.models import Session
from unknot.web.sessions.scales import bounds_of

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))
TEXTS = st.text(st.characters(exclude_categories=["C"]), max_size=30)
ANSWERS = st.dictionaries(st.sampled_from(["pain", "stress", "mood"]), st.integers(0, 10), min_size=1)


@st.composite
def entries(draw):
    when = draw(MOMENTS)
    return Entry(key=uuid.uuid4(), for_when=when, written_at=when, answers=draw(ANSWERS), note=draw(TEXTS))


@st.composite
def sessions(draw):
    return Session(
        started_at=draw(MOMENTS),
        minutes=draw(st.integers(1, 480)),
        pressure=draw(st.none() | st.integers(*bounds_of("pressure"))),
        regions=draw(st.lists(st.sampled_from(["neck", "lower_back"]), unique=True)),
        note=draw(TEXTS),
    )


def _document(packed: bytes) -> dict:
    with zipfile.ZipFile(io.BytesIO(packed)) as zipped:
        return json.loads(zipped.read("client.json"))


@given(
    pages=st.lists(entries(), max_size=6),
    done=st.lists(sessions(), max_size=4),
    born=st.none() | st.dates(date(1900, 1, 1)),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_export_wipe_import_gives_the_same_content_hash(pages, done, born, house: House):
    client = Client.objects.create(practice=house.practice, therapist=house.therapist, name="Ida Öst", born=born)
    for row in (*pages, *done):
        row.client = client
        if isinstance(row, Session):
            row.therapist = house.therapist
        row.save()
    packed, before = archive(client), document_of(client)["content_hash"]
    erase(client, ("staff", "test"))
    assert not Client.objects.filter(name="Ida Öst").exists()
    brought = bring(packed, house.colleague)
    assert document_of(brought)["content_hash"] == before
    assert brought.public_id != client.public_id
    assert brought.therapist == house.therapist
    brought.delete()


def test_every_table_survives_export_wipe_and_import(house: House, other_house: House):
    client = fill(house.clients["therapist"])
    assert [table.label for table in owned() if not table.rows(client).exists()] == []
    packed, before = archive(client), document_of(client)
    erase(client, ("staff", "test"))
    for person in (house.colleague, other_house.owner):
        brought = document_of(bring(packed, person))
        assert brought["content_hash"] == before["content_hash"]
        assert {label: len(rows) for label, rows in brought["tables"].items()} == {
            label: len(rows) for label, rows in before["tables"].items()
        }
    assert str(before).count(WORDS) == str(brought).count(WORDS) > 8


def test_another_practice_gets_the_same_content_under_its_own_therapist(house: House, other_house: House):
    client = house.clients["therapist"]
    brought = bring(archive(client), other_house.therapist)
    assert document_of(brought)["content_hash"] == document_of(client)["content_hash"]
    assert brought.therapist == other_house.therapist
    assert {session.therapist for session in brought.sessions.all()} == {other_house.therapist}
    assert Learned.objects.get(client=brought).stale_since is not None


def test_the_hash_tells_every_change_of_what_is_said_and_no_change_of_order(house: House):
    document = document_of(house.clients["therapist"])
    turned = {**document, "tables": {**document["tables"], "diary.entry": document["tables"]["diary.entry"][::-1]}}
    assert content_hash(turned) == document["content_hash"]
    document["tables"]["diary.entry"][0]["fields"]["answers"]["pain"] = 5
    assert content_hash(document) != document["content_hash"]


def _change(document: dict, change) -> bytes:
    change(document)
    document["content_hash"] = content_hash(document)
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document["tables"]["diary.entry"][1]["fields"].update(answers={"pain": 11}),
        lambda document: document["tables"]["diary.entry"][1]["fields"].update(answers={"pain": "much"}),
        lambda document: document["tables"]["diary.entry"][1]["fields"].update(answers=[3]),
        lambda document: document["tables"]["diary.entry"][1]["fields"].update(for_when="yesterday"),
        lambda document: document["tables"]["diary.entry"][1]["fields"].pop("for_when"),
        lambda document: document["tables"]["diary.entry"][1]["fields"].update(is_staff=True),
        lambda document: document["tables"]["treatments.session"][0]["fields"].update(minutes=100_000),
        lambda document: document["tables"].update({"accounts.staffmember": []}),
        lambda document: document["client"]["fields"].update(name=""),
        lambda document: document["client"]["fields"].update(practice_id=1),
        lambda document: document.update(format="unknot-client/9"),
    ],
)
def test_what_the_app_cannot_keep_is_refused_as_a_whole(change, house: House, other_house: House):
    before = Client.objects.count(), Entry.objects.count()
    with pytest.raises(RecordError):
        bring(_change(document_of(house.clients["therapist"]), change), other_house.owner)
    assert (Client.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize("cut", [b"", b"PK", b"[]", b"{}", b"\xff\xfe\x00", b"[" * 100_000])
def test_what_is_no_export_is_refused_in_plain_words(cut, house: House):
    with pytest.raises(RecordError, match="not an export"):
        bring(cut, house.owner)


def test_a_file_that_was_changed_on_the_way_is_refused(house: House):
    document = document_of(house.clients["therapist"])
    document["client"]["fields"]["complaint"] = "something else"
    with pytest.raises(RecordError, match="changed since"):
        bring(json.dumps(document).encode(), house.owner)


def test_every_table_of_a_client_is_exported_or_has_a_reason_not_to_be(house: House):
    labels = {table.label for table in owned()}
    assert {"diary.entry", "treatments.session", "learning.learned", "enrolment.device"} <= labels
    assert set(NOT_CONTENT) <= labels
    assert {table.label for table in content_tables()} == labels - set(NOT_CONTENT)


def test_the_zip_holds_what_people_spreadsheets_and_programs_read(house: House):
    client = house.clients["therapist"]
    Session.objects.update(note="=HYPERLINK(1)")
    with zipfile.ZipFile(io.BytesIO(archive(client))) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    record = read_records(Sheet("responses.csv", files["responses.csv"]), Sheet("doses.csv", files["doses.csv"]))[0]
    assert [answer.value for answer in record.answers("pain")] == [4, 4, 4]
    assert len(record.doses) == 1
    assert b"'=HYPERLINK" in files["tables/treatments.session.csv"]
    said = json.loads(files["data-dictionary.json"])
    assert {
        "name": "minutes",
        "title": "Minutes",
        "kind": "positivesmallinteger",
        "min": 1,
        "max": 480,
    }.items() <= next(
        column for column in said["tables"]["treatments.session"]["columns"] if column["name"] == "minutes"
    ).items()
    assert next(column for column in said["responses.csv"] if column["name"] == "pain")["loinc"] == "72514-3"
    assert document_of(client)["content_hash"] in files["READ-ME.txt"].decode()


def test_no_secret_of_a_phone_is_exported(house: House):
    text = str(_document(archive(house.clients["therapist"])))
    assert house.clients["therapist"].devices.get().token_hash not in text


def test_the_clients_copy_of_a_running_trial_holds_the_seal_and_not_the_order(house: House, on_phone, signed_in):
    client = house.clients["therapist"]
    trial = client.trials.get()
    secret, seal = json.loads(trial.sealed)["seed"], json.loads(trial.sealed)["seed_commitment"]
    answer = on_phone(house.tokens["therapist"]).post("/mine/data/export/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        own = {name: zipped.read(name).decode() for name in zipped.namelist()}
    assert [name for name, text in own.items() if secret in text] == []
    assert seal in own["client.json"]
    assert seal in own["tables/trials.trial.csv"]
    practices = signed_in(house.therapist).post(f"/clients/{client.public_id}/data/export/").content
    assert secret in str(_document(practices))


@pytest.mark.parametrize("said", [{"finding": finding_said()}, {"ended_at": timezone.now()}])
def test_the_order_is_in_the_clients_copy_once_the_trial_is_over(said, house: House):
    client = house.clients["therapist"]
    client.trials.update(**said)
    assert json.loads(client.trials.get().sealed)["seed"] in str(_document(archive(client, for_client=True)))


def test_the_clients_copy_keeps_its_content_hash_and_its_trial_is_opened_no_further(house: House, signed_in):
    client = house.clients["therapist"]
    client.intakes.update(signs=[], conditions=[], outcome="go_on")
    packed = archive(client, for_client=True)
    erase(client, ("staff", "test"))
    brought = bring(packed, house.therapist)
    assert document_of(brought)["content_hash"] == _document(packed)["content_hash"]
    assert _document(archive(brought, for_client=True))["content_hash"] == _document(packed)["content_hash"]
    address = f"/clients/{brought.public_id}/trial/{brought.trials.get().public_id}"
    text = signed_in(house.therapist).post(f"{address}/open/", follow=True).content.decode()
    assert "the client&#x27;s own copy" in text
    signed_in(house.therapist).post(f"{address}/end/")
    assert brought.trials.get().ended_at is not None


def test_a_client_before_the_first_answer_is_exported_as_well(house: House):
    client = Client.objects.create(practice=house.practice, therapist=house.therapist, name="New")
    assert bring(archive(client), house.therapist).name == "New"


def test_a_client_takes_the_own_data_and_nobody_elses(house: House, on_phone):
    client = house.clients["therapist"]
    client.entries.update(for_when=client.entries.first().for_when - timedelta(days=400))
    phone = on_phone(house.tokens["therapist"])
    assert phone.get("/mine/data/").status_code == 200
    answer = phone.post("/mine/data/export/")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="unknot-')
    assert answer.headers["Cache-Control"] == "no-store"
    assert _document(answer.content)["client"]["fields"]["name"] == client.name
    assert house.clients["colleague"].name not in str(_document(answer.content))
