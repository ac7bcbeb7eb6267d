"""The app in German: every page, what is not translated is marked, and whoever wants another language finds it."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from page_words import Words
from samples import House, objects_of
from test_web_every_route import OF_CLIENT, OF_DEVICE, OF_STAFF, ROUTES

from unknot.evidence import load
from unknot.report.evidence_words import study_named
from unknot.web.access import rule_of
from unknot.web.accounts.models import Practice, StaffMember
from unknot.web.audit.models import AuditEvent
from unknot.web.clients.models import Client
from unknot.web.goals.models import Goal
from unknot.web.translation.said import plainly, said, translated

OF_EVERYBODY = sorted(name for name, entry in ROUTES.items() if rule_of(entry.callback) == "public")
NAMED = {"evidence:claim": "massage_cortisol", "evidence:arrow": "massage__cortisol"}
CITED = {study_named(study) for study in load.studies().values()}
GERMAN = {"headers": {"accept-language": "de"}}


def _address(name: str, client: Client) -> str:
    given = {**objects_of(client), "name": NAMED.get(name, "massage")}
    named = {argument: given[argument] for argument in ROUTES[name].pattern.converters}
    return reverse(name, kwargs=named)


@pytest.fixture
def in_german(house: House) -> House:
    """The house with names that hold no English."""
    Practice.objects.update(name="Praxis Nord")
    StaffMember.objects.exclude(pk=house.colleague.pk).update(name="Olaf Ost", language="de")
    StaffMember.objects.filter(pk=house.colleague.pk).update(name="colleague West", language="de")
    StaffMember.objects.filter(pk=house.therapist.pk).update(email="olaf@nord.example")
    Client.objects.update(name="Nora Nord", language="de")
    Goal.objects.update(activity="Treppen steigen")
    for found in (house.owner, *house.clients.values()):
        found.refresh_from_db()
    return house


def _walked(browser, names, client) -> dict[str, Words]:
    found = {}
    for name in names:
        answer = browser.get(_address(name, client), **GERMAN)
        if answer.status_code in (200, 422) and answer["Content-Type"].startswith("text/html"):
            found[name] = Words(answer.content.decode())
    return found


def _leftovers(found: dict[str, Words]) -> dict[str, list[str]]:
    return {name: page.english for name, page in found.items() if page.english}


def test_every_page_of_staff_speaks_german(in_german: House, signed_in):
    found = _walked(signed_in(in_german.owner), OF_CLIENT + OF_STAFF, in_german.clients["therapist"])
    assert len(found) > 25
    assert {name for name, page in found.items() if page.language not in ("de", "")} == set()
    assert _leftovers(found) == {}


def test_every_page_of_a_phone_speaks_german(in_german: House, on_phone):
    found = _walked(on_phone(in_german.tokens["therapist"]), OF_DEVICE, in_german.clients["therapist"])
    assert len(found) > 7
    assert {page.language for page in found.values()} == {"de"}
    assert _leftovers(found) == {}


def test_every_page_for_everybody_speaks_german(in_german: House, browser):
    found = _walked(browser, OF_EVERYBODY, in_german.clients["therapist"])
    assert len(found) > 6
    assert {page.language for page in found.values()} == {"de"}
    assert _leftovers(found) == {}
    # The switch names every language in itself.
    assert {name for name, page in found.items() if set(page.marked) - {"English"} - CITED} == set()


def test_every_page_of_the_evidence_speaks_german(browser):
    kinds = {"claims": load.claims(), "arrows": load.arrows(), "treatments": load.interventions()}
    addresses = [f"/evidence/{kind}/{name}/" for kind, names in kinds.items() for name in names]
    found = {address: Words(browser.get(address, **GERMAN).content.decode()) for address in addresses}
    assert len(found) > 100
    assert _leftovers(found) == {}
    assert {address for address, page in found.items() if set(page.marked) - {"English"} - CITED} == set()


def test_what_cannot_be_said_is_marked_as_english():
    with translation.override("de"):
        assert said("Moles <dig> tunnels.") == '<span lang="en">Moles &lt;dig&gt; tunnels.</span>'
        assert plainly("Moles <dig> tunnels.") == "Moles <dig> tunnels."
        assert translated("Moles dig tunnels.") is None
    with translation.override("en-gb"):
        assert said("Moles dig tunnels.") == "Moles dig tunnels."


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("", ""),
        ("Massage", "Massage"),
        ("1.5", "1,5"),
        ("2026-11-30", "2026-11-30"),
        ("a low mood", "gedrückte Stimmung"),
        ("A low mood", "Gedrückte Stimmung"),
        ("The chance of your goal is under 1 %, with about 7 good days of 28.",
         "Die Chance auf das Ziel ist unter 1 %, mit etwa 7 guten von 28 Tagen."),
        ("5 sessions: weekly for the first 3, then every 2 weeks, with exercise and relaxation at home",
         "5 Behandlungen: die ersten 3 wöchentlich, dann alle 2 Wochen, dazu Bewegung und Entspannung zu Hause"),
        ("A massage of an hour, once a week, after 2 days: pain is 1.2 points lower than without, with more trust.",
         "Eine Stunde Massage, einmal pro Woche, nach 2 Tagen: Der Schmerz ist um 1,2 Punkte niedriger als ohne, "
         "mit mehr Vertrauen."),
        ("After 1 day: pain is as it would have been without.",
         "Nach 1 Tag: Der Schmerz ist, wie er auch so gewesen wäre."),
    ],
)  # fmt: skip
def test_a_sentence_of_the_science_is_said_with_what_stands_in_its_gaps(english, german):
    with translation.override("de"):
        assert plainly(english).replace("\N{NO-BREAK SPACE}", " ") == german


def test_a_long_text_that_fits_no_pattern_is_soon_given_up():
    with translation.override("de"):
        assert translated("and, with; to (in) a. " * 200) is None


def test_the_switch_stands_before_signing_in_and_keeps_the_choice(house: House, browser):
    page = browser.get("/log-in/").content.decode()
    assert '<button class="button quiet small" name="language" value="de" lang="de">Deutsch</button>' in page
    answer = browser.post("/language/", {"language": "de", "next": "/log-in/"})
    assert (answer.status_code, answer["Location"]) == (302, "/log-in/")
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 365 * 86400)
    german = browser.get("/log-in/")
    assert '<html lang="de"' in german.content.decode()
    assert german["Content-Language"] == "de"
    assert {"Accept-Language", "Cookie"} <= set(re.split(r",\s*", german["Vary"]))


def test_the_switch_works_between_the_two_factors(house: House, browser):
    StaffMember.objects.filter(pk=house.owner.pk).update(language="de")
    browser.force_login(house.owner)
    assert '<html lang="de"' in browser.get("/set-up/authenticator/").content.decode()
    browser.post("/language/", {"language": "en-gb", "next": "/set-up/authenticator/"})
    assert '<html lang="en-gb"' in browser.get("/set-up/authenticator/").content.decode()
    assert StaffMember.objects.get(pk=house.owner.pk).language == "de"


def test_the_switch_goes_nowhere_else_and_takes_no_other_language(house: House, browser):
    for foreign in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""):
        assert browser.post("/language/", {"language": "de", "next": foreign})["Location"] == "/"
    answer = browser.post("/language/", {"language": "xx", "next": "/log-in/"})
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies
    assert browser.get("/language/").status_code == 405


def test_the_choice_of_staff_and_of_a_client_is_kept_with_them(house: House, signed_in, on_phone):
    signed_in(house.therapist).post("/language/", {"language": "de", "next": "/today/"})
    house.therapist.refresh_from_db()
    assert house.therapist.language == "de"
    on_phone(house.tokens["therapist"]).post("/language/", {"language": "de", "next": "/mine/data/"})
    client = house.clients["therapist"]
    client.refresh_from_db()
    assert client.language == "de"
    assert list(AuditEvent.objects.order_by("number").values_list("action", flat=True))[-2:] == [
        "staff.change",
        "client.change",
    ]


def test_a_half_signed_in_member_changes_the_browser_alone(house: House, browser):
    browser.force_login(house.therapist)
    browser.post("/language/", {"language": "de", "next": "/"})
    house.therapist.refresh_from_db()
    assert house.therapist.language == ""


def test_a_phone_takes_its_offline_page_anew_in_another_language(house: House, browser):
    english, german = (browser.get("/diary/worker.js", headers={"accept-language": code}) for code in ("en", "de"))
    assert b'"diary-1-en-gb"' in english.content
    assert b'"diary-1-de"' in german.content
    assert "Kein Netz" in browser.get("/diary/offline/", **GERMAN).content.decode()


def test_numbers_and_dates_are_written_as_in_german(client, phone):
    from unknot.web.design.dates import dated
    from unknot.web.timeline.wording import duration, number, percent

    moment = client.practice.local(client.made_at).replace(2026, 11, 3, 9, 5)
    with translation.override("de"):
        assert (number(-1.25), percent(0.999), duration(1.5)) == (
            "−1,2",
            "über\N{NO-BREAK SPACE}99\N{NO-BREAK SPACE}%",
            "1½ Tage",
        )
        assert dated(moment, "D j M, H:i") == "Di, 3. Nov, 09:05"
        assert dated(moment, "l j F") == "Dienstag, 3. November"
    with translation.override("en-gb"):
        assert dated(moment, "D j M, H:i") == "Tue 3 Nov, 09:05"
    assert dated(None, "j M") == ""
