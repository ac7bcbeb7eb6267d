"""What a client's plan keeps to: the limits of the intake, and whether anything stops sessions altogether."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from unknot.web.clients.models import Client
from unknot.web.intake import words
from unknot.web.intake.changes import Change, changes
from unknot.web.intake.standing import Standing
from unknot.web.science_of_plans import LongestSession
from unknot.web.sessions.gate import Gate, gate_of


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands for a client before a plan.

    Attributes:
        gate: What stands between the client and a session.
    """

    gate: Gate

    @property
    def standing(self) -> Standing:
        """The intake under the rules."""
        return self.gate.standing

    @property
    def stops(self) -> bool:
        """Whether there is no plan before somebody has looked."""
        return bool(self.gate.stops)

    @property
    def longest(self) -> LongestSession:
        """How long sessions may be."""
        limits = self.standing.limits
        return LongestSession(limits.minutes, limits.minutes_by)

    @property
    def kept(self) -> dict[str, Any]:
        """The limits as they are kept beside what was found under them."""
        return {"stops": self.stops, "minutes": self.longest.minutes}

    @property
    def outcome(self) -> str:
        """The outcome of the intake in words."""
        return str(words.OUTCOMES[self.standing.outcome])

    @property
    def meaning(self) -> str:
        """What the outcome asks for."""
        return str(words.MEANING[self.standing.outcome])

    @property
    def findings(self) -> list[str]:
        """The red flags that hold."""
        return [_(finding.rule.title) for finding, _decision in self.standing.findings]

    @property
    def changes(self) -> list[Change]:
        """The limits in words."""
        return changes(self.standing.limits)


def guard_of(client: Client) -> Guard:
    """What stands for a client."""
    return Guard(gate_of(client))
