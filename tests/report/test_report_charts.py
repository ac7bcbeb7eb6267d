import subprocess
import sys
from dataclasses import replace

import pytest
from made_up_answers import relief_of
from report_cases import CASES

from unknot.report import (
    chart_drivers,
    chart_forecast,
    chart_frame,
    chart_relief,
    chart_timeline,
    charts,
    palette,
)
from unknot.report.answer import NOT_ENOUGH


def values(spec, kind):
    """The data of the layers drawn with a kind of mark."""
    panels = spec.get("vconcat", [spec])
    layers = [layer for panel in panels for layer in panel["layer"]]
    return [layer["data"]["values"] for layer in layers if layer["mark"]["type"] == kind]


def test_every_value_stays_inside_the_scale_of_pain():
    answer = CASES["learned"]()
    far = replace(answer, forecast=tuple(replace(point, lo=-3.0, hi=14.0) for point in answer.forecast))
    for spec in (chart_timeline.specification(far, chart_frame.WIDE), chart_forecast.specification(far)):
        for rows in values(spec, "area") + values(spec, "rule"):
            assert all(row.get("lo", 0) >= 0 and row.get("hi", 0) <= 10 for row in rows)


@pytest.mark.parametrize("frame", [chart_frame.WIDE, chart_frame.NARROW])
def test_a_long_diary_is_thinned(frame):
    answer = CASES["long_diary"]()
    shown, together = chart_frame.dots(answer, frame)
    assert len(shown) <= frame.points
    assert together > 1
    for rows in values(chart_timeline.specification(answer, frame), "line"):
        assert len(rows) <= frame.points + 2


def test_a_short_diary_keeps_every_answer():
    answer = CASES["learned"]()
    shown, together = chart_frame.dots(answer, chart_frame.WIDE)
    assert together == 1
    assert len(shown) == len(answer.record.answers("pain"))


def test_relief_is_washed_in_only_where_it_is_known():
    wide = chart_frame.WIDE
    assert "gradient" in str(chart_timeline.specification(CASES["learned"](), wide))
    assert "gradient" not in str(chart_timeline.specification(CASES["not_enough"](), wide))


def test_the_curve_is_teal_and_marks_half_only_where_it_is_known():
    known, open_ = relief_of(), relief_of(verdict=NOT_ENOUGH)
    assert palette.RELIEF in str(chart_relief.specification(known))
    assert "half is gone" in str(chart_relief.specification(known))
    assert palette.RELIEF not in str(chart_relief.specification(open_))
    assert "half is gone" not in str(chart_relief.specification(open_))


def test_half_beyond_the_picture_is_not_drawn():
    assert "half is gone" not in str(chart_relief.specification(relief_of(half=(30, 20, 60))))


def test_drivers_share_one_scale_around_zero():
    spec = chart_drivers.specification(CASES["learned"]())
    domains = {
        tuple(layer["encoding"]["x"]["scale"]["domain"]) for layer in spec["layer"] if "scale" in layer["encoding"]["x"]
    }
    assert domains == {(-1, 1)}


def test_ids_carry_the_name_of_their_chart():
    svg = chart_timeline.draw(CASES["learned"](), chart_frame.WIDE, "here")
    assert 'id="here-' in svg
    assert "url(#here-" in svg


def test_thinning_keeps_the_last_row():
    assert charts.thin(list(range(10)), 4) == [0, 3, 6, 9]
    assert charts.thin(list(range(11)), 4)[-1] == 10
    assert charts.thin([1, 2], 4) == [1, 2]


def test_the_terminal_page_imports_no_drawing():
    heavy = "{'altair', 'vl_convert', 'jinja2', 'jax'}"
    code = f"import sys, unknot.report.terminal; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
