"""A pause: chosen by the client, seen by the therapist, and over by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from unknot.web.audit.models import AuditEvent
from unknot.web.clients.models import Client
from unknot.web.today.rows import rows_for


def _today(client):
    return client.practice.local(timezone.now()).date()


def _fresh(client) -> Client:
    return Client.objects.select_related("practice").get(pk=client.pk)


def _silent_for(client, days: int) -> None:
    client.entries.update(for_when=timezone.now() - timedelta(days=days))


def _quiet(client) -> bool:
    (row,) = [row for row in rows_for(client.therapist) if row.client == client]
    return row.quiet


def test_a_pause_of_two_weeks_is_seen_by_the_therapist_and_in_the_log(phone, client, signed_in):
    _silent_for(client, 9)
    assert _quiet(client)
    assert phone.post("/mine/pause/", {"pause": "1", "days": "14"}).status_code == 302
    paused = _fresh(client)
    assert paused.is_paused
    assert paused.paused_until == _today(client) + timedelta(days=14)
    assert not _quiet(client)
    staff = signed_in(client.therapist)
    assert "paused until" in staff.get("/today/").content.decode()
    assert "Paused until" in staff.get(f"/clients/{client.public_id}/timeline/").content.decode()
    event = AuditEvent.objects.get(action="diary.pause")
    assert (event.actor_kind, event.actor) == ("client", str(client.public_id))


def test_while_paused_nothing_is_asked_and_one_may_write_all_the_same(phone):
    phone.post("/mine/pause/", {"pause": "1", "days": ""})
    text = phone.get("/diary/").content.decode()
    assert "Paused until further notice" in text
    assert "How strong was your pain" not in text
    assert "How strong was your pain" in phone.get("/diary/?now").content.decode()


def test_a_pause_without_an_end_goes_on_until_it_is_ended(phone, client):
    phone.post("/mine/pause/", {"pause": "1", "days": ""})
    assert _fresh(client).is_paused
    phone.post("/mine/pause/end/")
    assert not _fresh(client).is_paused
    assert AuditEvent.objects.filter(action="diary.go_on").count() == 1


def test_a_pause_is_over_by_itself_and_the_diary_has_its_days_again_before_it_is_quiet(client):
    _silent_for(client, 20)
    for ended, quiet in ((0, False), (2, False), (5, True)):
        until = _today(client) - timedelta(days=ended)
        Client.objects.filter(pk=client.pk).update(paused_at=timezone.now(), paused_until=until)
        assert not _fresh(client).is_paused
        assert _quiet(client) is quiet


@pytest.mark.parametrize("sent", [{"pause": "1", "days": "3"}, {"days": "14"}, {"pause": "1", "days": "a"}])
def test_what_is_not_offered_pauses_nothing(sent, phone, client):
    phone.post("/mine/pause/", sent)
    assert not _fresh(client).is_paused
