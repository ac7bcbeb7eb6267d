"""What stands above and below the plot of pain: knots for sessions, strips of sleep and stress."""

from __future__ import annotations

from itertools import groupby

from unknot.report import palette
from unknot.report.answer import Answer
from unknot.report.chart_frame import Frame, mean
from unknot.report.charts import Spec, along, at, chart, layer

LANE = 24
LOOP = "M-1,.55C-.15,.55 .6,.1 .6,-.42C.6,-.78 .33,-.95 0,-.95S-.6,-.78 -.6,-.42C-.6,.1 .15,.55 1,.55"
TICK = "M0,-.7L0,.7"
STRIPS = (("sleep", palette.SLEEP), ("stress", palette.STRESS))
NAME = 14
STRIP = 26


def lanes(answer: Answer, frame: Frame, span: tuple[float, float]) -> list[Spec]:
    """One row of knots for each kind of treatment, at the top."""
    found: list[Spec] = []
    titles = {entry.intervention: entry.title for entry in answer.relief}
    for name in [entry.intervention for entry in answer.relief] or list(answer.record.interventions):
        rows = [{"day": dose.day} for dose in answer.record.doses if dose.intervention == name]
        crowded = len(rows) * 15 > frame.width
        mark = {
            "type": "point",
            "shape": TICK if crowded else LOOP,
            "filled": False,
            "size": 60 if crowded else 210,
            "strokeWidth": 1.2 if crowded else 1.6,
            "color": palette.RELIEF,
            "opacity": 1,
        }
        named = len(answer.relief) > 1
        height = LANE + NAME if named else LANE
        knots = layer(mark, rows, x=along("day", span), y=at(height - LANE / 2))
        name_above = [_row_label(titles.get(name, name), 0)] if named else []
        found.append(chart(frame.width, height, [knots, *name_above]))
    return found


def strips(answer: Answer, frame: Frame, span: tuple[float, float]) -> list[Spec]:
    """Sleep and stress as thin rows of bars on the same time axis."""
    found: list[Spec] = []
    for name, colour in STRIPS:
        instrument = next((each for each in answer.record.instruments if each.startswith(name)), None)
        if instrument is None:
            continue
        rows = _bars(answer, instrument, span, frame)
        top = 20 if found else 36
        width = max(1.0, min(10.0, frame.width / max(len(rows), 1) * 0.7))
        bars = layer(
            {"type": "bar", "color": colour, "width": width, "cornerRadiusEnd": 2 if width > 4 else 0},
            rows,
            x=along("day", span),
            y={**along("value", (0, 10), range=[top + STRIP, top]), "stack": None},
        )
        found.append(
            chart(
                frame.width,
                top + STRIP,
                [bars, _row_label(f"{instrument.capitalize().replace('_', ' ')}, 0–10", top - 18)],
            )
        )
    return found


def _bars(answer: Answer, instrument: str, span: tuple[float, float], frame: Frame) -> list[dict[str, float]]:
    answers = answer.record.answers(instrument)
    together = max(1, -(-len(answers) * 3 // frame.width))
    step = together * max(1.0, (span[1] - span[0]) / max(len(answers), 1) / 3)
    groups = groupby(answers, key=lambda item: int((item.day - span[0]) // step))
    means = [list(group) for _, group in groups]
    return [
        {"day": mean([item.day for item in group]), "value": mean([item.value for item in group])} for group in means
    ]


def _row_label(label: str, y: float) -> Spec:
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "top",
        "limit": 280,
        "fontSize": 11,
        "color": palette.SOFT,
    }
    place = {"x": at(0), "y": at(y), "text": {"field": "label"}}
    return layer(mark, [{"label": label}], **place)
