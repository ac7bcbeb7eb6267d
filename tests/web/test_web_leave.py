"""Leaving: every phone is taken off, the practice is asked to erase, and staff decide."""

from __future__ import annotations

from django.utils import timezone

from unknot.web.audit.models import AuditEvent
from unknot.web.clients.models import Client
from unknot.web.enrolment.enrol import make_code, spend, trusted
from unknot.web.today.rows import rows_for


def _asked(client) -> bool:
    return Client.objects.get(pk=client.pk).erasure_asked_at is not None


def test_without_the_tick_nobody_leaves(phone, client):
    answer = phone.post("/mine/leave/")
    assert answer.status_code == 422
    assert "Tick the box" in answer.content.decode()
    assert trusted().filter(client=client).exists()
    assert not _asked(client)


def test_every_phone_and_every_code_of_the_client_ends_and_nobody_elses(phone, client, house):
    code = make_code(client)
    second, _token = spend(make_code(client), "iPad")
    code = make_code(client)
    answer = phone.post("/mine/leave/", {"sure": "on"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/left/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not trusted().filter(client=client).exists()
    assert not trusted().filter(pk=second.pk).exists()
    assert spend(code, "iPhone") is None
    assert trusted().filter(client=house.clients["colleague"]).exists()
    assert phone.get("/diary/").headers["Location"] == "/enter/"


def test_the_log_says_that_the_client_asked(phone, client):
    phone.post("/mine/leave/", {"sure": "on"})
    event = AuditEvent.objects.get(action="client.ask_erasure")
    assert (event.actor_kind, event.actor, event.object) == ("client", str(client.public_id), str(client.public_id))


def test_staff_see_it_first_thing_and_on_every_page_of_the_client(phone, client, signed_in):
    phone.post("/mine/leave/", {"sure": "on"})
    staff = signed_in(client.therapist)
    assert "ask to be erased" in staff.get("/today/").content.decode()
    assert "asks for everything to be erased" in staff.get(f"/clients/{client.public_id}/sessions/").content.decode()


def test_who_left_is_not_called_quiet(phone, client):
    client.entries.update(for_when=timezone.now() - timezone.timedelta(days=30))
    phone.post("/mine/leave/", {"sure": "on"})
    (row,) = [row for row in rows_for(client.therapist) if row.client == client]
    assert not row.quiet


def test_a_client_who_thought_again_stays_and_nothing_was_erased(phone, client, signed_in):
    before = client.entries.count()
    phone.post("/mine/leave/", {"sure": "on"})
    staff = signed_in(client.therapist)
    assert staff.post(f"/clients/{client.public_id}/data/stay/").status_code == 302
    assert not _asked(client)
    assert client.entries.count() == before > 0
    assert AuditEvent.objects.filter(action="client.stay").count() == 1


def test_a_phone_that_is_given_away_takes_nothing_else_with_it(phone, client):
    second, _token = spend(make_code(client), "iPad")
    phone.post("/leave/")
    assert list(trusted().filter(client=client)) == [second]
    assert not _asked(client)
