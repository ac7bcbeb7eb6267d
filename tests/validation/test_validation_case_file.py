"""Files of cases: the example of the documentation runs, and mistakes are refused with their place."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from unknot.errors import FactError
from unknot.validation.case_file import read_cases
from unknot.validation.given import Given
from unknot.validation.named_statistics import STATISTICS, statistic
from unknot.validation.outcomes import Outcomes
from unknot.validation.runner import Size, run

PAGE = (Path(__file__).parents[2] / "docs" / "experiment-files.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```yaml\n(.*?)```", PAGE, re.S)[1]
PAIN = "perception.intensity"


def _read(folder: Path, text: str = EXAMPLE):
    (file := folder / "cases.yaml").write_text(text, encoding="utf-8")
    return read_cases(file)


def test_the_example_is_read(tmp_path: Path):
    found = _read(tmp_path)
    case = found.experiments["X01"]
    assert found.not_expressed == ("X02",)
    assert [dose.start for dose in case.arms[1].doses] == pytest.approx([1 + 10 / 24 + 7 * week for week in range(4)])
    assert case.times["after"] == pytest.approx(1 + 10.3 / 24)
    assert dict(case.arms[1].doses[0].levels) == {"warmth": 0.5}


@pytest.mark.slow
def test_the_example_runs(tmp_path: Path):
    verdicts = run(_read(tmp_path).experiments["X01"], Size(200, 1))
    assert [verdict.kind for verdict in verdicts] == ["number", "significance", "direction"]
    assert all(np.isfinite(verdict.value) for verdict in verdicts)


@pytest.mark.slow
def test_the_python_example_runs():
    names: dict[str, object] = {}
    exec(re.search(r"```python\n(.*?)```", PAGE, re.S)[1], names)
    assert names["verdicts"][0].passed


def test_cases_are_chosen_by_their_key(tmp_path: Path):
    found = _read(tmp_path)
    assert list(found.only(["X01"]).experiments) == ["X01"]
    assert found.only(["X02"]).not_expressed == ("X02",)
    with pytest.raises(FactError, match=r"no such case.*Did you mean 'X0"):
        found.only(["X001"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "name: mean_change, arm: massage",
            "name: mean_chnge, arm: massage",
            r"statistic, name: there is no statistic",
        ),
        (
            "intervention: massage, start: {days: 1, hours: 10}, minutes",
            "intervention: masage, start: 1, minutes",
            "Did you mean 'massage'",
        ),
        ("levels: {warmth: 0.5}", "levels: {warmpth: 0.5}", "Did you mean 'warmth'"),
        ("nociception.usual_drive: 6.0", "nociception.usual_drve: 6.0", "Did you mean 'nociception.usual_drive'"),
        ("{time: before, least: 4}", "{time: befor, least: 4}", "Did you mean 'before'"),
        ("versus: talk", "versus: tlk", "Did you mean 'talk'"),
        (
            "after: four weeks}\n          - {name: mean_change, arm: m",
            "after: five weeks}\n          - {name: mean_change, arm: m",
            "there is no time of this name",
        ),
        ("minutes: 15", "minutes: 0", r"arms\[0\], doses\[0\], minutes: not valid.*a number above 0"),
        ("        n: 51\n", "", "an 'n' for every arm"),
        ("lo: -25", "lo: 0", "Valid: at least 0"),
        ("resolution: 0.1", "resolutoin: 0.1", "Did you mean 'resolution'"),
        ("{days: 1, hours: 9.9}", "{day: 1}", "Did you mean 'days'"),
        ("times: 4, ", "", "`times` or `until` beside `every`"),
        ("- id: X02", "- id: X01", "a key that no other case has"),
        ("    times:\n", "    readouts: [perception.intensty]\n    times:\n", "Did you mean 'perception.intensity'"),
        ("- id: X02", "- id: [X02", "cannot be read"),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str):
    assert old in EXAMPLE
    with pytest.raises(FactError, match=said):
        _read(tmp_path, EXAMPLE.replace(old, new, 1))


def _outcomes():
    ratings = {"a": [[8.0, 4.0, 6.0], [6.0, 5.0, 5.0]], "b": [[7.0, 6.0, 7.0], [5.0, 5.0, 5.0]]}
    arrays = {arm: {PAIN: np.asarray(values)} for arm, values in ratings.items()}
    return Outcomes(("t0", "t1", "t2"), arrays, arrays)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"name": "level", "arm": "a", "at": "t0", "scale": 10}, 70.0),
        ({"name": "mean_change", "arm": "a", "before": "t0", "after": "t1"}, -2.5),
        ({"name": "percent_change", "arm": "a", "before": "t0", "after": "t1", "scale": 10}, -100 * 2.5 / 7),
        ({"name": "difference_of_changes", "arm": "a", "versus": "b", "before": "t0", "after": "t1"}, -2.0),
        ({"name": "ratio_of_changes", "arm": "b", "versus": "a", "before": "t0", "after": "t1"}, 0.2),
        (
            {"name": "standardised_difference", "arm": "a", "versus": "b", "before": "t0", "after": "t1"},
            -2 / np.sqrt(2.5),
        ),
        ({"name": "share_kept", "arm": "a", "before": "t0", "after": "t1", "later": "t2"}, 0.6),
        ({"name": "responder_share", "arm": "a", "before": "t0", "after": "t1", "fell_by": 2}, 50.0),
        ({"name": "responder_share", "arm": "a", "before": "t0", "after": "t1", "fell_by_share": 0.1}, 100.0),
        ({"name": "risk_ratio", "arm": "a", "versus": "b", "before": "t0", "after": "t1", "fell_by": 1}, 2.0),
        ({"name": "within_sd", "arm": "a", "at": ["t0", "t1"]}, (np.sqrt(8) + np.sqrt(0.5)) / 2),
        ({"name": "icc", "arm": "b", "at": ["t0", "t2"]}, 1.0),
        ({"name": "correlation", "arm": "a", "at": "t0", "with": {"at": "t2"}}, 1.0),
    ],
)
def test_statistics_by_hand(given, value):
    assert statistic(Given(given, "here"))(_outcomes()) == pytest.approx(value)


def test_every_statistic_is_described():
    assert all(f"`{name}`" in PAGE for name in STATISTICS)
