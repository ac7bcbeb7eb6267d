"""Access of a colleague: begun by an invitation, ended at once, given back, and what is left behind."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from unknot.web.accounts.models import StaffMember
from unknot.web.audit.trail import append
from unknot.web.clients.models import Client
from unknot.web.colleagues.models import Invitation
from unknot.web.enrolment.enrol import fresh_code, meant
from unknot.web.enrolment.models import digest

LENGTH, GROUP = 12, 4
"""12 letters are 57 random bits for an hour."""


def make_out(invitation: Invitation) -> str:
    """Keep an invitation under a fresh code, which is shown once.

    Earlier ones to the same address stop working; those that no longer work are forgotten.
    """
    code = fresh_code(LENGTH)
    invitation.code_hash = digest(code)
    with transaction.atomic():
        earlier = Invitation.objects.all().filter(practice=invitation.practice)
        earlier.filter(email=invitation.email).delete()
        earlier.filter(expires_at__lte=timezone.now()).delete()
        invitation.save()
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def join(code: str, email: str, password: str) -> StaffMember | None:
    """Use an invitation up: the new colleague, or None where it is wrong, old, used or another's.

    Args:
        code: As it was typed or came in the link.
        email: To whom it was made out.
        password: The colleague's own.
    """
    with transaction.atomic():
        found = (
            Invitation.open_ones()
            .select_for_update()
            .filter(code_hash=digest(meant(code)), email=email.lower())
            .select_related("practice")
            .first()
        )
        if found is None or StaffMember.objects.filter(email=found.email).exists():
            return None
        found.used_at = timezone.now()
        found.save(update_fields=["used_at"])
        person = StaffMember.objects.create_user(
            found.email, password, name=found.name, practice=found.practice, role=found.role
        )
        append(found.practice, ("staff", str(person.public_id)), "staff.join", person)
    return person


def end_access(person: StaffMember) -> None:
    """Let somebody in no longer: what they have open ends at once."""
    with transaction.atomic():
        StaffMember.objects.filter(pk=person.pk).update(is_active=False)
        for session in Session.objects.filter(expire_date__gte=timezone.now()):
            if str(session.get_decoded().get("_auth_user_id")) == str(person.pk):
                session.delete()


def hand_over(leaver: StaffMember, to: StaffMember) -> list[Client]:
    """Make a colleague's clients another's."""
    with transaction.atomic():
        clients = list(Client.objects.select_for_update().filter(practice=leaver.practice, therapist=leaver))
        Client.objects.filter(pk__in=[client.pk for client in clients]).update(therapist=to)
    return clients
