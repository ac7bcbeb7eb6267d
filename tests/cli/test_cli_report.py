"""The command line on the shipped examples."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from unknot.cli import app
from unknot.errors import UnknotError

EXAMPLES = Path(__file__).parents[2] / "examples"
SIMULATED = [str(EXAMPLES / "simulated" / name) for name in ("responses.csv", "doses.csv")]


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNKNOT_CACHE", str(tmp_path_factory.getbasetemp() / "compiled"))


def test_json_holds_the_contract_and_the_interval_holds_the_truth(tmp_path: Path):
    page = tmp_path / "report.html"
    result = CliRunner().invoke(app, ["report", *SIMULATED, "--json", "--html", str(page)])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    truth = json.loads((EXAMPLES / "simulated" / "truth.json").read_text())
    relief = found["relief"][0]
    assert relief["half_life_days"]["lo"] <= truth["half_life_days"] <= relief["half_life_days"]["hi"]
    assert sum(relief["bands"].values()) == pytest.approx(1.0, abs=1e-6)
    assert relief["verdict"] in {"learned", "not enough data yet"}
    assert len(found["forecast"]) == 7
    assert found["interval_level"] == 0.8
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>".upper()) or "<html" in page.read_text()


def test_without_sessions_the_report_says_so(tmp_path: Path):
    lines = (EXAMPLES / "real" / "responses.csv").read_text().splitlines()[:60]
    table = tmp_path / "responses.csv"
    table.write_text("\n".join(lines) + "\n")
    result = CliRunner().invoke(app, ["report", str(table), "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["relief"] == []


def test_a_bad_scale_is_refused():
    result = CliRunner().invoke(app, ["report", *SIMULATED, "--scale", "stress"])
    assert isinstance(result.exception, UnknotError)


def test_simulate_writes_tables_that_report_reads(tmp_path: Path):
    result = CliRunner().invoke(app, ["simulate", str(tmp_path), "--seed", "4", "--days", "30"])
    assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.iterdir()} == {"responses.csv", "doses.csv", "truth.json"}
