"""How facts are said to people: sizes with their scale and interval, studies by author and year."""

from __future__ import annotations

import re
from collections.abc import Mapping

from unknot.evidence.bibtex import read_citation
from unknot.evidence.pooling import Interval
from unknot.evidence.schema.arrow import Prior
from unknot.evidence.schema.finding import METRICS, Size
from unknot.evidence.schema.study import Study
from unknot.report.wording import MINUS, SPACE

_TIMES = {"RR": "times as likely", "OR": "times the odds", "HR": "times the hazard"}


def decimal(value: float) -> str:
    """A number with two decimals at most and a true minus sign: "−0.64", "1.7"."""
    text = f"{abs(value):.2f}".rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if value < 0 and text != "0" else text


def amount(metric: str, value: float) -> str:
    """A number with its scale: "−0.64 standard deviations", "1.25 times as likely", "r 0.26"."""
    if metric == "r":
        return f"r{SPACE}{decimal(value)}"
    return f"{decimal(value)}{SPACE}{_TIMES.get(metric, METRICS[metric])}"


def size_said(size: Size) -> str:
    """A size with its interval, where it has one."""
    if size.low is None or size.high is None:
        return amount(size.metric, size.value)
    return interval_said(size.metric, Interval(size.value, size.low, size.high))


def interval_said(metric: str, interval: Interval) -> str:
    """A value with its 95 % interval."""
    return f"{amount(metric, interval.value)} ({_range(interval.low, interval.high)})"


def prior_said(prior: Prior) -> str:
    """What a model may assume, as a sentence without an end."""
    return f"{amount(prior.metric, prior.mean)} ({_range(prior.low, prior.high)}) against {prior.against}"


def _range(low: float, high: float) -> str:
    return f"95{SPACE}%: {decimal(low)} to {decimal(high)}"


def study_named(study: Study) -> str:
    """A study as people name it: "Moyer et al. 2011", "Rash and Campbell 2014"; by its journal without an author."""
    reference = read_citation(study.citation)
    surnames = [author.rpartition(" ")[0] for author in reference.authors]
    if not surnames:
        return f"{reference.journal or reference.title} {study.year}"
    if len(surnames) == 2 and not reference.others:
        return f"{surnames[0]} and {surnames[1]} {study.year}"
    others = " et al." if reference.others or len(surnames) > 1 else ""
    return f"{surnames[0]}{others} {study.year}"


def readable(text: str, known: Mapping[str, Study]) -> str:
    """A text of a fact file as people read it: studies by name instead of key, true minus signs, no broken numbers.

    Args:
        text: The text.
        known: The studies by key.
    """
    named = re.sub(
        r"\b[a-z][a-z0-9_]*\b", lambda word: study_named(known[word[0]]) if word[0] in known else word[0], text
    )
    return re.sub(r"(?<=\d) (?=%)| (?==)|(?<==) ", SPACE, re.sub(r"(?<![\w.)])-(?=\d)", MINUS, named))
