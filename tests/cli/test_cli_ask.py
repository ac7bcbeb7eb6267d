"""`unknot ask` on the shipped example: prompts in the order of time, or that asking can stop."""

from __future__ import annotations

import json
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
SIMULATED = [EXAMPLES / "simulated" / name for name in ("responses.csv", "doses.csv")]


def test_the_json_holds_the_prompts_and_what_they_are_expected_to_teach(run):
    ended = run("ask", *SIMULATED, "--prompts", "2", "--days", "5", "--json")
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    assert found["format"] == "unknot-ask/1"
    assert [prompt["day"] for prompt in found["prompts"]] == sorted(prompt["day"] for prompt in found["prompts"])
    assert sorted(prompt["rank"] for prompt in found["prompts"]) == [1, 2]
    assert {"duration", "left_at_next_session"} == set(found["narrows"])
    assert isinstance(found["stop"], bool)
    assert found["says"]


def test_a_young_diary_is_asked_again(run, tmp_path: Path):
    doses = tmp_path / "doses.csv"
    responses = tmp_path / "responses.csv"
    doses.write_text("time,intervention,minutes\n" + "".join(f"{day}.5,massage,60\n" for day in (3, 10)))
    responses.write_text("time,pain\n" + "".join(f"{day}.8,{4 + day % 3}\n" for day in range(13)))
    ended = run("ask", responses, doses)
    assert ended.code == 0, ended.err
    assert "Ask 3 times in the next 7 days" in " ".join(ended.out.split())
    assert "after the session" in ended.out


def test_mistakes_are_one_message(run):
    assert "no such treatment" in run("ask", *SIMULATED, "--treatment", "masage").err
    assert run("ask", *SIMULATED, "--days", "99").code == 2
