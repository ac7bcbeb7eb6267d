"""Running the program as a person does: arguments in; exit code, stdout and stderr out."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import pytest

from unknot.cli import main


class Ended(NamedTuple):
    """How a run of the program ended."""

    code: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Ended]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch) -> Run:
    monkeypatch.setenv("COLUMNS", "100")

    def run_once(*arguments: object) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, *capfd.readouterr())

    return run_once
