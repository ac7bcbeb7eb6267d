"""The recipes in CONTRIBUTING.md are complete: what they show can be added as it stands."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import typer

from unknot.cli.discovery import add_command
from unknot.evidence import load
from unknot.model.linearise import structure_of
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.model import Model

TEXT = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`(unknot/\S+)`:\n\n```\w+\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
TRIAL = re.search(r"^Try it in a model:\n\n```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def _written(folder: Path, kind: str) -> Path:
    """A folder with the file that the recipe of this kind shows."""
    name, text = next((name, text) for name, text in FILES.items() if f"/{kind}/" in name)
    path = folder / kind / Path(name).name
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def _loaded(path: Path, monkeypatch) -> ModuleType:
    """The module that a recipe makes."""
    spec = importlib.util.spec_from_file_location(f"recipe_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def heat(tmp_path: Path, monkeypatch):
    return _loaded(_written(tmp_path, "mechanisms"), monkeypatch).Heat


def test_there_is_one_recipe_of_each_kind():
    assert sorted(Path(name).parent.name for name in FILES) == [
        "arrows",
        "claims",
        "commands",
        "instruments",
        "interventions",
        "mechanisms",
        "studies",
    ]


def test_the_mechanism_takes_pain_away_while_the_warmth_lasts(heat):
    assert TRIAL is not None
    names = {"Heat": heat}
    exec(TRIAL[1], names)
    pain, seen = np.asarray(names["pain"]), names["seen"]
    before, after = pain[np.searchsorted(seen.days, 0.45)], pain[np.searchsorted(seen.days, 0.55)]
    assert before - after == pytest.approx(0.4, abs=0.1)
    assert pain[-1] == pytest.approx(before, abs=0.1)


def test_the_mechanism_has_the_form_that_diaries_are_fitted_with(heat):
    model = Model((Nociception(), Perception(), heat()))
    structure = structure_of(model, ("dose_heat",), ("perception.intensity",))
    warmth = structure.states.index("heat.warmth")
    assert structure.states[structure.sources[warmth]] == "heat.size"
    assert "heat.half_life" in model.learned()


def test_the_intervention_is_read(tmp_path):
    path = _written(tmp_path, "interventions")
    found = load.read_interventions(path.parent, load.studies())
    assert found["tens"].amount(30) > found["tens"].amount(15) == pytest.approx(0.5)


def test_the_instrument_is_read_and_reads_something_that_exists(tmp_path):
    path = _written(tmp_path, "instruments")
    found = load.read_instruments(path.parent, load.studies())
    assert found["pain_now"].reads in Model((Nociception(), Perception())).readout_names


def test_the_study_is_read_as_the_fact_that_is_there(tmp_path):
    path = _written(tmp_path, "studies")
    assert load.read_studies(path.parent)[path.stem] == load.study(path.stem)


def test_the_command_counts_the_days_of_a_diary(tmp_path, monkeypatch, capsys):
    path = _written(tmp_path, "commands")
    program = typer.Typer()
    program.callback()(lambda: None)
    add_command(program, path.stem, _loaded(path, monkeypatch).command)
    example = Path(__file__).parents[2] / "examples" / "simulated" / "responses.csv"
    with pytest.raises(SystemExit) as ended:
        program(["days", str(example)])
    assert ended.value.code == 0
    assert capsys.readouterr().out == "simulated client: 77 days\n"


def test_a_group_of_commands_is_one_command_too(capsys):
    program, group = typer.Typer(), typer.Typer(help="Several things about one diary.")
    group.command("first")(lambda: print("the first of several"))
    group.command("second")(lambda: None)
    add_command(program, "several", group)
    with pytest.raises(SystemExit) as ended:
        program(["several", "first"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == "the first of several\n"


def test_the_arrow_is_read_as_the_fact_that_is_there(tmp_path):
    path = _written(tmp_path, "arrows")
    assert load.read_arrows(path.parent, load.studies())[path.stem] == load.arrow(path.stem)


def test_the_claim_is_read_as_the_fact_that_is_there(tmp_path):
    path = _written(tmp_path, "claims")
    assert load.read_claims(path.parent, load.arrows())[path.stem] == load.claim(path.stem)
