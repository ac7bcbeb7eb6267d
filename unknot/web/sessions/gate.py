"""What stands between a client and a session: the intake, and harm that nobody has looked at."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from unknot.web.clients.models import Client
from unknot.web.intake import words
from unknot.web.intake.standing import Standing, standing_of
from unknot.web.sessions.harms import clients_to_review


@dataclass(frozen=True, slots=True)
class Gate:
    """Whatever records or plans a session goes through here; past what stops it only with a person and a reason.

    Attributes:
        standing: What the intake says.
        review: Whether harm waits for somebody to look at it.
    """

    standing: Standing
    review: bool

    @property
    def stops(self) -> list[str]:
        """Why there is no session now, in words; nothing where there may be one."""
        harm = _("Several sessions went wrong. Stop and look at why before the next one.")
        found = [str(words.MEANING[self.standing.outcome])] if self.standing.stops else []
        return [*found, *([harm] if self.review else [])]


def gate_of(client: Client) -> Gate:
    """What stands between a client and a session now."""
    return Gate(standing_of(client), client in clients_to_review([client]))
