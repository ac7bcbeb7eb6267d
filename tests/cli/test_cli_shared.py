"""`--shared`: what other clients show, beside the report and in the plan of one more client."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest

from unknot.inference.individual import fit
from unknot.inference.others import read_others
from unknot.inference.together import fit_together
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.planning.goal import Goal
from unknot.planning.planner import PLANNED, plan
from unknot.planning.wishes import Wishes
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
    assert any("take in what other clients show" in note["text"] for note in found["notes"])


def test_what_helped_others_does_not_hide_that_it_does_not_help_this_client(pool):
    record = virtual_client(
        1, Protocol(days=70, gap=7, asked=("pain",)), peak=0.0, half_life=2.0, share_that_stays=0.1
    ).record
    wishes = Wishes(Goal.parse("pain<=4 on 5 of 7 days"))
    for known in (fit(record), fit_together(record, read_others(pool))):
        made = plan(known, wishes)
        assert made.benefit < 0.2
        assert not any(option.kind == PLANNED and option.regimen.sessions.days for option in made.options)


@pytest.mark.parametrize("command", ["report", "plan"])
def test_a_client_among_the_others_is_refused(run, command, tmp_path):
    made_from = {"responses_sha256": hashlib.sha256(TABLES[0].read_bytes()).hexdigest()}
    (tmp_path / "pooled.json").write_text(json.dumps({**POOL, "data": made_from}))
    ended = run(command, *TABLES, "--shared", tmp_path / "pooled.json")
    assert ended.code == 2
    assert "would count twice" in ended.err


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
