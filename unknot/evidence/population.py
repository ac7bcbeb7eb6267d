"""What is expected of a person before any answer: the hyper-parameters of a population, as a dated fact file."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, cast

from unknot.errors import FactError
from unknot.evidence.schema.read import read_fact, rules_of
from unknot.evidence.schema.rules import NAME, Number, Text, keys

SHIPPED, LITERATURE = "pain_diaries", "literature"
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Lines:
    """A list of sentences, none of them empty."""

    section: str = ""
    optional: bool = False
    absent: None = None

    def read(self, value: object) -> tuple[str, ...]:
        """The sentences in the order of the file."""
        items = cast(list[object], value) if isinstance(value, list) else []
        lines = tuple(item.strip() for item in items if isinstance(item, str))
        if not lines or len(lines) != len(items) or not all(lines):
            raise ValueError("a list of texts, none of them empty")
        return lines


@dataclass(frozen=True, slots=True)
class Figures:
    """A list of finite numbers between bounds; `above` is itself excluded."""

    above: float
    most: float
    section: str = ""
    optional: bool = False
    absent: None = None

    def read(self, value: object) -> tuple[float, ...]:
        """The numbers in the order of the file."""
        items = cast(list[object], value) if isinstance(value, list) else []
        one = Number(above=self.above, most=self.most)
        if not items:
            raise ValueError("a list of numbers, at least one")
        return tuple(one.read(item) for item in items)


@dataclass(frozen=True, slots=True)
class Population:
    """Hyper-parameters over people; no number here belongs to one person.

    Positive quantities are log-normal over people: a median and the standard deviation of the logarithm.

    Attributes:
        name: The file's stem.
        title: What people read.
        made_on: When it was fitted.
        made_by: How it was fitted.
        data: What it was fitted on, with licences and hashes.
        sources: Keys of the studies behind the literature's part.
        basis: What was reported, derived and assumed.
        kinds: The kinds of people that a new one may belong to, each as likely as the next.
        level_means: Average slow level of pain in each kind [nrs].
        level_sds: How much the people of each kind differ in it [nrs].
        drift_median: How far the level wanders in a day [nrs/day^0.5].
        drift_log_sd: Its spread over people [1].
        fluctuation_sd_median: Spread of the fast part of pain [nrs].
        fluctuation_sd_log_sd: Its spread over people [1].
        fluctuation_time_median: How long the fast part lasts [day].
        fluctuation_time_log_sd: Its spread over people [1].
        rating_noise_median: Spread of a rating of the same pain [nrs].
        rating_noise_log_sd: Its spread over people [1].
        mechanism: Weight of the mechanistic forecast before any is scored [1]; so with the variants below.
        history: Weight of all past answers alike.
        recent: Weight of past answers, the recent ones more.
        similar: Weight of what followed answers like the last.
        repeat: Weight of the last answer again.
        smoothing: Weight of a smoothed level with its past errors.
    """

    name: Annotated[str, Text(pattern=NAME)]
    title: Annotated[str, Text()]
    made_on: Annotated[str, Text(pattern=r"\d{4}-\d{2}-\d{2}")]
    made_by: Annotated[str, Text()]
    data: Annotated[tuple[str, ...], Lines()]
    sources: Annotated[tuple[str, ...], keys()]
    basis: Annotated[str, Text()]
    kinds: Annotated[tuple[str, ...], Lines("levels")]
    level_means: Annotated[tuple[float, ...], Figures(-0.001, 10, "levels")]
    level_sds: Annotated[tuple[float, ...], Figures(0, 10, "levels")]
    drift_median: Annotated[float, Number("persons", above=0, most=5)]
    drift_log_sd: Annotated[float, Number("persons", above=0, most=3)]
    fluctuation_sd_median: Annotated[float, Number("persons", above=0, most=5)]
    fluctuation_sd_log_sd: Annotated[float, Number("persons", above=0, most=3)]
    fluctuation_time_median: Annotated[float, Number("persons", above=0, most=60)]
    fluctuation_time_log_sd: Annotated[float, Number("persons", above=0, most=3)]
    rating_noise_median: Annotated[float, Number("persons", above=0, most=5)]
    rating_noise_log_sd: Annotated[float, Number("persons", above=0, most=3)]
    mechanism: Annotated[float, Number("variants", above=0, most=1)]
    history: Annotated[float, Number("variants", above=0, most=1)]
    recent: Annotated[float, Number("variants", above=0, most=1)]
    similar: Annotated[float, Number("variants", above=0, most=1)]
    repeat: Annotated[float, Number("variants", above=0, most=1)]
    smoothing: Annotated[float, Number("variants", above=0, most=1)]

    def __post_init__(self) -> None:
        """Refuse levels that do not fit the kinds.

        Raises:
            FactError: If there are not as many means and spreads as kinds.
        """
        counts = {len(self.kinds), len(self.level_means), len(self.level_sds)}
        if len(counts) > 1:
            raise FactError(
                "Every kind of people needs one mean and one spread of the level.",
                given=f"{len(self.kinds)} kinds, {len(self.level_means)} means, {len(self.level_sds)} spreads",
            )


def read_population(file: Traversable | Path) -> Population:
    """The population of one file.

    Raises:
        FactError: If it cannot be read or breaks the schema.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FactError(
            "The population cannot be read.", given=f"'{file}' ({error})", todo="Give a TOML file in UTF-8."
        ) from error
    return parse_population(text, file.name)


def parse_population(text: str, file: str) -> Population:
    """The population in a text.

    Args:
        text: The TOML.
        file: The file's name, for messages; its stem must equal the population's name.

    Raises:
        FactError: If it breaks the schema.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FactError(f"{file}: not a TOML file.", given=str(error), todo="Mend the line.") from error
    return read_fact(Population, table, file)


def population_text(population: Population) -> str:
    """A population as TOML; `parse_population` gives it back, its numbers to four digits."""
    lines: list[str] = []
    section = ""
    for field, rule in rules_of(Population).items():
        if rule.section != section:
            section = rule.section
            lines += ["", f"[{section}]"]
        lines.append(f"{field} = {_shown(getattr(population, field))}")
    return "\n".join(lines) + "\n"


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_shown(item) for item in cast(tuple[object, ...], value))}]"
    return json.dumps(float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value, ensure_ascii=False)


@cache
def shipped_population() -> Population:
    """The population that is used where no other is given."""
    return _shipped(SHIPPED)


@cache
def published_figures() -> Population:
    """What the literature says of people who keep a pain diary."""
    return _shipped(LITERATURE)


def _shipped(name: str) -> Population:
    return read_population(files("unknot.evidence") / "population" / f"{name}.toml")
