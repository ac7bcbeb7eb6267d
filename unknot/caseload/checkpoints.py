"""What is done already: one file for each part, written whole or not at all, and what they were made from."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unknot.errors import UnknotError
from unknot.tables.whole_file import whole_file

FORMAT = "unknot-caseload-parts/1"
_PART = re.compile(r"(\d{6,})\.jsonl")


@dataclass(frozen=True)
class Checkpoints:
    """The folder of the parts of one run."""

    folder: Path

    @classmethod
    def open(cls, folder: Path, made_from: Mapping[str, Any]) -> Checkpoints:
        """The parts of this very run: a new folder, or one that a run with the same data and settings left.

        Args:
            folder: The folder of the parts.
            made_from: Data, settings and versions.

        Raises:
            UnknotError: If other data, settings or versions made what is there, or it cannot be written.
        """
        said = folder / "made_from.json"
        wanted = {"format": FORMAT, **made_from}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not said.exists():
                with whole_file(said) as aside:
                    aside.write_bytes(json.dumps(wanted, ensure_ascii=False, indent=2).encode() + b"\n")
            there = json.loads(said.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UnknotError(
                "The folder of the results cannot be used.", given=f"'{folder}' ({error})", todo="Name another folder."
            ) from error
        if there != wanted:
            different = sorted(key for key in {*there, *wanted} if there.get(key) != wanted.get(key))
            raise UnknotError(
                "This folder holds a run on other data, with other settings or by other versions.",
                given=f"'{folder}', different: {', '.join(different)}",
                todo="Name another folder with --out, or remove this one.",
            )
        return cls(folder)

    def done(self) -> frozenset[int]:
        """The numbers of the parts that are there."""
        return frozenset(int(match[1]) for match in map(_PART.fullmatch, os.listdir(self.folder)) if match)

    def keep(self, number: int, content: bytes) -> None:
        """Write one part."""
        with whole_file(self._path(number)) as aside:
            aside.write_bytes(content)

    def lines(self, number: int) -> Iterator[Mapping[str, Any]]:
        """The clients of one part."""
        with self._path(number).open("rb") as file:
            yield from map(json.loads, file)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:06d}.jsonl"
