"""Runs over a caseload in the app: checked, kept once, shown to who may see all clients, removed when asked."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from made_up_run import MADE_FROM, MADE_ON, POOLED, SUMMARY, file_of
from page_words import Words
from samples import House, relief_entry

from unknot.web.audit.models import AuditEvent
from unknot.web.caseload.clients import FAILED, NOTHING, standings
from unknot.web.caseload.counts import counted
from unknot.web.caseload.models import CaseloadRun
from unknot.web.caseload.shared import shared_of
from unknot.web.caseload.treatments import treatments_of
from unknot.web.clients.models import Client
from unknot.web.data.erase import erase
from unknot.web.data.owned import owned
from unknot.web.learning.models import Learned
from unknot.web.science_of_caseload import LEARNED, NO_SESSIONS, NOT_ENOUGH, said_of_pooled
from unknot.web.translation.said import translated

PAGE, ADD = "/caseload/", "/caseload/add/"


@pytest.fixture
def run(house: House) -> CaseloadRun:
    """The run that every house has."""
    return house.practice.caseload_runs.get()


@pytest.fixture
def owner(house: House, signed_in):
    return signed_in(house.owner)


def _learned(client: Client, *relief, trustworthy: bool = True, **said) -> None:
    answer = {"relief": list(relief), "diagnostics": {"trustworthy": trustworthy}, "timeline": [0] * 50}
    Learned.objects.update_or_create(client=client, defaults={"answer": answer, "stale_since": None, **said})


def _massage(verdict: str = LEARNED, median: float = 2.0, **said):
    half_life = {"median": median, "lo": median / 2, "hi": median * 2}
    return relief_entry(verdict, intervention="massage", half_life_days=half_life, **said)


def _further(house: House, count: int) -> list[Client]:
    return [
        Client.objects.create(practice=house.practice, therapist=house.therapist, name=f"further {number}")
        for number in range(count)
    ]


def _actions() -> list[str]:
    return list(AuditEvent.objects.order_by("number").values_list("action", flat=True))


def test_a_run_is_added_shown_and_noted_without_what_it_says(owner, house):
    files = {"summary": file_of({**SUMMARY, "clients": 211}), "pooled": file_of(POOLED, "pooled.json")}
    answer = owner.post(ADD, {**files, "made_on": "2026-02-02"})
    kept = CaseloadRun.objects.get(made_on="2026-02-02")
    assert answer["Location"] == reverse("caseload:run", kwargs={"run": kept.public_id})
    assert (kept.practice, kept.added_by, kept.pooled) == (house.practice, house.owner, POOLED)
    event = AuditEvent.objects.get(action="caseload.add")
    assert (event.actor, event.object) == (str(house.owner.public_id), str(kept.public_id))
    assert "For 29 of 211 clients" in owner.get(answer["Location"]).content.decode()


def test_the_same_files_are_kept_once(owner, run):
    for _ in range(2):
        files = {"summary": file_of(SUMMARY), "pooled": file_of(POOLED, "pooled.json")}
        answer = owner.post(ADD, {**files, "made_on": "2026-02-02"})
        assert answer["Location"] == reverse("caseload:run", kwargs={"run": run.public_id})
    assert CaseloadRun.objects.get().made_on == MADE_ON
    assert "caseload.add" not in _actions()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "This field is required"),
        ({"summary": file_of(b"PAR1\x15", "fits.parquet")}, "fits.parquet"),
        ({"summary": file_of(b"{")}, "no JSON"),
        ({"summary": file_of(b" " * 2_000_000)}, "too large"),
        ({"summary": file_of(POOLED, "pooled.json")}, "pooled.json, unknot-caseload-pool/1"),
        ({"summary": file_of({**SUMMARY, "format": "unknot-caseload/2"})}, "newer Unknot"),
        ({"summary": file_of({**SUMMARY, "clients": -1})}, "$.clients: -1 is less than"),
        ({"summary": file_of(SUMMARY), "pooled": file_of(SUMMARY)}, "Choose pooled.json"),
        (
            {"summary": file_of(SUMMARY), "pooled": file_of({**POOLED, "versions": {"unknot": "9"}}, "pooled.json")},
            "different runs",
        ),
    ],
)
def test_another_file_is_refused_and_nothing_is_lost(files, said, owner, run):
    for file in files.values():
        file.seek(0)
    answer = owner.post(ADD, {**files, "made_on": "2026-02-02"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "Nothing was kept." in page
    assert CaseloadRun.objects.get() == run


def test_a_day_to_come_is_refused(owner, house):
    tomorrow = house.practice.local(timezone.now()).date() + timedelta(days=1)
    answer = owner.post(ADD, {"summary": file_of({**SUMMARY, "failed": 0}), "made_on": tomorrow.isoformat()})
    assert answer.status_code == 422
    assert "This day is yet to come." in answer.content.decode()


def test_the_newest_run_is_shown_first_and_the_others_are_found(owner, house, run):
    newer, _ = CaseloadRun.keep(house.owner, MADE_ON + timedelta(days=5), {**SUMMARY, "clients": 333}, None)
    page = owner.get(PAGE).content.decode()
    assert "Run of 6 March 2026" in page
    assert "What the clients share" not in page
    assert reverse("caseload:run", kwargs={"run": run.public_id}) in page
    older = owner.get(reverse("caseload:run", kwargs={"run": run.public_id})).content.decode()
    assert "What the clients share" in older
    assert reverse("caseload:run", kwargs={"run": newer.public_id}) in older


def test_a_run_says_what_it_was_made_from_and_by_whom(owner, house):
    page = owner.get(PAGE).content.decode()
    for said in (*MADE_FROM["data"].values(), "unknot 0.1.0", "--seed 7", "--scale stress=1-5", house.owner.name):
        assert said in page


def test_a_run_goes_once_that_was_confirmed(owner, house, run):
    address = reverse("caseload:remove", kwargs={"run": run.public_id})
    assert "Remove the run of 1 March 2026?" in owner.get(address).content.decode()
    assert CaseloadRun.objects.get() == run
    assert owner.post(address)["Location"] == PAGE
    assert not CaseloadRun.objects.exists()
    assert _actions()[-1] == "caseload.remove"
    assert "No run yet" in owner.get(PAGE).content.decode()


@pytest.mark.parametrize("name", ["caseload:run", "caseload:remove"])
def test_a_run_is_seen_by_owners_of_its_practice_alone(name, house, other_house, run, signed_in):
    address = reverse(name, kwargs={"run": run.public_id})
    for stranger, status in ((other_house.owner, 404), (other_house.therapist, 403), (house.colleague, 403)):
        browser = signed_in(stranger)
        assert browser.get(address).status_code == status
        assert browser.post(address).status_code == status
    assert signed_in(house.owner).get(address).status_code == 200
    assert CaseloadRun.objects.filter(pk=run.pk).exists()


def test_a_therapist_sees_the_own_clients_and_nothing_of_a_run(house, signed_in):
    page = signed_in(house.therapist).get(PAGE).content.decode()
    assert house.clients["therapist"].name in page
    assert house.clients["colleague"].name not in page
    assert "210" not in page
    assert ADD not in page
    assert house.clients["colleague"].name in signed_in(house.owner).get(PAGE).content.decode()


def test_clients_stand_by_half_life_then_by_what_is_known(house):
    first, second = house.clients["therapist"], house.clients["colleague"]
    little, none, failed = _further(house, 3)
    _learned(first, _massage(median=5.0))
    _learned(second, _massage(median=1.5), trustworthy=False)
    _learned(little, _massage(NOT_ENOUGH, 0.1), stale_since=timezone.now())
    _learned(none)
    Learned.objects.create(client=failed, problem="error")
    (nothing,) = _further(house, 1)
    found = standings(house.owner)
    assert [one.client for one in found] == [second, first, little, none, failed, nothing]
    assert [one.verdict for one in found] == [LEARNED, LEARNED, NOT_ENOUGH, NO_SESSIONS, FAILED, NOTHING]
    assert [one.is_trustworthy for one in found] == [False, *[True] * 5]
    assert [one.is_stale for one in found] == [False, False, True, False, False, False]
    assert (found[0].treatment, found[0].half_life, found[0].interval) == ("Massage", "1½ days", "18 hours to 3 days")
    assert found[3].treatment == ""


def test_the_page_links_each_client_and_draws_those_learned(owner, house):
    client, other = house.clients["therapist"], house.clients["colleague"]
    _learned(client, _massage())
    page = owner.get(PAGE).content.decode()
    table = page[page.index("half-lives") :]
    assert reverse("clients:page", kwargs={"client": client.public_id}) in table
    assert table.index(client.name) < table.index(other.name)
    assert table.count("<svg") == 1
    assert "no diary yet" in table


def test_nobody_learned_yet_is_said(owner, house):
    _learned(house.clients["therapist"], _massage(NOT_ENOUGH))
    page = owner.get(PAGE).content.decode()
    assert "For nobody is it known yet how long relief lasts" in page
    assert "not enough data yet" in page


def test_no_run_is_needed(house, owner, run):
    run.delete()
    _learned(house.clients["therapist"], _massage())
    page = owner.get(PAGE).content.decode()
    assert "For 1 of 2 clients it is known" in page
    assert ADD in page


def test_a_page_asks_the_same_however_many_clients_there_are(house, owner):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            owner.get(PAGE)
        return len(seen)

    owner.get(PAGE)
    before = asked()
    for client in _further(house, 5):
        _learned(client, _massage())
    assert asked() == before


def test_run_and_clients_are_counted_side_by_side(house):
    _learned(house.clients["therapist"], _massage())
    counts = counted(SUMMARY, standings(house.owner))
    assert [(row.of_run, row.of_clients) for row in counts.rows] == [(29, 1), (171, 0), (4, 0), (6, 0), (None, 1)]
    assert [count for row in counts.rows for _, count in row.reasons] == [3, 1, 1, 1]
    assert (counts.learned, counts.all) == (29, 210)
    for bar in (counts.run_bar, counts.client_bar):
        assert sum(piece.width for piece in bar) == pytest.approx(counts.width, abs=0.5)
        assert all(piece.x + piece.width <= counts.width + 0.5 for piece in bar)


def test_nobody_is_counted_where_there_is_nobody():
    counts = counted(None, [])
    assert (counts.run_bar, counts.client_bar, counts.learned, counts.all) == ([], [], 0, 0)


def test_treatments_say_where_half_lives_lie_and_how_many_have_it_here(house):
    _learned(house.clients["therapist"], _massage(), _massage(NOT_ENOUGH) | {"intervention": "mindfulness"})
    massage, mindfulness, ours = treatments_of(SUMMARY, standings(house.owner))
    assert (massage.title, massage.learned, massage.clients) == ("Massage", 28, 200)
    assert (massage.own_learned, massage.own_clients) == (1, 1)
    assert "about 3 days" in massage.sentence
    assert "1½ days to 6 days" in massage.sentence
    assert massage.drawn.count('stroke-width="7"') == 1
    assert (mindfulness.sentence, mindfulness.drawn, mindfulness.own_learned) == ("", "", 0)
    assert (ours.title, ours.own_clients) == ("hot stones", 0)
    assert ours.sentence == "Half of the relief that fades is gone in about 1½ days."


def test_what_is_shared_is_said_and_drawn_where_there_are_enough_clients():
    shared = shared_of(POOLED)
    massage, ours = shared.treatments
    assert massage.sentence.startswith(
        "Massage, 190\N{NO-BREAK SPACE}clients (2 left out: not to be trusted): with the"
    )
    assert [line.whose for line in massage.lines] == [
        "The client in the middle",
        "The next client",
        "Before, from studies",
    ]
    assert massage.lines[0].interval == "1½ days to 2½ days"
    assert "too few" in ours.sentence
    assert ours.lines == []
    failed, rough = shared.sentences
    assert "could not be fitted" in failed
    assert "take them as rough" in rough


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"interventions": {}},
        {"failed": 1},
        {"rounds": [0.5]},
        {"rounds": [0.001]},
        {"rests": True},
    ],
)
def test_what_is_shared_is_said_in_german(changed):
    treatments, about_all = said_of_pooled({**POOLED, **changed})
    with translation.override("de"):
        assert [text for text in (*treatments.values(), *about_all) if translated(text) is None] == []


def test_what_is_shared_reads_as_german():
    treatments, _ = said_of_pooled(POOLED)
    with translation.override("de"):
        said = translated(treatments["massage"]).replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Massage, 190 Klienten (2 nicht mitgezählt, weil nicht verlässlich): Beim mittleren nimmt eine Behandlung etwa "
        "1,8 Punkte Schmerz (zu 80 % sicher: 1,7 bis 1,9), es dauert etwa 2 Tage (zu 80 % sicher: 1½ bis 2½), bis die "
        "Hälfte dessen weg ist, was nachlässt, und 14 % bleiben (zu 80 % sicher: 13 bis 15 %). Zu erwarten ist bei 8 "
        "von 10 weiteren Klienten: 1 bis 3,4 Punkte, 19 Stunden bis 4½ Tage, bis die Hälfte weg ist, und 6 bis 30 %, "
        "die bleiben."
    )


def test_a_wrong_file_is_refused_in_german(owner):
    answer = owner.post(ADD, {"summary": file_of(b"{", "x.json")}, headers={"accept-language": "de"})
    page = Words(answer.content.decode())
    assert "Wählen Sie summary.json aus dem Ordner der Auswertung." in " ".join(page.said)
    assert page.marked == []


def test_what_stands_in_a_file_is_shown_as_text(owner, house):
    odd = {**SUMMARY, "interventions": {"<script>alert(1)</script>": SUMMARY["interventions"]["massage"]}}
    odd |= {"versions": {"unknot": "<b>", "items": "1"}}
    kept, _ = CaseloadRun.keep(house.owner, MADE_ON, odd, None)
    page = owner.get(reverse("caseload:run", kwargs={"run": kept.public_id})).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "<b>" not in page


def test_a_run_leads_to_no_client_and_stays_when_one_is_erased(house, run):
    assert "caseload.caseloadrun" not in {table.label for table in owned()}
    erase(house.clients["therapist"], ("staff", "x"))
    assert CaseloadRun.objects.get() == run
    assert not re.search("client of", json.dumps([run.summary, run.pooled]))
