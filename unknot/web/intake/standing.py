"""What stands for a client now: the latest intake under the rules, without what was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from unknot.evidence.safety.facts import contraindications, red_flags
from unknot.evidence.safety.limits import Limits
from unknot.evidence.safety.screening import Finding, screen
from unknot.evidence.safety.set_aside import SetAside
from unknot.evidence.schema.contraindication import Contraindication
from unknot.evidence.schema.red_flag import EMERGENCY, GO_ON, LETTER_FIRST, OUTCOMES
from unknot.web.clients.models import Client
from unknot.web.intake.models import Decision, Intake
from unknot.web.intake.words import NOT_ASKED

MOOD = "mood"
WATCHED, ASKED_ANEW = timedelta(days=14), timedelta(days=365)
"""How long answers stand: where something is watched, and otherwise; our own conventions."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a therapist keeps to.

    Attributes:
        intake: The latest intake, or None before the first.
        outcome: The gravest outcome that was not set aside; `NOT_ASKED` before the first intake.
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
        return self.outcome in (LETTER_FIRST, EMERGENCY, NOT_ASKED)

    @property
    def in_despair(self) -> bool:
        """Whether a finding is about mood: somebody may be in danger by their own hand."""
        return any(sign.group == MOOD for finding, _decision in self.findings for sign in finding.signs)

    @property
    def ask_again(self) -> datetime | None:
        """From when on the answers are too old to rely on; None before the first intake."""
        if self.intake is None:
            return None
        watched = any(finding.rule.urgency == "watch" for finding, _decision in self.findings)
        return self.intake.made_at + (WATCHED if watched else ASKED_ANEW)

    @property
    def is_old(self) -> bool:
        """Whether the client should be asked anew."""
        return self.ask_again is not None and self.ask_again < timezone.now()


def standing_of(client: Client) -> Standing:
    """What stands for a client."""
    intake = Intake.objects.filter(client=client).prefetch_related("decisions__by").first()
    return standing_by(intake)


def standing_by(intake: Intake | None) -> Standing:
    """What stands by one intake."""
    if intake is None:
        return Standing(None, NOT_ASKED, (), (), screen(()).limits)
    said = (intake.signs, intake.conditions, intake.places, intake.unsure)
    decided = {decision.rule: decision for decision in intake.decided()}
    aside = {rule: decision for rule, decision in decided.items() if decision.choice == Decision.SET_ASIDE}
    found, left = screen(*said), screen(*said, aside=_with_person_and_reason(aside.values()))
    return Standing(
        intake,
        left.outcome,
        [(finding, decided.get(finding.rule.name)) for finding in _worth_saying(found.findings, set(aside))],
        [(condition, decided.get(condition.name)) for condition in found.conditions],
        left.limits,
    )


def _with_person_and_reason(decisions: Iterable[Decision]) -> list[SetAside]:
    """What was set aside under a rule that there still is, and for a reason."""
    known = {**red_flags(), **contraindications()}
    return [
        SetAside(decision.rule, str(decision.by.public_id), decision.reason)
        for decision in decisions
        if decision.rule in known and decision.reason.strip()
    ]


def outcomes_of(clients: Iterable[Client]) -> Mapping[Client, str]:
    """What stands for those of some clients who have an intake, by the rules of today."""
    newest = Intake.objects.filter(client=OuterRef("client")).order_by("-made_at", "-pk").values("pk")[:1]
    rows = Intake.objects.filter(client__in=list(clients), pk=Subquery(newest))
    return {
        intake.client: _outcome_by(intake) for intake in rows.select_related("client").prefetch_related("decisions")
    }


def _outcome_by(intake: Intake) -> str:
    said = intake.signs or intake.conditions or intake.unsure
    return standing_by(intake).outcome if said else GO_ON


def _worth_saying(findings: Sequence[Finding], aside: set[str]) -> list[Finding]:
    """Without what a graver finding says already by the same signs, unless that one was set aside."""
    graver: list[Finding] = []
    for finding in findings:
        others = [other for other in graver if OUTCOMES.index(other.outcome) > OUTCOMES.index(finding.outcome)]
        if not any(set(finding.signs) <= set(other.signs) and other.rule.name not in aside for other in others):
            graver.append(finding)
    return graver
