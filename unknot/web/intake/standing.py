"""What stands for a client now: the latest intake under the rules, without what was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from unknot.evidence.safety.limits import Limits
from unknot.evidence.safety.screening import Finding, Screening, screen
from unknot.evidence.schema.contraindication import Contraindication
from unknot.evidence.schema.red_flag import EMERGENCY, GO_ON, LETTER_FIRST, OUTCOMES, WITH_LIMITS
from unknot.web.clients.models import Client
from unknot.web.intake.models import Decision, Intake


@dataclass(frozen=True, slots=True)
class Standing:
    """What a therapist keeps to.

    Attributes:
        intake: The latest intake, or None before the first.
        outcome: The gravest outcome that was not set aside; "go_on" before the first intake.
        findings: The red flags that hold, with the decision on each.
        conditions: The contraindications that hold, with the decision on each.
        limits: What sessions keep to.
    """

    intake: Intake | None
    outcome: str
    findings: Sequence[tuple[Finding, Decision | None]]
    conditions: Sequence[tuple[Contraindication, Decision | None]]
    limits: Limits

    @property
    def stops(self) -> bool:
        """Whether there is no session before somebody else has looked."""
        return self.outcome in (LETTER_FIRST, EMERGENCY)


def standing_of(client: Client) -> Standing:
    """What stands for a client."""
    intake = Intake.objects.filter(client=client).prefetch_related("decisions__by").first()
    return standing_by(intake)


def standing_by(intake: Intake | None) -> Standing:
    """What stands by one intake."""
    if intake is None:
        return Standing(None, GO_ON, (), (), screen(()).limits)
    found = screen(intake.signs, intake.conditions, intake.places)
    decided = {decision.rule: decision for decision in intake.decided()}
    aside = {rule for rule, decision in decided.items() if decision.choice == Decision.SET_ASIDE}
    return Standing(
        intake,
        _outcome(found, aside),
        [(finding, decided.get(finding.rule.name)) for finding in _worth_saying(found.findings, aside)],
        [(condition, decided.get(condition.name)) for condition in found.conditions],
        _limits(found, aside, intake.places),
    )


def can_be_set_aside(found: Finding) -> bool:
    """An emergency stays one until the client has answered anew."""
    return found.rule.outcome != EMERGENCY


def outcomes_of(clients: Iterable[Client]) -> Mapping[Client, str]:
    """What stands for those of some clients about whom the latest intake said anything."""
    newest = Intake.objects.filter(client=OuterRef("client")).order_by("-made_at", "-pk").values("pk")[:1]
    rows = Intake.objects.filter(client__in=list(clients), pk=Subquery(newest)).exclude(outcome=GO_ON)
    return {
        intake.client: standing_by(intake).outcome
        for intake in rows.select_related("client").prefetch_related("decisions")
    }


def _worth_saying(findings: Sequence[Finding], aside: set[str]) -> list[Finding]:
    """Without what a graver finding says already by the same signs, unless that one was set aside."""
    graver: list[Finding] = []
    for finding in findings:
        others = [
            other for other in graver if OUTCOMES.index(other.rule.outcome) > OUTCOMES.index(finding.rule.outcome)
        ]
        if not any(set(finding.signs) <= set(other.signs) and other.rule.name not in aside for other in others):
            graver.append(finding)
    return graver


def _outcome(found: Screening, aside: set[str]) -> str:
    outcomes = [GO_ON]
    outcomes += [finding.rule.outcome for finding in found.findings if _holds(finding, aside)]
    left = [condition for condition in found.conditions if condition.name not in aside]
    outcomes += [LETTER_FIRST if condition.letter else WITH_LIMITS for condition in left]
    return max(outcomes, key=OUTCOMES.index)


def _holds(finding: Finding, aside: set[str]) -> bool:
    return finding.rule.name not in aside or not can_be_set_aside(finding)


def _limits(found: Screening, aside: set[str], places: Iterable[str]) -> Limits:
    left = [condition.name for condition in found.conditions if condition.name not in aside]
    return screen((), left, places).limits
