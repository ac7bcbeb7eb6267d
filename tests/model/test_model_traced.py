"""What was traced is kept: nothing is traced twice, no bit changes, and nothing foreign or outdated is ever used."""

from __future__ import annotations

import shutil
from pathlib import Path

import equinox as eqx
import jax
import numpy as np
import pytest

import unknot
from unknot.model import linearise, traced, traced_key
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model
from unknot.model.traced_key import IndescribableError, describe, digest_of

READ = ("perception.intensity",)
EQUATIONS = linearise._survey.__wrapped__


@pytest.fixture
def folder(tmp_path):
    before = jax.config.jax_compilation_cache_dir
    jax.config.update("jax_compilation_cache_dir", str(tmp_path))
    yield tmp_path / "traced"
    jax.config.update("jax_compilation_cache_dir", before)


@pytest.fixture
def tracings(monkeypatch):
    expand, seen = linearise._expand, []

    def counted(*args):
        seen.append(args)
        return expand(*args)

    monkeypatch.setattr(linearise, "_expand", counted)
    return seen


def model(treatment="massage"):
    relief = Relief.of(treatment)
    return Model((Nociception(), Perception(), relief)), (relief.dose,), READ


def in_a_new_process(arguments):
    """Nothing that was made ready is known to a function that was wrapped anew."""
    return traced.traced_once(EQUATIONS)(*arguments)


def bits(found):
    return [np.asarray(leaf).tobytes() for leaf in jax.tree.leaves(found)]


def test_a_second_process_traces_nothing_and_finds_the_same_bits_and_tree(folder, tracings):
    first = in_a_new_process(model())
    assert len(tracings) == 1
    second = in_a_new_process(model())
    assert len(tracings) == 1
    usual = eqx.filter_jit(EQUATIONS)(*model())
    assert bits(first) == bits(second) == bits(usual)
    assert jax.tree.structure(second) == jax.tree.structure(usual)


def test_a_damaged_file_is_made_anew(folder, tracings):
    expected = in_a_new_process(model())
    (kept,) = folder.iterdir()
    whole = kept.read_bytes()
    for damaged in (whole[:-1], whole[:60] + bytes([whole[60] ^ 1]) + whole[61:], b""):
        kept.write_bytes(damaged)
        count = len(tracings)
        assert bits(in_a_new_process(model())) == bits(expected)
        assert len(tracings) == count + 1
        assert kept.read_bytes()[: len(traced.FORMAT)] == traced.FORMAT
        assert len(kept.read_bytes()) > len(whole) // 2


def test_a_folder_that_others_may_write_to_is_left_alone(tmp_path, folder, tracings):
    folder.mkdir()
    folder.chmod(0o777)
    traced._private.cache_clear()
    in_a_new_process(model())
    assert not list(folder.iterdir())


def test_other_static_values_and_other_equations_are_traced_anew(folder, tracings, monkeypatch):
    in_a_new_process(model())
    in_a_new_process(model("exercise"))
    assert len(tracings) == 2
    monkeypatch.setattr(traced, "_made_by", lambda: ("other equations",))
    in_a_new_process(model())
    assert len(tracings) == 3
    assert len(list(folder.iterdir())) == 3


def test_a_process_older_than_its_sources_keeps_nothing(folder, tracings, monkeypatch):
    monkeypatch.setattr(traced_key, "digest_of", lambda root: "an upgrade came after the start")
    in_a_new_process(model())
    assert not list(folder.iterdir())


def test_another_setting_is_traced_anew_in_the_same_process(folder, tracings):
    survey = traced.traced_once(EQUATIONS)
    survey(*model())
    with jax.default_matmul_precision("highest"):
        survey(*model())
    assert len(tracings) == 2


@pytest.mark.parametrize("changed", ["model/mechanisms/relief.py", "evidence/interventions/massage.toml"])
def test_the_key_notices_one_changed_letter_of_an_equation_or_a_fact(tmp_path, changed):
    package = Path(unknot.__file__).parent
    shutil.copytree(package, tmp_path / "copy", ignore=shutil.ignore_patterns("web", "__pycache__"))
    assert digest_of(tmp_path / "copy") == digest_of(package)
    file = tmp_path / "copy" / changed
    file.write_bytes(file.read_bytes() + b" ")
    assert digest_of(tmp_path / "copy") != digest_of(package)


def _called_back(x: jax.Array) -> jax.Array:
    return jax.pure_callback(lambda at: at + 1, jax.ShapeDtypeStruct((), x.dtype), x)


def _failing(x: jax.Array) -> jax.Array:
    raise ValueError("the function's own")


def test_what_calls_back_into_python_is_computed_but_not_kept(folder, monkeypatch):
    monkeypatch.setattr(traced, "described_function", lambda function: function.__name__)
    assert float(traced.traced_once(_called_back)(jax.numpy.asarray(1.0))) == 2.0
    with pytest.raises(ValueError, match="the function's own"):
        traced.traced_once(_failing)(jax.numpy.asarray(1.0))
    assert not list(folder.iterdir())


def test_what_cannot_be_said_for_sure_is_not_kept(folder):
    assert float(traced.traced_once(lambda x: x + 1)(jax.numpy.asarray(1.0))) == 2.0
    assert not list(folder.iterdir())
    with pytest.raises(IndescribableError):
        describe((1, object()))
    assert describe((1,)) != describe((1.0,)) != describe((True,))
