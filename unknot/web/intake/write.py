"""Keeping an intake: once, whatever is sent twice."""

from __future__ import annotations

from django.db import transaction

from unknot.web.accounts.models import StaffMember
from unknot.web.clients.models import Client
from unknot.web.goals.progress import set_goals
from unknot.web.intake.forms import CONDITIONS, PLACES, IntakeForm
from unknot.web.intake.models import Intake


def keep(client: Client, therapist: StaffMember, form: IntakeForm) -> tuple[Intake, bool]:
    """Keep an intake with its goals; the one that is there, and False, where this page was sent before.

    Args:
        client: Whose.
        therapist: Who asked.
        form: A form that is valid.
    """
    data = form.cleaned_data
    said = {
        "therapist": therapist,
        "answers": form.answers(),
        "signs": form.signs_found(),
        "conditions": data[CONDITIONS],
        "places": data[PLACES],
        "unsure": form.not_known(),
        "passed": data["passed"],
        "note": data["note"],
        "outcome": form.screening().outcome,
    }
    with transaction.atomic():
        intake, is_new = Intake.objects.get_or_create(client=client, key=data["key"], defaults=said)
        if is_new:
            set_goals(client, form.goals())
    return intake, is_new
