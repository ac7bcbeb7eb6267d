"""The living picture over the web: for everybody, and a client's own levels for those who may see them."""

from __future__ import annotations

import json
import subprocess
import sys

from unknot.web import science_of_why
from unknot.web.why import views


def test_everybody_sees_the_picture_and_its_words(browser):
    text = browser.get("/why/").content.decode()
    assert text.count('class="why-picture') == 2
    assert "Sleep lowers pain." in text
    assert "style=" not in text


def test_what_moves_is_small_json_for_everybody(browser):
    answer = browser.get("/why/moving.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert "estimate" not in answer.content.decode()
    assert len(answer.content) < 150_000


def test_a_client_sees_the_own_levels(house, on_phone, monkeypatch):
    seen = []
    monkeypatch.setattr(science_of_why, "moving_for", lambda record: seen.append(record.person) or "{}")
    assert on_phone(house.tokens["therapist"]).get("/why/mine/moving.json").content == b"{}"
    assert seen == [str(house.clients["therapist"].public_id)]


def test_before_the_first_answer_a_client_is_shown_as_a_typical_person(house, signed_in):
    client = house.clients["therapist"]
    client.entries.all().delete()
    answer = signed_in(house.therapist).get(f"/clients/{client.public_id}/why/moving.json")
    assert json.loads(answer.content) == json.loads(science_of_why.moving())


def test_staff_keep_their_menu_on_the_picture(house, signed_in):
    text = signed_in(house.therapist).get("/why/").content.decode()
    assert 'href="/why/" aria-current="page"' in text
    assert 'href="/evidence/"' in text


def test_the_own_levels_are_announced_only_where_there_are_some():
    assert views._shown("/why/moving.json")["whose"] != views._shown("/x", of_client=True)["whose"]


def test_the_doors_are_open_without_the_numerics():
    asked = "import sys, unknot.web.science_of_why, unknot.web.science_of_evidence; sys.exit('jax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
