"""What the README tells people to type works as it stands."""

from __future__ import annotations

import re
import shlex
from itertools import takewhile
from pathlib import Path

import pytest

from unknot.cli import main

TEXT = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
COMMANDS = [line.partition("#")[0].strip() for line in re.findall(r"^    (unknot .*)$", TEXT, re.MULTILINE)]
PYTHON = re.search(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_commands_and_python_work_in_the_order_in_which_they_are_read(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    made = [shlex.split(command)[1:] for command in COMMANDS if "my-client" in command]
    assert [arguments[0] for arguments in made] == ["simulate", "report"]
    for arguments in made:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0
    assert "How long relief lasts" in capsys.readouterr().out
    assert PYTHON is not None
    exec(PYTHON[1], {})
    assert capsys.readouterr().out.startswith("Estimate(median=")


def test_other_commands_name_options_that_exist(capsys):
    for words in map(shlex.split, COMMANDS):
        named = list(takewhile(lambda word: word.isalpha() and word.islower(), words[1:]))
        with pytest.raises(SystemExit):
            main([*named, "--help"])
        shown = capsys.readouterr().out
        assert [word for word in words if word.startswith("--") and word not in shown] == []
