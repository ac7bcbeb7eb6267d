import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from report_cases import CASES

from unknot.report import document, palette
from unknot.report.answer import NOT_ENOUGH

VOID = {"meta", "link", "img", "br", "hr", "input"}


class Page(HTMLParser):
    """What the tests ask of a page: its tags in order, its text, and whether all that is opened is closed."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.text, self.unbalanced = [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)

    def find(self, tag):
        return [attrs for name, attrs, _ in self.tags if name == tag]


@pytest.fixture(scope="module")
def pages():
    return {name: document.render(make()) for name, make in CASES.items()}


@pytest.fixture(params=sorted(CASES))
def html(request, pages):
    return pages[request.param]


def test_the_page_is_well_formed(html):
    page = Page(html)
    assert page.unbalanced == []
    assert page.open == []
    assert html.startswith("<!doctype html>")
    assert page.find("html")[0]["lang"] == "en-GB"
    assert [name for name, _, _ in page.tags].count("h1") == 1


def test_the_page_needs_nothing_from_outside_and_runs_nothing(html):
    page = Page(html)
    names = {name for name, _, _ in page.tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "use", "foreignobject"})
    assert not re.search(r"https?:|//[a-z]|@import|javascript:", html)
    assert not [attrs for _, attrs, _ in page.tags if {"src", "href", "onload", "onclick"} & attrs.keys()]
    assert set(re.findall(r"url\((.)", html)) <= {"#"}


def test_ids_are_unique_and_what_points_to_them_exists(html):
    page = Page(html)
    ids = [attrs["id"] for _, attrs, _ in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    pointed = [attrs["aria-labelledby"] for _, attrs, _ in page.tags if "aria-labelledby" in attrs]
    assert set(pointed) | set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)


def test_every_chart_has_a_sentence_and_a_table_twin(html):
    sections = re.findall(r"<section.*?</section>", html, re.DOTALL)
    drawn = [section for section in sections if 'class="drawing' in section]
    assert len(drawn) >= 2
    for section in drawn:
        says = re.findall(r'role="img" aria-labelledby="([^"]+)"', section)
        for name in set(says):
            sentence = re.search(rf'id="{name}"[^>]*>([^<]+)<', section)
            assert sentence is not None
            assert len(sentence.group(1)) > 20
        assert len(re.findall("<figure", section)) == len(re.findall("<figcaption", section))
        assert "<details>" in section
        twin = section[section.index("<details>") :]
        assert 'scope="col"' in twin
        assert 'scope="row"' in twin
        assert "<caption>" in twin


def test_drawings_scale_and_are_hidden_from_readers_of_the_sentence(html):
    for attrs in Page(html).find("svg"):
        assert "viewbox" in attrs
        assert "width" not in attrs
        assert attrs["aria-hidden"] == "true"


def test_names_are_escaped(pages):
    assert "<script>" not in pages["long_diary"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages["long_diary"]


def test_titles_are_escaped_inside_drawings_too():
    answer = CASES["several"]()
    bad = '<b onload="x">&amp;'
    relief = tuple(replace(entry, title=bad) for entry in answer.relief)
    drivers = tuple(replace(driver, title=bad) for driver in answer.drivers)
    html = document.render(replace(answer, relief=relief, drivers=drivers, notices=(bad,), next_steps=(bad,)))
    assert "<b" not in html.replace("<body", "").replace("<brand", "")
    assert Page(html).unbalanced == []


def test_not_enough_data_has_its_reasons_and_a_next_step(pages):
    text = " ".join("".join(Page(pages["not_enough"]).text).split())
    answer = CASES["not_enough"]()
    for words in (*answer.relief[0].reasons, *answer.next_steps, "Not enough data yet", "not known yet"):
        assert words in text
    assert "half is gone in about" not in text


def test_no_sessions_is_a_state_with_a_next_step(pages):
    text = "".join(Page(pages["no_doses"]).text)
    assert "No sessions are recorded" in text
    assert "Add each session" in text
    assert "Without further sessions" not in text


def test_an_untrustworthy_computation_is_said_before_any_number(pages):
    html = pages["no_drivers"]
    assert html.index("Do not rely on this page") < html.index("The diary, and the days ahead")
    assert "Do not rely" not in pages["learned"]


def test_a_treatment_without_a_fact_file_says_so(pages):
    assert "no fact file on “Cupping”" in pages["several"]
    assert "no fact file" not in pages["learned"]


def test_the_footer_says_what_the_page_rests_on(pages):
    text = "".join(Page(pages["learned"]).text)
    answer = CASES["learned"]()
    for words in (
        *answer.notices,
        "not proof of a cause",
        "does not diagnose",
        "seed 7",
        "jax 0.6.2",
        "9f2c4e7a",
    ):
        assert words in text


def test_a_long_diary_stays_small(pages):
    assert len(pages["long_diary"]) < 400_000
    assert pages["long_diary"].count("<tr>") < 200


def test_steps_for_learned_treatments_have_their_own_card():
    answer = replace(CASES["learned"](), next_steps=("Go on as you do.",))
    assert document.render(answer).count("Go on as you do.") == 1


def test_two_open_treatments_share_one_list_of_steps():
    answer = CASES["several"]()
    relief = tuple(replace(entry, verdict=NOT_ENOUGH) for entry in answer.relief)
    assert document.render(replace(answer, relief=relief)).count(answer.next_steps[0]) == 1


def test_the_smallest_answer_is_a_page_too():
    answer = CASES["no_drivers"]()
    record = replace(answer.record, responses=answer.record.responses[:1], doses=())
    bare = replace(answer, record=record, relief=(), forecast=(), timeline=())
    assert Page(document.render(bare)).unbalanced == []
    curveless = tuple(replace(entry, curve=()) for entry in answer.relief)
    assert Page(document.render(replace(answer, relief=curveless))).unbalanced == []
    nothing = replace(bare, record=replace(record, responses=()))
    assert "No answers on pain are recorded yet" in document.render(nothing)


@pytest.mark.parametrize("back", [palette.CARD, palette.PAPER, palette.SAND])
@pytest.mark.parametrize("front", [palette.INK, palette.SOFT, palette.RELIEF])
def test_text_can_be_read_on_every_ground(front, back):
    def light(colour):
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(front), light(back)), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5
