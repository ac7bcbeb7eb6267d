"""From answers to one of four outcomes: go on, go on with limits, letter first, emergency.

What is not known is never taken for a no: a rule that would hold if an unknown answer were yes holds as well, except
that nothing becomes an emergency by not being known; there a letter comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from unknot.evidence.safety.facts import contraindications, red_flags, signs
from unknot.evidence.safety.limits import Limits, combined
from unknot.evidence.safety.set_aside import SetAside
from unknot.evidence.schema.contraindication import Contraindication
from unknot.evidence.schema.red_flag import EMERGENCY, GO_ON, LETTER_FIRST, OUTCOMES, WITH_LIMITS, RedFlag
from unknot.evidence.schema.sign import Sign


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds, and the signs by which it does.

    Attributes:
        rule: The rule.
        signs: The signs that are present, or of which it is not known.
        certain: Whether it holds by what is present alone.
    """

    rule: RedFlag
    signs: tuple[Sign, ...]
    certain: bool = True

    @property
    def can_be_set_aside(self) -> bool:
        """Whether a person may decide otherwise; an emergency stays one until the person has answered anew."""
        return self.outcome != EMERGENCY

    @property
    def outcome(self) -> str:
        """What it asks for; a letter first where it might be an emergency, but that is not known."""
        if self.certain or self.rule.outcome != EMERGENCY:
            return self.rule.outcome
        return LETTER_FIRST


@dataclass(frozen=True, slots=True)
class Screening:
    """What the rules say about one set of answers.

    Attributes:
        outcome: The gravest outcome of all rules.
        findings: The red flags that hold, gravest first.
        conditions: The contraindications that hold, those for everybody left out.
        limits: What sessions keep to.
        set_aside: What held and was set aside.
    """

    outcome: str
    findings: tuple[Finding, ...]
    conditions: tuple[Contraindication, ...]
    limits: Limits
    set_aside: tuple[SetAside, ...] = ()


def screen(
    present: Collection[str],
    conditions: Collection[str] = (),
    places: Iterable[str] = (),
    unknown: Collection[str] = (),
    aside: Collection[SetAside] = (),
) -> Screening:
    """Apply every rule.

    Args:
        present: Names of the signs that are present.
        conditions: Names of the contraindications that the client named.
        places: Regions of the body at which local conditions are.
        unknown: Names of the signs and contraindications of which it is not known whether they are there.
        aside: What a person set aside for a reason: it asks for nothing any more, unless it is an emergency.
    """
    seen = frozenset(present)
    perhaps = seen.union(unknown)
    findings = [found for rule in red_flags().values() if (found := _finding(rule, seen, perhaps)) is not None]
    gone = {one.rule for one in aside}
    lifted = {found.rule.name for found in findings if found.can_be_set_aside} & gone
    findings = [found for found in findings if found.rule.name not in lifted]
    findings.sort(key=lambda finding: -OUTCOMES.index(finding.outcome))
    named = perhaps.union(conditions)
    holding = [rule for rule in contraindications().values() if rule.always or rule.name in named or rule.sign in named]
    lifted |= {rule.name for rule in holding if not rule.always} & gone
    holding = [rule for rule in holding if rule.name not in lifted]
    told = tuple(rule for rule in holding if not rule.always)
    outcomes = [GO_ON, *(finding.outcome for finding in findings), *map(outcome_of_condition, told)]
    applied = tuple(one for one in aside if one.rule in lifted)
    return Screening(max(outcomes, key=OUTCOMES.index), tuple(findings), told, combined(holding, places), applied)


def outcome_of_condition(rule: Contraindication) -> str:
    """What a contraindication asks for."""
    return LETTER_FIRST if rule.letter else WITH_LIMITS


def _finding(rule: RedFlag, seen: frozenset[str], perhaps: frozenset[str]) -> Finding | None:
    certain = rule.found_in(seen)
    found = certain or rule.found_in(perhaps)
    return Finding(rule, tuple(signs()[name] for name in found), bool(certain)) if found else None
