"""What an intake's questionnaires came to, against the intake before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from unknot.evidence.load import questionnaires
from unknot.evidence.schema.questionnaire import Questionnaire
from unknot.evidence.scoring import score
from unknot.web.intake.forms import ASKED
from unknot.web.intake.models import Intake
from unknot.web.translation.said import plainly


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One questionnaire.

    Attributes:
        title: What it is called.
        value: The score.
        band: What the score is called, and screens that are positive.
        change: The change since the intake before, with the change that people notice.
    """

    title: str
    value: str
    band: str
    change: str


def score_rows(intake: Intake, before: Intake | None) -> list[ScoreRow]:
    """The scores of an intake; questionnaires that were not filled in are left out."""
    found = [_row(questionnaires()[name], intake, before) for name in ASKED]
    return [row for row in found if row is not None]


def not_asked(intake: Intake) -> list[str]:
    """Questionnaires that have no score, as answers are missing."""
    missing = [questionnaires()[name] for name in ASKED if score(questionnaires()[name], intake.answers) is None]
    return [_(questionnaire.title) for questionnaire in missing]


def _row(questionnaire: Questionnaire, intake: Intake, before: Intake | None) -> ScoreRow | None:
    now = score(questionnaire, intake.answers)
    if now is None:
        return None
    positive = [part.title for part in now.subscales if part.positive]
    screens = [_("positive screen for %(what)s") % {"what": plainly(title.lower())} for title in positive]
    band = "; ".join([*([_(now.band)] if now.band else []), *screens])
    earlier = score(questionnaire, before.answers) if before else None
    change = _change(questionnaire, now.value - earlier.value) if earlier else ""
    return ScoreRow(_(questionnaire.title), _number(now.value), band, change)


def _change(questionnaire: Questionnaire, points: float) -> str:
    said: dict[str, Any] = {"points": _signed(points), "matters": questionnaire.matters}
    if questionnaire.matters is None:
        return _("%(points)s since the intake before") % said
    said["matters"] = _number(questionnaire.matters)
    return _("%(points)s since the intake before; %(matters)s is a change that people notice") % said


def _number(value: float) -> str:
    return formats.number_format(round(value, 1), 0 if value == int(value) else 1)


def _signed(value: float) -> str:
    sign = "\N{MINUS SIGN}" if value < 0 else "+" if value > 0 else ""
    return f"{sign}{_number(abs(value))}"
