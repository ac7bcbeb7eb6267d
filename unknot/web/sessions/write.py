"""Keeping the record of a session: once, whatever is sent twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from unknot.web.accounts.models import StaffMember
from unknot.web.appointments.models import PlannedSession
from unknot.web.clients.models import Client
from unknot.web.goals.progress import correct_ratings, rate_goals
from unknot.web.sessions.forms import SessionForm
from unknot.web.sessions.models import AdverseEvent, Session


def keep(client: Client, therapist: StaffMember, form: SessionForm) -> tuple[Session, bool]:
    """Keep a new session; the one that is there, and False, where this page was sent before.

    The session that was planned for the day is no longer to come.

    Args:
        client: Whose.
        therapist: Who gave it.
        form: A form that is valid.
    """
    said = _said(form, therapist)
    with transaction.atomic():
        session, is_new = Session.objects.get_or_create(
            client=client, key=form.cleaned_data["key"], defaults={**said, "therapist": therapist}
        )
        if is_new:
            _keep_unwanted(session, form)
            said_of_goals = form.all_ratings().items()
            rate_goals({goal: value for goal, value in said_of_goals if value is not None}, session.started_at)
            day = client.practice.local(session.started_at).date()
            for planned in PlannedSession.objects.filter(client=client):
                if client.practice.local(planned.starts_at).date() == day:
                    planned.delete()
    return session, is_new


def correct(session: Session, form: SessionForm, by: StaffMember, was: datetime) -> None:
    """Keep what was corrected in a session's record.

    Args:
        session: Which.
        form: A form that is valid.
        by: Who corrects it, and decides where it goes beyond the limits.
        was: When it began by the record as it was.
    """
    with transaction.atomic():
        for name, value in _said(form, by).items():
            setattr(session, name, value)
        session.save()
        _keep_unwanted(session, form)
        correct_ratings(session.client, was, form.all_ratings(), session.started_at)


def _said(form: SessionForm, by: StaffMember) -> dict[str, Any]:
    """The columns of a session, with what it went beyond and who decided that."""
    said = {name: form.cleaned_data[name] for name in form.Meta.fields}
    beyond = form.beyond_limits
    return {
        **said,
        "beyond": said["beyond"] if beyond else "",
        "beyond_what": beyond,
        "beyond_by": by if beyond else None,
    }


def _keep_unwanted(session: Session, form: SessionForm) -> None:
    unwanted = form.unwanted()
    known = AdverseEvent.objects.filter(session=session).first()
    if unwanted is None:
        if known is not None:
            known.delete()
        return
    if known is None or unwanted["severity"] > known.severity:
        # What turned out worse is looked at anew.
        unwanted["reported_at"] = timezone.now()
    AdverseEvent.objects.update_or_create(session=session, defaults=unwanted)
