"""`unknot simulate --draw`: any state over time, for the virtual client's doses or for others."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.mark.slow
def test_states_are_drawn_beside_the_tables(run, tmp_path: Path):
    doses = tmp_path / "doses.csv"
    doses.write_text("time,intervention,minutes\n3,massage,30\n6,massage,60\n")
    wanted = ["--draw", "perception.intensity", "--draw", "gate.closed", "--doses", str(doses)]
    ended = run("simulate", tmp_path / "out", "--days", "8", *wanted)
    assert ended.code == 0, ended.err
    assert (tmp_path / "out" / "states.svg").read_text().startswith("<svg")
    assert (tmp_path / "out" / "states.csv").read_text().startswith("day,name,doses,quantile_0.1")
