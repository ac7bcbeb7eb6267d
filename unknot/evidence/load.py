"""Finding and reading the facts: every TOML file in the folder of its kind is one fact."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from unknot.errors import FactError, did_you_mean
from unknot.evidence.schema.arrow import Arrow
from unknot.evidence.schema.claim import Claim
from unknot.evidence.schema.instrument import Instrument
from unknot.evidence.schema.intervention import Intervention
from unknot.evidence.schema.questionnaire import Questionnaire
from unknot.evidence.schema.read import Fact, read_fact
from unknot.evidence.schema.study import Study

GENERIC = "generic"

Sourced = TypeVar("Sourced", Intervention, Instrument, Arrow, Questionnaire)


def read_studies(directory: Traversable) -> Mapping[str, Study]:
    """All studies of a folder by key.

    Raises:
        FactError: If a file breaks the schema.
    """
    return read_folder(Study, directory)


def read_interventions(directory: Traversable, known: Collection[str]) -> Mapping[str, Intervention]:
    """All interventions of a folder by name, the generic one included.

    What a file leaves out of dose, relief and soreness is as in the generic one.

    Args:
        directory: The folder of the TOML files.
        known: Keys of the studies that sources may name.

    Raises:
        FactError: If a file breaks the schema or names a source that is not known.
    """
    tables = _tables(directory)
    generic = tables.get(GENERIC, {})
    assumed = {section: generic[section] for section in ("dose", "relief", "soreness") if section in generic}
    facts = {
        name: dataclasses.replace(
            read_fact(Intervention, assumed | table, _shown(directory, f"{name}.toml")), leaves_relief="relief" in table
        )
        for name, table in tables.items()
    }
    return _sourced(MappingProxyType(facts), directory, known, key="sources")


def read_instruments(directory: Traversable, known: Collection[str]) -> Mapping[str, Instrument]:
    """All instruments of a folder by name.

    Args:
        directory: The folder of the TOML files.
        known: Keys of the studies that sources may name.

    Raises:
        FactError: If a file breaks the schema or names a source that is not known.
    """
    return _sourced(read_folder(Instrument, directory), directory, known, key="sources")


def read_questionnaires(directory: Traversable, known: Collection[str]) -> Mapping[str, Questionnaire]:
    """All questionnaires of a folder by name.

    Args:
        directory: The folder of the TOML files.
        known: Keys of the studies that sources may name.

    Raises:
        FactError: If a file breaks the schema or names a source that is not known.
    """
    return _sourced(read_folder(Questionnaire, directory), directory, known, key="sources")


def read_arrows(directory: Traversable, known: Collection[str]) -> Mapping[str, Arrow]:
    """All arrows of a folder by name.

    Args:
        directory: The folder of the TOML files.
        known: Keys of the studies that findings may name.

    Raises:
        FactError: If a file breaks the schema or a finding names a study that is not known.
    """
    return _sourced(read_folder(Arrow, directory), directory, known, key="findings")


def read_claims(directory: Traversable, known: Mapping[str, Arrow]) -> Mapping[str, Claim]:
    """All popular claims of a folder by name.

    Args:
        directory: The folder of the TOML files.
        known: The arrows that claims may rest on.

    Raises:
        FactError: If a file breaks the schema or names an arrow that is not known.
    """
    claims = read_folder(Claim, directory)
    for name, fact in claims.items():
        resolve(fact.arrows, known, _shown(directory, f"{name}.toml"), ("arrows", "an arrow", "arrows"))
    return claims


@cache
def studies() -> Mapping[str, Study]:
    """Every study by key."""
    return read_studies(folder("studies"))


@cache
def study_keys() -> tuple[str, ...]:
    """The key of every study, which is the name of its file: none is read for it."""
    return tuple(name.removesuffix(".toml") for name in _toml_files(folder("studies")))


@cache
def interventions() -> Mapping[str, Intervention]:
    """Every known intervention by name, without the generic one."""
    return MappingProxyType({name: fact for name, fact in _all_interventions().items() if name != GENERIC})


@cache
def instruments() -> Mapping[str, Instrument]:
    """Every instrument by name."""
    return read_instruments(folder("instruments"), study_keys())


@cache
def questionnaires() -> Mapping[str, Questionnaire]:
    """Every questionnaire by name."""
    return read_questionnaires(folder("questionnaires"), study_keys())


@cache
def arrows() -> Mapping[str, Arrow]:
    """Every arrow by name."""
    return read_arrows(folder("arrows"), study_keys())


@cache
def claims() -> Mapping[str, Claim]:
    """Every popular claim by name."""
    return read_claims(folder("claims"), arrows())


def study(key: str) -> Study:
    """One study.

    Raises:
        FactError: If no study has this key.
    """
    return _one("study", key, studies())


def instrument(name: str) -> Instrument:
    """One instrument.

    Raises:
        FactError: If no instrument has this name.
    """
    return _one("instrument", name, instruments())


def arrow(name: str) -> Arrow:
    """One arrow.

    Raises:
        FactError: If no arrow has this name.
    """
    return _one("arrow", name, arrows())


def claim(name: str) -> Claim:
    """One popular claim.

    Raises:
        FactError: If no claim has this name.
    """
    return _one("claim", name, claims())


def intervention(name: str) -> Intervention:
    """One intervention; for a name that is not known the generic one under that name.

    A practice that nobody has written a fact about can still be recorded and learned from, with wide priors
    around no effect at all.
    """
    known = _all_interventions()
    return known.get(name) or dataclasses.replace(known[GENERIC], name=name, title=name)


def treatments() -> tuple[str, ...]:
    """The names of the interventions that people are treated with; the others are stimuli and drugs of laboratories."""
    return tuple(name for name, fact in interventions().items() if fact.leaves_relief)


def is_known(name: str) -> bool:
    """Whether there is a fact about the intervention of this name."""
    return name in interventions()


@cache
def _all_interventions() -> Mapping[str, Intervention]:
    return read_interventions(folder("interventions"), study_keys())


def folder(kind: str) -> Traversable:
    """Where the shipped facts of a kind stand."""
    return files("unknot.evidence") / kind


def read_folder(kind: type[Fact], directory: Traversable) -> Mapping[str, Fact]:
    """All facts of one kind in a folder by name.

    Raises:
        FactError: If a file breaks the schema.
    """
    return MappingProxyType(
        {name: read_fact(kind, table, _shown(directory, f"{name}.toml")) for name, table in _tables(directory).items()}
    )


def _tables(directory: Traversable) -> dict[str, dict[str, object]]:
    found = _toml_files(directory).items()
    return {name.removesuffix(".toml"): _parse(file, _shown(directory, name)) for name, file in found}


def _toml_files(directory: Traversable) -> dict[str, Traversable]:
    return {
        file.name: file
        for file in sorted(directory.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }


def _parse(file: Traversable, shown: str) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FactError(f"{shown}: not a TOML file.", given=str(error), todo="Mend the line, in UTF-8.") from error


def _sourced(
    facts: Mapping[str, Sourced], directory: Traversable, known: Collection[str], key: str
) -> Mapping[str, Sourced]:
    for name, fact in facts.items():
        resolve(fact.sources, known, _shown(directory, f"{name}.toml"), (key, "a study", "studies"))
    return facts


def resolve(names: Iterable[str], known: Collection[str], file: str, said: tuple[str, str, str]) -> None:
    """Refuse a name of another fact that is not there.

    Args:
        names: The names that a file gives.
        known: The names that there are.
        file: The file, for the message.
        said: The key that holds the names, the kind of fact they are of, and that kind's folder.

    Raises:
        FactError: If a name is not known.
    """
    key, kind, folder = said
    for name in names:
        if name not in known:
            raise FactError(
                f"{file}: the key '{key}' names {kind} that is not known.",
                given=repr(name),
                todo=f"{did_you_mean(name, known)} Or add {folder}/{name}.toml.",
            )


def _shown(directory: Traversable, name: str) -> str:
    return f"{directory.name}/{name}"


def _one(kind: str, name: str, facts: Mapping[str, Fact]) -> Fact:
    if name not in facts:
        raise FactError(f"There is no {kind} of this name.", given=repr(name), todo=did_you_mean(name, facts))
    return facts[name]
