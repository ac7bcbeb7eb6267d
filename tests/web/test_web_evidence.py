"""Evidence over the web: the same search and the same facts as in the terminal, one page a fact."""

from __future__ import annotations

import pytest

from unknot.evidence.load import arrows, claims, treatments
from unknot.evidence.search import search


def test_the_search_is_that_of_the_terminal(browser):
    question = "does massage raise endorphins?"
    text = browser.get("/evidence/", {"q": question}).content.decode()
    places = [text.index(f">{hit.title}</a>") for hit in search(question).hits]
    assert places[0] == min(places)


def test_a_slip_of_the_pen_is_corrected_and_said(browser):
    assert "this is about “cortisol”" in browser.get("/evidence/", {"q": "cortisoll"}).content.decode()


@pytest.mark.parametrize("question", ["zxqv", "?", "the", "<script>alert(1)</script>", "a" * 5000])
def test_what_nothing_is_known_about_is_an_answer_too(question, browser):
    answer = browser.get("/evidence/", {"q": question})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_every_fact_has_its_place_in_a_list(browser):
    text = browser.get("/evidence/").content.decode()
    for kind, names in (("claims", claims()), ("arrows", arrows()), ("treatments", treatments())):
        assert [name for name in names if f'href="/evidence/{kind}/{name}/"' not in text] == []


@pytest.mark.parametrize(
    "address",
    [f"claims/{name}" for name in claims()] + [f"arrows/{name}" for name in arrows()] + ["treatments/massage"],
)
def test_every_fact_has_a_page_with_studies(address, browser):
    answer = browser.get(f"/evidence/{address}/")
    assert answer.status_code == 200
    assert "https://" in answer.content.decode()


@pytest.mark.parametrize("address", ["claims/nothing", "arrows/massage", "treatments/nothing"])
def test_what_is_not_known_is_not_found(address, browser):
    assert browser.get(f"/evidence/{address}/").status_code == 404
