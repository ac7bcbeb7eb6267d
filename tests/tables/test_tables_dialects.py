"""What spreadsheets make of a CSV file, and scales other than 0-10."""

from __future__ import annotations

import pytest

from unknot.errors import RecordError
from unknot.tables.scale import Scale

PLAIN = "time,person,pain,stress\n2026-03-01T08:00,Zoë,3.5,2\n2026-03-02T08:00,Zoë,4,\n"
SEMICOLONS = PLAIN.replace(",", ";").replace("3.5", "3,5")
WAYS = {
    "plain": PLAIN.encode(),
    "byte order mark": PLAIN.encode("utf-8-sig"),
    "UTF-16, as Excel calls Unicode text": PLAIN.replace(",", "\t").encode("utf-16"),
    "Windows-1252": PLAIN.encode("cp1252"),
    "line ends of Windows": PLAIN.replace("\n", "\r\n").encode(),
    "line ends of old": PLAIN.replace("\n", "\r").encode(),
    "no line end at the end": PLAIN.strip().encode(),
    "decimal commas": SEMICOLONS.encode(),
    "delimiter declared": ("sep=;\r\n" + SEMICOLONS).encode("utf-8-sig"),
    "quoted decimal comma": PLAIN.replace("3.5", '"3,5"').encode(),
    "everything quoted": '"' + PLAIN.replace(",", '","').replace("\n", '"\n"').removesuffix('"'),
    "blank rows": PLAIN.replace("\n", "\n\n,,,\n").encode(),
    "spaces": PLAIN.replace(",", " , ").encode(),
    "names in other letters": PLAIN.replace("pain", "PAIN ").encode(),
    "empty columns at the right": PLAIN.replace("\n", ",,\n").encode(),
}


@pytest.mark.parametrize("content", WAYS.values(), ids=WAYS)
def test_all_ways_to_save_a_table_read_the_same(read_one, content):
    assert read_one(content) == read_one(PLAIN)


def test_names_of_columns_take_spaces_and_hyphens(read_one):
    for title in ("Sleep Quality", "sleep-quality", "SLEEP_QUALITY (0-10)"):
        assert "sleep_quality" in read_one(f"time,pain,{title}\n0,3,4\n").instruments


def test_columns_can_be_left_out(read_one):
    record = read_one("time,pain,Left knee,stress\n0,3,bad,4\n", ignore=["left-knee", "stress"])
    assert record.instruments == ("pain",)


def values(record, instrument: str) -> list[float]:
    return [response.value for response in record.answers(instrument)]


@pytest.mark.parametrize("title", ["stress [1-5]", "stress (1–5)", "Stress [1 to 5]", "stress[1..5]"])
def test_scale_declared_in_the_header(read_one, title: str):
    record = read_one(f"time,pain,{title}\n0,0,1\n1,0,2\n2,0,5\n")
    assert values(record, "stress") == [0, 2.5, 10]


def test_scale_declared_by_the_caller(read_one):
    record = read_one("time,pain,mood\n0,40,-3\n1,85,3\n", scales={"pain": Scale(0, 100), "mood": Scale(-3, 3)})
    assert values(record, "pain") == [4, 8.5]
    assert values(record, "mood") == [0, 10]


def test_scale_of_the_intensity(read_one):
    record = read_one("time,pain\n0,3\n", "time,intervention,minutes,intensity [0-4]\n0,massage,60,3\n")
    assert record.doses[0].intensity == 7.5


@pytest.mark.parametrize(
    ("title", "answers", "resolution"),
    [
        ("pain", "3 4 10", 1),
        ("pain", "3 3.5", 0.5),
        ("pain", "3 3.1", 0.1),
        ("pain", "3 3.14", 0.01),
        ("pain [0-100]", "30 41", 0.1),
        ("pain [1-5]", "1 4", 2.5),
        ("pain [1-5]", "1 4.5", 1.25),
        ("pain [0-10 step 2]", "2 4", 2),
        ("pain [0-100 step 5]", "5 10", 0.5),
    ],
)
def test_resolution_is_the_grid_the_answers_lie_on(read_one, title: str, answers: str, resolution: float):
    rows = "".join(f"{day},{answer}\n" for day, answer in enumerate(answers.split()))
    assert read_one(f"time,{title}\n{rows}").resolutions == {"pain": pytest.approx(resolution)}


@pytest.mark.parametrize("text", ["5-1", "1", "low-high", "0-10 step 20", "0-10 step 0", ""])
def test_texts_that_are_no_scale(text: str):
    with pytest.raises(RecordError, match="not a scale"):
        Scale.parse(text)
