"""Who decided: following a rule, or setting it aside for a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unknot.web.access import staff_of_client
from unknot.web.accounts.member import member
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.intake.models import Decision, Intake
from unknot.web.intake.standing import standing_by

LONGEST_REASON = 1000


@staff_of_client
@require_POST
def decide(request: HttpRequest, client: Client, intake: UUID) -> HttpResponse:
    """Keep what was decided about one rule."""
    found = get_object_or_404(Intake, client=client, public_id=intake)
    rule, choice = request.POST.get("rule", ""), request.POST.get("choice", "")
    reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
    refused = _refusal(found, rule, choice, reason)
    if refused:
        messages.error(request, refused)
    else:
        with transaction.atomic():
            Decision.objects.create(intake=found, rule=rule, choice=choice, reason=reason, by=member(request))
            note(request, f"intake.{choice}", found)
        messages.success(request, _("Your decision was saved."))
    return redirect("intake:page", client=client.public_id)


def _refusal(intake: Intake, rule: str, choice: str, reason: str) -> str:
    standing = standing_by(intake)
    findings = {finding.rule.name: finding for finding, _decision in standing.findings}
    conditions = {condition.name for condition, _decision in standing.conditions}
    if choice not in (Decision.FOLLOWED, Decision.SET_ASIDE) or rule not in {*findings, *conditions}:
        return _("There is no such rule to decide on. Nothing was changed.")
    if choice == Decision.FOLLOWED:
        return ""
    if rule in findings and not findings[rule].can_be_set_aside:
        return _("An emergency is not set aside. When it has passed, ask anew.")
    return "" if reason else _("Say why it is set aside; for example what the doctor answered.")
