"""From a parsed TOML file to a fact: every key is known, present and valid, or the file is refused."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

from unknot.errors import FactError, did_you_mean
from unknot.evidence.schema.rules import Part, Rule

Fact = TypeVar("Fact")


def read_fact(kind: type[Fact], table: Mapping[str, object], file: str) -> Fact:
    """One fact from the contents of its file.

    Args:
        kind: The class of fact.
        table: The parsed TOML.
        file: The file's name, for messages; its stem must equal the fact's name.

    Raises:
        FactError: If a key is missing, unknown or not valid, or the name is not the file's stem.
    """
    values = _values(kind, table, file, place="")
    name_field = next(iter(rules_of(kind)))
    stem = file.rpartition("/")[2].removesuffix(".toml")
    if values[name_field] != stem:
        raise FactError(
            f"{file}: the key '{name_field}' is not the name of the file.",
            given=repr(values[name_field]),
            todo=f"Valid: '{stem}', or rename the file.",
        )
    try:
        return kind(**values)
    except ValueError as refusal:
        raise FactError(f"{file}: its keys do not go together.", given=stem, todo=f"Valid: {refusal}.") from None


@cache
def rules_of(kind: type[object]) -> Mapping[str, Rule]:
    """The rule of each field of a kind of fact, in the order of the file."""
    hints = get_type_hints(kind, include_extras=True)
    return {field: hint.__metadata__[0] for field, hint in hints.items() if hasattr(hint, "__metadata__")}


def _values(kind: type[object], table: Mapping[str, object], file: str, place: str) -> dict[str, Any]:
    rules = rules_of(kind)
    _refuse_unknown(rules, table, file, place)
    return {field: _value(field, rule, table, file, place) for field, rule in rules.items()}


def _section(table: Mapping[str, object], section: str, file: str) -> Mapping[str, object]:
    if not section:
        return table
    found = table.get(section, {})
    if not isinstance(found, dict):
        raise FactError(
            f"{file}: '{section}' is not a section.",
            given=repr(found),
            todo=f"Write [{section}] on a line of its own, and its keys below.",
        )
    return cast(Mapping[str, object], found)


def _refuse_unknown(rules: Mapping[str, Rule], table: Mapping[str, object], file: str, place: str) -> None:
    sections = {rule.section for rule in rules.values()}
    for section in sorted(sections):
        valid = {field for field, rule in rules.items() if rule.section == section}
        if not section:
            valid |= sections - {""}
        for key in _section(table, section, file):
            if key not in valid:
                raise FactError(
                    f"{file}: the key '{_full(place, section, key)}' is not known.",
                    given=repr(key),
                    todo=did_you_mean(key, valid),
                )


def _value(field: str, rule: Rule, table: Mapping[str, object], file: str, place: str) -> object:
    full = _full(place, rule.section, field)
    section = _section(table, rule.section, file)
    if field not in section:
        if rule.optional:
            return rule.absent
        present = ", ".join(sorted(section)) or "nothing"
        raise FactError(f"{file}: the key '{full}' is missing.", given=present, todo=f"Add '{full}'.")
    try:
        read = rule.read(section[field])
        return _part(rule, cast(list[dict[str, object]], read), file, full) if isinstance(rule, Part) else read
    except ValueError as refusal:
        raise FactError(
            f"{file}: the key '{full}' is not valid.", given=repr(section[field]), todo=f"Valid: {refusal}."
        ) from None


def _part(rule: Part, tables: list[dict[str, object]], file: str, full: str) -> object:
    places = [f"{full}[{number}]" for number in range(1, len(tables) + 1)] if rule.many else [full]
    parts = [rule.kind(**_values(rule.kind, table, file, place)) for table, place in zip(tables, places, strict=True)]
    return tuple(parts) if rule.many else parts[0]


def _full(place: str, section: str, key: str) -> str:
    return ".".join(part for part in (place, section, key) if part)
