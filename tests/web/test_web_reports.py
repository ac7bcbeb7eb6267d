"""The report on paper from the app: for the right people, logged, and a page instead where there is nothing to say."""

from __future__ import annotations

import pytest
from django.utils import translation
from samples import House

from unknot.errors import FitError
from unknot.web.audit.models import AuditEvent
from unknot.web.reports import views
from unknot.web.reports.spoken import spoken
from unknot.web.science_of_paper import left_in_english


@pytest.fixture
def asked(monkeypatch):
    seen = []

    def made(record, names, day, reader, language, say):
        seen.append((record.person, names.client, reader))
        return b"%PDF-1.7 made"

    monkeypatch.setattr(views, "paper_of", made)
    return seen


@pytest.mark.parametrize("reader", ["doctor", "client"])
def test_staff_save_either_report_and_it_is_logged(reader, house: House, signed_in, asked):
    client = house.clients["therapist"]
    answer = signed_in(house.therapist).post(f"/clients/{client.public_id}/report/{reader}/")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert client.name not in answer.headers["Content-Disposition"]
    assert asked == [(str(client.public_id), client.name, reader)]
    assert AuditEvent.objects.filter(action=f"client.report_for_{reader}").count() == 1


def test_a_client_saves_the_own_report(house: House, on_phone, asked):
    phone = on_phone(house.tokens["therapist"])
    assert phone.get("/mine/report/").status_code == 200
    assert phone.post("/mine/report/").content.startswith(b"%PDF")
    assert asked[0][1] == house.clients["therapist"].name


def test_an_empty_diary_is_a_page_and_no_error(house: House, signed_in, on_phone):
    client = house.clients["therapist"]
    client.entries.all().delete()
    browser = signed_in(house.therapist)
    assert "Nothing to report yet" in browser.get(f"/clients/{client.public_id}/report/").content.decode()
    assert browser.post(f"/clients/{client.public_id}/report/doctor/").status_code == 422
    assert on_phone(house.tokens["therapist"]).post("/mine/report/").status_code == 422


def test_what_cannot_be_learned_from_is_said_on_the_page(house: House, signed_in, monkeypatch):
    def unlearnable(*given):
        raise FitError("Too few answers.", todo="Answer on more evenings.")

    monkeypatch.setattr(views, "paper_of", unlearnable)
    client = house.clients["therapist"]
    answer = signed_in(house.therapist).post(f"/clients/{client.public_id}/report/doctor/")
    assert answer.status_code == 422
    assert "Too few answers. Answer on more evenings." in answer.content.decode()
    assert not AuditEvent.objects.filter(action__startswith="client.report").exists()


def test_a_sentence_that_nobody_has_translated_is_handed_on_as_english():
    with translation.override("de"):
        assert spoken("12 – 34") == "12 – 34"
        assert spoken("In short") == "Kurz gesagt"
        assert spoken("Nothing is known yet. Moles dig tunnels.").endswith(left_in_english("Moles dig tunnels."))
    with translation.override("en-gb"):
        assert spoken("Moles dig tunnels.") == "Moles dig tunnels."


@pytest.mark.slow
def test_a_real_report_of_a_real_fit_has_two_pages(house: House, signed_in):
    import io

    from pypdf import PdfReader

    client = house.clients["therapist"]
    made = signed_in(house.therapist).post(f"/clients/{client.public_id}/report/client/").content
    assert len(PdfReader(io.BytesIO(made)).pages) == 2
