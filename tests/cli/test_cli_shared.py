"""`--shared`: what other clients show, beside the report and in the plan of one more client."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from unknot.report.schemas import schema

SIMULATED = Path(__file__).parents[2] / "examples" / "simulated"
TABLES = (SIMULATED / "responses.csv", SIMULATED / "doses.csv")


def _quantity(lo: float, median: float, hi: float) -> dict[str, dict[str, float]]:
    around = {"lo": lo, "median": median, "hi": hi}
    return {"middle_client": around, "next_client": around, "published": around}


POOL = {
    "format": "unknot-caseload-pool/1", "rounds": [0.01], "rests": True, "failed": 0,
    "interventions": {
        "massage": {
            "clients": 200, "left_out": 0, "pooled": True, "peak": _quantity(1.0, 1.8, 2.6),
            "half_life_days": _quantity(0.9, 2.0, 4.4), "share_that_stays": _quantity(0.08, 0.15, 0.27),
        },
        "heat": {"clients": 2, "left_out": 0, "pooled": False},
    },
    "data": {}, "settings": {}, "versions": {},
}  # fmt: skip


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    jsonschema.validate(POOL, schema("caseload-pool"))
    path = tmp_path / "pooled.json"
    path.write_text(json.dumps(POOL))
    return path


def test_the_report_says_what_is_expected_with_the_others_and_its_claims_stay(run, pool):
    alone, together = (json.loads(run("report", *TABLES, "--json", *more).out) for more in ([], ["--shared", pool]))
    jsonschema.validate(together, schema("report"))
    entry = together["with_others"]["relief"][0]
    assert (entry["intervention"], entry["clients"]) == ("massage", 200)
    assert entry["half_life_days"]["lo"] < entry["half_life_days"]["median"] < entry["half_life_days"]["hi"]
    assert together["with_others"]["trustworthy"]
    for field in alone:
        assert (together[field] == alone[field]) == (field != "forecast"), field


def test_the_plan_is_worked_out_with_the_others(run, pool):
    ended = run("plan", *TABLES, "--json", "--shared", pool)
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    jsonschema.validate(found, schema("plan"))
    assert found["with_others"]["relief"][0]["clients"] == 200
    assert any("count in what other clients show" in note["text"] for note in found["notes"])


@pytest.mark.parametrize("command", ["report", "plan"])
def test_a_wrong_file_is_one_message(run, command, pool):
    for path, said in (
        (TABLES[0], "What other clients share cannot be read"),
        (SIMULATED / "truth.json", "does not say what other clients share"),
        (pool.parent / "none.json", "cannot be read"),
    ):
        ended = run(command, *TABLES, "--shared", path)
        assert ended.code == 2
        assert said in ended.err
        assert "Traceback" not in ended.err


def test_others_with_other_treatments_are_refused(run, pool, tmp_path):
    doses = tmp_path / "doses.csv"
    doses.write_text(TABLES[1].read_text().replace("massage", "heat"))
    ended = run("report", TABLES[0], doses, "--shared", pool)
    assert ended.code == 3
    assert "'heat' in the diary, 'massage' pooled with the others" in ended.err
