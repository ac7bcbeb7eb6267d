"""From answers to one of four outcomes: go on, go on with limits, letter first, emergency."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from unknot.evidence.load import questionnaires
from unknot.evidence.safety.facts import contraindications, red_flags, signs
from unknot.evidence.safety.limits import Limits, combined
from unknot.evidence.schema.contraindication import Contraindication
from unknot.evidence.schema.red_flag import GO_ON, LETTER_FIRST, OUTCOMES, WITH_LIMITS, RedFlag
from unknot.evidence.schema.sign import Sign
from unknot.evidence.scoring import score


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds, and the signs by which it does."""

    rule: RedFlag
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """What the rules say about one set of answers.

    Attributes:
        outcome: The gravest outcome of all rules.
        findings: The red flags that hold, gravest first.
        conditions: The contraindications that hold, those for everybody left out.
        limits: What sessions keep to.
    """

    outcome: str
    findings: tuple[Finding, ...]
    conditions: tuple[Contraindication, ...]
    limits: Limits


def screen(present: Collection[str], conditions: Collection[str] = (), places: Iterable[str] = ()) -> Screening:
    """Apply every rule.

    Args:
        present: Names of the signs that are present.
        conditions: Names of the contraindications that the client named.
        places: Regions of the body at which local conditions are.
    """
    seen = frozenset(present)
    findings = [
        Finding(rule, tuple(signs()[name] for name in found))
        for rule in red_flags().values()
        if (found := rule.found_in(seen))
    ]
    findings.sort(key=lambda finding: -OUTCOMES.index(finding.rule.outcome))
    holding = [rule for rule in contraindications().values() if _holds(rule, seen, conditions)]
    named = tuple(rule for rule in holding if not rule.always)
    outcomes = [GO_ON, *(finding.rule.outcome for finding in findings), *(_outcome(rule) for rule in named)]
    return Screening(max(outcomes, key=OUTCOMES.index), tuple(findings), named, combined(holding, places))


def signs_in_scores(answers: Mapping[str, int]) -> tuple[str, ...]:
    """The signs that answers to questionnaires show.

    Args:
        answers: Answers by name of the item.
    """
    return tuple(sign.name for sign in signs().values() if _shown_by(sign, answers))


def _holds(rule: Contraindication, present: frozenset[str], named: Collection[str]) -> bool:
    return rule.always or rule.name in named or (rule.sign is not None and rule.sign in present)


def _outcome(rule: Contraindication) -> str:
    return LETTER_FIRST if rule.letter else WITH_LIMITS


def _shown_by(sign: Sign, answers: Mapping[str, int]) -> bool:
    if sign.questionnaire is None or sign.least is None:
        return False
    scored = score(questionnaires()[sign.questionnaire], answers)
    return scored is not None and scored.value >= sign.least
