"""What a fact file must hold: the facts as frozen classes, each field with the rule it is read by.

The rule of a field says in which section of the TOML file its key stands and which values are valid, so that
a new field needs one line here and nothing elsewhere. The first field of every fact is its name and equals
the file's stem.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, TypeVar, cast, get_type_hints

from unknot.errors import FactError, did_you_mean

NAME = r"[a-z][a-z0-9_]*"


class Rule(Protocol):
    """Where a field stands in the file, and which values it takes."""

    @property
    def section(self) -> str:
        """The TOML table the key stands in, "" for the top of the file."""
        ...

    @property
    def optional(self) -> bool:
        """Whether the key may be left out, which reads as None."""
        ...

    def read(self, value: object) -> object:
        """The value as the fact keeps it.

        Raises:
            ValueError: If the value is not valid; the message says what is.
        """
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence, a name or one of a few words; never empty."""

    section: str = ""
    choices: tuple[str, ...] = ()
    pattern: str = ""
    optional: bool = False

    def read(self, value: object) -> str:
        """The text without space around it."""
        text = value.strip() if isinstance(value, str) else ""
        if not text:
            raise ValueError("a text that is not empty")
        if self.choices and text not in self.choices:
            raise ValueError("one of " + ", ".join(f"'{choice}'" for choice in self.choices))
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise ValueError(f"a text of the form {self.pattern}")
        return text


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number between bounds; `above` and `below` are themselves excluded."""

    section: str = ""
    above: float = -math.inf
    least: float = -math.inf
    below: float = math.inf
    most: float = math.inf
    whole: bool = False
    optional: bool = False

    def read(self, value: object) -> float:
        """The number, as an int where it must be whole."""
        right_kind = isinstance(value, int if self.whole else (int, float)) and not isinstance(value, bool)
        if not right_kind:
            raise ValueError(self._valid())
        number = cast(float, value)
        within = self.above < number < self.below and self.least <= number <= self.most
        if not (math.isfinite(number) and within):
            raise ValueError(self._valid())
        return number if self.whole else float(number)

    def _valid(self) -> str:
        bounds = {"above": self.above, "at least": self.least, "below": self.below, "at most": self.most}
        said = [f"{word} {bound:g}" for word, bound in bounds.items() if math.isfinite(bound)]
        return " ".join(["a whole number" if self.whole else "a number", " and ".join(said)]).strip()


@dataclass(frozen=True, slots=True)
class Keys:
    """A list of at least one study key, none of them twice."""

    section: str = ""
    optional: bool = False

    def read(self, value: object) -> tuple[str, ...]:
        """The keys in the order of the file."""
        items = cast(list[object], value) if isinstance(value, list) else []
        keys = tuple(item for item in items if isinstance(item, str))
        if not keys or len(keys) != len(items) or len(set(keys)) != len(keys):
            raise ValueError("a list of study keys, at least one and none twice")
        return keys


@dataclass(frozen=True, slots=True)
class Study:
    """One published source.

    Attributes:
        key: Its short name, by which facts and parameters cite it.
        citation: Authors, title, journal, year and pages.
        doi: Its digital object identifier, where known.
        pmid: Its PubMed number, where known.
        design: How it was made, such as "RCT" or "daily diary".
        population: Who took part.
        n: How many took part, where one number says it.
        finding: What it found that Unknot uses, in our own words.
        year: The year it came out.
    """

    key: Annotated[str, Text(pattern=NAME)]
    citation: Annotated[str, Text()]
    doi: Annotated[str | None, Text(pattern=r"10\.\d{4,9}/\S+", optional=True)]
    pmid: Annotated[str | None, Text(pattern=r"\d{1,8}", optional=True)]
    design: Annotated[str, Text()]
    population: Annotated[str, Text()]
    n: Annotated[int | None, Number(above=0, whole=True, optional=True)]
    finding: Annotated[str, Text()]
    year: Annotated[int, Number(least=1900, most=2100, whole=True)]


@dataclass(frozen=True, slots=True)
class Intervention:
    r"""Something done against pain, and what a usual session of it is expected to leave behind.

    The dose curve is $a(m) = m^h / (m_{1/2}^h + m^h)$ with minutes $m$, `half_minutes` $m_{1/2}$ and
    `hill` $h$.

    Attributes:
        name: The file's stem.
        title: What people read.
        session_word: What one dose of it is called: "session", "practice", "dose".
        description: What is done, for a lay reader.
        grade: How well relief by it is supported: "established", "plausible" or "speculative".
        usual_minutes: The length of a usual session [minute].
        half_minutes: The length at which half of the largest effect is reached [minute].
        hill: How sudden the dose curve is [1].
        size_mean: Relief by a usual session beyond the first hours, expected in the population [nrs].
        size_sd: Its standard deviation between people; a claim starts from 0 with the root mean square of both [nrs].
        immediate_mean: Further relief that is gone within hours, expected in the population [nrs].
        immediate_sd: Its standard deviation between people [nrs].
        half_life_median_days: Median half-life of the relief that fades [day].
        half_life_log_sd: Standard deviation of the half-life's logarithm between people [1].
        staying_median: Median share of the relief that outlasts the fading [1].
        staying_logit_sd: Standard deviation of that share's logit between people [1].
        lasting: What keeps the share that stays: a "course" (weeks to months) or a learnt "skill" (years).
        soreness_sd: Standard deviation around 0 of the soreness on the days after [nrs].
        harms: Known harms, for the person who decides.
        sources: Keys of the studies behind the numbers.
        basis: Which of the numbers were reported, which derived and which assumed.
    """

    name: Annotated[str, Text(pattern=NAME)]
    title: Annotated[str, Text()]
    session_word: Annotated[str, Text()]
    description: Annotated[str, Text()]
    grade: Annotated[str, Text(choices=("established", "plausible", "speculative"))]
    usual_minutes: Annotated[float, Number("dose", above=0, most=1440)]
    half_minutes: Annotated[float, Number("dose", above=0, most=1440)]
    hill: Annotated[float, Number("dose", above=0, most=10)]
    size_mean: Annotated[float, Number("relief", least=-10, most=10)]
    size_sd: Annotated[float, Number("relief", above=0, most=10)]
    immediate_mean: Annotated[float, Number("relief", least=-10, most=10)]
    immediate_sd: Annotated[float, Number("relief", above=0, most=10)]
    half_life_median_days: Annotated[float, Number("relief", above=0, most=3650)]
    half_life_log_sd: Annotated[float, Number("relief", above=0, most=3)]
    staying_median: Annotated[float, Number("relief", above=0, below=1)]
    staying_logit_sd: Annotated[float, Number("relief", above=0, most=5)]
    lasting: Annotated[str, Text("relief", choices=("course", "skill"))]
    soreness_sd: Annotated[float, Number("soreness", least=0, most=10)]
    harms: Annotated[str, Text()]
    sources: Annotated[tuple[str, ...], Keys()]
    basis: Annotated[str, Text("relief")]

    def amount(self, minutes: float) -> float:
        """The share of the largest effect that a session of this length has; 0 at 0 minutes.

        Args:
            minutes: The length of the session [minute].
        """
        if minutes <= 0:
            return 0.0
        # Through the logarithm, as the powers themselves overflow for absurd lengths.
        return 1 / (1 + math.exp(min(self.hill * math.log(self.half_minutes / minutes), 700.0)))


@dataclass(frozen=True, slots=True)
class Instrument:
    """One question with answers from 0 to 10.

    Attributes:
        name: The file's stem.
        title: What people read.
        question: The question as the diary asks it.
        reads: The state it reads, as "mechanism.state".
        low_label: What 0 means.
        high_label: What 10 means.
        better: Which end is the good one: "low" or "high".
        bad_day: A bad day on it, in words: "a poor night".
        usual_spread: Expected standard deviation within a person, from day to day [nrs].
        licence: Whether it is free to use.
        sources: Keys of the studies behind it.
    """

    name: Annotated[str, Text(pattern=NAME)]
    title: Annotated[str, Text()]
    question: Annotated[str, Text()]
    reads: Annotated[str, Text(pattern=rf"{NAME}\.{NAME}")]
    low_label: Annotated[str, Text()]
    high_label: Annotated[str, Text()]
    better: Annotated[str, Text(choices=("low", "high"))]
    bad_day: Annotated[str, Text()]
    usual_spread: Annotated[float, Number(above=0, most=5)]
    licence: Annotated[str, Text()]
    sources: Annotated[tuple[str, ...], Keys()]


Fact = TypeVar("Fact", Study, Intervention, Instrument)


def read_fact(kind: type[Fact], table: Mapping[str, object], file: str) -> Fact:
    """One fact from the contents of its file.

    Args:
        kind: The class of fact.
        table: The parsed TOML.
        file: The file's name, for messages; its stem must equal the fact's name.

    Raises:
        FactError: If a key is missing, unknown or not valid, or the name is not the file's stem.
    """
    rules = _rules(kind)
    _refuse_unknown(rules, table, file)
    values: dict[str, Any] = {field: _value(field, rule, table, file) for field, rule in rules.items()}
    name_field = next(iter(rules))
    stem = file.rpartition("/")[2].removesuffix(".toml")
    if values[name_field] != stem:
        raise FactError(
            f"{file}: the key '{name_field}' is not the name of the file.",
            given=repr(values[name_field]),
            todo=f"Valid: '{stem}', or rename the file.",
        )
    return kind(**values)


def _rules(kind: type[object]) -> dict[str, Rule]:
    hints = get_type_hints(kind, include_extras=True)
    return {field: hint.__metadata__[0] for field, hint in hints.items()}


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


def _refuse_unknown(rules: Mapping[str, Rule], table: Mapping[str, object], file: str) -> None:
    sections = {rule.section for rule in rules.values()}
    for section in sorted(sections):
        valid = {field for field, rule in rules.items() if rule.section == section}
        if not section:
            valid |= sections - {""}
        for key in _section(table, section, file):
            if key not in valid:
                raise FactError(
                    f"{file}: the key '{_full(section, key)}' is not known.",
                    given=repr(key),
                    todo=did_you_mean(key, valid),
                )


def _value(field: str, rule: Rule, table: Mapping[str, object], file: str) -> object:
    full = _full(rule.section, field)
    section = _section(table, rule.section, file)
    if field not in section:
        if rule.optional:
            return None
        present = ", ".join(sorted(section)) or "nothing"
        raise FactError(f"{file}: the key '{full}' is missing.", given=present, todo=f"Add '{full}'.")
    try:
        return rule.read(section[field])
    except ValueError as refusal:
        raise FactError(
            f"{file}: the key '{full}' is not valid.", given=repr(section[field]), todo=f"Valid: {refusal}."
        ) from None


def _full(section: str, key: str) -> str:
    return f"{section}.{key}" if section else key
