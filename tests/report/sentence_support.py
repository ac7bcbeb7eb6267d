"""Whether every number that a sentence names is among the numbers, facts and rules that it stands on."""

from __future__ import annotations

import re

from unknot.evidence.load import arrow
from unknot.evidence.safety.facts import plan_rules
from unknot.report.dates import MONTHS
from unknot.report.sentence import Sentence
from unknot.report.wording import MINUS, duration, number, percent

NUMBER = re.compile(rf"{MINUS}?\d+(?:\.\d+)?½?")

DATE = re.compile(rf"\d{{1,2}} (?={'|'.join(MONTHS)})")


def unsupported(sentence: Sentence) -> set[str]:
    """The numbers of a sentence that nothing behind it holds."""
    known: set[str] = set()
    for value in sentence.numbers.values():
        known |= _ways_to_say(value)
    facts = [arrow(name).claim for name in sentence.arrows]
    facts += [plan_rules()[name].statement for name in sentence.rules if name in plan_rules()]
    known |= {found for text in facts for found in NUMBER.findall(text)}
    return set(NUMBER.findall(DATE.sub("", _plain(sentence.text)))) - known


def _ways_to_say(value: float) -> set[str]:
    said = [number(value), number(abs(value)), number(round(value)), f"{round(value)}", f"{int(value)}"]
    if 0 <= value <= 1:
        said += [percent(value), f"{5 * int(value * 20 + 0.5)}"]
    if value >= 0:
        said.append(duration(value))
    return {found for text in said for found in NUMBER.findall(_plain(text))}


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", "")
