"""Every file in `cli/commands` is a command, is listed and explains itself; none of it loads anything heavy."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest
import typer

from unknot.cli.discovery import find_commands

HEAVY = {"jax", "equinox", "numpy", "scipy", "jinja2", "vl_convert", "numpyro"}
COMMANDS = sorted(find_commands())


def test_what_a_therapist_needs_is_there():
    assert {"report", "simulate"} <= set(COMMANDS)


def test_help_lists_every_command(run):
    ended = run("--help")
    assert ended.code == 0
    assert [name for name in COMMANDS if f" {name} " not in ended.out] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run, name):
    ended = run(name, "--help")
    assert ended.code == 0
    assert f"unknot {name}" in ended.out
    command = find_commands()[name]
    said = command.info.help if isinstance(command, typer.Typer) else command.__doc__
    assert isinstance(said, str)
    assert " ".join(said.partition("\n\n")[0].split()) in " ".join(ended.out.split())


def test_help_loads_nothing_heavy():
    code = "import unknot.cli.program as p, sys; p.program(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name.partition(".")[0] for name in done.stdout.split()} & HEAVY == set()


def test_help_needs_neither_boxes_nor_markdown():
    code = "import sys; from unknot.cli import main\ntry: main(['--help'])\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "Usage: unknot" in done.stdout
    assert {"rich", "markdown_it", "pygments"}.isdisjoint(done.stdout.splitlines()[-1].split())


def test_a_command_that_runs_loads_no_other():
    code = "import sys; from unknot.cli.program import program; program('report'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.split() if name.startswith("unknot.cli.commands.")}
    assert loaded == {"unknot.cli.commands.report"}


def test_a_mistyped_command_is_answered_with_those_there_are(run):
    ended = run("reprot")
    assert ended.code == 2
    assert "report" in ended.err


def test_the_version_is_printed(run):
    assert run("--version") == (0, f"unknot {version('unknot')}\n", "")


def test_python_runs_the_package_as_the_program_does():
    done = subprocess.run([sys.executable, "-m", "unknot", "report", "nothing.csv"], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("unknot: ")
